import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { vi } from 'vitest';
import { z } from 'zod';

import { loadPeople } from '#bot/people.ts';
import { startLabProcess } from '#bot/rehearsal/lab-process.ts';
import { CHANNEL, startLocalSlack } from '#bot/rehearsal/local-slack.ts';
import { castOf, type Moves, playRun } from '#bot/rehearsal/simulated-people.ts';
import {
  createExecutors,
  type Engine,
  loadSiteInventory,
  openConnections,
  openEngine,
  openSqliteStore,
  planningOf,
  type Reply,
  type RunEvent,
  type RunView,
  secretsFrom,
  type Store,
  systemClock,
} from '#core/index.ts';
import { Bots } from '#test/crash/bots.ts';

import { runsOf } from './stand-in-runs.ts';

export const RUNBOOK = 'iplanet/sims-incremental';
export const [OLD, NEW] = ['oldmail.siroe.com', 'newmail.siroe.com'] as const;
const RUNBOOKS = join(import.meta.dirname, '../../runbooks');
const PATIENCE = { timeout: 180_000, interval: 20 };

const given = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));
const waves = z.array(z.object({ users: z.array(z.object({ mailbox: z.string() })).default([]) }));

/** What a night left: a run of sims-incremental in which users failed and a bot died. */
export type Night = AsyncDisposable & {
  readonly lab: string;
  readonly events: readonly RunEvent[];
  readonly ended: Moves;
  /** Mailboxes that could not be read while the first wave was moved. */
  readonly failing: readonly string[];
  /** What became of asking for the second wave when more had failed than was allowed. */
  readonly next: Reply;
  /** What was still to come when the first bot was killed: nothing of the second wave's sessions had ended. */
  readonly eventsAtDeath: readonly RunEvent[];
  /** Sessions that had begun before the second wave. */
  readonly before: number;
  readonly log: string;
};

/** An engine that asks and looks, and never carries anything out: that is for the bots. */
function reading(store: Store, site: string): Engine {
  const { inventory } = loadSiteInventory(site);
  return openEngine({
    store,
    planning: planningOf({ runbooks: RUNBOOKS, inventory: () => inventory, lab: true }),
    target: { kind: 'lab', name: inventory?.frozen.lab ?? '' },
    executors: createExecutors(),
    openConnections,
    secretOf: secretsFrom({}),
    holder: 'people',
    clock: systemClock,
    newClaim: () => 'none',
    log: () => undefined,
  });
}

const stopped =
  (step: string, attempts: number) =>
  ({ state, step: at }: RunView) =>
    state.status === 'open' &&
    state.phase.at === 'stopped' &&
    at?.id === step &&
    state.results[state.cursor]?.attempts === attempts;
const before =
  (step: string) =>
  ({ state, step: at }: RunView) =>
    state.status === 'open' && at?.id === step;

/**
 * Two users of the first wave have a message that cannot be read. They fail twice, are moved to the second wave, the run is
 * resumed although more failed than was allowed, and the bot is killed while the second wave's mailboxes are moved.
 */
export async function playNight(): Promise<Night> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'watari-incremental-'));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const lab = await startLabProcess(join(folder, 'lab'), { scenario: RUNBOOK, seed: 1, size: 'small' });
  undo.defer(() => lab.close());
  const { all: people } = loadPeople(lab.site).people;
  const slack = await startLocalSlack(people);
  undo.defer(() => slack.close());
  const bots = undo.use(new Bots());
  const store = undo.use(openSqliteStore(join(folder, 'journal.sqlite')));
  const engine = undo.use(reading(store, lab.site));
  const cast = castOf(people);
  const written = given.parse(JSON.parse(readFileSync(join(lab.site, 'values.json'), 'utf8')));
  const values = { ...written, errorBudget: '1' };
  const [canary] = waves.parse(JSON.parse(written['waves'] ?? ''));
  const failing = (canary?.users ?? []).slice(0, 2).map(({ mailbox }) => mailbox);
  const unreadable = failing.map((mailbox) =>
    join(lab.dir, 'hosts', OLD, 'root/var/opt/SUNWmail/ims/user', mailbox, 'INBOX/999999.20001231235959Z.S'),
  );
  for (const path of unreadable) mkdirSync(path);

  const started = await engine.start({ runbook: RUNBOOK, values, channel: null }, cast.asks);
  if (started.kind !== 'accepted') throw new Error(JSON.stringify(started));
  const { run } = started.view;
  const events = async (): Promise<readonly RunEvent[]> =>
    (await store.journal.read(run)).map(({ event }) => event);
  const playUntil = async (isThere: (view: RunView) => boolean): Promise<void> => {
    const stop = new AbortController();
    const watch = async (view: RunView) => void (isThere(view) && stop.abort());
    const moves = await playRun(engine, run, cast, watch, { stop: stop.signal });
    if (moves.kind !== 'interrupted') throw new Error(JSON.stringify(moves));
  };
  const task = {
    data: folder,
    site: lab.site,
    runbooks: RUNBOOKS,
    runbook: RUNBOOK,
    values,
    channel: CHANNEL,
    slack: slack.apiUrl,
    people: false,
    point: null,
  };
  const first = await bots.begin({ ...task, holder: 'first' });

  await playUntil(stopped('move-mailboxes@canary', 2));
  await engine.moveUsers(run, { users: failing, from: 'canary', to: 'siroe' }, cast.asks, 'cannot be read');
  await playUntil(before('tell-wave@siroe'));
  const next = await engine.ask(run, 'carry-out', cast.asks);
  await engine.pause(run, 'looking at the two mailboxes', cast.asks);
  for (const path of unreadable) rmdirSync(path);
  await engine.ask(run, 'resume', cast.asks, 'they can be read again');
  await playUntil(before('move-mailboxes@siroe'));

  const moved = runsOf(lab.dir, OLD, 'imbackup').length;
  await lab.tell(`stand-in-fault ${OLD} imbackup slow-each 50`);
  const playing = playRun(engine, run, cast, async () => undefined);
  playing.catch(() => undefined); // it is heard below, unless something else went wrong before
  await vi.waitFor(() => {
    if (runsOf(lab.dir, OLD, 'imbackup').length < moved + 3) throw new Error('not all sessions run');
  }, PATIENCE);
  await first.kill();
  const eventsAtDeath = await events();
  rmSync(join(lab.dir, 'hosts', OLD, 'state/faults/imbackup')); // later waves go at their usual pace

  await store.leases.leave(`first @lab:${lab.name}`);
  const second = await bots.begin({ ...task, holder: 'second' });
  const ended = await playing;
  await lab.tell('export');
  const left = undo.move();
  return {
    lab: lab.dir,
    events: await events(),
    ended,
    failing,
    next,
    eventsAtDeath,
    before: moved,
    log: second.log,
    [Symbol.asyncDispose]: () => left.disposeAsync(),
  };
}
