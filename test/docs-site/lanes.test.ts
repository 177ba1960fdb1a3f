import { describe, expect, test } from 'vitest';

import { type Stop, firstIrreversible, lanesOf, shortNumber } from '../../docs-site/src/runbook/lanes.ts';

const stop = (number: string, change?: 'down' | 'up', risk: Stop['risk'] = 'safe'): Stop => ({
  anchor: `step-${number}`,
  number,
  title: '',
  risk,
  riskName: risk,
  approvals: 0,
  byHand: false,
  services: change === undefined ? [] : [{ id: 'mail', name: 'Mail', change }],
});

describe('the lanes of an overview', () => {
  test('run from the step that stops a service to the one after which it is back', () => {
    expect(lanesOf([stop('1'), stop('2', 'down'), stop('3'), stop('4', 'up'), stop('5')])).toEqual([
      { service: 'Mail', down: [{ from: 1, to: 3 }] },
    ]);
  });

  test('run to the end where the service does not come back', () => {
    expect(lanesOf([stop('1', 'down'), stop('2')])).toEqual([
      { service: 'Mail', down: [{ from: 0, to: 1 }] },
    ]);
  });

  test('begin once, however often a step says that the service is down', () => {
    const twice = [stop('1', 'down'), stop('2', 'down'), stop('3', 'up'), stop('4', 'down'), stop('5', 'up')];
    expect(lanesOf(twice)[0]?.down).toEqual([
      { from: 0, to: 2 },
      { from: 3, to: 4 },
    ]);
  });

  test('know the first step without a way back', () => {
    expect(firstIrreversible([stop('1'), stop('2', undefined, 'irreversible')])).toBe(1);
    expect(firstIrreversible([stop('1')])).toBeNull();
  });

  test('number a step of a wave as the guide does', () => {
    expect(shortNumber({ number: '11a@canary' })).toBe('11a');
  });
});
