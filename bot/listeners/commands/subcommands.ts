import type { webApi } from '@slack/bolt';

import { type Actor, type Asks, type Reply, refusal, type RunView } from '#core/index.ts';

import { answerTo, type Ephemeral, refused } from '../../answers.ts';
import type { Arguments } from '../../arguments.ts';
import { COMMANDS } from '../../commands.ts';
import { type Desk, nameIn, runOfChannel, type Visitor } from '../../desk.ts';
import { button, clip, code, context, escape, section } from '../../messages/blocks.ts';
import { eventLine } from '../../messages/event-line.ts';
import { startForm } from '../../messages/forms.ts';
import { standingOf, stepName } from '../../messages/standing.ts';
import { clock } from '../../messages/times.ts';
import { both, rehearsalMark, riskName } from '../../messages/words.ts';

export type Asked = {
  readonly desk: Desk;
  readonly args: Arguments;
  readonly who: Visitor;
  readonly client: webApi.WebClient;
  readonly channel: string;
  readonly trigger: string;
};
type Subcommand = (asked: Asked) => Promise<Ephemeral | null>;

/** Acts on the channel's open run as the person who typed. */
const onRun =
  (act: (asked: Asked, view: RunView, by: Actor) => Promise<Reply>): Subcommand =>
  async (asked) => {
    const { who, desk, channel } = asked;
    if ('code' in who.actor) return refused(who.actor, who.language);
    const view = await runOfChannel(desk, channel);
    if (view === null) return refused(refusal('no-open-run'), who.language);
    return answerTo(await act(asked, view, who.actor), who.language);
  };
const asking = (asks: Asks): Subcommand =>
  onRun(({ desk, args }, { run }, by) => desk.engine.ask(run, asks, by, reasonOf(args)));
/** A reason may follow the command bare: `/migrate pause the tape is full`. */
const reasonOf = (args: Arguments): string => args.reason ?? args.note ?? args.words.join(' ');

export const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  help: async ({ who }) => ({
    text: '/migrate help',
    blocks: [
      section(
        COMMANDS.filter(({ at }) => at !== 'terminal')
          .map(
            ({ name, usage, does }) =>
              `\`/migrate ${name}${usage === '' ? '' : ` ${escape(usage)}`}\`\n${does[who.language]}`,
          )
          .join('\n'),
      ),
    ],
  }),
  list: async ({ desk, who }) => ({
    text: (await desk.engine.list())
      .map(({ id, title }) => `\`${id}\`  ${escape(title[who.language])}`)
      .join('\n'),
  }),
  start,
  plan,
  'next-step': asking('carry-out'),
  retry: onRun(({ desk }, { run }, by) => desk.engine.ask(run, 'carry-out', by, undefined, true)),
  skip: asking('skip'),
  undo: asking('undo'),
  resume: asking('resume'),
  settle: async (asked) => {
    const [verdict, ...words] = asked.args.words;
    if (verdict !== 'done' && verdict !== 'not-done')
      return {
        text: both('settle: say done or not-done', 'settle：done か not-done を指定してください。')[
          asked.who.language
        ],
      };
    return asking(verdict === 'done' ? 'settle-done' : 'settle-not-done')({
      ...asked,
      args: { ...asked.args, words },
    });
  },
  approve: onRun(({ desk }, { run }, by) => desk.engine.approve(run, null, by)),
  reject: onRun(({ desk, args }, { run }, by) => desk.engine.reject(run, null, reasonOf(args), by)),
  confirm: onRun(({ desk, args }, { run }, by) =>
    desk.engine.confirm(run, !args.notDone, reasonOf(args), by),
  ),
  cancel: onRun(({ desk }, { run }, by) => desk.engine.cancel(run, by)),
  note: onRun(({ desk, args }, { run }, by) => desk.engine.note(run, reasonOf(args), by)),
  pause: onRun(({ desk, args }, { run }, by) => desk.engine.pause(run, reasonOf(args), by)),
  abort: onRun(({ desk, args }, { run }, by) => desk.engine.abort(run, reasonOf(args), by)),
  status,
  log,
  history,
  lang,
};

