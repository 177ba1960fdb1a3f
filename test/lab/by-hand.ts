import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

import { loadPeople } from '#bot/people.ts';
import { Crew } from '#bot/rehearsal/crew.ts';
import { startLabProcess } from '#bot/rehearsal/lab-process.ts';
import { castOf, type Moves, playRun } from '#bot/rehearsal/simulated-people.ts';
import {
  createExecutors,
  loadSiteInventory,
  openConnections,
  openEngine,
  openSqliteStore,
  planningOf,
  type RunEvent,
  type RunView,
  secretsFrom,
  systemClock,
} from '#core/index.ts';
import { showPieces } from '#core/runbook/render.ts';

const RUNBOOKS = join(import.meta.dirname, '../../runbooks');
const PATIENCE = { timeout: 60_000, interval: 100 };
const command = z.looseObject({ run: z.string(), verify: z.looseObject({ run: z.string() }).optional() });
const inventoryFile = z.looseObject({ operations: z.record(z.string(), command) });
const given = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

/** A run that a person carried out with their own hands. */
export type ByHand = AsyncDisposable & {
  readonly lab: string;
  readonly moves: Moves;
  readonly events: readonly RunEvent[];
};

/**
 * Rehearses on a lab whose inventory maps no operation: at each, somebody does what it asks before it is confirmed. `prepare` is
 * given the host's root before the run.
 */
export async function rehearseByHand(
  runbook: string,
  host: string,
  choices: Readonly<Record<string, string>>,
  prepare: (root: string) => void,
): Promise<ByHand> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'watari-by-hand-'));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const lab = await startLabProcess(join(folder, 'lab'), { scenario: runbook, seed: 1, size: 'small' });
  undo.defer(() => lab.close());
  const root = join(lab.dir, 'hosts', host, 'root');
  prepare(root);
  const file = join(lab.site, 'inventory.yaml');
  const { operations, ...mapsNothing } = inventoryFile.parse(parse(readFileSync(file, 'utf8')));
  writeFileSync(file, stringify(mapsNothing));
  const { inventory } = loadSiteInventory(lab.site);
  if (inventory === null) throw new Error('the inventory does not load');
  const secretOf = secretsFrom({});
  const connections = undo.use(openConnections(inventory.frozen, secretOf));
  const store = undo.use(openSqliteStore(join(folder, 'journal.sqlite')));
  let claims = 0;
  const engine = undo.use(
    openEngine({
      store,
      planning: planningOf({ runbooks: RUNBOOKS, inventory: () => inventory, lab: true }),
      target: { kind: 'lab', name: lab.name },
      executors: createExecutors(),
      openConnections,
      secretOf,
      holder: 'bot',
      clock: systemClock,
      newClaim: () => `c${(claims += 1)}`,
      log: () => undefined,
    }),
  );

  async function shell(text: string, stdin = ''): Promise<void> {
    const { end, stderr } = await (await connections.host(host)).exec(text, { stdin: Buffer.from(stdin) });
    if (end.kind !== 'exit' || end.status !== 0)
      throw new Error(`${text}: ${JSON.stringify(end)} ${Buffer.from(stderr).toString()}`);
  }
  /** Adds those of the lines between backquotes that are not there, as somebody with an editor would. */
  function addLines(ask: string): void {
    const path = join(root, 'etc/services');
    const text = readFileSync(path, 'latin1');
    const end = text.includes('\r\n') ? '\r\n' : '\n';
    const there = text.split(/\r?\n/u).map((line) => line.split(/\s+/u).slice(0, 2).join(' '));
    const asked = [...ask.matchAll(/`(\S+ \d+\/tcp)`/gu)].map(([, line = '']) => line);
    const missing = asked.filter((line) => !there.includes(line)).map((line) => `${line}${end}`);
    copyFileSync(path, `${path}.before`);
    writeFileSync(path, `${text}${text.endsWith('\n') ? '' : end}${missing.join('')}`, 'latin1');
  }
  const done = new Set<string>();
  async function work({ state, step, plan }: RunView): Promise<void> {
    if (state.status !== 'open' || state.phase.at !== 'running') return;
    const now = state.operations.find((operation) => operation.state === 'started')?.id;
    const key = `${state.phase.claim} ${now ?? ''}`;
    const operation = step?.operations.find(({ id }) => id === now);
    if (operation === undefined || done.has(key)) return;
    done.add(key);
    if (operation.verb === 'manual') return addLines(operation.ask.en);
    if (operation.verb !== 'site') return;
    const { run = '', verify } = operations[operation.operation] ?? {};
    const put = (text: string) =>
      text.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => {
        const value = plan.values[name];
        return typeof value === 'string' ? value : '';
      });
    const typed = operation.prompts.map(({ answer }) => `${showPieces(answer)}\n`).join('');
    if (operation.operation !== 'host.restart') return shell(put(run), typed);
    await shell(run).catch(() => undefined); // the connection goes with the machine
    await vi.waitFor(() => shell(verify?.run ?? ''), PATIENCE);
  }

  const values = {
    ...given.parse(JSON.parse(readFileSync(join(lab.site, 'values.json'), 'utf8'))),
    ...choices,
  };
  const cast = castOf(loadPeople(lab.site).people.all);
  const started = await engine.start({ runbook, values, channel: null }, cast.asks);
  if (started.kind !== 'accepted') throw new Error(JSON.stringify(started));
  const { run } = started.view;
  const moves = await (async () => {
    await using crew = new Crew(engine);
    return await playRun(engine, run, cast, work, { crew });
  })();
  await lab.tell('export');
  const events = (await store.journal.read(run)).map(({ event }) => event);
  const left = undo.move();
  return { lab: lab.dir, moves, events, [Symbol.asyncDispose]: () => left.disposeAsync() };
}
