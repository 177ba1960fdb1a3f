import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  readByHand,
  readPlace,
  readQuestion,
  readStarting,
  readStepOfRun,
  write,
} from '#bot/messages/question-value.ts';

const question = {
  run: 'sims-0001',
  step: 'stop',
  attempt: 2,
  asks: 'carry-out',
  shown: 'a'.repeat(64),
} as const;

test('a question that Watari wrote is read back as it was', () => {
  expect(readQuestion(write(question))).toEqual(question);
});

test.each([
  ['nothing', undefined],
  ['no JSON', 'run=sims-0001'],
  ['a question without what was shown', JSON.stringify({ ...question, shown: undefined })],
  ['a hash of another length', JSON.stringify({ ...question, shown: 'a' })],
  ['something else that is asked', JSON.stringify({ ...question, asks: 'shut-down' })],
  ['a key too many', JSON.stringify({ ...question, approver: 'ben' })],
  ['an attempt that is text', JSON.stringify({ ...question, attempt: '2' })],
])('%s is no question', (_what, value) => {
  expect(readQuestion(value)).toBeNull();
});

test('whatever stands in a value, reading it never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (value) => {
      for (const read of [readQuestion, readPlace, readByHand, readStepOfRun, readStarting]) read(value);
    }),
    { numRuns: 300, seed: 20_261_121 },
  );
});

test('a place is not a question, and a question is not a place', () => {
  const place = { run: 'sims-0001', step: 'stop', attempt: 2 };
  expect(readPlace(write(place))).toEqual(place);
  expect(readQuestion(write(place))).toBeNull();
  expect(readPlace(write(question))).toBeNull();
});