async function start({ desk, args, who, client, channel, trigger }: Asked): Promise<Ephemeral | null> {
  if ('code' in who.actor) return refused(who.actor, who.language);
  const runbooks = await desk.engine.list();
  const wanted = args.words[0];
  const known = runbooks.map(({ id }) => id).join(', ');
  const runbook =
    wanted === undefined && runbooks.length === 1 ? runbooks[0] : runbooks.find(({ id }) => id === wanted);
  if (runbook !== undefined) {
    await client.views.open({
      trigger_id: trigger,
      view: startForm(runbook, channel, { ...desk.suggested, ...args.set }, desk.secrets, who.language),
    });
    return null;
  }
  if (wanted !== undefined)
    return refused(refusal('unknown-runbook', { runbook: wanted, known }), who.language);
  return {
    text: known,
    blocks: runbooks.slice(0, 20).flatMap(({ id, title }) => [
      {
        ...section(`*${escape(title[who.language])}*\n\`${id}\``),
        accessory: button(
          both('Start', '開始')[who.language],
          'open_start',
          JSON.stringify({ runbook: id, channel }),
        ),
      },
    ]),
  };
}

async function plan({ desk, args, who }: Asked): Promise<Ephemeral> {
  const reply = await desk.engine.plan({ runbook: args.words[0] ?? '', values: args.set, examples: true });
  if (reply.kind === 'refused') return refused(reply.refusal, who.language);
  if (reply.kind === 'problems')
    return {
      text: reply.problems.map(({ path, found, allowed: may }) => `${path}: ${found} (${may})`).join('\n'),
    };
  const lines = reply.plan.steps.map(
    (step) =>
      `${step.number.padStart(3)}  ${step.title[who.language]} [${riskName[step.risk][who.language]}]`,
  );
  return {
    text: reply.plan.title[who.language],
    blocks: [section(`*${escape(reply.plan.title[who.language])}*`), code(lines.join('\n'))],
  };
}

async function status({ desk, who, channel }: Asked): Promise<Ephemeral> {
  const view = await runOfChannel(desk, channel);
  if (view === null) return refused(refusal('no-open-run'), who.language);
  const { sentence, ways } = standingOf(view);
  const mark = view.state.target.kind === 'lab' ? `[${rehearsalMark[who.language]}] ` : '';
  const step = view.step === null ? '' : `*${escape(stepName(view.step)[who.language])}*\n`;
  return {
    text: `${view.run}: ${sentence[who.language]}`,
    blocks: [
      section(`${mark}\`${view.run}\`\n${step}${escape(sentence[who.language])}`),
      ...(ways.length === 0 ? [] : [context(ways.map((way) => `\`/migrate ${escape(way)}\``).join('  '))]),
    ],
  };
}

async function log({ desk, who, channel }: Asked): Promise<Ephemeral> {
  const view = await runOfChannel(desk, channel);
  if (view === null) return refused(refusal('no-open-run'), who.language);
  const names = nameIn(desk.people);
  const step = (id: string) => {
    const found = view.plan.steps.find((one) => one.id === id);
    return found === undefined ? both(id, id) : stepName(found);
  };
  const lines = (await desk.engine.log(view.run))
    .slice(-20)
    .map(
      ({ event }) =>
        `${clock(event.at, desk.settings.timeZone)}  ${eventLine(event, { person: (by) => names(by.person), step })[who.language]}`,
    );
  return { text: clip(lines.join('\n'), 2900), blocks: [code(lines.join('\n'))] };
}

async function history({ desk, who }: Asked): Promise<Ephemeral> {
  const lines: string[] = [];
  for (const { run } of (await desk.engine.runs()).slice(0, 20)) {
    const view = await desk.engine.view(run);
    if (view !== null)
      lines.push(
        `\`${run}\`  ${escape(view.plan.title[who.language])}  ${standingOf(view).sentence[who.language]}`,
      );
  }
  return {
    text: lines.length === 0 ? both('No run yet.', 'まだ実行はありません。')[who.language] : lines.join('\n'),
  };
}

async function lang({ desk, args, who }: Asked): Promise<Ephemeral> {
  const chosen = args.words[0] ?? args.lang;
  if (who.person === null) return refused(refusal('account-unknown'), who.language);
  if (chosen !== 'en' && chosen !== 'ja')
    return { text: both('lang: say en or ja', 'lang：en か ja を指定してください。')[who.language] };
  await desk.store.preferences.setLanguage(who.person.id, chosen);
  return { text: both('From now on, English.', 'これからは日本語で表示します。')[chosen] };
}
