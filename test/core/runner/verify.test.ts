import { describe, expect, test } from 'vitest';

import { verbatim } from '#core/run/index.ts';
import { combine } from '#core/runner/verify.ts';

import { Scene, aiko } from './engines.ts';
import { planOf, ssh, wait } from './plans.ts';
import { probed, vanished } from './world.ts';

describe('several verifications together', () => {
  test('are satisfied when each is', () =>
    expect(combine([probed('satisfied', 'a'), probed('satisfied', 'b')])).toEqual({
      kind: 'satisfied',
      detail: { en: 'a; b', ja: 'a。b' },
      evidence: [],
    }));

  test('are unsatisfied when one is, whatever the others could not tell', () =>
    expect(
      combine([probed('inconclusive', 'a'), probed('unsatisfied', 'b'), probed('satisfied', 'c')]),
    ).toMatchObject({
      kind: 'unsatisfied',
      detail: verbatim('b'),
    }));

  test('are inconclusive when one is and none is disproven', () =>
    expect(combine([probed('satisfied', 'a'), probed('inconclusive', 'b')])).toMatchObject({
      kind: 'inconclusive',
      detail: verbatim('b'),
    }));

  test('keep the evidence of each', () =>
    expect(
      combine([
        { kind: 'satisfied', detail: verbatim('a'), evidence: ['e1'] },
        { kind: 'unsatisfied', detail: verbatim('b'), evidence: ['e2', 'e3'] },
      ]).evidence,
    ).toEqual(['e1', 'e2', 'e3']));
});

describe('verification', () => {
  const planned = () => planOf([{ do: [ssh('start')], verify: [ssh('ps'), wait('port')] }, {}]);

  test('is asked after the last operation, all of it', async () => {
    await using scene = new Scene(planned());
    const engine = scene.engine('bot');
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    expect(scene.world.calls).toEqual(['carryOut c1.do.1', 'probe ps', 'probe port']);
  });

  test('is asked again for a while where it is one that waits', async () => {
    await using scene = new Scene(planned());
    const engine = scene.engine('bot');
    scene.world.probes.set('port', [probed('unsatisfied'), probed('inconclusive'), probed('satisfied')]);
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepSucceeded');
    expect(scene.world.calls.filter((call) => call === 'probe port')).toHaveLength(3);
  });

  test('fails the step once its time is up', async () => {
    await using scene = new Scene(planned());
    const engine = scene.engine('bot');
    scene.world.probes.set('port', [probed('unsatisfied', 'nobody listens')]);
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    expect((await scene.events()).at(-1)).toMatchObject({ detail: verbatim('nobody listens') });
  });

  test('leaves the step unverified when nobody answers, and a retry asks again and does nothing else', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('start')], verify: [ssh('ps')] }]));
    const engine = scene.engine('bot');
    scene.world.probes.set('ps', [probed('inconclusive', 'no route')]);
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepUnverified');
    scene.world.probes.set('ps', [probed('satisfied')]);
    await engine.ask(scene.run, 'carry-out', aiko, undefined, true);
    await scene.until('RunCompleted');
    expect(scene.world.effects.get('start')).toBe(1);
  });
});

describe('a verification that settles what was lost', () => {
  /** Works until a person is needed. */
  const lost = async (scene: Scene, executors = scene.world.executors) => {
    scene.world.acts.set('start', () => vanished);
    const engine = scene.engine('terminal', { executors });
    await scene.start(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await engine.work(new AbortController().signal, [scene.run]);
  };

  test('waits for what it waits for no longer than a moment, whatever the runbook says', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('start')], verify: [wait('port')] }]));
    scene.world.probes.set('port', [probed('unsatisfied', 'nobody listens')]);
    await lost(scene);
    // One a second: the step's own verification would ask sixty times.
    expect(scene.world.calls.filter((call) => call === 'probe port')).toHaveLength(16);
    expect((await scene.events()).at(-1)).toMatchObject({ verdict: 'not-done', by: 'probe' });
  });

  test('proves nothing where a question that waits is never answered', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('start')], verify: [wait('port')] }]));
    const { wait: waiting, ...others } = scene.world.executors;
    let asked = 0;
    const hangs = () => {
      asked += 1;
      return new Promise<never>(() => undefined);
    };
    await lost(scene, { ...others, wait: { ...waiting, probe: hangs } });
    expect(asked).toBeGreaterThan(0);
    expect((await scene.types()).at(-1)).toBe('StepOutcomeLost');
  });
});
