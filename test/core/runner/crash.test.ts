import { describe, expect, test } from 'vitest';

import type { Store } from '#core/journal/index.ts';
import { type RunEvent, verbatim } from '#core/run/index.ts';
import type { Engine } from '#core/runner/index.ts';

import { Scene, aiko, ben, chie, eventually } from './engines.ts';
import { file, manual, planOf, ssh, wait } from './plans.ts';
import { probed, vanished } from './world.ts';

type Death = { readonly append: number; readonly when: 'before' | 'after' };

/** A store whose process dies at one of its appends: it never returns from it, nor from any later one. */
function dying(
  store: Store,
  { append: nth, when }: Death,
): { readonly store: Store; readonly isDead: () => boolean } {
  const never = new Promise<never>(() => {});
  let appends = 0;
  let isDead = false;
  const append: Store['journal']['append'] = async (...args) => {
    appends += 1;
    if (isDead) return never;
    if (appends !== nth) return store.journal.append(...args);
    isDead = true;
    if (when === 'after') await store.journal.append(...args);
    return never;
  };
  return { store: { ...store, journal: { ...store.journal, append } }, isDead: () => isDead };
}

const plan = () =>
  planOf([
    {
      do: [ssh('stop'), file('edit'), wait('drain')],
      verify: [ssh('is stopped')],
      risk: 'disruptive',
      approvals: 1,
    },
    { do: [ssh('move', { sessions: ['a', 'b'] })], risk: 'irreversible', approvals: 2 },
    { do: [manual('look'), ssh('start')] },
  ]);

/** People who ask for whatever comes next, until the run is over. They sit at another machine, which does not die. */
async function carryToTheEnd(scene: Scene, people: Engine, meanwhile: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < 2000; turn += 1) {
    await meanwhile();
    const state = (await people.view(scene.run))?.state;
    if (state?.status !== 'open') return;
    const { phase, asked } = state;
    if (asked !== null && asked.approvedBy.length < asked.required) {
      await people.approve(scene.run, null, ben);
      await people.approve(scene.run, null, chie);
    } else if (phase.at === 'idle' && asked === null) await people.ask(scene.run, 'carry-out', aiko);
    else if (phase.at === 'running' && state.operations[0]?.state === 'started' && state.cursor === 2)
      await people.confirm(scene.run, true, 'looks good', aiko, { claim: phase.claim, operation: 'do.1' });
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`it never ended: ${(await scene.types()).join(' ')} ${scene.logged.join('; ')}`);
}

/** One process works until it dies, then another takes over. Returns whether it died at all. */
async function survive(scene: Scene, death: Death): Promise<boolean> {
  const people = scene.engine('terminal');
  await scene.start(people);
  const { store, isDead } = dying(scene.store, death);
  const first = scene.work(scene.engine('bot-1', { store }));
  let isReplaced = false;
  await carryToTheEnd(scene, people, async () => {
    if (!isDead() || isReplaced) return;
    isReplaced = true;
    first.bury();
    scene.leases.expire();
    scene.work(scene.engine('bot-2'));
  });
  return isReplaced;
}

const startsOf = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === 'OperationStarted' ? [`${event.claim}.${event.operation}`] : []));

describe('a process that dies at an append, and another that takes over', () => {
  for (const when of ['before', 'after'] as const)
    for (let append = 1; append <= 9; append += 1)
      test(`${when} append ${append}: the run ends with every effect once`, async () => {
        await using scene = new Scene(plan());
        expect(await survive(scene, { append, when })).toBe(append <= 9);
        expect((await scene.types()).at(-1)).toBe('RunCompleted');
        expect(scene.world.effects).toEqual(
          new Map([
            ['stop', 1],
            ['edit', 1],
            ['drain', 1],
            ['move', 1],
            ['start', 1],
          ]),
        );
        const starts = startsOf(await scene.events());
        expect(starts).toEqual([...new Set(starts)]);
        expect(await scene.store.journal.audit(scene.run)).toBeNull();
      });

  test('does not die at an append that never comes', async () => {
    await using scene = new Scene(plan());
    expect(await survive(scene, { append: 100, when: 'before' })).toBe(false);
  });
});

