import { expect, test } from 'vitest';

import { loadRunbooks, type Parameter } from '#core/index.ts';
import { readValues } from '#core/plan/read-values.ts';

const title = { en: 'T', ja: 'T' };
const [shipped] = loadRunbooks('runbooks').runbooks;
const parameters: Readonly<Record<string, Parameter>> = {
  filter: { type: 'text', title, optional: true, lab: 'shown' },
  people: { type: 'users', title, example: ['jiro'] },
};
/** What the lab makes of these values. */
function read(given: Record<string, string>) {
  if (shipped === undefined) throw new Error('no runbook');
  const reading = readValues({
    runbook: { ...shipped, parameters },
    given,
    mode: 'lab',
    secretNames: [],
    documentOf: () => {
      throw new Error('no file');
    },
    readWaves: () => ({ problems: [] }),
  });
  return { planned: reading.planned, missing: [...reading.missing.keys()], problems: reading.problems };
}

test('what nobody spoke of takes the value of the lab', () => {
  expect(read({})).toEqual({ planned: { filter: 'shown', people: ['jiro'] }, missing: [], problems: [] });
});

test('what somebody took out is left out, whatever the lab has', () => {
  expect(read({ filter: '', people: '' })).toEqual({
    planned: { filter: '' },
    missing: ['people'],
    problems: [],
  });
});
