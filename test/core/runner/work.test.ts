import { describe, expect, test } from 'vitest';

import { Fault } from '#core/errors.ts';
import { decodeEvent } from '#core/journal/codec.ts';
import type { Store } from '#core/journal/store.ts';
import { verbatim } from '#core/run/index.ts';

import { Scene, aiko, ben, eventually, lab } from './engines.ts';
import { manual, planOf, ssh } from './plans.ts';
import { probed, vanished } from './world.ts';

const twoSteps = () => planOf([{}, { risk: 'disruptive', approvals: 1 }]);

describe('a terminal', () => {
  test('carries its run on and ends once a person is needed', async () => {
    await using scene = new Scene(twoSteps());
    const terminal = scene.engine('terminal');
    await scene.start(terminal);
    await terminal.ask(scene.run, 'carry-out', aiko);
    await scene.work(terminal, [scene.run]).ended;
    expect((await scene.types()).at(-1)).toBe('StepSucceeded');
    await terminal.ask(scene.run, 'carry-out', aiko);
    await scene.work(terminal, [scene.run]).ended;
    expect((await scene.types()).at(-1)).toBe('StepRequested');
    expect(scene.leases.held.size).toBe(0);
  });

  test('ends once the run is closed', async () => {
    await using scene = new Scene(planOf([{}]));
    const terminal = scene.engine('terminal');
    await scene.start(terminal);
    await terminal.ask(scene.run, 'carry-out', aiko);
    await scene.work(terminal, [scene.run]).ended;
    expect((await scene.types()).at(-1)).toBe('RunCompleted');
    await scene.work(terminal, [scene.run]).ended;
  });

  test('ends at a manual operation', async () => {
    await using scene = new Scene(planOf([{ do: [manual('look')] }]));
    const terminal = scene.engine('terminal');
    await scene.start(terminal);
    await terminal.ask(scene.run, 'carry-out', aiko);
    await scene.work(terminal, [scene.run]).ended;
    expect((await scene.types()).at(-1)).toBe('OperationStarted');
  });

  test('only watches while a bot is there, and carries on when the bot is gone', async () => {
    await using scene = new Scene(planOf([{}]));
    const terminal = scene.engine('terminal');
    scene.leases.bots.add('bot @site');
    await scene.start(terminal);
    await terminal.ask(scene.run, 'carry-out', aiko);
    const work = scene.work(terminal, [scene.run]);
    for (const text of ['one', 'two', 'three']) await terminal.note(scene.run, text, ben);
    expect(scene.world.calls).toEqual([]);
    scene.leases.expire();
    await work.ended;
    expect((await scene.types()).at(-1)).toBe('RunCompleted');
  });

  test('does not wait for a bot to settle what its probe could not tell', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move')], verify: [ssh('is moved')] }]));
    scene.world.acts.set('move', () => vanished);
    scene.world.probes.set('is moved', [probed('inconclusive')]);
    const [bot, terminal] = [scene.engine('bot'), scene.engine('terminal')];
    await scene.start(bot);
    const carrying = scene.work(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepOutcomeLost');
    await terminal.ask(scene.run, 'settle-not-done', aiko, 'nothing of it is there');
    await scene.work(terminal, [scene.run]).ended;
    carrying.stop();
    expect((await scene.types()).at(-1)).toBe('StepRequested');
  });

  test('does not mind a bot that is there for another target', async () => {
    await using scene = new Scene(planOf([{}], { lab: 'night' }));
    const terminal = scene.engine('terminal', { target: lab('night') });
    scene.leases.bots.add('bot @site');
    scene.leases.bots.add('bot @lab:day');
    await scene.start(terminal);
    await terminal.ask(scene.run, 'carry-out', aiko);
    await scene.work(terminal, [scene.run]).ended;
    expect((await scene.types()).at(-1)).toBe('RunCompleted');
  });
});

