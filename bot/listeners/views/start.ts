import type { ViewOutput, webApi } from '@slack/bolt';

import { type Problem, refusal, type RunbookSummary, fieldProblem } from '#core/index.ts';

import { refused } from '../../answers.ts';
import { allowed, type Desk, visitor, type Visitor } from '../../desk.ts';
import { problemSentence } from '../../messages/problem-sentence.ts';
import { readStarting } from '../../messages/question-value.ts';
import { refusalSentence } from '../../messages/refusals.ts';
import { fitsField } from '../../messages/start-form.ts';
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
    const values = valuesOf(runbook, view, desk.suggested);
    const planned = await desk.engine.plan({ runbook: runbook.id, values });
    if (planned.kind === 'problems')
      return ack({
        response_action: 'errors',
        errors: errorsOf(planned.problems, runbook, view, values, who),
      });
    await ack();
    await begin(desk, client, who, body.user.id, wanted, values);
    return undefined;
  });
}

/** What was left empty takes its default; or what this place suggests, where that was too long for a field to show. */
const valuesOf = (
  runbook: RunbookSummary,
  view: ViewOutput,
  suggested: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.keys(runbook.parameters)
      .map((name) => {
        const [typed, known = ''] = [fieldOf(view, name), suggested[name]];
        return [name, typed === '' && !fitsField(known) ? known : typed] as const;
      })
      .filter(([, value]) => value !== ''),
  );

/** Slack refuses an error at a field that is not there: such problems stand at the first one. */
function errorsOf(
  problems: readonly Problem[],
  { parameters }: RunbookSummary,
  view: ViewOutput,
  values: Readonly<Record<string, string>>,
  { language }: Visitor,
): Record<string, string> {
  const fields = view.blocks.map(({ block_id }) => block_id);
  const errors: Record<string, string> = {};
  for (const problem of problems) {
    // A wave's own place is in the field of all of them: waves[1].base.
    const name = problem.path.replace(/^parameters\./u, '').replace(/[.[].*$/u, '');
    const parameter = fields.includes(name) ? parameters[name] : undefined;
    if (parameter === undefined) {
      const first = firstField(view);
      errors[first] = [errors[first] ?? '', problemSentence(problem, parameters)[language]].join('\n').trim();
    } else errors[name] = fieldProblem(parameter, values[name] ?? '', language);
  }
  return errors;
}

const firstField = (view: ViewOutput): string =>
  view.blocks.find(({ type }) => type === 'input')?.block_id ?? 'text';

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
    await whisper(refused(who.actor, who.language).text);
    return;
  }
  try {
    const reply = await desk.engine.start({ runbook, values, channel }, who.actor);
    if (reply.kind === 'refused') await whisper(refused(reply.refusal, who.language).text);
  } catch (error) {
    desk.log('form start', error);
    await whisper(failedSentence[who.language]);
  }
}
