import { describe, expect, test } from 'vitest';

import type { DirectoryConnection } from '#core/connections/connections.ts';
import type { Context } from '#core/executors/executor.ts';
import type { Leases } from '#core/journal/index.ts';
import { type Outcome, verbatim } from '#core/run/index.ts';
import type { Engine, EngineParts } from '#core/runner/index.ts';

import { Scene, aiko, eventually } from './engines.ts';
import { planOf, ssh } from './plans.ts';
import { done } from './world.ts';

const neverBegan: Outcome = {
  kind: 'failed',
  reason: 'not-started',
  detail: verbatim('the host could not be reached'),
  evidence: [],
};

/** A bot that stands still (SIGSTOP, a laptop's lid) once it has recorded that it begins, and wakes up without a network. */
function sleeper(
  scene: Scene,
  onWaking: (context: Context) => Promise<Outcome> = async () => neverBegan,
  before: (context: Context) => Promise<void> = async () => undefined,
  change: Partial<EngineParts> = {},
) {
  const [asleep, awake] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isAsleep = false;
  let told = false;
  const { leases, store } = scene;
  const { executors } = scene.world;
  const frozen: Leases = {
    take: async (run, holder) => {
      if (isAsleep) await awake.promise;
      const lease = await leases.take(run, holder);
      told ||= !isAsleep && lease !== 'kept';
      return lease;
    },
    release: (run, holder) => leases.release(run, holder),
    holder: (run) => leases.holder(run),
    present: (holder) => leases.present(holder),
    others: (holder) => leases.others(holder),
    leave: (holder) => leases.leave(holder),
  };
  const bot = scene.engine('sleeper', {
    ...change,
    store: { ...store, leases: frozen },
    executors: {
      ...executors,
      ssh: {
        ...executors.ssh,
        carryOut: async (operation, context) => {
          if (context.again !== false) return executors.ssh.carryOut(operation, context);
          await before(context);
          isAsleep = true;
          asleep.resolve();
          await awake.promise;
          return onWaking(context);
        },
      },
    },
  });
  return {
    bot,
    asleep: asleep.promise,
    wake: () => {
      isAsleep = false;
      told = false;
      awake.resolve();
    },
    /** Its lease is not what it was. */
    hasHeard: () => told,
  };
}

/** Connections that note what is changed through them. */
const touching = (touched: string[]): Partial<EngineParts> => ({
  openConnections: () => ({
    host: async (name) => {
      touched.push(name);
      throw new Error('this world has no hosts');
    },
    directory: async () => ({
      search: async () => ({ entries: [], result: { kind: 'no-answer' } }),
      add: async () => ({ kind: 'no-answer' }),
      modify: async (dn) => {
        touched.push(dn);
        return { kind: 'no-answer' };
      },
      remove: async () => ({ kind: 'no-answer' }),
      close: () => undefined,
    }),
    [Symbol.asyncDispose]: async () => undefined,
  }),
});

/** The bot begins the step, stands still in the midst of it, and its lease runs out. */
async function fallAsleep(scene: Scene, bot: Engine, asleep: Promise<void>): Promise<void> {
  await scene.start(bot);
  scene.work(bot);
  await bot.ask(scene.run, 'carry-out', aiko);
  await asleep;
  scene.leases.expire();
}

describe('a bot that stood still while another one took its run over', () => {
  test('does not say that a command never began', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move')] }]));
    const { bot, asleep, wake, hasHeard } = sleeper(scene);
    await fallAsleep(scene, bot, asleep);
    scene.world.shut('move');
    scene.work(scene.engine('other'));
    await eventually(() => scene.world.effects.get('move') === 1);
    wake();
    await eventually(hasHeard);
    scene.world.open('move');
    await eventually(async () => (await scene.types()).at(-1) !== 'OperationStarted');
    expect(await scene.types()).not.toContain('StepFailed');
  });

  test('looks for the command when the other one is gone again', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move')] }]));
    const { bot, asleep, wake } = sleeper(scene);
    await fallAsleep(scene, bot, asleep);
    scene.world.shut('move');
    const other = scene.work(scene.engine('other'));
    await eventually(() => scene.world.effects.get('move') === 1);
    other.bury();
    scene.leases.expire();
    wake();
    scene.world.open('move');
    await eventually(async () => (await scene.types()).at(-1) !== 'OperationStarted');
    expect(await scene.types()).not.toContain('StepFailed');
    expect(scene.world.effects.get('move')).toBe(1);
  });

  test('begins nothing that has ended since, though nothing of it is left on the host', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move')] }]));
    const launched: string[] = [];
    let hasTried = false;
    const { bot, asleep, wake } = sleeper(scene, async (context) => {
      try {
        await context.meet('mail', 'spool', 'boot');
        launched.push(context.job);
      } finally {
        hasTried = true;
      }
      return done;
    });
    await fallAsleep(scene, bot, asleep);
    scene.work(scene.engine('other'));
    await scene.until('RunCompleted');
    wake();
    await eventually(() => hasTried);
    expect(launched).toEqual([]);
  });
  test('notes no host anew on which the other one has begun', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('move')] }]));
    let refused: unknown = null;
    const { bot, asleep, wake } = sleeper(scene, async (context) => {
      await context.meet('mail', 'spool', 'boot').catch((error: unknown) => (refused = error));
      return neverBegan;
    });
    await fallAsleep(scene, bot, asleep);
    scene.world.shut('move');
    scene.work(scene.engine('other'));
    await eventually(() => scene.world.effects.get('move') === 1);
    wake();
    await eventually(() => refused !== null);
    scene.world.open('move');
    await scene.until('RunCompleted');
    expect(await scene.types()).not.toContain('HostMet');
  });

  test.each([
    ['reaches no host', (context: Context) => context.connections.host('mail')],
    [
      'changes nothing in a directory',
      async (_context: Context, opened: Promise<DirectoryConnection>) => {
        await (await opened).modify('uid=aiko', []);
      },
    ],
  ])('%s for what has ended since', async (_what, change) => {
    await using scene = new Scene(planOf([{ do: [ssh('move')] }]));
    const [open, touched] = [Promise.withResolvers<DirectoryConnection>(), [] as string[]];
    let refused: unknown = null;
    const { bot, asleep, wake } = sleeper(
      scene,
      async (context) => {
        await change(context, open.promise).catch((error: unknown) => (refused = error));
        return done;
      },
      async (context) => open.resolve(await context.connections.directory('mail:389', '', '')),
      touching(touched),
    );
    await fallAsleep(scene, bot, asleep);
    scene.work(scene.engine('other'));
    await scene.until('RunCompleted');
    wake();
    await eventually(() => refused !== null);
    expect(refused).toMatchObject({ code: 'connection-failed' });
    expect(touched).toEqual([]);
  });
});