describe('a process that dies while a job runs', () => {
  test('leaves the job to the next one, which finds it and waits for its end', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('restore')] }]));
    scene.world.shut('restore');
    const first = scene.engine('bot-1');
    await scene.start(first);
    const working = scene.work(first);
    await first.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    working.stop();
    await working.ended;
    expect((await scene.types()).at(-1)).toBe('OperationStarted');
    scene.work(scene.engine('bot-2'));
    scene.world.open('restore');
    await scene.until('RunCompleted');
    expect(scene.world.calls).toEqual(['carryOut c1.do.1', 'carryOut c1.do.1']);
    expect(scene.world.effects.get('restore')).toBe(1);
  });

  test('tells the executor whether somebody may have begun it before', async () => {
    await using scene = new Scene(planOf([{ do: [file('one'), file('two')] }]));
    const again: (boolean | undefined)[] = [];
    const watch = (command: string) =>
      scene.world.acts.set(command, (context) => {
        again.push(context.again);
        return { kind: 'succeeded', evidence: [], detail: verbatim('') };
      });
    watch('one');
    watch('two');
    const people = scene.engine('terminal');
    await scene.start(people);
    // 1: claim and first operation, 2: its end and the beginning of the second, both done by a process that then dies.
    const { store, isDead } = dying(scene.store, { append: 2, when: 'after' });
    const first = scene.work(scene.engine('bot-1', { store }));
    await people.ask(scene.run, 'carry-out', aiko);
    await carryToTheEnd(scene, people, async () => {
      if (!isDead()) return;
      first.bury();
      scene.leases.expire();
      scene.work(scene.engine('bot-2'));
    });
    expect(again).toEqual([false, true]);
  });

  test('keeps its lease from others as long as it lives', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('restore')] }]));
    scene.world.shut('restore');
    const first = scene.engine('bot-1');
    await scene.start(first);
    scene.work(first);
    await first.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    const other = scene.engine('bot-2');
    scene.work(other);
    await other.note(scene.run, 'hello', aiko);
    await scene.until('NoteAdded');
    scene.world.open('restore');
    await scene.until('RunCompleted');
    expect(scene.world.calls).toEqual(['carryOut c1.do.1']);
    expect((await first.view(scene.run))?.holder ?? 'bot-1 @site').toBe('bot-1 @site');
  });

  test('leaves its job to be tidied up by the next one, for outputs on a host are not redacted', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')], verify: [ssh('ps')] }]));
    const people = scene.engine('terminal');
    await scene.start(people);
    const { ssh: untidy } = scene.world.executors;
    const executors = {
      ...scene.world.executors,
      ssh: { ...untidy, tidy: () => new Promise<void>(() => {}) },
    };
    const { store, isDead } = dying(scene.store, { append: 3, when: 'before' });
    const first = scene.work(scene.engine('bot-1', { store, executors }));
    await people.ask(scene.run, 'carry-out', aiko);
    await carryToTheEnd(scene, people, async () => {
      if (!isDead()) return;
      first.bury();
      scene.leases.expire();
      scene.work(scene.engine('bot-2'));
    });
    await eventually(() => scene.world.tidied.includes('c1.do.1'));
    expect(scene.world.effects.get('one')).toBe(1);
  });

  test('leaves how far it was to nobody: the next step begins with nothing', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }, { do: [ssh('two')] }]));
    const first = scene.engine('bot-1');
    await scene.start(first);
    const working = scene.work(first);
    await first.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    working.stop();
    await working.ended;
    const left = { operation: 'do.1', session: null, bytes: 7, tail: ['old'], startedAt: '', updatedAt: '' };
    await scene.store.progress.report(scene.run, left);
    scene.world.shut('two');
    const second = scene.engine('bot-2');
    scene.work(second);
    await second.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepStarted', 2);
    expect((await second.view(scene.run))?.progress).toEqual([]);
    scene.world.open('two');
    await scene.until('RunCompleted');
    await scene.store.progress.report(scene.run, left);
    expect((await second.view(scene.run))?.progress).toEqual([]);
  });

  test('proves again what it was about to prove', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')], verify: [ssh('ps')] }]));
    const people = scene.engine('terminal');
    await scene.start(people);
    // 1: claim and first operation, 2: its end, 3: the verdict, which never comes.
    const { store, isDead } = dying(scene.store, { append: 3, when: 'before' });
    const first = scene.work(scene.engine('bot-1', { store }));
    await people.ask(scene.run, 'carry-out', aiko);
    await carryToTheEnd(scene, people, async () => {
      if (!isDead()) return;
      first.bury();
      scene.leases.expire();
      scene.work(scene.engine('bot-2'));
    });
    expect(scene.world.calls).toEqual(['carryOut c1.do.1', 'probe ps', 'probe ps']);
  });
});

