import type { webApi } from '@slack/bolt';

import { refusal, type RunbookSummary } from '#core/index.ts';

import { refused } from '../../answers.ts';
import { type Desk, runOfChannel, type Visitor } from '../../desk.ts';
import { button, clip, escape, LONGEST, section } from '../../messages/blocks.ts';
import { cardWords } from '../../messages/card-words.ts';
import { fitsField, tooLongForField } from '../../messages/known-values.ts';
import { problemSentence } from '../../messages/problem-sentence.ts';
import { write } from '../../messages/question-value.ts';
import { startForm } from '../../messages/start-form.ts';
import { forPeople, type Typed } from './subcommand.ts';

/** A message's blocks are 50 at most; whoever has more runbooks names one. */
const MOST_OFFERED = 40;

type Opening = {
  readonly desk: Desk;
  readonly who: Visitor;
  readonly client: webApi.WebClient;
  readonly channel: string;
  readonly trigger: string;
};

/** Opens the form of a runbook's parameters; `typed` are values that came with the command. */
export async function openStartForm(
  { desk, who, client, channel, trigger }: Opening,
  runbook: RunbookSummary,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  const { secrets, target, suggested } = desk;
  const form = { runbook, channel, rehearsal: target.kind === 'lab', suggested, typed, secrets };
  await client.views.open({ trigger_id: trigger, view: startForm(form, who.language) });
}

/** What is wrong with values that came with the command; the form would drop them without a word. */
async function problemsOfTyped({ desk, args, who }: Typed, runbook: RunbookSummary): Promise<string | null> {
  const long = Object.keys(args.set).find((name) => !fitsField(args.set[name] ?? ''));
  if (long !== undefined) return tooLongForField(long)[who.language];
  const reply = await desk.engine.plan({ runbook: runbook.id, values: { ...desk.suggested, ...args.set } });
  if (reply.kind !== 'problems') return null;
  const typed = reply.problems.filter(({ path }) => Object.hasOwn(args.set, path));
  if (typed.length === 0) return null;
  return typed.map((problem) => problemSentence(problem, runbook.parameters)[who.language]).join('\n');
}

/** In a lab that was made for one of them, that one is meant. */
const rehearsed = (runbook: string | undefined, known: readonly RunbookSummary[]): string | undefined =>
  known.find(({ id }) => id === runbook)?.id;

/** With a runbook's name, or where only one can be meant: its form. Otherwise a choice. */
export const start = forPeople(async (typed) => {
  const { desk, args, who, channel } = typed;
  const runbooks = await desk.engine.list();
  const wanted = args.words[0] ?? rehearsed(desk.rehearses, runbooks);
  const known = runbooks.map(({ id }) => id).join(', ');
  const runbook =
    wanted === undefined && runbooks.length === 1 ? runbooks[0] : runbooks.find(({ id }) => id === wanted);
  if (runbook !== undefined) {
    // Before a long form is filled in, not after.
    const open = await runOfChannel(desk, channel);
    if (open !== null)
      return refused(refusal('channel-busy', { run: open.run }), who.language, desk.settings);
    const problems = await problemsOfTyped(typed, runbook);
    if (problems !== null) return { text: problems };
    await openStartForm(typed, runbook, args.set);
    return null;
  }
  if (wanted !== undefined)
    return refused(refusal('unknown-runbook', { runbook: wanted, known }), who.language, desk.settings);
  return {
    text: clip(known, LONGEST.text),
    blocks: runbooks.slice(0, MOST_OFFERED).map(({ id, title }) => ({
      ...section(`*${escape(title[who.language])}*\n\`${id}\``),
      accessory: button(cardWords.start[who.language], 'open_start', write({ runbook: id, channel })),
    })),
  };
});
