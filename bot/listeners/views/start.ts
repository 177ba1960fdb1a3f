import type { ViewOutput, webApi } from '@slack/bolt';

import { refusal } from '#core/index.ts';

import { refused } from '../../answers.ts';
import { allowed, type Desk, visitor, type Visitor } from '../../desk.ts';
import { formErrors } from '../../messages/form-errors.ts';
import { submittedValues } from '../../messages/known-values.ts';
import { readStarting } from '../../messages/question-value.ts';
import { refusalSentence } from '../../messages/refusals.ts';
import { failedSentence } from '../../messages/words.ts';
import type { Parts } from '../parts.ts';
import { atField, fieldOf } from './submission.ts';

/** The parameters of a run. What is wrong is said at its field; what is right begins the run. */
export function listenToStart({ app, desk }: Parts): void {
  app.view('start', async ({ ack, body, view, client }) => {
    const team = body.team?.id ?? '';
    const who = await visitor(desk, client, team, body.user.id);
    const wanted = readStarting(view.private_metadata);
    const runbook = (await desk.engine.list()).find(({ id }) => id === wanted?.runbook);
    const no =
      wanted === null || runbook === undefined
        ? refusal('unknown-question')
        : allowed(desk, team, wanted.channel)
          ? null
          : refusal('channel-not-allowed');
    if (no !== null || wanted === null || runbook === undefined)
      return ack(atField(firstField(view), refusalSentence(no ?? refusal('unknown-question'))[who.language]));
    const values = submittedValues(runbook.parameters, (name) => fieldOf(view, name), {
      rehearsal: desk.target.kind === 'lab',
      suggested: desk.suggested,
    });
    const planned = await desk.engine.plan({ runbook: runbook.id, values });
    if (planned.kind === 'problems')
      return ack({
        response_action: 'errors',
        errors: formErrors(planned.problems, runbook.parameters, fieldsOf(view), values)[who.language],
      });
    await ack();
    await begin(desk, client, who, body.user.id, wanted, values);
    return undefined;
  });
}

const fieldsOf = (view: ViewOutput): string[] =>
  view.blocks.flatMap(({ type, block_id: id }) => (type === 'input' && id !== undefined ? [id] : []));
const firstField = (view: ViewOutput): string => fieldsOf(view)[0] ?? 'text';

async function begin(
  desk: Desk,
  client: webApi.WebClient,
  who: Visitor,
  user: string,
  { runbook, channel }: { runbook: string; channel: string },
  values: Record<string, string>,
): Promise<void> {
  const whisper = (text: string) => client.chat.postEphemeral({ channel, user, text });
  if ('code' in who.actor) {
    await whisper(refused(who.actor, who.language, desk.settings).text);
    return;
  }
  try {
    const reply = await desk.engine.start({ runbook, values, channel }, who.actor);
    if (reply.kind === 'refused') await whisper(refused(reply.refusal, who.language, desk.settings).text);
  } catch (error) {
    desk.log('form start', error);
    await whisper(failedSentence[who.language]);
  }
}
