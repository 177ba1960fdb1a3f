import { expect, test } from 'vitest';

import { welcome } from '#bot/rehearsal/welcome.ts';

const workspace = (isBuilding: boolean) => ({
  slackUrl: 'http://127.0.0.1:4001/',
  docsUrl: 'http://127.0.0.1:4002/',
  lab: '/srv/lab/workspace-1',
  scenario: 'iplanet/sims-offline',
  isBuildingDocs: () => isBuilding,
  openRun: null,
});

test('the workspace says where Slack, documentation and lab are, and what to type', () => {
  const said = welcome(workspace(false), undefined);
  for (const one of [
    'Slack   http://127.0.0.1:4001/',
    'Docs    http://127.0.0.1:4002/',
    'Lab     /srv/lab/workspace-1',
    '/migrate start iplanet/sims-offline',
    '--lab workspace-1 --as aiko',
  ])
    expect(said).toContain(one);
});

test.each([true, false])(
  'whether the documentation is being built is said in both languages: %s',
  (isBuilding) => {
    const said = welcome(workspace(isBuilding), undefined);
    expect(said.includes('being built')).toBe(isBuilding);
    expect(said.includes('作成中です')).toBe(isBuilding);
  },
);

test('on plain hosts it names the runbook that was asked for', () => {
  expect(welcome({ ...workspace(false), scenario: 'plain:mail' }, 'mail/first')).toContain(
    '/migrate start mail/first',
  );
});

test('while a run is open it offers to go on with that one, and none to start', () => {
  const said = welcome({ ...workspace(false), openRun: 'sims-0007' }, undefined);
  expect(said).not.toContain('/migrate start');
  expect(said).not.toContain('watari -- start');
  for (const one of [
    'sims-0007',
    '/migrate status',
    '/migrate next-step',
    'next-step --run sims-0007 --as aiko',
  ])
    expect(said).toContain(one);
});
