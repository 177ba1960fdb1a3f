import { describe, expect, test } from 'vitest';

import { Fault } from '#core/errors.ts';
import type { Context } from '#core/executors/executor.ts';
import { sha256 } from '#core/plan/index.ts';
import { type Outcome, verbatim } from '#core/run/index.ts';

import { Scene, aiko, ben, chie, eventually } from './engines.ts';
import { file, manual, planOf, ssh } from './plans.ts';
import { done, failure, vanished } from './world.ts';

describe('carrying out a step', () => {
  test('costs three appends from the ask to the outcome where nobody must approve and nothing is verified', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('true')] }, {}]));
    let appends = 0;
    const { journal } = scene.store;
    const counting: typeof journal = {
      ...journal,
      append: (run, expected, events) => {
        appends += 1;
        return journal.append(run, expected, events);
      },
    };
    const engine = scene.engine('bot', { store: { ...scene.store, journal: counting } });
    await scene.start(engine);
    scene.work(engine);
    appends = 0;
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    expect(appends).toBe(3);
    expect(await scene.types()).toEqual([
      'RunStarted',
      'StepRequested',
      'StepStarted',
      'OperationStarted',
      'OperationEnded',
      'StepSucceeded',
    ]);
  });

  test('begins nothing before enough people have said yes', async () => {
    await using scene = new Scene(planOf([{ risk: 'irreversible', approvals: 2 }]));
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await engine.approve(scene.run, null, ben);
    expect(await engine.approve(scene.run, null, aiko)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'requester-cannot-approve' },
    });
    expect(scene.world.calls).toEqual([]);
    await engine.approve(scene.run, null, chie);
    await scene.until('RunCompleted');
    expect(scene.world.effects).toEqual(new Map([['command-1', 1]]));
  });

  test('records the names of its jobs before it carries them out', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move', { sessions: ['a', 'b'] }), file('edit')] }]));
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('RunCompleted');
    expect((await scene.events()).filter(({ type }) => type === 'OperationStarted')).toMatchObject([
      { operation: 'do.1', jobs: ['c1.do.1.a', 'c1.do.1.b'] },
      { operation: 'do.2', jobs: [] },
    ]);
    expect(scene.world.calls).toEqual(['carryOut c1.do.1', 'carryOut c1.do.2']);
  });

  test('tidies up only after the end of the operation is durable', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }, {}]));
    const engine = scene.engine('bot');
    scene.world.acts.set('one', () => {
      expect(scene.world.tidied).toEqual([]);
      return { kind: 'succeeded', evidence: [], detail: verbatim('') };
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await eventually(() => scene.world.tidied.length > 0);
    expect(await scene.types()).toContain('OperationEnded');
    expect(scene.world.tidied).toEqual(['c1.do.1']);
  });

  test('says once of a host where it cannot tidy up that it cannot be reached, and nothing of an error', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }, { do: [ssh('two')] }, {}]));
    const away = () => Promise.reject(new Fault('connection-failed', 'Connecting to mail', 'ECONNREFUSED'));
    const { ssh: usual, ...others } = scene.world.executors;
    let tried = 0;
    const tidy = () => {
      tried += 1;
      return away();
    };
    const engine = scene.engine('bot', {
      executors: { ...others, ssh: { ...usual, tidy } },
      openConnections: () => ({
        host: away,
        directory: away,
        [Symbol.asyncDispose]: async () => undefined,
      }),
    });
    scene.world.acts.set('one', async (context) => {
      await context.meet('mail', 'spool', 'boot');
      return done;
    });
    await scene.start(engine);
    const work = scene.work(engine);
    for (const times of [1, 2]) {
      await engine.ask(scene.run, 'carry-out', aiko);
      await scene.until('StepSucceeded', times);
    }
    await engine.abort(scene.run, 'enough', aiko);
    work.stop();
    await work.ended;
    expect(tried).toBe(2);
    expect(scene.logged).toEqual([
      'mail cannot be reached, so the outputs of commands that are over stay there. They are removed when it can be reached again.',
    ]);
  });

  test('leaves what was lost where it is', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }]));
    const engine = scene.engine('bot');
    scene.world.acts.set('one', () => vanished);
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepOutcomeLost');
    expect(scene.world.tidied).toEqual([]);
  });

  test('stops at what failed, and a retry goes on from there', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one'), ssh('two'), ssh('three')] }]));
    const engine = scene.engine('bot');
    const outcomes = [failure];
    scene.world.acts.set(
      'two',
      () => outcomes.pop() ?? { kind: 'succeeded', evidence: [], detail: verbatim('') },
    );
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    expect(await engine.ask(scene.run, 'carry-out', aiko)).toMatchObject({
      refusal: { code: 'step-stopped' },
    });
    await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    await scene.until('RunCompleted');
    expect(scene.world.calls).toEqual([
      'carryOut c1.do.1',
      'carryOut c1.do.2',
      'carryOut c2.do.2',
      'carryOut c2.do.3',
    ]);
  });

  test('tells a retry which sessions succeeded before', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move', { sessions: ['a', 'b'] })] }]));
    const engine = scene.engine('bot');
    const told: unknown[] = [];
    const outcomes: Outcome[] = [{ ...failure, sessionsDone: ['a'] }];
    scene.world.acts.set('move', ({ sessionsDone }) => {
      told.push(sessionsDone);
      return outcomes.pop() ?? done;
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    await scene.until('RunCompleted');
    expect(told).toEqual([[], ['a']]);
  });

  test('looks for the same job again when our own machinery breaks', async () => {
    await using scene = new Scene(planOf([{ do: [file('one')] }]));
    const engine = scene.engine('bot');
    let tries = 0;
    scene.world.acts.set('one', () => {
      tries += 1;
      if (tries < 3) throw new Fault('connection-failed', 'Looking at mail', 'the line is dead');
      return { kind: 'succeeded', evidence: [], detail: verbatim('') };
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('RunCompleted');
    expect(scene.world.calls).toEqual(['carryOut c1.do.1', 'carryOut c1.do.1', 'carryOut c1.do.1']);
    expect(scene.logged[0]).toContain('the line is dead');
  });

  test('lets a bug out: the process stops, and the step is left to whoever comes after', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')] }]));
    const engine = scene.engine('bot');
    scene.world.acts.set('one', () => {
      throw new TypeError('undefined is not a function');
    });
    await scene.start(engine);
    const { ended } = scene.work(engine);
    const bug = ended.then(() => null, String);
    await engine.ask(scene.run, 'carry-out', aiko);
    expect(await bug).toBe('TypeError: undefined is not a function');
    expect((await scene.types()).at(-1)).toBe('OperationStarted');
  });
});

