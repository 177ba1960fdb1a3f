import { refusal } from '#core/index.ts';

import { docsOfRun } from '../../documentation.ts';
import { stepDetails } from '../../messages/details.ts';
import { readStepOfRun } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onClick, runHere } from './click.ts';

/** Everything about a step, in the language of the person who clicked. */
export const listenToDetails = (parts: Parts) =>
  onClick(parts, 'details', async (click) => {
    const wanted = readStepOfRun(click.value);
    const view = await runHere(click, wanted?.run);
    const step = view?.plan.steps.find(({ id }) => id === wanted?.step);
    if (view === null || step === undefined) return click.refuse(refusal('unknown-question'));
    if ('code' in click.who.actor) return click.refuse(click.who.actor);
    const docsOf = await docsOfRun(click.desk, view.plan);
    await click.client.views.open({
      trigger_id: click.trigger,
      view: stepDetails(view, step, click.who.language, docsOf(step.id)),
    });
    return undefined;
  });
