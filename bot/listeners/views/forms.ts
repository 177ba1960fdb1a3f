import type { App, ViewOutput, webApi } from '@slack/bolt';
import { z } from 'zod';

import { type Actor, refusal, type Reply } from '#core/index.ts';

import type { Announcer } from '../../announcer.ts';
import { refused } from '../../answers.ts';
import { type Desk, visitor, type Visitor } from '../../desk.ts';
import { readQuestion } from '../../messages/question-value.ts';
import { refusalSentence } from '../../messages/refusals.ts';
import { parsed } from '../actions/card-buttons.ts';

const place = z.strictObject({ run: z.string(), step: z.string().optional() });
const starting = z.strictObject({ runbook: z.string(), channel: z.string() });

/** Answers to the modals: reasons, notes, the start form. What is wrong is said at the field, and nothing is lost. */
export function listenToForms(app: App, desk: Desk, announcer: Announcer): void {
  listenToStart(app, desk);

  const onText = (
    callback: string,
    act: (metadata: string, text: string, by: Actor) => Promise<Reply | null>,
  ) =>
    app.view(callback, async ({ ack, body, view, client }) => {
      const who = await visitor(desk, client, body.team?.id ?? '', body.user.id);
      const reply =
        'code' in who.actor
          ? refusedReply(who.actor)
          : ((await act(view.private_metadata, valueOf(view, 'text'), who.actor)) ??
            refusedReply(refusal('unknown-question')));
      if (reply.kind === 'refused') {
        await ack({
          response_action: 'errors',
          errors: { text: refusalSentence(reply.refusal)[who.language] },
        });
        if (reply.view !== null) await announcer.redraw(reply.view.run);
        return;
      }
      await ack();
    });
  const inRun =
    (act: (run: string, text: string, by: Actor) => Promise<Reply>) =>
    async (metadata: string, text: string, by: Actor) => {
      const where = parsed(place, metadata);
      return where === null ? null : act(where.run, text, by);
    };
  onText('reject', async (metadata, text, by) => {
    const question = readQuestion(metadata);
    return question === null ? null : desk.engine.reject(question.run, question, text, by);
  });
  onText(
    'skip',
    inRun((run, text, by) => desk.engine.ask(run, 'skip', by, text)),
  );
  onText(
    'settle_done',
    inRun((run, text, by) => desk.engine.ask(run, 'settle-done', by, text)),
  );
  onText(
    'settle_not_done',
    inRun((run, text, by) => desk.engine.ask(run, 'settle-not-done', by, text)),
  );
  onText(
    'confirm_done',
    inRun((run, text, by) => desk.engine.confirm(run, true, text, by)),
  );
  onText(
    'confirm_not_done',
    inRun((run, text, by) => desk.engine.confirm(run, false, text, by)),
  );
}

const refusedReply = (no: ReturnType<typeof refusal>): Extract<Reply, { kind: 'refused' }> => ({
  kind: 'refused',
  refusal: no,
  view: null,
});

function listenToStart(app: App, desk: Desk): void {
  app.view('start', async ({ ack, body, view, client }) => {
    const who = await visitor(desk, client, body.team?.id ?? '', body.user.id);
    const wanted = parsed(starting, view.private_metadata);
    const runbook = (await desk.engine.list()).find(({ id }) => id === wanted?.runbook);
    if (wanted === null || runbook === undefined)
      return ack({
        response_action: 'errors',
        errors: { [firstBlock(view)]: refusalSentence(refusal('unknown-question'))[who.language] },
      });
    const values = Object.fromEntries(
      Object.keys(runbook.parameters)
        .map((name) => [name, valueOf(view, name)] as const)
        .filter(([, value]) => value !== ''),
    );
    const planned = await desk.engine.plan({ runbook: runbook.id, values });
    if (planned.kind === 'problems') {
      const errors = Object.fromEntries(
        planned.problems.map(({ path, found, allowed }) => [
          path.replace(/^parameters\./u, ''),
          `${found} — ${allowed}`,
        ]),
      );
      return ack({ response_action: 'errors', errors });
    }
    await ack();
    await begin(desk, client, who, body.user.id, wanted, values);
    return undefined;
  });
}

async function begin(
  desk: Desk,
  client: webApi.WebClient,
  who: Visitor,
  user: string,
  wanted: z.infer<typeof starting>,
  values: Record<string, string>,
): Promise<void> {
  const reply =
    'code' in who.actor
      ? refusedReply(who.actor)
      : await desk.engine.start({ runbook: wanted.runbook, values, channel: wanted.channel }, who.actor);
  if (reply.kind === 'refused')
    await client.chat.postEphemeral({
      channel: wanted.channel,
      user,
      text: refused(reply.refusal, who.language).text,
    });
}

const firstBlock = (view: ViewOutput): string =>
  view.blocks.find(({ type }) => type === 'input')?.block_id ?? 'text';

/** What was entered or chosen in one block. */
export function valueOf(view: ViewOutput, block: string): string {
  const field = view.state.values[block]?.['value'];
  return (field?.selected_option?.value ?? field?.value ?? '').trim();
}
