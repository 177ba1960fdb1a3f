import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openConnections } from '#core/connections/index.ts';
import { createExecutors } from '#core/executors/index.ts';
import { type Plan, planDocument, sha256 } from '#core/plan/index.ts';
import type { EngineParts } from '#core/runner/index.ts';
import { Scene, aiko, eventually } from '#test/core/runner/engines.ts';
import { type StepSketch, manual, planOf, ssh } from '#test/core/runner/plans.ts';

import { type Sshd, startSshd } from './sshd.ts';

let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(() => sshd.stop());

/** A plan whose host is the real one, with a spool of its own. */
function planOnHost(name: string, steps: readonly StepSketch[]): Plan {
  const plan = planOf(steps);
  const host = { ...sshd.host, spool: join(sshd.folder, name) };
  const placed = { ...plan, inventory: { ...plan.inventory, hosts: { mail: host } }, planHash: '' };
  return { ...placed, planHash: sha256(planDocument(placed)) };
}

/** Executors that do their work and leave everything on the host, as if the process had died before it tidied up. */
function parts(tidies: boolean): Partial<EngineParts> {
  const executors = createExecutors();
  const { identity } = sshd.host;
  const file = identity !== 'agent' && identity.from === 'file' ? identity.path : '';
  return {
    clock: wallClock,
    openConnections: (inventory) => openConnections(inventory, () => file),
    executors: tidies ? executors : { ...executors, ssh: { ...executors.ssh, tidy: async () => {} } },
  };
}

/** A scene's own clock runs too fast for a real host. */
const wallClock: EngineParts['clock'] = {
  now: () => new Date().toISOString(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};

/** Jobs that have more there than a tombstone. */
const jobsIn = (name: string): readonly string[] =>
  readdirSync(join(sshd.folder, name)).filter(
    (job) =>
      !job.startsWith('id.') &&
      readdirSync(join(sshd.folder, name, job)).some((file) => file !== 'go' && file !== 'gone'),
  );

/** Something of a claim that no run here knows: another Watari's. */
function leaveForeign(name: string): void {
  mkdirSync(join(sshd.folder, name, 'foreign.do.1', 'go'), { recursive: true });
  writeFileSync(join(sshd.folder, name, 'foreign.do.1', 'exit=0'), '');
}

describe('what closed claims left on a host', () => {
  test('is gone when their run is over, and what is not ours stays', async () => {
    await using scene = new Scene(planOnHost('over', [{ do: [ssh('echo one'), ssh('echo two')] }]));
    const engine = scene.engine('bot', parts(false));
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('HostMet');
    leaveForeign('over');
    await scene.until('RunCompleted');
    await eventually(() => jobsIn('over').join() === 'foreign.do.1');
    expect(scene.logged).toEqual([]);
  });

  test('is gone when another process takes the run up, and what is under way stays', async () => {
    await using scene = new Scene(
      planOnHost('taken', [{ do: [ssh('echo one')] }, { do: [ssh('echo two'), manual('look')] }]),
    );
    const first = scene.engine('bot-1', parts(false));
    await scene.start(first);
    const work = scene.work(first);
    await first.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    await first.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted', 3);
    work.stop();
    await work.ended;
    expect(jobsIn('taken')).toEqual(['c1.do.1', 'c2.do.1']);
    scene.work(scene.engine('bot-2', parts(false)));
    await eventually(() => jobsIn('taken').join() === 'c2.do.1');
    expect(scene.logged).toEqual([]);
  });
});
