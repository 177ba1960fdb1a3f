// From an accepted `next-step` to the recorded outcome, with everything that belongs to it: a real journal, the engine's
// own worker, the real executor, one job on a real sshd over a connection that is open.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { openConnections } from '#core/connections/index.ts';
import { createExecutors } from '#core/executors/index.ts';
import { compilePlan } from '#core/plan/index.ts';
import type { Actor } from '#core/run/index.ts';
import { loadRunbookFile, type Runbook } from '#core/runbook/index.ts';
import { type Engine, openEngine, secretsFrom, systemClock } from '#core/runner/index.ts';
import { type Sshd, startSshd } from '#test/live/sshd.ts';

import { type Comparison, compared, type Missing } from './comparison.ts';
import { inventoryOf } from './inventory.ts';
import { openBareSsh2 } from './peers/bare-ssh2.ts';
import { openSshMaster } from './peers/ssh-master.ts';
import { programOnPath } from './programs.ts';
import { openStampedStore } from './stamped-store.ts';

const COMMAND = 'true';
const STEPS_PER_RUN = 20;
/** The first of each run opens its connection and meets the host. */
const WARM_UP = 2;
const MASTER_GOAL = { ratio: 1.5, is: 'at most' } as const;

export const measureStep = async (runs: number): Promise<readonly Comparison[]> => {
  if (programOnPath('sshd') === null) {
    const missing: Missing = { missing: 'sshd (openssh-server) is not installed' };
    return comparisons({ accepted: missing, asked: missing, master: missing, bare: missing });
  }
  const sshd = await startSshd();
  try {
    return comparisons(await samples(sshd, runs));
  } finally {
    await sshd.stop();
  }
};

type Samples = {
  /** From the accepted `next-step` on. */
  readonly accepted: number[];
  /** From the call on: with the look ahead that people are shown. */
  readonly asked: number[];
  readonly master: number[] | Missing;
  readonly bare: number[];
};
type Sides = { readonly [Side in keyof Samples]: readonly number[] | Missing };

function comparisons({ accepted, asked, master, bare }: Sides): readonly Comparison[] {
  const step = {
    benchmark: 'step',
    measures: `from an accepted next-step to the recorded outcome of \`${COMMAND}\`, a detached job, warm`,
    unit: 'ms',
  } as const;
  const whole = {
    benchmark: 'step-asked',
    measures: 'the same, from the call of next-step on, with what people are shown looked up first',
    unit: 'ms',
  } as const;
  const besides = (name: string, side: readonly number[] | Missing) =>
    'missing' in side ? side : { name, samples: side };
  return [
    compared({ ...step, goal: MASTER_GOAL }, accepted, besides('ssh -S', master)),
    compared({ ...step, goal: null }, accepted, besides('ssh2 exec', bare)),
    compared({ ...whole, goal: null }, asked, besides('ssh -S', master)),
  ];
}

async function samples(sshd: Sshd, runs: number): Promise<Samples> {
  const master = await openSshMaster(sshd);
  using bare = await openBareSsh2(sshd);
  await using bench = openBench(sshd);
  const taken: Samples = { accepted: [], asked: [], master: 'missing' in master ? master : [], bare: [] };
  try {
    for (let done = 0; done < runs; done += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is what is measured
      const run = await bench.start();
      for (let step = 0; step < STEPS_PER_RUN; step += 1) {
        // In turns, so that what else the machine does hits every side alike.
        // oxlint-disable no-await-in-loop
        const ours = await bench.step(run);
        const bareMs = await bare.run(COMMAND);
        const masterMs = 'missing' in master ? null : await master.run(COMMAND);
        // oxlint-enable no-await-in-loop
        if (step < WARM_UP) continue;
        taken.accepted.push(ours.accepted);
        taken.asked.push(ours.asked);
        taken.bare.push(bareMs);
        if (masterMs !== null && !('missing' in taken.master)) taken.master.push(masterMs);
      }
    }
    return taken;
  } finally {
    if (!('missing' in master)) await master[Symbol.asyncDispose]();
  }
}

const OPERATOR: Actor = {
  person: 'aiko',
  account: { kind: 'lab', name: 'aiko' },
  via: 'rehearsal',
  roles: ['operator'],
};

type Bench = AsyncDisposable & {
  start(): Promise<string>;
  step(run: string): Promise<{ readonly accepted: number; readonly asked: number }>;
};

/** An engine as a bot has it, at work in this process. */
function openBench(sshd: Sshd): Bench {
  const { store, ...stamps } = openStampedStore(join(sshd.folder, 'journal', 'journal.sqlite'));
  const inventory = inventoryOf({ 'mail.siroe.com': sshd.host });
  const runbook = manySteps();
  const executors = createExecutors();
  const tidying = new Set<Promise<void>>();
  const engine: Engine = openEngine({
    store,
    planning: { list: () => [], compile: ({ values }) => compilePlan({ runbook, values, inventory }) },
    target: { kind: 'site' },
    executors: {
      ...executors,
      ssh: {
        ...executors.ssh,
        // Known from outside, so that no tidying up slows the peer that is measured next.
        tidy(operation, context) {
          const tidied = executors.ssh.tidy?.(operation, context) ?? Promise.resolve();
          tidying.add(tidied);
          return tidied;
        },
      },
    },
    openConnections,
    secretOf: secretsFrom(process.env),
    holder: `benchmark ${process.pid}`,
    clock: systemClock,
    newClaim: () => randomBytes(5).toString('hex'),
    log: (doing, error) =>
      process.stderr.write(typeof doing === 'string' ? `${doing}: ${String(error)}\n` : `${doing.en}\n`),
  });
  const stop = new AbortController();
  const working = engine.work(stop.signal);
  return {
    async start() {
      const reply = await engine.start(
        { runbook: runbook.id, values: { mailHost: 'mail.siroe.com' }, channel: null },
        OPERATOR,
      );
      assert.ok(reply.kind === 'accepted', JSON.stringify(reply));
      return reply.view.run;
    },
    async step(run) {
      const [requested, succeeded] = [stamps.next('StepRequested'), stamps.next('StepSucceeded')];
      const calledAt = performance.now();
      const reply = await engine.ask(run, 'carry-out', OPERATOR);
      assert.ok(reply.kind === 'accepted', JSON.stringify(reply));
      const [requestedAt, succeededAt] = await Promise.all([requested, succeeded]);
      await Promise.all(tidying);
      tidying.clear();
      return { accepted: succeededAt - requestedAt, asked: succeededAt - calledAt };
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await working;
      await engine[Symbol.asyncDispose]();
      await store.close();
    },
  };
}

/** The fixture's one step, many times: a connection stays warm for as long as a run. */
function manySteps(): Runbook {
  const { runbooks, problems } = loadRunbookFile(join(import.meta.dirname, 'step-true.yaml'));
  const [runbook] = runbooks;
  assert.ok(runbook !== undefined, JSON.stringify(problems));
  const steps = Array.from({ length: STEPS_PER_RUN }, (_, index) =>
    runbook.steps.map((step) => ({ ...step, id: `nothing-${index + 1}`, number: String(index + 1) })),
  );
  return { ...runbook, steps: steps.flat() };
}
