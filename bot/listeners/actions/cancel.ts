import { readPlace } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onPlace } from './click.ts';

/** Ends the jobs under way. */
export const listenToCancel = (parts: Parts) =>
  onPlace(parts, 'cancel', readPlace, async (click, { run }, by) =>
    click.tell(await parts.desk.engine.cancel(run, by)),
  );
