import { textForm, type TextForm } from '../../messages/forms.ts';
import { readPlace } from '../../messages/question-value.ts';
import { aboutStep } from '../../messages/standing.ts';
import type { Parts } from '../parts.ts';
import { onPlace } from './click.ts';

const TITLES = {
  skip: 'skip',
  undo: 'undoOn',
  settle_done: 'done',
  settle_not_done: 'notDone',
} as const satisfies Record<string, TextForm['title']>;

/** Skip, undo, settle: each needs a reason, asked for in a modal. */
export function listenToSayWhy(parts: Parts): void {
  for (const [action, title] of Object.entries(TITLES))
    onPlace(parts, action, readPlace, async ({ client, trigger, value, who }, view) => {
      const about = aboutStep(view, view.step?.id ?? '');
      const form = textForm({ callback: action, value, field: 'reason', title, about }, who.language);
      await client.views.open({ trigger_id: trigger, view: form });
    });
}
