import { readByHand } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onText } from './submission.ts';

/** What somebody saw or did by hand: the evidence of that operation, and of no other. */
export function listenToNote(parts: Parts): void {
  for (const [callback, done] of [
    ['confirm_done', true],
    ['confirm_not_done', false],
  ] as const)
    onText(parts, callback, readByHand, (work, _view, note, by) =>
      parts.desk.engine.confirm(work.run, done, note, by, work),
    );
}
