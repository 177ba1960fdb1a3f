import { confirmations } from '../../messages/confirmations.ts';
import { readPlace } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onSubmit } from './submission.ts';

/** The end for good, with the reason that was typed. A step that ended meanwhile does not stand in its way. */
export const listenToAbort = (parts: Parts) =>
  onSubmit(
    parts,
    'abort',
    readPlace,
    (place, _view, reason, by) => parts.desk.engine.abort(place.run, reason, by),
    { field: 'text', said: confirmations.abort },
  );
