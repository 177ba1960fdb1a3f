import { refusal } from '#core/index.ts';

import { textForm } from '../../messages/forms.ts';
import { readByHand } from '../../messages/question-value.ts';
import { aboutStep, workByHand } from '../../messages/standing.ts';
import { both } from '../../messages/words.ts';
import type { Parts } from '../parts.ts';
import { onClick, runHere } from './click.ts';

const FORMS = {
  confirm_done: {
    title: both('The work is done', '作業の完了'),
    means: both(
      'Afterwards the result is verified where the step says how, and the run goes on.',
      '送信すると、手順に定められた方法で結果を確認し、先へ進みます。',
    ),
  },
  confirm_not_done: {
    title: both('The work is not done', '作業の未完了'),
    means: both(
      'The step stops here as failed; it can be retried.',
      '送信すると、手順は失敗として止まります。あとで再試行できます。',
    ),
  },
} as const;

/** A person says what came of what they did by hand; the note is asked for in a modal. */
export function listenToConfirm(parts: Parts): void {
  for (const [action, { title, means }] of Object.entries(FORMS))
    onClick(parts, action, async (click) => {
      const work = readByHand(click.value);
      const view = await runHere(click, work?.run);
      if (work === null || view === null) return click.refuse(refusal('unknown-question'));
      if ('code' in click.who.actor) return click.refuse(click.who.actor);
      const about = aboutStep(view, view.step?.id ?? '');
      const ask = workByHand(view)?.ask;
      const form = {
        callback: action,
        value: click.value,
        field: 'noteForEvidence',
        title,
        about,
        means: ask === undefined ? [means] : [ask, means],
      } as const;
      await click.client.views.open({ trigger_id: click.trigger, view: textForm(form, click.who.language) });
      return undefined;
    });
}
