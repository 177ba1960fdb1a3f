// A bot with people of its own, put together as bot/open-site.ts does, every port counted. It is told what to do in one
// line on standard input, so that it can be loaded beforehand; asked `counts`, it says them in a line.
import { randomBytes } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { slackApp } from '#bot/app.ts';
import { settings } from '#bot/config.ts';
import type { Desk } from '#bot/desk.ts';
import { loadPeople } from '#bot/people.ts';
import { LOCAL_TOKENS } from '#bot/rehearsal/local-slack.ts';
import { castOf, playRun } from '#bot/rehearsal/simulated-people.ts';
import {
  createExecutors,
  type Engine,
  loadSiteInventory,
  openConnections,
  type OpenConnections,
  openEngine,
  openSqliteStore,
  planningOf,
  secretsFrom,
  type Store,
  systemClock,
  type Target,
} from '#core/index.ts';

import { Counter } from './dying.ts';

const task = z.strictObject({
  /** Folder of the journal. */
  data: z.string(),
  site: z.string(),
  runbooks: z.string(),
  runbook: z.string(),
  values: z.record(z.string(), z.string()),
  channel: z.string(),
  slack: z.string(),
  holder: z.string(),
  /** Without people, the bot only works on what is there. */
  people: z.boolean(),
  point: z.strictObject({ port: z.string(), nth: z.int(), when: z.enum(['before', 'after']) }).nullable(),
});
/** What a bot is told. */
export type Task = z.infer<typeof task>;

function countedStore(store: Store, counter: Counter): Store {
  return {
    ...store,
    journal: counter.around('journal', store.journal),
    documents: counter.around('documents', store.documents),
    leases: counter.around('leases', store.leases),
    progress: counter.around('progress', store.progress),
    cards: counter.around('cards', store.cards),
  };
}

const countedConnections =
  (counter: Counter): OpenConnections =>
  (inventory, secretOf) =>
    counter.around('connections', openConnections(inventory, secretOf), {
      host: (connection) => counter.around('host', connection),
      directory: (connection) => counter.around('directory', connection),
    });

async function begin(told: Task): Promise<Counter> {
  const counter = new Counter(told.point);
  const store = countedStore(openSqliteStore(join(told.data, 'journal.sqlite')), counter);
  const { inventory } = loadSiteInventory(told.site);
  const target: Target = { kind: 'lab', name: inventory?.frozen.lab ?? '' };
  const log = (text: unknown, error?: unknown) => console.error(text, error);
  const engine = openEngine({
    store,
    planning: planningOf({ runbooks: told.runbooks, inventory: () => inventory, lab: true }),
    target,
    executors: createExecutors(),
    openConnections: countedConnections(counter),
    secretOf: secretsFrom(process.env),
    holder: told.holder,
    clock: systemClock,
    newClaim: () => randomBytes(5).toString('hex'),
    log,
  });
  const { people } = loadPeople(told.site);
  const desk: Desk = {
    engine,
    store,
    target,
    holder: told.holder,
    settings: settings.parse({}),
    people,
    suggested: {},
    secrets: [],
    log,
  };
  const slack = slackApp(desk, LOCAL_TOKENS, { slackApiUrl: told.slack, shortestGapMs: 50, retries: 0 });
  const { client } = slack.app;
  Object.assign(client, {
    chat: counter.around('slack', client.chat),
    conversations: counter.around('slack', client.conversations),
  });
  void engine.work(new AbortController().signal);
  await slack.start();
  if (told.people) await play(engine, told);
  return counter;
}

/** People who start the run unless it was started, and carry it to its end. */
async function play(engine: Engine, { site, runbook, values, channel }: Task): Promise<void> {
  const cast = castOf(loadPeople(site).people.all);
  const [before] = await engine.runs();
  let run = before?.run;
  if (run === undefined) {
    const reply = await engine.start({ runbook, values, channel }, cast.asks);
    if (reply.kind !== 'accepted') throw new Error(JSON.stringify(reply));
    run = reply.view.run;
  }
  await playRun(engine, run, cast, async () => undefined);
}

if (import.meta.main) {
  const lines = createInterface({ input: process.stdin });
  let counter: Promise<Counter> | null = null;
  lines.on('line', (line) => {
    if (counter === null) counter = begin(task.parse(JSON.parse(line)));
    else void counter.then(({ counts }) => console.log(JSON.stringify(counts)));
  });
  // Whoever started it is gone.
  lines.once('close', () => process.exit(0));
  // Most of these bots are killed: at their end nothing would be kept of what Node has compiled.
  flushCompileCache();
  console.log('loaded');
}
