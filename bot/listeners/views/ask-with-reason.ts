import { type Asks, refusal } from '#core/index.ts';

import { readPlace } from '../../messages/question-value.ts';
import { isThere } from '../actions/click.ts';
import type { Parts } from '../parts.ts';
import { noTo, onText } from './submission.ts';

const ASKED = {
  skip: 'skip',
  undo: 'undo',
  settle_done: 'settle-done',
  settle_not_done: 'settle-not-done',
} as const satisfies Record<string, Asks>;

/** Skip, undo, settle, with the reason that was typed. */
export function listenToAskWithReason(parts: Parts): void {
  for (const [callback, asks] of Object.entries(ASKED))
    onText(parts, callback, readPlace, async (place, view, reason, by) => {
      if (!isThere(place, view)) return { ...noTo(refusal('stale-question')), view };
      return parts.desk.engine.ask(place.run, asks, by, reason);
    });
}
