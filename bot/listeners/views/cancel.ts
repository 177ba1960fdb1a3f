import { refusal } from '#core/index.ts';

import { confirmations } from '../../messages/confirmations.ts';
import { readPlace } from '../../messages/question-value.ts';
import { isThere } from '../actions/click.ts';
import type { Parts } from '../parts.ts';
import { noTo, onSubmit } from './submission.ts';

/** Ends the jobs that the form named; if the run has moved on meanwhile, nothing is ended. */
export const listenToCancelForm = (parts: Parts) =>
  onSubmit(
    parts,
    'cancel',
    readPlace,
    async (place, view, _text, by) =>
      isThere(place, view)
        ? parts.desk.engine.cancel(place.run, by)
        : { ...noTo(refusal('stale-question')), view },
    { field: null, said: confirmations.cancel },
  );