describe('secrets', () => {
  const secrets = { password: { secret: { from: 'env', name: 'PASSWORD' } } } as const;

  test('are resolved for the executor and kept out of what it reports', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('bind')] }], { secrets }));
    const engine = scene.engine('bot');
    scene.world.acts.set('bind', async (context) => {
      context.report({ session: null, bytes: 9, tail: [`password is ${context.secrets.get('password')}`] });
      const evidence = await context.keep(Buffer.from('swordfish'), 'out');
      await eventually(async () => (await scene.store.progress.of(scene.run)).length > 0);
      expect(await scene.store.progress.of(scene.run)).toMatchObject([
        { operation: 'do.1', session: null, bytes: 9, tail: ['password is ••••'] },
      ]);
      return {
        kind: 'failed',
        reason: 'exit-status',
        detail: verbatim(context.redact('swordfish')),
        evidence: [evidence],
      };
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    expect(JSON.stringify(await scene.events())).not.toContain('swordfish');
    expect(Buffer.from(await engine.evidence(sha256('****'))).toString()).toBe('****');
    expect((await engine.view(scene.run))?.progress).toHaveLength(1);
  });

  test('of several lines let nothing begin: no shell reads them as one word', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('bind')] }], { secrets }));
    const engine = scene.engine('bot', { secretOf: () => 'swordfish\nand chips' });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    expect(scene.world.calls).toEqual([]);
    expect((await scene.events()).find(({ type }) => type === 'OperationEnded')).toMatchObject({
      outcome: { reason: 'not-started', detail: { en: 'Using the secret password: it has a line break' } },
    });
  });

  test('that cannot be had let nothing begin, and the journal says so', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('bind')] }], { secrets }));
    const engine = scene.engine('bot', {
      secretOf: () => {
        throw new Fault('secret-unavailable', 'Reading PASSWORD', 'it is not set');
      },
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    expect(scene.world.calls).toEqual([]);
    expect((await scene.events()).find(({ type }) => type === 'OperationEnded')).toMatchObject({
      outcome: {
        kind: 'failed',
        reason: 'not-started',
        detail: {
          en: 'Reading PASSWORD: it is not set',
          ja: '秘密の値を取得できません（Reading PASSWORD: it is not set）',
        },
      },
    });
  });
});

describe('a manual operation', () => {
  test('waits for a person, and the rest goes on by itself', async () => {
    await using scene = new Scene(planOf([{ do: [manual('press'), ssh('after')], verify: [ssh('check')] }]));
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    expect(scene.world.calls).toEqual([]);
    expect(await engine.confirm(scene.run, true, '', aiko)).toMatchObject({
      refusal: { code: 'note-needed' },
    });
    await engine.confirm(scene.run, true, 'pressed it', aiko);
    await scene.until('RunCompleted');
    expect(scene.world.calls).toEqual(['carryOut c1.do.2', 'probe check']);
  });

  test('that is said to be not done fails the step', async () => {
    await using scene = new Scene(planOf([{ do: [manual('press')] }]));
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    await engine.confirm(scene.run, false, 'no button', aiko, { claim: 'c1', operation: 'do.1' });
    await scene.until('StepFailed');
    expect((await scene.events()).at(-1)).toMatchObject({ detail: verbatim('no button') });
  });
});

describe('a host whose spool was wiped since it was met', () => {
  const meets = (spool: string, seen: string[]) => async (context: Context) => {
    seen.push((await context.meet('mail', spool, 'b1')).spool);
    return done;
  };

  test('is met anew by what begins there afterwards', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('before'), ssh('after')] }]));
    const seen: string[] = [];
    scene.world.acts.set('before', meets('s1', seen));
    scene.world.acts.set('after', meets('s2', seen));
    const bot = scene.engine('bot');
    await scene.start(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    scene.work(bot);
    await scene.until('RunCompleted');
    expect(seen).toEqual(['s1', 's2']);
  });

  test('is compared with what was noted by an operation that met it before', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move')] }]));
    const seen: string[] = [];
    scene.world.acts.set('move', async (context) => {
      await meets('s1', seen)(context);
      return meets('s2', seen)(context);
    });
    const bot = scene.engine('bot');
    await scene.start(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    scene.work(bot);
    await scene.until('RunCompleted');
    expect(seen).toEqual(['s1', 's1']);
  });
});