describe('a bot', () => {
  test('says that it is there, and leaves when it stops', async () => {
    await using scene = new Scene(planOf([{}]));
    const bot = scene.engine('bot');
    await scene.start(bot);
    const work = scene.work(bot);
    await eventually(() => scene.leases.held.get(scene.run) === 'bot @site');
    expect([...scene.leases.bots]).toEqual(['bot @site']);
    work.stop();
    await work.ended;
    expect([scene.leases.held.size, scene.leases.bots.size]).toEqual([0, 0]);
  });

  test('leaves runs of another target alone', async () => {
    await using scene = new Scene(planOf([{}], { lab: 'night' }));
    const terminal = scene.engine('terminal', { target: lab('night') });
    scene.work(scene.engine('bot'));
    await scene.start(terminal);
    await terminal.ask(scene.run, 'carry-out', aiko);
    const night = scene.work(scene.engine('night bot', { target: lab('night') }));
    await scene.until('RunCompleted');
    night.stop();
    expect((await scene.events()).filter(({ type }) => type === 'StepStarted')).toHaveLength(1);
  });

  test('lets go of a run whose lease somebody else has got', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('long')] }]));
    const bot = scene.engine('bot');
    let hasLeft = false;
    scene.world.acts.set('long', async ({ leave }) => {
      await eventually(() => leave?.aborted === true);
      hasLeft = true;
      return { kind: 'succeeded', evidence: [], detail: verbatim('') };
    });
    await scene.start(bot);
    scene.work(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    // Its next renewal finds that out; what the job then says is the other's to record.
    scene.leases.held.set(scene.run, 'another');
    await eventually(() => hasLeft);
    expect((await scene.types()).at(-1)).toBe('OperationStarted');
    expect(scene.leases.held.get(scene.run)).toBe('another');
  });

  test('gives the lease of a closed run back and forgets its progress', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }]));
    const bot = scene.engine('bot');
    scene.world.acts.set('one', async (context) => {
      context.report({ session: null, bytes: 1, tail: ['x'] });
      await eventually(async () => (await scene.store.progress.of(scene.run)).length === 1);
      return { kind: 'succeeded', evidence: [], detail: verbatim('') };
    });
    await scene.start(bot);
    scene.work(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    await scene.until('RunCompleted');
    await eventually(() => scene.leases.held.size === 0);
    expect(await scene.store.progress.of(scene.run)).toEqual([]);
  });

  test('waits where the store cannot be used, and goes on when it can again', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }]));
    let isFull = false;
    const full = () => {
      if (isFull) throw new Fault('store-unusable', 'writing to the journal', 'database or disk is full');
    };
    const { journal, leases } = scene.store;
    const bot = scene.engine('bot', {
      store: {
        ...scene.store,
        journal: {
          ...journal,
          append: async (...event) => {
            full();
            return journal.append(...event);
          },
        },
        leases: {
          take: async (run, holder) => {
            full();
            return leases.take(run, holder);
          },
          present: async (holder) => {
            full();
            return leases.present(holder);
          },
          release: (run, holder) => leases.release(run, holder),
          holder: (run) => leases.holder(run),
          others: (holder) => leases.others(holder),
          leave: (holder) => leases.leave(holder),
        },
      },
    });
    scene.world.shut('one');
    await scene.start(bot);
    scene.work(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    isFull = true;
    scene.world.open('one');
    const says = (what: string) => scene.logged.filter((line) => line.startsWith(what)).length;
    await eventually(() => says('Looking for what is to do') > 0 && says('Carrying on the run') > 0);
    expect(says('Looking for what is to do')).toBe(1);
    isFull = false;
    await scene.until('RunCompleted');
    expect(scene.world.effects.get('one')).toBe(1);
  });

  test('leaves a run for which it lacks a secret to one that has it', async () => {
    await using scene = new Scene(
      planOf([{ do: [ssh('one')] }], {
        secrets: { bindPassword: { secret: { from: 'env', name: 'BIND' } } },
      }),
    );
    scene.world.shut('one');
    const first = scene.engine('first');
    await scene.start(first);
    const work = scene.work(first);
    await first.ask(scene.run, 'carry-out', aiko);
    await eventually(() => scene.world.effects.get('one') === 1);
    work.bury();
    scene.leases.expire();
    const secretOf = () => {
      throw new Fault('secret-unavailable', 'Reading BIND', 'it is not set here');
    };
    scene.work(scene.engine('poor', { secretOf }));
    await eventually(() => scene.logged.some((line) => line.includes('not set here')));
    scene.work(scene.engine('rich'));
    scene.world.open('one');
    await scene.until('RunCompleted');
    expect(scene.world.effects.get('one')).toBe(1);
  });

  test('carries several runs at once', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }]));
    const bot = scene.engine('bot');
    scene.world.shut('one');
    await scene.start(bot, 'C1');
    const first = scene.run;
    scene.plan = planOf([{ do: [manual('hands')], verify: [] }]);
    const second = await scene.start(bot, 'C2');
    scene.work(bot);
    await bot.ask(first, 'carry-out', aiko);
    await bot.ask(second, 'carry-out', aiko);
    await scene.until('OperationStarted');
    expect((await bot.view(first))?.state).toMatchObject({ status: 'open' });
    scene.world.open('one');
    await eventually(async () => (await bot.view(first))?.state.status === 'completed');
  });
});

