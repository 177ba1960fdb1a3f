import { describe, expect, test } from 'vitest';

import { type Wave, bindPlan, givenWaves, readShownDocument, readWaveDocument } from '#core/plan/index.ts';
import { lateMark } from '#core/runbook/late.ts';
import type { Reply } from '#core/runner/index.ts';

import { Scene, aiko, ben, eventually } from './engines.ts';
import { planOf, remembering, ssh, sshAgain } from './plans.ts';
import { done, failure } from './world.ts';

const user = (uid: string) => ({ uid, mailbox: uid, bytes: null });
const wave = (name: string, domain: string, ...uids: string[]): Wave & { budget: number } => ({
  name,
  base: `dc=${domain}`,
  domain: `${domain}.com`,
  filter: '',
  users: uids.map(user),
  movedOut: [],
  budget: 0,
});
const WAVES = [
  wave('canary', 'siroe', 'wallyc', 'maryl'),
  wave('rest', 'siroe', 'hanako'),
  wave('red', 'red', 'otto'),
];
const WHO = lateMark('wave.users', 'shell');
const slots = WAVES.map(({ name }) => ({
  id: `copy@${name}`,
  number: `2@${name}`,
  wave: name,
  do: [ssh(`copy ${WHO}`)],
}));
const plan = () => planOf([{ do: [ssh('look')] }, ...slots], { waves: WAVES });
const names = (reply: Reply): readonly string[] =>
  (reply.view?.waves ?? []).map(({ users }) => (users ?? []).map(({ uid }) => uid).join(' '));

/** A scene whose bot works; `next` asks for the next step and waits until it is over. */
async function begun(scene: Scene) {
  const engine = scene.engine('bot');
  await scene.start(engine);
  const work = scene.work(engine);
  const over = async (): Promise<number> =>
    (await scene.types()).filter((type) => ['StepSucceeded', 'StepFailed'].includes(type)).length;
  const next = async (retry = false): Promise<void> => {
    const before = await over();
    await engine.ask(scene.run, 'carry-out', aiko, undefined, retry);
    await eventually(async () => (await over()) > before);
  };
  return { engine, work, next };
}

describe('a run in waves', () => {
  test('journals as it starts who is in each, by a document that says it', async () => {
    await using scene = new Scene(plan());
    await scene.start(scene.engine('bot'));
    const assigned = (await scene.events()).flatMap((event) =>
      event.type === 'WaveAssigned' ? [event] : [],
    );
    expect(assigned.map(({ wave: name, members }) => [name, members.count])).toEqual([
      ['canary', 2],
      ['rest', 1],
      ['red', 1],
    ]);
    const [canary] = assigned;
    const document = await scene.store.documents.get(canary?.members.document ?? '');
    expect(readWaveDocument(document).users).toEqual([user('wallyc'), user('maryl')]);
  });

  test('carries out each slot for its own users', async () => {
    await using scene = new Scene(plan());
    const { next } = await begun(scene);
    await next();
    await next();
    await next();
    expect([...scene.world.effects.keys()]).toEqual(['look', 'copy wallyc maryl', 'copy hanako']);
  });

  test('begins no wave by itself', async () => {
    await using scene = new Scene(plan());
    const { next, engine } = await begun(scene);
    await next();
    expect((await engine.view(scene.run))?.state).toMatchObject({ phase: { at: 'idle' }, asked: null });
  });

  test('shows the users that the question is about', async () => {
    await using scene = new Scene(plan());
    const { next, engine } = await begun(scene);
    await next();
    const reply = await engine.ask(scene.run, 'carry-out', aiko);
    const shown = reply.view?.state.asked ?? reply.view?.state.past.at(-1);
    const document = await scene.store.documents.get(shown?.question.shown ?? '');
    expect(readShownDocument(document).operations.map(({ command }) => command)).toEqual([
      'copy wallyc maryl',
    ]);
  });

  test('reads its plan with its users in it', async () => {
    await using scene = new Scene(plan());
    const { engine } = await begun(scene);
    const view = await engine.view(scene.run);
    expect(view?.plan.steps[1]?.operations[0]?.command).toBe('copy wallyc maryl');
    expect(view?.plan.planHash).toBe(scene.plan.planHash);
  });
});

