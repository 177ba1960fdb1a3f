import { describe, expect, test } from 'vitest';

import type { PlannedOperation } from '#core/plan/index.ts';
import { lateMark } from '#core/runbook/late.ts';
import type { Engine } from '#core/runner/index.ts';

import { aiko, ben, dan, eventually, Scene } from './engines.ts';
import { planOf, ssh, sshAgain, type StepSketch } from './plans.ts';
import { done, failure, probed, vanished } from './world.ts';

/** A run whose step is lost. */
async function lost(
  step: StepSketch,
  prepare: (scene: Scene) => void = () => undefined,
  meanwhile: (bot: Engine, run: string) => Promise<unknown> = async () => undefined,
): Promise<{ readonly scene: Scene; readonly bot: Engine }> {
  const scene = new Scene(planOf([step, { do: [ssh('next')] }]));
  scene.world.acts.set('move', () => vanished);
  prepare(scene);
  const bot = scene.engine('bot');
  await scene.start(bot);
  await bot.ask(scene.run, 'carry-out', aiko);
  scene.work(bot);
  await scene.until('OperationStarted');
  await meanwhile(bot, scene.run);
  await scene.until('StepOutcomeLost');
  return { scene, bot };
}
const settle = (bot: Engine, scene: Scene) => bot.ask(scene.run, 'settle-done', aiko, 'I looked');
const move = { do: [ssh('move')] };

describe('a run whose command is lost and that somebody wants to abort', () => {
  const abort = (bot: Engine, scene: Scene) => bot.abort(scene.run, 'not tonight', ben);

  test('keeps its hosts while the command is alive', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    scene.world.found.set('move', 'alive');
    expect(await abort(bot, scene)).toMatchObject({ kind: 'refused', refusal: { code: 'still-alive' } });
    expect((await scene.types()).at(-1)).toBe('StepOutcomeLost');
  });

  test('is closed where nothing of the command is known', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    expect(await abort(bot, scene)).toMatchObject({ kind: 'accepted' });
    expect((await scene.types()).slice(-2)).toEqual(['AbortRequested', 'RunAborted']);
  });

  test('is closed with the end of the command where that is known by now', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    scene.world.found.set('move', failure);
    expect(await abort(bot, scene)).toMatchObject({ kind: 'accepted' });
    expect((await scene.types()).slice(-4)).toEqual([
      'OperationEnded',
      'StepFailed',
      'AbortRequested',
      'RunAborted',
    ]);
  });

  test('asks no host for somebody who may not', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    expect(await bot.abort(scene.run, 'why', dan)).toMatchObject({ refusal: { code: 'not-an-operator' } });
    expect(scene.world.lookedBack).toEqual([]);
  });
});

describe('a lost command that somebody wants to settle', () => {
  test('is not settled while it is alive', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    scene.world.found.set('move', 'alive');
    expect(await settle(bot, scene)).toMatchObject({ kind: 'refused', refusal: { code: 'still-alive' } });
    expect((await scene.types()).at(-1)).toBe('StepOutcomeLost');
  });

  test('has ended as the host says, whatever the person wanted to say', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    scene.world.found.set('move', failure);
    expect(await settle(bot, scene)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'outcome-not-lost' },
    });
    expect((await scene.types()).slice(-2)).toEqual(['OperationEnded', 'StepFailed']);
  });

  test('lets its step go on where it turns out to have succeeded', async () => {
    const { scene, bot } = await lost({ do: [ssh('move'), ssh('then')] });
    await using _ = scene;
    scene.world.found.set('move', done);
    await settle(bot, scene);
    await scene.until('StepSucceeded');
    expect(scene.world.effects.get('then')).toBe(1);
  });

  test('does not let its step go on where somebody had cancelled it', async () => {
    const { scene, bot } = await lost(
      { do: [ssh('move'), ssh('then')] },
      ({ world }) =>
        world.acts.set('move', async ({ cancel }) => {
          await eventually(() => cancel.aborted);
          return vanished;
        }),
      (engine, run) => engine.cancel(run, ben),
    );
    await using _ = scene;
    scene.world.found.set('move', done);
    await settle(bot, scene);
    await scene.until('StepInterrupted');
    expect(scene.world.effects.get('then')).toBeUndefined();
  });

  test('is settled by people where nothing more can be known', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    await settle(bot, scene);
    await bot.approve(scene.run, null, ben);
    expect((await scene.types()).at(-1)).toBe('StepSettled');
  });

  test('is looked for once more when somebody approves', async () => {
    const { scene, bot } = await lost(move);
    await using _ = scene;
    await settle(bot, scene);
    scene.world.found.set('move', 'alive');
    expect(await bot.approve(scene.run, null, ben)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'still-alive' },
    });
  });
});

