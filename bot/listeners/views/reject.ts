import { readQuestion } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onText } from './submission.ts';

/** Why somebody says no. */
export const listenToReason = (parts: Parts) =>
  onText(parts, 'reject', async ({ engine }, value, reason, by) => {
    const question = readQuestion(value);
    return question === null ? null : engine.reject(question.run, question, reason, by);
  });
