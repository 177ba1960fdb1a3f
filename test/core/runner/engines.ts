import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

import { type Leases, type Store, openSqliteStore } from '#core/journal/index.ts';
import { type Plan, planDocument } from '#core/plan/index.ts';
import type { Actor, RunEvent, RunId, Target } from '#core/run/index.ts';
import { type Engine, type EngineParts, openEngine } from '#core/runner/index.ts';

import { World } from './world.ts';

const person = (name: string, ...roles: Actor['roles'][number][]): Actor => ({
  person: name,
  account: { kind: 'lab', name },
  via: 'rehearsal',
  roles,
});
export const aiko = person('aiko', 'operator', 'approver');
export const ben = person('ben', 'operator', 'approver');
export const chie = person('chie', 'operator', 'approver');
export const dan = person('dan');

/** Leases of one process's memory, which a test can run out at once. */
export class TestLeases implements Leases {
  readonly held = new Map<string, string>();
  readonly bots = new Set<string>();

  /** The machine of this holder is gone: nothing is renewed. */
  expire(): void {
    this.held.clear();
    this.bots.clear();
  }
  async take(run: RunId, holder: string): Promise<'kept' | 'taken' | null> {
    const other = this.held.get(run);
    if (other !== undefined && other !== holder) return null;
    this.held.set(run, holder);
    return other === holder ? 'kept' : 'taken';
  }
  async release(run: RunId, holder: string): Promise<void> {
    if (this.held.get(run) === holder) this.held.delete(run);
  }
  async holder(run: RunId): Promise<string | null> {
    return this.held.get(run) ?? null;
  }
  async present(holder: string): Promise<void> {
    this.bots.add(holder);
  }
  async others(holder: string): Promise<readonly string[]> {
    return [...this.bots].filter((bot) => bot !== holder);
  }
  async leave(holder: string): Promise<void> {
    this.bots.delete(holder);
    for (const [run, other] of this.held) if (other === holder) this.held.delete(run);
  }
}

/** A store of its own, with leases that a test can run out. */
export function testStore(): { readonly store: Store; readonly leases: TestLeases } {
  const store = openSqliteStore(':memory:');
  const leases = new TestLeases();
  return { store: { ...store, leases }, leases };
}

/** One room of a test: a store, a world, and engines that come and go. */
export class Scene implements AsyncDisposable {
  readonly world = new World();
  readonly leases: TestLeases;
  readonly store: Store;
  readonly logged: string[] = [];
  plan: Plan;
  run: RunId = '';
  #claims = 0;
  readonly #stops: AbortController[] = [];
  readonly #works = new Set<Promise<void>>();
  readonly #engines: Engine[] = [];

  constructor(plan: Plan) {
    this.plan = plan;
    ({ store: this.store, leases: this.leases } = testStore());
  }

  /** Engines of this scene differ in their name, their target, and what of their store breaks. */
  engine(holder: string, change: Partial<EngineParts> = {}): Engine {
    const engine = openEngine({
      store: this.store,
      planning: {
        list: () => [],
        compile: () => {
          const { plan } = this;
          const documents = new Map([[plan.planHash, planDocument(plan)]]);
          return { kind: 'planned', plan, documents, problems: [] };
        },
      },
      target: { kind: 'site' },
      executors: this.world.executors,
      openConnections: () => noConnections,
      secretOf: () => 'swordfish',
      holder,
      clock: fastClock,
      newClaim: () => `c${(this.#claims += 1)}`,
      log: (doing, error) =>
        this.logged.push(
          typeof doing === 'string' ? `${doing}: ${error instanceof Error ? error.message : ''}` : doing.en,
        ),
      ...change,
    });
    this.#engines.push(engine);
    return engine;
  }

  /** Lets an engine work in the background until the scene is over, or until `stop`. */
  work(
    engine: Engine,
    runs?: readonly RunId[],
  ): { stop(): void; bury(): void; readonly ended: Promise<void> } {
    const controller = new AbortController();
    const ended = engine.work(controller.signal, runs);
    this.#stops.push(controller);
    const quiet = ended.catch(() => undefined);
    this.#works.add(quiet);
    return {
      stop: () => controller.abort(),
      /** It died in the middle of something and will never end. */
      bury: () => {
        controller.abort();
        this.#works.delete(quiet);
      },
      ended,
    };
  }

  /** Starts the run; it counts as this scene's. */
  async start(engine: Engine, channel: string | null = 'C1'): Promise<RunId> {
    const reply = await engine.start({ runbook: this.plan.runbook, values: {}, channel }, aiko);
    assert.equal(reply.kind, 'accepted', JSON.stringify(reply));
    assert.ok(reply.kind === 'accepted');
    this.run = reply.view.run;
    return this.run;
  }

  async events(): Promise<readonly RunEvent[]> {
    return (await this.store.journal.read(this.run)).map(({ event }) => event);
  }
  async types(): Promise<readonly RunEvent['type'][]> {
    return (await this.events()).map(({ type }) => type);
  }

  /** Waits until an event of this type was appended, `times` times. */
  async until(type: RunEvent['type'], times = 1): Promise<void> {
    await eventually(
      async () => (await this.types()).filter((one) => one === type).length >= times,
      async () => `${type} never happened: ${(await this.types()).join(' ')} ${this.logged.join('; ')}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) stop.abort();
    await Promise.all(this.#works);
    await Promise.all(this.#engines.map((engine) => engine[Symbol.asyncDispose]()));
    await this.store.close();
  }
}

export const lab = (name: string): Target => ({ kind: 'lab', name });

/** Polls until it holds, for at most ten seconds. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  otherwise: () => string | Promise<string> = () => 'it never held',
): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) assert.fail(await otherwise());
    await delay(2);
  }
}

const FASTER = 200;
const begun = Date.now();
/** Two hundred times as fast as the wall clock. */
export const fastClock: EngineParts['clock'] = {
  now: () => new Date(begun + (Date.now() - begun) * FASTER).toISOString(),
  sleep: (ms, signal) =>
    delay(ms / FASTER, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

const noConnections = {
  host: () => Promise.reject(new Error('this world has no hosts')),
  directory: () => Promise.reject(new Error('this world has no directories')),
  [Symbol.asyncDispose]: async () => undefined,
};
