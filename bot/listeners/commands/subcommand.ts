import type { webApi } from '@slack/bolt';

import { type Actor, type Localized, refusal, type Reply, type RunView } from '#core/index.ts';

import { answerTo, type Ephemeral, refused } from '../../answers.ts';
import type { Arguments } from '../../arguments.ts';
import { type Desk, lastRunOfChannel, runOfChannel, type Visitor } from '../../desk.ts';
import { reasonExamples } from '../../messages/confirmations.ts';

/** What somebody typed after `/migrate`, and where. */
export type Typed = {
  readonly desk: Desk;
  readonly args: Arguments;
  readonly who: Visitor;
  readonly client: webApi.WebClient;
  readonly channel: string;
  readonly trigger: string;
};
/** Answers the person alone; null where the channel's messages say it all. */
export type Subcommand = (typed: Typed) => Promise<Ephemeral | null>;

/** A reason may follow the command bare: `/migrate pause the tape is full`. */
export const reasonIn = ({ reason, note, words }: Arguments): string => reason ?? note ?? words.join(' ');

/** Only for accounts that belong to somebody. */
export const forPeople =
  (answer: (typed: Typed, by: Actor) => Promise<Ephemeral | null>): Subcommand =>
  async (typed) =>
    'code' in typed.who.actor
      ? refused(typed.who.actor, typed.who.language, typed.desk.settings)
      : answer(typed, typed.who.actor);

/** Reads the channel's open run, or, where none is open, the one that ended there last. */
export const aboutRun =
  (answer: (typed: Typed, view: RunView) => Promise<Ephemeral>): Subcommand =>
  async (typed) => {
    const view = await lastRunOfChannel(typed.desk, typed.channel);
    return view === null
      ? refused(refusal('no-open-run'), typed.who.language, typed.desk.settings)
      : answer(typed, view);
  };

/** Refusals of a text that is not there: what to type is said with an example. */
const MISSING: ReadonlySet<string> = new Set(['reason-needed', 'note-needed', 'text-needed']);

/** Acts on the channel's open run as the person who typed. `said`: what they are told where the messages do not say it. */
export const onRun = (
  act: (typed: Typed, run: string, by: Actor) => Promise<Reply>,
  { example, said }: { readonly example?: string; readonly said?: (view: RunView) => Localized } = {},
): Subcommand =>
  forPeople(async (typed, by) => {
    const { language } = typed.who;
    const view = await runOfChannel(typed.desk, typed.channel);
    if (view === null) return refused(refusal('no-open-run'), language, typed.desk.settings);
    const reply = await act(typed, view.run, by);
    const how = example === undefined ? undefined : reasonExamples[example];
    if (reply.kind === 'refused' && MISSING.has(reply.refusal.code) && how !== undefined)
      return { text: how[language] };
    if (reply.kind === 'accepted' && said !== undefined) return { text: said(reply.view)[language] };
    return answerTo(reply, language, typed.desk.settings);
  });
