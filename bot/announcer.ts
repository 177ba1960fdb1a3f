import type { webApi } from '@slack/bolt';

import type { RunId, RunView } from '#core/index.ts';

import { type Desk, draws, nameIn, viewIfReadable } from './desk.ts';
import { docsOfRun } from './documentation.ts';
import { runBlockId, runMessage } from './messages/run-message.ts';
import { cardBlockId, type Drawing, stepCard } from './messages/step-card.ts';
import { place } from './placing.ts';

/** No run is drawn more often than this, so that progress stays within Slack's rate. */
const SHORTEST_GAP_MS = 1000;
/** What Slack did not take is tried again after this. */
const AFTER_FAILURE_MS = 5000;

/** Journal → Slack: one message a run, a thread of cards under it, each a function of the state and redrawn in place. */
export type Announcer = {
  /** Draws everything that is behind, then follows. */
  start(): Promise<void>;
  /** Draws a run's messages even if nothing seems to have changed. */
  redraw(run: RunId): Promise<void>;
  stop(): Promise<void>;
};

export function announcer(desk: Desk, client: webApi.WebClient, shortestGapMs = SHORTEST_GAP_MS): Announcer {
  const busy = new Map<RunId, Promise<void>>();
  /** Runs to draw once more, and whether by force. */
  const again = new Map<RunId, boolean>();
  const leaving = new AbortController();
  let unfollow = () => {};

  async function drawRun(run: RunId, force: boolean): Promise<void> {
    const view = await viewIfReadable(desk, run);
    const channel = view?.state.channel;
    if (view === null || channel == null || !draws(desk, view)) return;
    const at = { view, channel } as const;
    const drawing = drawingOf(desk);
    const docsOf = await docsOfRun(desk, view.plan);
    const parent = await place(
      client,
      desk.store,
      {
        ...at,
        subject: 'run',
        blockId: runBlockId(run),
        message: runMessage(view, drawing),
        thread: null,
      },
      force,
    );
    if (parent === null) return;
    for (const step of cardsOf(view)) {
      const message = stepCard(view, step, { ...drawing, docs: docsOf(step.id) });
      const blockId = cardBlockId(run, step.id);
      const card = { ...at, subject: `step:${step.id}`, blockId, message, thread: parent };
      // Only what can still be answered is worth drawing by force: forty cards a click would be too many.
      await place(client, desk.store, card, force && view.step?.id === step.id);
    }
  }

  /** One drawing a run at a time; what changed meanwhile is drawn once, afterwards. */
  function draw(run: RunId, force = false): Promise<void> {
    const running = busy.get(run);
    if (running !== undefined) {
      again.set(run, force || again.get(run) === true);
      return running;
    }
    const work = drawUntilQuiet(run, force).finally(() => busy.delete(run));
    busy.set(run, work);
    return work;
  }

  async function drawUntilQuiet(run: RunId, force: boolean): Promise<void> {
    let forced = force;
    for (;;) {
      again.delete(run);
      try {
        await drawRun(run, forced);
      } catch (error) {
        desk.log(`drawing ${run}`, error);
        again.set(run, forced);
        await pause(AFTER_FAILURE_MS, leaving.signal);
      }
      const more = again.get(run);
      if (more === undefined || leaving.signal.aborted) return;
      forced = more;
      await pause(shortestGapMs, leaving.signal);
    }
  }

  return {
    async start() {
      unfollow = desk.engine.follow((runs) => {
        for (const run of runs) void draw(run);
      });
      // The oldest first, so that what has to be posted anew stands in the order in which it began.
      for (const { run, open } of (await desk.engine.runs()).toReversed()) await draw(run, open);
    },
    redraw: (run) => draw(run, true),
    async stop() {
      leaving.abort();
      unfollow();
      await Promise.all(busy.values());
    },
  };
}

const drawingOf = ({ settings: { language, timeZone }, people }: Desk): Drawing => ({
  language,
  timeZone,
  docs: null,
  name: nameIn(people),
});

/** Steps that something happened to, and the current one once it was asked for. */
export function cardsOf({ plan, state, step }: RunView) {
  return plan.steps.filter((planned, index) => {
    const result = state.results[index];
    if (result === undefined || result.result === 'not-applicable') return false;
    const isCurrent = step?.id === planned.id && state.phase.at !== 'idle';
    return result.result !== 'pending' || result.attempts > 0 || result.asked > 0 || isCurrent;
  });
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
