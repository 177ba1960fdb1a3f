import { refusal } from '#core/index.ts';

import { cardWords } from '../../messages/card-words.ts';
import { textForm } from '../../messages/forms.ts';
import { readQuestion } from '../../messages/question-value.ts';
import { aboutStep } from '../../messages/standing.ts';
import type { Parts } from '../parts.ts';
import { onClick, runHere } from './click.ts';

/** Asks why; the answer comes as a view submission. */
export const listenToReject = (parts: Parts) =>
  onClick(parts, 'reject', async (click) => {
    const question = readQuestion(click.value);
    const view = await runHere(click, question?.run);
    if (question === null || view === null) return click.refuse(refusal('unknown-question'));
    if ('code' in click.who.actor) return click.refuse(click.who.actor);
    const about = aboutStep(view, question.step);
    await click.client.views.open({
      trigger_id: click.trigger,
      view: textForm(
        { callback: 'reject', value: click.value, field: 'reason', title: cardWords.reject, about },
        click.who.language,
      ),
    });
    return undefined;
  });
