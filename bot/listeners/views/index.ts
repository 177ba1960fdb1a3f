import type { Parts } from '../parts.ts';
import { listenToAbort } from './abort.ts';
import { listenToAskWithReason } from './ask-with-reason.ts';
import { listenToCancelForm } from './cancel.ts';
import { listenToNote } from './confirm.ts';
import { listenToReason } from './reject.ts';
import { listenToStart } from './start.ts';

/** Answers to the modals. */
export function listenToViews(parts: Parts): void {
  listenToStart(parts);
  listenToReason(parts);
  listenToAskWithReason(parts);
  listenToNote(parts);
  listenToAbort(parts);
  listenToCancelForm(parts);
}