describe('following', () => {
  test('names the runs in which something happened, whoever did it', async () => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('bot');
    await scene.start(engine);
    const seen: string[] = [];
    const unfollow = engine.follow((runs) => seen.push(...runs));
    await scene.engine('terminal').note(scene.run, 'x', ben);
    await eventually(() => seen.length > 0);
    expect(new Set(seen)).toEqual(new Set([scene.run]));
    unfollow();
    const before = seen.length;
    await scene.engine('terminal').note(scene.run, 'y', ben);
    expect(seen).toHaveLength(before);
  });

  test('names a run whose progress alone changed', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('long')] }]));
    const engine = scene.engine('bot');
    scene.world.shut('long');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    const seen: string[] = [];
    engine.follow((runs) => seen.push(...runs));
    const report = { operation: 'do.1', session: null, bytes: 1, tail: [], startedAt: '', updatedAt: '' };
    await eventually(async () => {
      await scene.store.progress.report(scene.run, report);
      return seen.length > 0;
    });
    expect(seen[0]).toBe(scene.run);
    scene.world.open('long');
    await scene.until('RunCompleted');
  });
});

describe('a run that nobody can read', () => {
  /** A store in which the journal of the first run is broken from now on. */
  const breaking = (scene: Scene, bad: () => string): Store => ({
    ...scene.store,
    journal: {
      ...scene.store.journal,
      read: async (run, after) => {
        if (run === bad()) throw new Fault('journal-corrupt', `reading ${run}`, 'the event type is unknown');
        return scene.store.journal.read(run, after);
      },
    },
  });

  test('is left alone, and the others are carried on', async () => {
    await using scene = new Scene(planOf([{ do: [manual('hands')] }]));
    const people = scene.engine('terminal');
    const bad = await scene.start(people, 'C1');
    scene.plan = planOf([{}]);
    const good = await scene.start(people, 'C2');
    await people.ask(good, 'carry-out', aiko);
    scene.work(scene.engine('bot', { store: breaking(scene, () => bad) }));
    await scene.until('RunCompleted');
    expect(scene.logged.filter((line) => line.startsWith(`Leaving the run ${bad} alone`))).toHaveLength(1);
  });

  test('is left alone from the moment on at which it cannot be read, and the others are carried on', async () => {
    await using scene = new Scene(planOf([{ do: [manual('hands')] }]));
    const people = scene.engine('terminal');
    const bad = await scene.start(people, 'C1');
    let broken = '';
    const bot = scene.engine('bot', { store: breaking(scene, () => broken) });
    scene.work(bot);
    await eventually(() => scene.leases.held.has(bad));
    broken = bad;
    scene.plan = planOf([{}]);
    const good = await scene.start(people, 'C2');
    await people.note(bad, 'something happened', ben);
    await people.ask(good, 'carry-out', aiko);
    await scene.until('RunCompleted');
    expect(scene.logged.some((line) => line.startsWith(`Leaving the run ${bad} alone`))).toBe(true);
  });

  test('does not keep from anybody what happens in the others', async () => {
    await using scene = new Scene(planOf([{ do: [manual('hands')] }]));
    const people = scene.engine('terminal');
    const bad = await scene.start(people, 'C1');
    scene.plan = planOf([{}]);
    const good = await scene.start(people, 'C2');
    const follower = scene.engine('bot', { store: breaking(scene, () => bad) });
    const seen = new Set<string>();
    const unfollow = follower.follow((runs) => {
      for (const run of runs) seen.add(run);
    });
    await eventually(async () => {
      await people.note(bad, 'x', ben);
      await people.note(good, 'x', ben);
      return seen.has(good);
    });
    unfollow();
    expect(seen).toContain(good);
  });

  test('is one whose event has the type of one and not its shape', async () => {
    await using scene = new Scene(planOf([{ do: [manual('hands')] }]));
    const people = scene.engine('terminal');
    const run = await scene.start(people);
    const event = decodeEvent('{"type":"RunStarted","run":"x","at":"2026-01-01T00:00:00.000Z"}', 1, 'it');
    const store = {
      ...scene.store,
      journal: {
        ...scene.store.journal,
        read: async () => [{ sequence: 1, run, version: 1, hash: '', event }],
      },
    };
    await expect(scene.engine('other', { store }).view(run)).rejects.toMatchObject({
      code: 'journal-corrupt',
    });
  });
});
