import { readQuestion } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onText } from './submission.ts';

/** Why somebody says no. */
export const listenToReason = (parts: Parts) =>
  onText(parts, 'reject', readQuestion, (question, _view, reason, by) =>
    parts.desk.engine.reject(question.run, question, reason, by),
  );
