import { refusal } from '#core/index.ts';

import { textForm } from '../../messages/forms.ts';
import { readByHand } from '../../messages/question-value.ts';
import { aboutStep } from '../../messages/standing.ts';
import type { Parts } from '../parts.ts';
import { onClick, runHere } from './click.ts';

const TITLES = { confirm_done: 'done', confirm_not_done: 'notDone' } as const;

/** A person says what came of what they did by hand; the note is asked for in a modal. */
export function listenToConfirm(parts: Parts): void {
  for (const [action, title] of Object.entries(TITLES))
    onClick(parts, action, async (click) => {
      const work = readByHand(click.value);
      const view = await runHere(click, work?.run);
      if (work === null || view === null) return click.refuse(refusal('unknown-question'));
      if ('code' in click.who.actor) return click.refuse(click.who.actor);
      const about = aboutStep(view, view.step?.id ?? '');
      const form = { callback: action, value: click.value, field: 'noteForEvidence', title, about } as const;
      await click.client.views.open({ trigger_id: click.trigger, view: textForm(form, click.who.language) });
      return undefined;
    });
}
