import type { ViewOutput, webApi } from '@slack/bolt';

import { type Actor, type Language, type Localized, refusal, type Reply, type RunView } from '#core/index.ts';

import { answerTo, type Ephemeral, type Linked } from '../../answers.ts';
import { visitor } from '../../desk.ts';
import { refusalSentence } from '../../messages/refusals.ts';
import { failedSentence } from '../../messages/words.ts';
import { gate } from '../gate.ts';
import type { Parts } from '../parts.ts';

/** Slack takes a modal for broken after 3 s. What takes longer is told outside it. */
export const LONGEST_WAIT_MS = 2000;

/** What a form carries, read; null for a value that Watari did not write. */
type Read<T> = (value: string) => T | null;
/** Does what the submitted text is for. */
type Act<T> = (about: T, view: RunView, text: string, by: Actor) => Promise<Reply>;

/** `field`: where a no is said, so that what was typed is not lost; null: beside the form. `said`: what comes back of a yes. */
type Answering = { readonly field: 'text' | null; readonly said?: (view: RunView) => Localized };

/** Registers a modal that asks for one text, and says a no at its field. */
export const onText = <T extends { readonly run: string }>(
  parts: Parts,
  callback: string,
  read: Read<T>,
  act: Act<T>,
): void => onSubmit(parts, callback, read, act, { field: 'text' });

/** Registers a modal about a run. */
export function onSubmit<T extends { readonly run: string }>(
  { app, desk, announcer }: Parts,
  callback: string,
  read: Read<T>,
  act: Act<T>,
  { field, said }: Answering,
): void {
  app.view(callback, async ({ ack, body, view, client }) => {
    const team = body.team?.id ?? '';
    const who = await visitor(desk, client, team, body.user.id);
    const answered = async (): Promise<Reply> => {
      if ('code' in who.actor) return noTo(who.actor);
      const about = read(view.private_metadata);
      const run = await gate(desk, team, about?.run);
      if (about === null || 'code' in run) return noTo('code' in run ? run : refusal('unknown-question'));
      return act(about, run, fieldOf(view, 'text'), who.actor);
    };
    const work = answered();
    const inTime = await Promise.race([work, afterMs(LONGEST_WAIT_MS)]).catch((error: unknown) => {
      desk.log(`form ${callback}`, error);
      return 'failed' as const;
    });
    if (inTime === 'failed') return ack(atField(field ?? 'text', failedSentence[who.language]));
    const refusedHere = inTime?.kind === 'refused' && field !== null;
    if (refusedHere) await ack(atField(field, refusalSentence(inTime.refusal)[who.language]));
    else await ack();
    const reply = inTime ?? (await work);
    // Where no field says it and no message will, the person is told beside the form.
    if (!refusedHere && (inTime === null || reply.kind !== 'accepted' || said !== undefined))
      await tellLater(client, body.user.id, reply, { ...desk.settings, language: who.language }, said);
    if (reply.kind === 'refused' && reply.view !== null) await announcer.redraw(reply.view.run);
    return undefined;
  });
}

async function tellLater(
  client: webApi.WebClient,
  user: string,
  reply: Reply,
  { language, ...settings }: Linked & { readonly language: Language },
  said?: (view: RunView) => Localized,
): Promise<void> {
  const isSaid = reply.kind === 'accepted' && said !== undefined;
  const answer: Ephemeral | null = isSaid
    ? { text: said(reply.view)[language] }
    : answerTo(reply, language, settings);
  const channel = reply.view?.state.channel ?? null;
  if (answer !== null && channel !== null) await client.chat.postEphemeral({ channel, user, ...answer });
}

export const noTo = (no: ReturnType<typeof refusal>): Extract<Reply, { kind: 'refused' }> => ({
  kind: 'refused',
  refusal: no,
  view: null,
});

export const atField = (field: string, text: string) => ({
  response_action: 'errors' as const,
  errors: { [field]: text },
});

/** What was entered or chosen in one block. */
export function fieldOf(view: ViewOutput, name: string): string {
  const field = view.state.values[name]?.['value'];
  return (field?.selected_option?.value ?? field?.value ?? '').trim();
}

export const afterMs = (ms: number) =>
  new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
