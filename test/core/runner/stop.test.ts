import { describe, expect, test } from 'vitest';

import { Fault } from '#core/errors.ts';
import { type Outcome, verbatim } from '#core/run/index.ts';

import { Scene, aiko, ben, dan, eventually } from './engines.ts';
import { planOf, ssh, wait } from './plans.ts';

const cancelled: Outcome = { kind: 'failed', reason: 'cancelled', detail: verbatim('ended'), evidence: [] };

describe('cancelling', () => {
  test('reaches the executor, and the step ends as the executor saw it', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('long'), ssh('next')] }]));
    const engine = scene.engine('bot');
    scene.world.acts.set('long', async ({ cancel }) => {
      await eventually(() => cancel.aborted);
      return cancelled;
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    expect(await engine.cancel(scene.run, dan)).toMatchObject({ refusal: { code: 'not-an-operator' } });
    expect(await scene.engine('terminal').cancel(scene.run, ben)).toMatchObject({ kind: 'accepted' });
    await scene.until('StepFailed');
    expect(scene.world.calls).toEqual(['carryOut c1.do.1']);
  });

  test('is seen by the process that takes over', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('long')] }]));
    const engine = scene.engine('bot-1');
    scene.world.acts.set('long', async ({ cancel }) => {
      await eventually(() => cancel.aborted);
      return cancelled;
    });
    await scene.start(engine);
    const first = scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    first.stop();
    await first.ended;
    await engine.cancel(scene.run, ben);
    expect((await scene.types()).at(-1)).toBe('CancelRequested');
    scene.work(scene.engine('bot-2'));
    await scene.until('StepFailed');
    expect(scene.world.effects.get('long')).toBe(1);
  });

  test('ends a wait at once, and the wait is to do again', async () => {
    await using scene = new Scene(planOf([{ do: [wait('drain')] }, {}]));
    const engine = scene.engine('bot');
    let isOver = false;
    scene.world.acts.set('drain', async ({ cancel }) => {
      await eventually(() => cancel.aborted);
      isOver = true;
      return cancelled;
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await eventually(() => scene.world.calls.length > 0);
    await engine.cancel(scene.run, ben);
    await eventually(() => isOver);
    expect((await engine.view(scene.run))?.state).toMatchObject({
      phase: { at: 'stopped', why: 'not-done' },
      operations: [{ state: 'pending' }],
    });
  });

  test('ends a wait that fails over and over, and the run goes on past it', async () => {
    await using scene = new Scene(planOf([{ do: [wait('drain')] }, {}]));
    const engine = scene.engine('bot');
    scene.world.acts.set('drain', () => {
      throw new Fault('connection-failed', 'Asking mail', 'no answer');
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await eventually(() => scene.logged.length > 0);
    await engine.cancel(scene.run, ben);
    await scene.until('StepInterrupted');
    await engine.ask(scene.run, 'skip', aiko, 'the queue is empty');
    await engine.approve(scene.run, null, ben);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('RunCompleted');
    expect(scene.world.effects.get('command-2')).toBe(1);
  });

  test('ends a verification that waits', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('one')], verify: [wait('queue')] }]));
    const engine = scene.engine('bot');
    scene.world.probes.set('queue', [{ kind: 'unsatisfied', detail: verbatim('still full'), evidence: [] }]);
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationEnded');
    await engine.cancel(scene.run, ben);
    expect((await scene.types()).at(-1)).toBe('StepInterrupted');
    expect((await engine.view(scene.run))?.state).toMatchObject({ phase: { why: 'unverified' } });
  });
});

describe('a verification whose host never answers', () => {
  const asked = async (scene: Scene) => {
    const { ssh: working, ...others } = scene.world.executors;
    let times = 0;
    const silent = { ...working, probe: () => ((times += 1), new Promise<never>(() => {})) };
    const bot = scene.engine('bot', { executors: { ...others, ssh: silent } });
    await scene.start(bot);
    const work = scene.work(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    await eventually(() => times === 1);
    return { bot, work, times: () => times };
  };
  const plan = () => planOf([{ do: [ssh('one')], verify: [ssh('ps')] }]);

  test('is asked anew once it was cancelled', async () => {
    await using scene = new Scene(plan());
    const { bot, times } = await asked(scene);
    await bot.cancel(scene.run, ben);
    await bot.ask(scene.run, 'carry-out', aiko, undefined, true);
    await eventually(() => times() === 2);
    expect((await scene.types()).at(-1)).toBe('StepStarted');
  });

  test('does not keep the bot from other runs once its own was aborted', async () => {
    await using scene = new Scene(plan());
    const { bot } = await asked(scene);
    await bot.abort(scene.run, 'enough', ben);
    scene.plan = planOf([{ do: [ssh('another')] }]);
    await scene.start(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    await scene.until('RunCompleted');
    expect(scene.world.effects.get('another')).toBe(1);
  });

  test('does not keep the bot from leaving', async () => {
    await using scene = new Scene(plan());
    const { work } = await asked(scene);
    work.stop();
    await work.ended;
    expect(await scene.types()).not.toContain('StepVerified');
  });
});

describe('what stops a run while a job runs', () => {
  const running = async (scene: Scene) => {
    scene.world.shut('first');
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('OperationStarted');
    return engine;
  };
  const plan = () => planOf([{ do: [ssh('first'), ssh('second')] }]);

  test('an abort is recorded at once, the job ends, nothing else begins', async () => {
    await using scene = new Scene(plan());
    const engine = await running(scene);
    await engine.abort(scene.run, 'smoke', ben);
    expect((await scene.types()).at(-1)).toBe('AbortRequested');
    scene.world.open('first');
    await scene.until('RunAborted');
    expect((await scene.types()).slice(-3)).toEqual(['AbortRequested', 'OperationEnded', 'RunAborted']);
    expect([...scene.world.effects.keys()]).toEqual(['first']);
  });

  test('a pause lets the job end and keeps the rest for a retry', async () => {
    await using scene = new Scene(plan());
    const engine = await running(scene);
    await engine.pause(scene.run, 'smoke', ben);
    scene.world.open('first');
    await scene.until('StepInterrupted');
    expect(await engine.ask(scene.run, 'carry-out', aiko, undefined, true)).toMatchObject({
      refusal: { code: 'run-is-paused' },
    });
    await engine.ask(scene.run, 'resume', aiko);
    await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    await scene.until('RunCompleted');
    expect(scene.world.effects).toEqual(
      new Map([
        ['first', 1],
        ['second', 1],
      ]),
    );
  });

  test('a rejection without a question named means what runs', async () => {
    await using scene = new Scene(plan());
    const engine = await running(scene);
    await engine.reject(scene.run, null, 'wrong night', ben);
    scene.world.open('first');
    await scene.until('StepInterrupted');
    expect((await scene.types()).slice(-3)).toEqual(['StepRejected', 'OperationEnded', 'StepInterrupted']);
  });
});

describe('a paused run', () => {
  test('does not start what was approved before the pause', async () => {
    await using scene = new Scene(planOf([{ approvals: 1, risk: 'disruptive' }]));
    const people = scene.engine('terminal');
    await scene.start(people);
    await people.ask(scene.run, 'carry-out', aiko);
    await people.approve(scene.run, null, ben);
    await people.pause(scene.run, 'smoke', ben);
    scene.work(people);
    await people.note(scene.run, 'later', ben);
    await people.ask(scene.run, 'resume', aiko);
    await people.ask(scene.run, 'carry-out', aiko);
    expect(scene.world.calls).toEqual([]);
    await people.approve(scene.run, null, ben);
    await scene.until('RunCompleted');
  });
});
