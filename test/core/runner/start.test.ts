import { describe, expect, test } from 'vitest';

import { asWritten, listed } from '#core/runbook/both.ts';
import { runPrefix } from '#core/runner/start.ts';

import { Scene, aiko, ben, dan, lab } from './engines.ts';
import { planOf, ssh } from './plans.ts';

const request = { runbook: 'iplanet/sims-offline', values: {}, channel: null };

describe('starting a run', () => {
  test('stores the plan under its hash before the event that names it', async () => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('terminal');
    const reply = await engine.start({ ...request, channel: 'C1' }, aiko);
    expect(reply).toMatchObject({
      kind: 'accepted',
      events: [{ type: 'RunStarted', plan: { planHash: scene.plan.planHash, hosts: ['mail'] } }],
      view: { run: 'sims-0001', version: 1, plan: { planHash: scene.plan.planHash }, step: { id: 'step-1' } },
    });
    expect(reply.view?.head).toMatch(/^[0-9a-f]{64}$/u);
  });

  test('is refused to somebody who is no operator', async () => {
    await using scene = new Scene(planOf([{}]));
    expect(await scene.engine('terminal').start(request, dan)).toEqual({
      kind: 'refused',
      refusal: { code: 'not-an-operator', values: {} },
      view: null,
    });
  });

  test('is refused for a plan made of examples', async () => {
    await using scene = new Scene(planOf([{}], { examples: true }));
    expect(await scene.engine('terminal').start(request, aiko)).toMatchObject({
      refusal: { code: 'plan-has-examples' },
    });
  });

  test('is refused where the inventory lacks a host, and names it', async () => {
    await using scene = new Scene(planOf([{ do: [ssh('x', { host: 'backup' })] }]));
    expect(await scene.engine('terminal').start(request, aiko)).toMatchObject({
      refusal: { code: 'plan-has-problems', values: { problems: 'not in the inventory: host backup' } },
    });
  });

  test('is refused with every problem of the plan', async () => {
    await using scene = new Scene(planOf([{}]));
    const problem = {
      file: 'a.yaml',
      line: 3,
      path: 'steps[0].risk',
      rule: 'schema',
      found: asWritten('"high"'),
      allowed: listed(['safe', 'disruptive', 'irreversible']),
    };
    const planning = {
      list: () => [],
      compile: () => ({ kind: 'problems', problems: [problem], plan: null }) as const,
    };
    const engine = scene.engine('terminal', { planning });
    expect(await engine.start(request, aiko)).toMatchObject({
      refusal: { code: 'plan-has-problems', values: { problems: expect.stringContaining('a.yaml:3') } },
    });
    expect(await engine.plan(request)).toMatchObject({ kind: 'problems', problems: [problem] });
  });

  test('keeps lab and site apart, both ways', async () => {
    await using site = new Scene(planOf([{}], { lab: null }));
    expect(await site.engine('terminal', { target: lab('night') }).start(request, aiko)).toMatchObject({
      refusal: { code: 'lab-cannot-reach-site' },
    });
    await using rehearsal = new Scene(planOf([{}], { lab: 'night' }));
    expect(await rehearsal.engine('terminal').start(request, aiko)).toMatchObject({
      refusal: { code: 'site-cannot-reach-lab' },
    });
    expect(await rehearsal.engine('terminal', { target: lab('day') }).start(request, aiko)).toMatchObject({
      refusal: { code: 'lab-cannot-reach-site' },
    });
    expect(await rehearsal.engine('terminal', { target: lab('night') }).start(request, aiko)).toMatchObject({
      kind: 'accepted',
      view: { state: { target: { kind: 'lab', name: 'night' } } },
    });
  });

  test('is refused while another open run has the channel, then the host', async () => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('terminal');
    await engine.start({ ...request, channel: 'C1' }, aiko);
    expect(await engine.start({ ...request, channel: 'C2' }, aiko)).toMatchObject({
      refusal: { code: 'host-busy', values: { host: 'mail', run: 'sims-0001' } },
    });
    scene.plan = planOf([{ do: [ssh('x')], applies: false }, { do: [] }]);
    expect(await engine.start({ ...request, channel: 'C1' }, aiko)).toMatchObject({
      refusal: { code: 'channel-busy', values: { run: 'sims-0001' } },
    });
  });

  test('is open again once the other run is over', async () => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('terminal');
    await scene.start(engine);
    await engine.abort(scene.run, 'enough', ben);
    expect(await engine.start(request, aiko)).toMatchObject({ kind: 'accepted' });
    expect(await engine.runs()).toMatchObject([{ open: true }, { run: 'sims-0001', open: false }]);
  });

  test('names runs so that one can say them', () => {
    expect(['iplanet/sims-offline', 'iplanet/netscape', 'groupmax/from-v2-02-00'].map(runPrefix)).toEqual([
      'sims',
      'netscape',
      'groupmax',
    ]);
  });
});

describe('a run that nobody started', () => {
  test('is unknown to every door', async () => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('terminal');
    const unknown = {
      kind: 'refused',
      refusal: { code: 'unknown-run', values: { run: 'sims-9999' } },
      view: null,
    };
    expect(await engine.ask('sims-9999', 'carry-out', aiko)).toEqual(unknown);
    expect(await engine.approve('sims-9999', null, aiko)).toEqual(unknown);
    expect(await engine.note('sims-9999', 'x', aiko)).toEqual(unknown);
    expect(await engine.view('sims-9999')).toBeNull();
    expect(await engine.log('sims-9999')).toEqual([]);
  });
});
