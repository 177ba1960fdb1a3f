import { describe, expect, test } from 'vitest';

import { stepCount } from '#core/plan/step-count.ts';

const group = { id: 'g', number: '1', title: { en: '', ja: '' } };
const plain = { group: null };
const conditional = { group: null, when: { tape: true } };
const inWaves = { group: { ...group, each: 'waves' } };

describe('how many steps a runbook has', () => {
  test('is the number alone where every run has them all', () =>
    expect(stepCount([plain, plain])).toEqual({ en: '2 steps', ja: '2 手順' }));

  test('says which of them a run may leave out, and which it has several times', () =>
    expect(stepCount([plain, conditional, inWaves, inWaves])).toEqual({
      en: '4 steps, 1 of them only where they apply, 2 of them once for each wave',
      ja: '4 手順（うち 1 手順は条件に合う場合のみ、2 手順はウェーブごと）',
    }));

  test('counts no waves in a group that is carried out once', () =>
    expect(stepCount([{ group }]).en).toBe('1 step'));
});
