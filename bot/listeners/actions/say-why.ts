import { ASKING, meansOf } from '../../messages/asking-form.ts';
import { textForm } from '../../messages/forms.ts';
import { readPlace } from '../../messages/question-value.ts';
import { aboutStep } from '../../messages/standing.ts';
import type { Parts } from '../parts.ts';
import { onPlace } from './click.ts';

const ACTIONS = ['settle_done', 'settle_not_done', 'skip', 'undo'] as const satisfies (keyof typeof ASKING)[];

/** Skip, undo, settle: each needs a reason, asked for in a modal that says what follows from it. */
export function listenToSayWhy(parts: Parts): void {
  for (const action of ACTIONS)
    onPlace(parts, action, readPlace, async ({ client, trigger, value, who }, view) => {
      const [about, means] = [aboutStep(view, view.step?.id ?? ''), meansOf(action, view)];
      const { title } = ASKING[action];
      const form = { callback: action, value, field: 'reason', title, about, means } as const;
      await client.views.open({ trigger_id: trigger, view: textForm(form, who.language) });
    });
}
