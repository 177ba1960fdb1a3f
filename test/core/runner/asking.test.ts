import { describe, expect, test } from 'vitest';

import { Fault } from '#core/errors.ts';
import { readShownDocument } from '#core/plan/index.ts';
import { verbatim } from '#core/run/index.ts';

import { Scene, aiko, ben, chie, eventually } from './engines.ts';
import { planOf, ssh } from './plans.ts';
import { failure } from './world.ts';

describe('what is shown with a question', () => {
  test('is stored before it is named: the operations still to do, and what each would meet', async () => {
    await using scene = new Scene(
      planOf([{ do: [ssh('one'), ssh('two')], risk: 'irreversible', approvals: 2 }]),
    );
    const engine = scene.engine('terminal');
    scene.world.previews.set('two', ['- old', '+ new']);
    await scene.start(engine);
    const reply = await engine.ask(scene.run, 'carry-out', aiko);
    const question = reply.view?.state.asked?.question;
    const document = readShownDocument(await scene.store.documents.get(question?.shown ?? ''));
    expect(document).toMatchObject({
      planHash: scene.plan.planHash,
      operations: [{ id: 'do.1' }, { id: 'do.2' }],
      previews: { 'do.2': { changes: ['- old', '+ new'] } },
    });
    expect(reply.view?.previews['do.2']?.changes).toEqual(['- old', '+ new']);
  });

  test('tells an operation whether another one of its step comes before it and may prepare it', async () => {
    await using scene = new Scene(
      planOf([{ do: [ssh('one'), ssh('two')], risk: 'irreversible', approvals: 2 }]),
    );
    const { ssh: working, ...others } = scene.world.executors;
    const follows: (boolean | undefined)[] = [];
    const looking = {
      ...working,
      preview: async (...of: Parameters<typeof working.preview>) => {
        follows.push(of[1].follows);
        return working.preview(...of);
      },
    };
    const engine = scene.engine('terminal', { executors: { ...others, ssh: looking } });
    await scene.start(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    expect(follows).toEqual([false, true]);
  });

  test('is the plan alone where nothing is carried out', async () => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('terminal');
    await scene.start(engine);
    const reply = await engine.ask(scene.run, 'skip', aiko, 'done in May');
    expect(reply.view?.previews).toEqual({});
  });

  test('is the proof where only that is left', async () => {
    await using scene = new Scene(planOf([{ verify: [ssh('ps')] }]));
    const engine = scene.engine('bot');
    scene.world.probes.set('ps', [{ kind: 'inconclusive', detail: verbatim(''), evidence: [] }]);
    await scene.start(engine);
    const work = scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepUnverified');
    work.stop();
    await work.ended;
    const reply = await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    expect(Object.keys(reply.view?.previews ?? {})).toEqual(['verify.1']);
  });

  test('is nothing where the question is refused: no host is asked', async () => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('terminal');
    await scene.start(engine);
    expect(await engine.ask(scene.run, 'undo', aiko, 'why')).toMatchObject({
      kind: 'refused',
      refusal: { code: 'nothing-to-undo' },
    });
    expect(await engine.ask(scene.run, 'skip', aiko)).toMatchObject({ refusal: { code: 'reason-needed' } });
  });

  test.each([
    ['is what stands there', 'swordfish', ['- port 25']],
    ['is nothing of it where a secret is not at hand, which nobody could take out', null, []],
  ])('%s', async (_what, secret, changes) => {
    await using scene = new Scene(
      planOf([{ do: [ssh('one')] }], {
        secrets: { bindPassword: { secret: { from: 'env', name: 'BIND' } } },
      }),
    );
    const secretOf = () => {
      if (secret === null) throw new Fault('secret-unavailable', 'Reading BIND', 'it is not set here');
      return secret;
    };
    const engine = scene.engine('terminal', { secretOf });
    scene.world.previews.set('one', ['- port 25']);
    await scene.start(engine);
    const reply = await engine.ask(scene.run, 'carry-out', aiko);
    expect(reply.view?.previews['do.1']?.changes).toEqual(changes);
  });

  test('says that a host gives no answer when looking fails', async () => {
    await using scene = new Scene(planOf([{}]));
    const { ssh: working, ...others } = scene.world.executors;
    const broken = { ...working, preview: () => Promise.reject(new Error('no route to host')) };
    const engine = scene.engine('terminal', { executors: { ...others, ssh: broken } });
    await scene.start(engine);
    const reply = await engine.ask(scene.run, 'carry-out', aiko);
    expect(reply.view?.previews['do.1']?.text.en).toBe('It could not be looked at: no answer.');
    expect(scene.logged).toEqual(['Looking ahead at do.1 of sims-0001: no route to host']);
  });

  test('says so too when looking takes too long', async () => {
    await using scene = new Scene(planOf([{}]));
    const { ssh: working, ...others } = scene.world.executors;
    const slow = { ...working, preview: () => new Promise<never>(() => {}) };
    const engine = scene.engine('terminal', { executors: { ...others, ssh: slow } });
    await scene.start(engine);
    const reply = await engine.ask(scene.run, 'carry-out', aiko);
    expect(reply.view?.previews['do.1']?.text.ja).toBe('応答がなく、確認できませんでした。');
  });
});

