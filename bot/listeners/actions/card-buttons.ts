import type { App, BlockAction, ButtonAction, webApi } from '@slack/bolt';
import { z } from 'zod';

import { refusal, type Reply } from '#core/index.ts';

import type { Announcer } from '../../announcer.ts';
import { answerTo, refused } from '../../answers.ts';
import { allowed, type Desk, visitor, type Visitor } from '../../desk.ts';
import { stepDetails } from '../../messages/details.ts';
import { textForm } from '../../messages/forms.ts';
import { startForm } from '../../messages/forms.ts';
import { readQuestion } from '../../messages/question-value.ts';

const place = z.strictObject({ run: z.string(), step: z.string().optional() });
const starting = z.strictObject({ runbook: z.string(), channel: z.string() });

type Click = {
  readonly desk: Desk;
  readonly who: Visitor;
  readonly client: webApi.WebClient;
  readonly value: string;
  readonly trigger: string;
  tell(reply: Reply): Promise<void>;
  refuse(code: Parameters<typeof refusal>[0]): Promise<void>;
};

/** Every button of the cards, by its action id. A value that Watari did not write is refused. */
export function listenToCards(app: App, desk: Desk, announcer: Announcer): void {
  const on = (action: string, handle: (click: Click) => Promise<void>) =>
    app.action<BlockAction<ButtonAction>>(action, async ({ ack, body, action: clicked, client }) => {
      await ack();
      const team = body.team?.id ?? '';
      const channel = body.channel?.id ?? '';
      const who = await visitor(desk, client, team, body.user.id);
      const whisper = async (answer: { text: string } | null) => {
        if (answer !== null && channel !== '')
          await client.chat.postEphemeral({ channel, user: body.user.id, text: answer.text });
      };
      const refuse: Click['refuse'] = (code) => whisper(refused(refusal(code), who.language));
      const tell: Click['tell'] = async (reply) => {
        await whisper(answerTo(reply, who.language));
        // A stale card means that this person looks at something old: draw it anew even if nothing changed.
        if (reply.kind === 'refused' && reply.view !== null) await announcer.redraw(reply.view.run);
      };
      if (channel !== '' && !allowed(desk, team, channel)) return refuse('channel-not-allowed');
      try {
        await handle({
          desk,
          who,
          client,
          value: clicked.value ?? '',
          trigger: body.trigger_id,
          tell,
          refuse,
        });
      } catch (error) {
        desk.log(`button ${action}`, error);
        await whisper({ text: FAILED[who.language] });
      }
    });

  on('approve', async ({ value, who, tell, refuse }) => {
    const question = readQuestion(value);
    if (question === null) return refuse('unknown-question');
    if ('code' in who.actor) return refuse(who.actor.code);
    return tell(await desk.engine.approve(question.run, question, who.actor));
  });
  on('reject', async ({ value, who, client, trigger, refuse }) => {
    if (readQuestion(value) === null) return refuse('unknown-question');
    await client.views.open({
      trigger_id: trigger,
      view: textForm('reject', value, 'reason', 'reject', who.language),
    });
  });
  on('details', async ({ value, who, client, trigger, refuse }) => {
    const where = parsed(place, value);
    const view = where === null ? null : await desk.engine.view(where.run);
    const step = view?.plan.steps.find(({ id }) => id === where?.step);
    if (view === null || step === undefined) return refuse('unknown-question');
    await client.views.open({ trigger_id: trigger, view: stepDetails(view, step, who.language) });
  });
  on('open_start', async ({ value, who, client, trigger, refuse }) => {
    const wanted = parsed(starting, value);
    const runbook = (await desk.engine.list()).find(({ id }) => id === wanted?.runbook);
    if (wanted === null || runbook === undefined) return refuse('unknown-question');
    await client.views.open({
      trigger_id: trigger,
      view: startForm(runbook, wanted.channel, desk.suggested, desk.secrets, who.language),
    });
  });

  const onRun = (
    action: string,
    act: (run: string, by: Exclude<Visitor['actor'], { code: unknown }>) => Promise<Reply>,
  ) =>
    on(action, async ({ value, who, tell, refuse }) => {
      const where = parsed(place, value);
      if (where === null) return refuse('unknown-question');
      if ('code' in who.actor) return refuse(who.actor.code);
      return tell(await act(where.run, who.actor));
    });
  onRun('next_step', (run, by) => desk.engine.ask(run, 'carry-out', by));
  onRun('resume', (run, by) => desk.engine.ask(run, 'resume', by));
  onRun('retry', (run, by) => desk.engine.ask(run, 'carry-out', by, undefined, true));
  onRun('cancel', (run, by) => desk.engine.cancel(run, by));

  const withText = (action: string, word: 'reason' | 'noteForEvidence', title: 'skip' | 'done' | 'notDone') =>
    on(action, async ({ value, who, client, trigger, refuse }) => {
      if (parsed(place, value) === null) return refuse('unknown-question');
      await client.views.open({
        trigger_id: trigger,
        view: textForm(action, value, word, title, who.language),
      });
    });
  withText('skip', 'reason', 'skip');
  withText('settle_done', 'reason', 'done');
  withText('settle_not_done', 'reason', 'notDone');
  withText('confirm_done', 'noteForEvidence', 'done');
  withText('confirm_not_done', 'noteForEvidence', 'notDone');
}

const FAILED = {
  en: 'Watari could not do this: its own machinery failed. Nothing was recorded twice; the operator finds the cause in the log.',
  ja: 'Watari 内部の不具合により、この操作を完了できませんでした。二重の記録はありません。原因は運用担当者がログで確認できます。',
} as const;

/** Null for anything that Watari did not write. */
export function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
