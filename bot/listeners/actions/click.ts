import type { BlockAction, ButtonAction, webApi } from '@slack/bolt';

import { type Actor, refusal, type Refusal, type Reply, type RunView } from '#core/index.ts';

import { answerTo, type Ephemeral, refused } from '../../answers.ts';
import { allowed, type Desk, visitor, type Visitor } from '../../desk.ts';
import { type Place, placeOfRun } from '../../messages/question-value.ts';
import { failedSentence } from '../../messages/words.ts';
import type { Parts } from '../parts.ts';

/** A click on a button: who clicked, what the button carries, and how to answer them alone. */
export type Click = {
  readonly desk: Desk;
  readonly who: Visitor;
  readonly client: webApi.WebClient;
  readonly channel: string;
  readonly value: string;
  readonly trigger: string;
  /** Redraws what somebody clicked on though it was old, and tells them why nothing happened. */
  tell(reply: Reply): Promise<void>;
  refuse(no: Refusal, run?: string): Promise<void>;
};

/** Registers a button: acknowledge, find out who it is, hand over. */
export function onClick(
  { app, desk, announcer }: Parts,
  action: string,
  handle: (click: Click) => Promise<void>,
) {
  app.action<BlockAction<ButtonAction>>(action, async ({ ack, body, action: clicked, client }) => {
    await ack();
    const [team, channel] = [body.team?.id ?? '', body.channel?.id ?? ''];
    const who = await visitor(desk, client, team, body.user.id);
    const whisper = async (answer: Ephemeral | null) => {
      if (answer !== null && channel !== '')
        await client.chat.postEphemeral({ channel, user: body.user.id, ...answer });
    };
    const refuse: Click['refuse'] = async (no, run) => {
      await whisper(refused(no, who.language, desk.settings));
      if (run !== undefined) await announcer.redraw(run);
    };
    const tell: Click['tell'] = async (reply) => {
      if (reply.kind === 'refused') await refuse(reply.refusal, reply.view?.run);
      else await whisper(answerTo(reply, who.language, desk.settings));
    };
    if (!allowed(desk, team, channel)) return refuse(refusal('channel-not-allowed'));
    try {
      const value = clicked.value ?? '';
      await handle({ desk, who, client, channel, value, trigger: body.trigger_id, tell, refuse });
    } catch (error) {
      desk.log(`button ${action}`, error);
      await whisper({ text: failedSentence[who.language] });
    }
    return undefined;
  });
}

/** The run that a button of this channel is about. A value that names a run of another channel was not written for it. */
export async function runHere({ desk, channel }: Click, run: string | undefined): Promise<RunView | null> {
  const view = run === undefined ? null : await desk.engine.view(run);
  return view?.state.channel === channel ? view : null;
}

/** A button about where the run stood: refused if it was forged, if nobody may click it, or if the run has moved on. */
export function onPlace(
  parts: Parts,
  action: string,
  readPlace: (value: string) => Place | null,
  handle: (click: Click, view: RunView, by: Actor) => Promise<void>,
) {
  onClick(parts, action, async (click) => {
    const place = readPlace(click.value);
    const view = await runHere(click, place?.run);
    if (place === null || view === null) return click.refuse(refusal('unknown-question'));
    if ('code' in click.who.actor) return click.refuse(click.who.actor);
    if (!isThere(place, view)) return click.refuse(refusal('stale-question'), view.run);
    return handle(click, view, click.who.actor);
  });
}

/** Whether the run still stands where a button or a form was drawn. */
export function isThere(place: Place, view: RunView): boolean {
  const now = placeOfRun(view);
  return now.step === place.step && now.attempt === place.attempt && now.lost === place.lost;
}
