import { refusal } from '#core/index.ts';

import { readQuestion } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onClick, runHere } from './click.ts';

export const listenToApprove = (parts: Parts) =>
  onClick(parts, 'approve', async (click) => {
    const question = readQuestion(click.value);
    if (question === null || (await runHere(click, question.run)) === null)
      return click.refuse(refusal('unknown-question'));
    if ('code' in click.who.actor) return click.refuse(click.who.actor);
    return click.tell(await click.desk.engine.approve(question.run, question, click.who.actor));
  });