describe('moving users', () => {
  const move = { users: ['maryl'], from: 'canary', to: 'rest' };

  test('takes effect once somebody else agrees, in what is carried out', async () => {
    await using scene = new Scene(plan());
    const { next, engine } = await begun(scene);
    await next();
    const asked = await engine.moveUsers(scene.run, move, aiko, 'on leave');
    expect(names(asked)).toEqual(['wallyc maryl', 'hanako', 'otto']);
    expect(names(await engine.approve(scene.run, null, ben))).toEqual(['wallyc', 'hanako maryl', 'otto']);
    await next();
    await next();
    expect([...scene.world.effects.keys()]).toEqual(['look', 'copy wallyc', 'copy hanako maryl']);
  });

  const again = WAVES.map(({ name }) => ({
    id: `copy@${name}`,
    number: `2@${name}`,
    wave: name,
    do: [sshAgain(`copy -n ${WHO}`, `copy ${WHO}`)],
  }));

  test('runs the retry in their new wave where the step had begun with them: some may be there already', async () => {
    await using scene = new Scene(planOf(again, { waves: WAVES.map((one) => ({ ...one, budget: 1 })) }));
    scene.world.acts.set('copy -n wallyc maryl', () => failure);
    const { next, engine } = await begun(scene);
    await next();
    await engine.moveUsers(scene.run, move, aiko, 'counts differ');
    await engine.approve(scene.run, null, ben);
    await next(true);
    await next();
    expect([...scene.world.effects.keys()]).toEqual([
      'copy -n wallyc maryl',
      'copy wallyc',
      'copy hanako maryl',
    ]);
  });

  test('runs no retry in a wave to which nobody came', async () => {
    await using scene = new Scene(planOf(again, { waves: WAVES }));
    const { next } = await begun(scene);
    await next();
    await next();
    expect([...scene.world.effects.keys()]).toEqual(['copy -n wallyc maryl', 'copy -n hanako']);
  });

  test('counts nobody twice who is named twice', async () => {
    await using scene = new Scene(plan());
    const { engine } = await begun(scene);
    const reply = await engine.moveUsers(scene.run, { ...move, users: ['maryl', 'maryl'] }, aiko, 'on leave');
    expect(reply.view?.state.asked?.move?.users).toEqual(['maryl']);
  });

  test('shows what people say yes to', async () => {
    await using scene = new Scene(plan());
    const { engine } = await begun(scene);
    const reply = await engine.moveUsers(scene.run, move, aiko, 'on leave');
    const document = await scene.store.documents.get(reply.view?.state.asked?.question.shown ?? '');
    expect(readShownDocument(document).move).toMatchObject(move);
  });

  test.each([
    ['somebody who is not there', { ...move, users: ['maryl', 'nobody'] }, 'not-in-wave'],
    ['nobody', { ...move, users: [] }, 'not-in-wave'],
    ['to another domain', { ...move, to: 'red' }, 'other-domain'],
    ['to a wave that there is not', { ...move, to: 'blue' }, 'unknown-wave'],
    ['backwards', { users: ['hanako'], from: 'rest', to: 'canary' }, 'wave-not-later'],
  ])('is refused for %s', async (_what, wanted, code) => {
    await using scene = new Scene(plan());
    const { engine } = await begun(scene);
    expect(await engine.moveUsers(scene.run, wanted, aiko, 'why')).toMatchObject({
      kind: 'refused',
      refusal: { code },
    });
  });

  test('is refused in a run that nobody knows', async () => {
    await using scene = new Scene(plan());
    const engine = scene.engine('bot');
    expect(await engine.moveUsers('x-1', move, aiko, 'why')).toMatchObject({
      refusal: { code: 'unknown-run' },
    });
  });

  test('lets a failed wave go on without them', async () => {
    await using scene = new Scene(plan());
    const { next, engine } = await begun(scene);
    await next();
    scene.world.acts.set('copy wallyc maryl', () => failure);
    await next();
    await engine.moveUsers(scene.run, move, aiko, 'counts differ');
    await engine.approve(scene.run, null, ben);
    await next(true);
    expect([...scene.world.effects.keys()]).toEqual(['look', 'copy wallyc maryl', 'copy wallyc']);
    // One user was taken out, none was allowed to fail.
    expect(await engine.ask(scene.run, 'carry-out', aiko)).toMatchObject({
      refusal: { code: 'error-budget-spent', values: { taken: '1', budget: '0', wave: 'rest' } },
    });
  });
});

