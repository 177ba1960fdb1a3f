import type { ViewOutput, webApi } from '@slack/bolt';

import { type Language, refusal, type RunbookSummary } from '#core/index.ts';

import { allowed, type Desk, visitor, type Visitor } from '../../desk.ts';
import { emptyFields, type FormErrors, formErrors } from '../../messages/form-errors.ts';
import { submittedValues } from '../../messages/known-values.ts';
import { readStarting } from '../../messages/question-value.ts';
import { refusalSentence } from '../../messages/refusals.ts';
import { startForm } from '../../messages/start-form.ts';
import { startingForm } from '../../messages/starting-form.ts';
import { failedSentence } from '../../messages/words.ts';
import type { Parts } from '../parts.ts';
import { afterMs, atField, fieldOf, LONGEST_WAIT_MS } from './submission.ts';

/** A form that was submitted, and who did. */
type Submitted = {
  readonly desk: Desk;
  readonly who: Visitor;
  readonly view: ViewOutput;
  readonly runbook: RunbookSummary;
  readonly channel: string;
};

/** The parameters of a run. What is right begins the run; otherwise the form comes back with all that was entered. */
export function listenToStart({ app, desk }: Parts): void {
  app.view('start', async ({ ack, body, view, client }) => {
    const team = body.team?.id ?? '';
    const who = await visitor(desk, client, team, body.user.id);
    const wanted = readStarting(view.private_metadata);
    const runbook = (await desk.engine.list()).find(({ id }) => id === wanted?.runbook);
    if (wanted === null || runbook === undefined || !allowed(desk, team, wanted.channel)) {
      const no = wanted === null || runbook === undefined ? 'unknown-question' : 'channel-not-allowed';
      return ack(atField(fieldsOf(view)[0] ?? 'text', refusalSentence(refusal(no))[who.language]));
    }
    const form: Submitted = { desk, who, view, runbook, channel: wanted.channel };
    const work = begin(form).catch((error: unknown): FormErrors => {
      desk.log('form start', error);
      return { fields: {}, others: [failedSentence[who.language]] };
    });
    const inTime = await Promise.race([work, afterMs(LONGEST_WAIT_MS)]);
    if (inTime === 'begun') return ack();
    if (inTime !== null) return ack({ response_action: 'update', view: again(form, inTime) });
    await ack({ response_action: 'update', view: startingForm('checking', who.language) });
    await replace(client, view.id, await work, form);
    return undefined;
  });
}

/** Looking up waves takes longer than Slack waits for an answer: the form comes back when it is known. */
async function replace(
  client: webApi.WebClient,
  view_id: string,
  outcome: FormErrors | 'begun',
  form: Submitted,
): Promise<void> {
  const view = outcome === 'begun' ? startingForm('begun', form.who.language) : again(form, outcome);
  await client.views.update({ view_id, view }).catch((error: unknown) => {
    // Whoever has closed it meanwhile does not wait for it.
    form.desk.log('form start', error);
  });
}

/** Begins the run, or says everything that is in its way. */
async function begin({ desk, who, view, runbook, channel }: Submitted): Promise<FormErrors | 'begun'> {
  const { language } = who;
  const refused = (text: string): FormErrors => ({ fields: {}, others: [text] });
  if ('code' in who.actor) return refused(refusalSentence(who.actor)[language]);
  const { parameters, id } = runbook;
  const fields = fieldsOf(view);
  const known = { rehearsal: desk.target.kind === 'lab', suggested: desk.suggested };
  const values = submittedValues(parameters, fields, (name) => fieldOf(view, name), known);
  const empty = emptyFields(neededAndEmpty(view), parameters, language);
  const planned = await desk.engine.plan({ runbook: id, values });
  const problems = planned.kind === 'problems' ? planned.problems : [];
  const wrong = formErrors(problems, parameters, fields, values, language);
  const all = { fields: { ...wrong.fields, ...empty.fields }, others: wrong.others };
  if (Object.keys(all.fields).length + all.others.length > 0) return all;
  const reply = await desk.engine.start({ runbook: id, values, channel }, who.actor);
  if (reply.kind !== 'refused') return 'begun';
  const found = reply.refusal.problems ?? [];
  return found.length === 0
    ? refused(refusalSentence(reply.refusal)[language])
    : formErrors(found, parameters, fields, values, language);
}

const again = ({ desk, who, view, runbook, channel }: Submitted, wrong: FormErrors) => {
  const { secrets, target, suggested } = desk;
  const entered = Object.fromEntries(fieldsOf(view).map((name) => [name, fieldOf(view, name)]));
  const language: Language = who.language;
  return startForm(
    {
      runbook,
      channel,
      rehearsal: target.kind === 'lab',
      suggested,
      typed: {},
      secrets,
      again: { entered, wrong },
    },
    language,
  );
};

const fieldsOf = (view: ViewOutput): string[] =>
  view.blocks.flatMap(({ type, block_id: id }) => (type === 'input' && id !== undefined ? [id] : []));

/** Slack does not take such a form; the local one does. */
const neededAndEmpty = (view: ViewOutput): string[] =>
  view.blocks.flatMap((block) =>
    block.type === 'input' &&
    'optional' in block &&
    !block.optional &&
    block.block_id !== undefined &&
    fieldOf(view, block.block_id) === ''
      ? [block.block_id]
      : [],
  );
