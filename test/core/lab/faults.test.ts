import { describe, expect, test } from 'vitest';

import { FAULTS, ordersFor, readFaults } from '#core/lab/faults.ts';

const STEPS = [
  { number: '3', id: 'queue', jobs: ['do.1', 'do.2'] },
  { number: '6', id: 'install', jobs: [] },
  { number: '9a', id: 'domains', jobs: ['do.1'] },
];

describe('reading --faults', () => {
  test('a step is named by its number or by its id, an operation by its place', () => {
    expect(readFaults('kill-ssh@3.2, power-cut@domains', STEPS)).toEqual({
      kind: 'read',
      faults: [
        { name: 'kill-ssh', standIn: null, step: 'queue', operation: 'do.2' },
        { name: 'power-cut', standIn: null, step: 'domains', operation: 'do.1' },
      ],
    });
  });

  test('a fault of a program names it', () => {
    expect(readFaults('fail-once:imsdirmig@9a', STEPS)).toMatchObject({ faults: [{ standIn: 'imsdirmig' }] });
    expect(readFaults('fail-once@9a', STEPS)).toEqual({
      kind: 'wrong',
      found: 'fail-once@9a',
      allowed: 'fail-once:<stand-in>@<step>',
    });
  });

  test('a step without jobs has no place for a fault', () => {
    expect(readFaults('kill-ssh@6', STEPS)).toEqual({
      kind: 'wrong',
      found: 'kill-ssh@6',
      allowed: '3.1, 3.2, 9a.1',
    });
  });

  test('an unknown fault is answered with the known ones', () => {
    expect(readFaults('earthquake@3', STEPS)).toMatchObject({
      allowed: `${Object.keys(FAULTS).join(', ')}, random:N`,
    });
  });

  test('the same seed gives the same faults, each in a place of its own', () => {
    const reading = readFaults('random:7', STEPS);
    expect(reading).toEqual(readFaults('random:7', STEPS));
    if (reading.kind !== 'read') throw new Error('not read');
    expect(new Set(reading.faults.map(({ step, operation }) => `${step} ${operation}`)).size).toBe(3);
  });
});

describe('orders for the lab', () => {
  const ordersOf = (text: string) => {
    const reading = readFaults(text, STEPS);
    const [fault] = reading.kind === 'read' ? reading.faults : [];
    if (!fault) throw new Error('not read');
    return ordersFor(fault, 'mail.siroe.com');
  };

  test('a cut is laid before the step begins', () => {
    expect(ordersOf('cut-after-exec@3.2')).toEqual({
      before: ['ssh-fault mail.siroe.com after-exec do.2'],
      during: [],
      after: [],
    });
  });

  test('power comes back after it was cut', () => {
    expect(ordersOf('power-cut@3')).toEqual({
      before: [],
      during: ['power-cut mail.siroe.com'],
      after: ['boot mail.siroe.com'],
    });
  });
});
