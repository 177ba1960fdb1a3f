import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type OpenedSite, openSite } from '#bot/open-site.ts';
import { loadPeople } from '#bot/people.ts';
import { Crew } from '#bot/rehearsal/crew.ts';
import { castOf, type Moves, playRun } from '#bot/rehearsal/simulated-people.ts';
import { compareLab } from '#core/lab/compare-lab.ts';
import { type Lab, startLab } from '#core/lab/lab.ts';
import { planJson } from '#core/plan/plan-json.ts';
import type { Plan } from '#core/plan/plan.ts';
import { labOn389ds } from '#test/servers/lab-389-ds.ts';

const RUNBOOKS = new URL('../../runbooks', import.meta.url).pathname;
const scenario = 'iplanet/sims-offline';

/** A lab with the site that it is, opened by a process of Watari. */
type Rehearsal = { readonly lab: Lab; readonly site: OpenedSite };

let folder: string;
let simulated: Rehearsal;
let real: Rehearsal;
let moves: Moves;

async function open(name: string, servers: Partial<Parameters<typeof startLab>[0]>): Promise<Rehearsal> {
  // The lab's own name is the same, so that nothing differs that need not.
  const lab = await startLab({
    dir: join(folder, name, 'lab'),
    scenario,
    seed: 1,
    size: 'small',
    ...servers,
  });
  const places = { site: lab.siteDir, data: join(folder, name), runbooks: RUNBOOKS };
  const site = await openSite(places, (text, error) => console.info(text, error));
  expect(site.problems).toEqual([]);
  return { lab, site };
}

async function planOf({ site: { desk } }: Rehearsal): Promise<Plan> {
  const planned = await desk.engine.plan({ runbook: scenario, values: desk.suggested });
  if (planned.kind !== 'planned') throw new Error(JSON.stringify(planned));
  return planned.plan;
}

async function rehearse({ lab, site: { desk } }: Rehearsal): Promise<Moves> {
  const cast = castOf(loadPeople(lab.siteDir).people.all);
  const started = await desk.engine.start(
    { runbook: scenario, values: desk.suggested, channel: null },
    cast.asks,
  );
  if (started.kind !== 'accepted') throw new Error(JSON.stringify(started));
  await using crew = new Crew(desk.engine);
  return await playRun(desk.engine, started.view.run, cast, async () => {}, { crew });
}

async function end({ lab, site }: Rehearsal): Promise<void> {
  await site.close();
  await lab.close();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watari-real-'));
  [simulated, real] = [
    await open('simulated', {}),
    await open('real', { sshd: 'openssh', startDirectory: labOn389ds }),
  ];
  moves = await rehearse(real);
}, 300_000);
afterAll(async () => {
  await end(simulated);
  await end(real);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('on OpenSSH and 389 Directory Server the rehearsal ends completed', async () => {
  expect(moves).toEqual({ kind: 'closed', completed: true });
  const view = await real.site.desk.engine.view('sims-0001');
  const attempts = view?.state.results.filter(({ result }) => result === 'succeeded');
  expect(attempts?.map(({ attempts: times }) => times)).toEqual(Array.from({ length: 15 }, () => 1));
});

test('every message, entry and setting is where it belongs', async () => {
  mkdirSync(join(real.lab.dir, 'export'));
  const ldif = await real.lab.directories['mail.siroe.com:389']?.exportLdif();
  writeFileSync(join(real.lab.dir, 'export/mail.siroe.com-389.ldif'), ldif ?? '');
  expect(compareLab(real.lab.dir, { loginSeparator: '+' })).toEqual([]);
});

test('its plan is that of the simulated servers: only the inventory differs', async () => {
  const [a, b] = [await planOf(simulated), await planOf(real)];
  expect(b.procedureHash).toBe(a.procedureHash);
  expect(planJson(b).steps).toEqual(planJson(a).steps);
  const { inventory: ofSimulated, planHash: simulatedHash, ...restOfSimulated } = a;
  const { inventory: ofReal, planHash: realHash, ...restOfReal } = b;
  expect(restOfReal).toEqual(restOfSimulated);
  expect(realHash).not.toBe(simulatedHash);
  expect(ofReal).not.toEqual(ofSimulated);
});