describe('a command with a retry', () => {
  const twice = () => planOf([{ do: [sshAgain('restore -n', 'restore')] }, {}]);

  test('runs as it stands the first time, as its retry from then on', async () => {
    await using scene = new Scene(twice());
    const { next } = await begun(scene);
    scene.world.acts.set('restore -n', () => failure);
    await next();
    await next(true);
    expect([...scene.world.effects]).toEqual([
      ['restore -n', 1],
      ['restore', 1],
    ]);
  });

  test('shows the retry once it will be what runs', async () => {
    await using scene = new Scene(twice());
    const { next, engine } = await begun(scene);
    scene.world.acts.set('restore -n', () => failure);
    await next();
    expect((await engine.view(scene.run))?.step?.operations[0]?.command).toBe('restore');
  });

  test('stays itself where it certainly never began', async () => {
    await using scene = new Scene(twice());
    const { next } = await begun(scene);
    let tries = 0;
    scene.world.acts.set('restore -n', () =>
      (tries += 1) === 1 ? { ...failure, reason: 'not-started' } : done,
    );
    await next();
    await next(true);
    expect([...scene.world.effects]).toEqual([['restore -n', 2]]);
  });

  test('stays the retry for whoever takes it over', async () => {
    await using scene = new Scene(twice());
    const { next, engine, work } = await begun(scene);
    scene.world.acts.set('restore -n', () => failure);
    await next();
    scene.world.shut('restore');
    await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    await eventually(() => scene.world.effects.has('restore'));
    work.bury();
    scene.leases.expire();
    const other = scene.engine('other');
    scene.work(other);
    scene.world.open('restore');
    await scene.until('StepSucceeded');
    expect([...scene.world.effects.keys()]).toEqual(['restore -n', 'restore']);
  });
});

describe('a command once a user', () => {
  const once = { ...ssh(`release ${lateMark('user.uid', 'shell')}`), eachUser: true as const };
  const releases = ['canary', 'rest'].map((name) => ({ id: `release@${name}`, wave: name, do: [once] }));

  test('is tried again for every user who is in the wave then: people are shown that, and it is journaled', async () => {
    await using scene = new Scene(planOf(releases, { waves: WAVES.slice(0, 2) }));
    const { next, engine } = await begun(scene);
    scene.world.acts.set('release wallyc; release maryl', () => failure);
    await next();
    await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    const requests = (await scene.events()).flatMap((event) =>
      event.type === 'StepRequested' ? [event.question.shown] : [],
    );
    const shown = await scene.store.documents.get(requests.at(-1) ?? '');
    expect(readShownDocument(shown).operations.map(({ command }) => command)).toEqual([
      'release wallyc; release maryl',
    ]);
    await eventually(() => scene.world.effects.get('release wallyc; release maryl') === 2);
  });

  test('is tried again without whoever was taken out of the wave', async () => {
    await using scene = new Scene(planOf(releases, { waves: WAVES.slice(0, 2) }));
    const { next, engine } = await begun(scene);
    scene.world.acts.set('release wallyc; release maryl', () => failure);
    await next();
    await engine.moveUsers(scene.run, { users: ['maryl'], from: 'canary', to: 'rest' }, aiko, 'on leave');
    await engine.approve(scene.run, null, ben);
    await next(true);
    expect([...scene.world.effects.keys()]).toEqual(['release wallyc; release maryl', 'release wallyc']);
  });
});

describe('what a step remembered', () => {
  test('is found by later steps, of whichever wave', async () => {
    const hold = (name: string) => ({ id: `hold@${name}`, wave: name, do: [remembering(name)] });
    const back = { id: 'back@rest', wave: 'rest', do: [ssh('back')] };
    await using scene = new Scene(planOf([hold('canary'), hold('rest'), back], { waves: WAVES.slice(0, 2) }));
    // Binding says anew what an ldap operation does.
    for (const { wave: name, operations } of bindPlan(scene.plan, givenWaves(scene.plan)).steps)
      scene.world.acts.set(operations[0]?.command ?? '', () => ({ ...done, evidence: [`what ${name} had`] }));
    const found: unknown[] = [];
    scene.world.acts.set('back', async (context) => {
      found.push(await context.remembered?.('hold@rest'), await context.remembered?.('look@rest'));
      return done;
    });
    const { next } = await begun(scene);
    for (let step = 1; step <= 3; step += 1) await next();
    expect(found).toEqual([
      [
        { step: 'hold@canary', document: 'what canary had' },
        { step: 'hold@rest', document: 'what rest had' },
      ],
      [],
    ]);
  });
});