describe('two people who ask for the same step at once', () => {
  test('do not have the next one carried out as well', async () => {
    await using scene = new Scene(planOf([{}, {}]));
    const { ssh: working, ...others } = scene.world.executors;
    const looked = Promise.withResolvers<void>();
    const slow = {
      ...working,
      preview: async (...of: Parameters<typeof working.preview>) => {
        await looked.promise;
        return working.preview(...of);
      },
    };
    const bot = scene.engine('bot');
    const hesitant = scene.engine('terminal', { executors: { ...others, ssh: slow } });
    await scene.start(bot);
    scene.work(bot);
    const second = hesitant.ask(scene.run, 'carry-out', ben);
    await bot.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    looked.resolve();
    expect(await second).toMatchObject({ kind: 'refused', refusal: { code: 'stale-question' } });
    expect(scene.world.calls).toEqual(['carryOut c1.do.1']);
  });
});

describe('something that changed since it was shown', () => {
  const asked = async (scene: Scene) => {
    const people = scene.engine('terminal');
    scene.world.previews.set('edit', ['one line']);
    await scene.start(people);
    await people.ask(scene.run, 'carry-out', aiko);
    const before = (await people.view(scene.run))?.state.asked?.question ?? null;
    await people.approve(scene.run, null, ben);
    return { people, before };
  };
  const plan = () => planOf([{ do: [ssh('edit')], risk: 'disruptive', approvals: 1 }]);

  test('voids the question, which is asked again in the name of the same person', async () => {
    await using scene = new Scene(plan());
    const { people, before } = await asked(scene);
    scene.world.previews.set('edit', ['two lines']);
    scene.work(scene.engine('bot'));
    await scene.until('StepRequested', 2);
    expect((await scene.types()).slice(-2)).toEqual(['QuestionVoided', 'StepRequested']);
    const view = await people.view(scene.run);
    expect(view?.state.asked).toMatchObject({
      question: { attempt: 2 },
      requestedBy: { person: 'aiko' },
      approvedBy: [],
    });
    expect(view?.previews['do.1']?.changes).toEqual(['two lines']);
    expect(scene.world.calls).toEqual([]);
    expect(await people.approve(scene.run, before, chie)).toMatchObject({
      refusal: { code: 'changed-since-shown' },
    });
  });

  test('is carried out once people have seen what holds now', async () => {
    await using scene = new Scene(plan());
    const { people } = await asked(scene);
    scene.world.previews.set('edit', ['two lines']);
    scene.work(scene.engine('bot'));
    await scene.until('StepRequested', 2);
    expect(await people.approve(scene.run, null, aiko)).toMatchObject({
      refusal: { code: 'requester-cannot-approve' },
    });
    await people.approve(scene.run, null, ben);
    await scene.until('RunCompleted');
    expect(scene.world.effects.get('edit')).toBe(1);
  });

  test('asks a retry again as a retry', async () => {
    await using scene = new Scene(plan());
    const outcomes = [failure];
    scene.world.acts.set(
      'edit',
      () => outcomes.pop() ?? { kind: 'succeeded', evidence: [], detail: verbatim('') },
    );
    const { people } = await asked(scene);
    const work = scene.work(people);
    await scene.until('StepFailed');
    work.stop();
    await work.ended;
    await people.ask(scene.run, 'carry-out', aiko, undefined, true);
    await people.approve(scene.run, null, ben);
    scene.world.previews.set('edit', ['three lines']);
    scene.work(scene.engine('bot'));
    await scene.until('QuestionVoided');
    await scene.until('StepRequested', 3);
    await people.approve(scene.run, null, ben);
    await scene.until('RunCompleted');
    expect((await scene.types()).filter((type) => type === 'QuestionVoided')).toHaveLength(1);
  });
});