describe('two processes at once, with no lease between them', () => {
  test('claim a step once and have its effect once', async () => {
    await using scene = new Scene(plan());
    const people = scene.engine('terminal');
    await scene.start(people);
    const alone: Store['leases'] = {
      take: async () => 'kept',
      release: async () => undefined,
      holder: async () => null,
      present: async () => undefined,
      others: async () => [],
      leave: async () => undefined,
    };
    for (const name of ['bot-1', 'bot-2', 'bot-3'])
      scene.work(scene.engine(name, { store: { ...scene.store, leases: alone } }));
    await carryToTheEnd(scene, people, async () => undefined);
    expect([...scene.world.effects.values()]).toEqual([1, 1, 1, 1, 1]);
    const starts = startsOf(await scene.events());
    expect(starts).toEqual([...new Set(starts)]);
  });
});

describe('an outcome that is lost', () => {
  test('is settled by the probe alone where it can tell', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')], verify: [ssh('ps')] }]));
    scene.world.acts.set('one', () => vanished);
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('RunCompleted');
    expect(await scene.types()).toContain('StepSettled');
  });

  test('waits for people where the probe cannot tell, and is probed once', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one'), ssh('two')], verify: [ssh('ps')] }]));
    const outcomes = [vanished];
    scene.world.acts.set(
      'one',
      () => outcomes.pop() ?? { kind: 'succeeded', evidence: [], detail: verbatim('') },
    );
    scene.world.probes.set('ps', [probed('unsatisfied')]);
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepOutcomeLost');
    expect(await engine.ask(scene.run, 'carry-out', aiko)).toMatchObject({
      refusal: { code: 'outcome-lost-settle-first' },
    });
    await engine.ask(scene.run, 'settle-not-done', aiko, 'I looked');
    await engine.approve(scene.run, null, ben);
    scene.world.probes.set('ps', [probed('satisfied')]);
    await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    await scene.until('RunCompleted');
    expect(scene.world.calls).toEqual([
      'carryOut c1.do.1',
      'probe ps',
      'carryOut c2.do.1',
      'carryOut c2.do.2',
      'probe ps',
    ]);
  });

  test('is probed by whoever takes over as well', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')], verify: [ssh('ps')] }]));
    scene.world.acts.set('one', () => vanished);
    scene.world.probes.set('ps', [probed('inconclusive')]);
    const engine = scene.engine('bot-1');
    await scene.start(engine);
    const first = scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepOutcomeLost');
    first.stop();
    await first.ended;
    scene.world.probes.set('ps', [probed('satisfied')]);
    scene.work(scene.engine('bot-2'));
    await scene.until('RunCompleted');
    expect(scene.world.calls.slice(0, 2)).toEqual(['carryOut c1.do.1', 'probe ps']);
  });
});