test('a verification does not settle a command that is alive', async () => {
  const { scene, bot } = await lost({ ...move, verify: [ssh('is moved')] }, ({ world }) => {
    world.found.set('move', 'alive');
    world.probes.set('is moved', [probed('unsatisfied')]);
  });
  await using _ = scene;
  await eventually(() => scene.world.lookedBack.length > 0);
  scene.world.found.delete('move');
  expect((await settle(bot, scene)).kind).toBe('accepted');
  expect(await scene.types()).not.toContain('StepSettled');
});

test('a verification is not asked where the host says how the command ended', async () => {
  const { scene } = await lost({ ...move, verify: [ssh('is moved')] }, ({ world }) => {
    world.found.set('move', failure);
    world.probes.set('is moved', [probed('satisfied')]);
  });
  await using _ = scene;
  await scene.until('StepFailed');
  expect(scene.world.calls).not.toContain('probe is moved');
});

describe('what is looked for', () => {
  const wave = (name: string, ...uids: string[]) => ({
    name,
    base: 'dc=siroe',
    domain: 'siroe.com',
    filter: '',
    users: uids.map((uid) => ({ uid, mailbox: uid, bytes: 1 })),
    movedOut: [],
    budget: 0,
  });

  test('are the sessions of a wave, with who is in it now', async () => {
    const copy = { ...ssh(`copy ${lateMark('wave.users', 'shell')}`), dealt: 2 };
    const slots = ['canary', 'rest'].map((name) => ({
      id: `copy@${name}`,
      number: `1@${name}`,
      wave: name,
      do: [copy],
      verify: [ssh('is copied')],
    }));
    const waves = [wave('canary', 'wallyc', 'maryl', 'hanako'), wave('rest', 'jiro')];
    await using scene = new Scene(planOf(slots, { waves }));
    scene.world.acts.set('copy wallyc maryl', () => vanished);
    const looked: (readonly string[])[] = [];
    const { ssh: usual, ...others } = scene.world.executors;
    const lookBack = async (operation: PlannedOperation) => {
      const sessions = operation.verb === 'ssh' ? operation.sessions : [];
      looked.push(sessions.map(({ id, users }) => `${id}: ${users.join(' ')}`));
      return null;
    };
    const bot = scene.engine('bot', { executors: { ...others, ssh: { ...usual, lookBack } } });
    await scene.start(bot);
    await bot.moveUsers(scene.run, { users: ['hanako'], from: 'canary', to: 'rest' }, aiko, 'on leave');
    await bot.approve(scene.run, null, ben);
    await bot.ask(scene.run, 'carry-out', aiko);
    scene.work(bot);
    await eventually(() => looked.length > 0);
    expect(looked[0]).toEqual(['01: wallyc', '02: maryl']);
  });

  test('is the retry where that is what was begun', async () => {
    await using scene = new Scene(
      planOf([{ do: [sshAgain('restore -n', 'restore')], verify: [ssh('is restored')] }, {}]),
    );
    scene.world.acts.set('restore -n', () => failure);
    scene.world.acts.set('restore', () => vanished);
    const bot = scene.engine('bot');
    await scene.start(bot);
    scene.work(bot);
    await bot.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    await bot.ask(scene.run, 'carry-out', aiko, undefined, true);
    await eventually(() => scene.world.lookedBack.length > 0);
    expect(scene.world.lookedBack[0]).toBe('restore');
  });
});