describe('an undo', () => {
  const plan = () => planOf([{ do: [ssh('do')], undo: [ssh('undo one'), ssh('undo two')] }, {}]);

  test('is carried out like a step, and the step can be done again', async () => {
    await using scene = new Scene(plan());
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    await engine.ask(scene.run, 'undo', aiko, 'wrong host');
    await scene.until('StepUndone');
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded', 2);
    expect(scene.world.calls).toEqual([
      'carryOut c1.do.1',
      'carryOut c2.undo.1',
      'carryOut c2.undo.2',
      'carryOut c3.do.1',
    ]);
  });

  test('that failed is retried as an undo, for the same reason', async () => {
    await using scene = new Scene(plan());
    const engine = scene.engine('bot');
    const outcomes = [failure];
    scene.world.acts.set(
      'undo two',
      () => outcomes.pop() ?? { kind: 'succeeded', evidence: [], detail: verbatim('') },
    );
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    await engine.ask(scene.run, 'undo', aiko, 'wrong host');
    await scene.until('StepFailed');
    const reply = await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    expect(reply).toMatchObject({
      kind: 'accepted',
      events: [{ question: { asks: 'undo' }, reason: 'wrong host' }],
    });
    await scene.until('StepUndone');
    expect(scene.world.effects.get('undo one')).toBe(1);
  });
});

describe('answers without a question named', () => {
  test('are about the open one, or refused', async () => {
    await using scene = new Scene(planOf([{ approvals: 1 }]));
    const engine = scene.engine('terminal');
    await scene.start(engine);
    expect(await engine.approve(scene.run, null, ben)).toMatchObject({
      refusal: { code: 'nothing-to-answer' },
    });
    expect(await engine.reject(scene.run, null, 'no', ben)).toMatchObject({
      refusal: { code: 'nothing-to-answer' },
    });
    await engine.ask(scene.run, 'carry-out', aiko);
    expect(await engine.approve(scene.run, null, ben)).toMatchObject({ kind: 'accepted' });
    expect(await engine.approve(scene.run, null, ben)).toMatchObject({
      kind: 'unchanged',
      because: 'already-approved-by-you',
    });
  });

  test('from ten clicks at once leave one event', async () => {
    await using scene = new Scene(planOf([{ approvals: 2 }]));
    const engine = scene.engine('terminal');
    await scene.start(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    const clicks = await Promise.all(
      Array.from({ length: 10 }, () => scene.engine('another').approve(scene.run, null, ben)),
    );
    expect(clicks.map(({ kind }) => kind).toSorted()).toEqual([
      'accepted',
      ...Array<string>(9).fill('unchanged'),
    ]);
    expect((await scene.types()).filter((type) => type === 'StepApproved')).toHaveLength(1);
  });

  test('from two people at once are both kept', async () => {
    await using scene = new Scene(planOf([{ approvals: 2 }]));
    const engine = scene.engine('terminal');
    await scene.start(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await Promise.all([ben, chie].map((who) => scene.engine(who.person).approve(scene.run, null, who)));
    await eventually(
      async () => (await scene.types()).filter((type) => type === 'StepApproved').length === 2,
    );
    expect(
      (await engine.view(scene.run))?.state.asked?.approvedBy.map(({ person }) => person).toSorted(),
    ).toEqual(['ben', 'chie']);
  });
});
