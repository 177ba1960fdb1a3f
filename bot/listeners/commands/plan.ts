import { refusal } from '#core/index.ts';

import { refused } from '../../answers.ts';
import { clip, LONGEST } from '../../messages/blocks.ts';
import { planModal } from '../../messages/plan-modal.ts';
import { problemSentence } from '../../messages/problem-sentence.ts';
import { forPeople } from './subcommand.ts';

/** The plan of a runbook with the guide's example values, as a modal for the person who asked. */
export const plan = forPeople(async ({ desk, args, who, client, trigger }) => {
  const runbooks = await desk.engine.list();
  const runbook = args.words[0] ?? (runbooks.length === 1 ? runbooks[0]?.id : undefined);
  if (runbook === undefined) {
    const known = runbooks.map(({ id }) => id).join(', ');
    return refused(refusal('unknown-runbook', { runbook: '', known }), who.language, desk.settings);
  }
  const reply = await desk.engine.plan({ runbook, values: args.set, examples: true });
  if (reply.kind === 'refused') return refused(reply.refusal, who.language, desk.settings);
  const parameters = runbooks.find(({ id }) => id === runbook)?.parameters;
  if (reply.kind === 'problems')
    return {
      text: clip(
        reply.problems.map((one) => problemSentence(one, parameters)[who.language]).join('\n'),
        LONGEST.text,
      ),
    };
  await client.views.open({ trigger_id: trigger, view: planModal(reply.plan, who.language) });
  return null;
});
