import { describe, expect, test } from 'vitest';

import { type ProbeResult, type RunCommand, verbatim } from '#core/run/index.ts';

import { type Story, aiko, at, ben, given, probe, question, running, steps } from './given.ts';

const q = question('stop', 1);
const verify = (kind: ProbeResult['kind'], claim = 'c1'): RunCommand => ({
  type: 'RecordVerification',
  claim,
  result: probe(kind),
  at,
});
const verified = (kind: ProbeResult['kind'], claim = 'c1') =>
  ({ type: 'StepVerified', claim, result: probe(kind), at }) as const;
const unproven = (): Story => running('stop', steps.look).carryOut(['do.1', 'do.2']);

describe('verification', () => {
  test('makes the step succeed when it is satisfied', () =>
    unproven()
      .when(verify('satisfied'))
      .thenEvents(verified('satisfied'), { type: 'StepSucceeded', question: q, claim: 'c1', at }));

  test('completes the run when it was the last step', () =>
    running('stop')
      .carryOut(['do.1', 'do.2'])
      .when(verify('satisfied'))
      .thenEvents(
        verified('satisfied'),
        { type: 'StepSucceeded', question: q, claim: 'c1', at },
        { type: 'RunCompleted', skipped: [], at },
      ));

  test('fails the step when it is not satisfied', () =>
    unproven()
      .when(verify('unsatisfied'))
      .thenEvents(verified('unsatisfied'), {
        type: 'StepFailed',
        question: q,
        claim: 'c1',
        detail: verbatim('is unsatisfied'),
        at,
      }));

  test('leaves the step unverified when nobody knows', () =>
    unproven()
      .when(verify('inconclusive'))
      .thenEvents(verified('inconclusive'), {
        type: 'StepUnverified',
        question: q,
        claim: 'c1',
        detail: verbatim('is inconclusive'),
        at,
      }));

  test('that nobody knows the answer of says so of the step, until it is asked again', () =>
    expect(unproven().after(verify('inconclusive')).run).toMatchObject({
      phase: { at: 'stopped', why: 'unverified', during: 'carry-out', detail: verbatim('is inconclusive') },
      operations: [{ state: 'succeeded' }, { state: 'succeeded' }],
    }));

  test('is refused while operations are left', () =>
    running('stop').carryOut(['do.1']).when(verify('satisfied')).thenRefused('operation-out-of-order'));

  test('is refused to another claim', () =>
    unproven().when(verify('satisfied', 'c2')).thenRefused('unknown-claim'));

  test('is refused where nothing runs', () => given().when(verify('satisfied')).thenRefused('unknown-claim'));

  test('is refused where the plan has none', () => {
    const undoing = running('stop', steps.look)
      .carryOut(['do.1', 'do.2'])
      .after(verify('satisfied'))
      .ask(aiko, 'undo')
      .approve(ben)
      .claim('c2');
    undoing.when(verify('satisfied', 'c2')).thenRefused('operation-out-of-order');
  });
});

describe('a retry after a verification', () => {
  test('probes again, nothing else, when the proof was missing', () => {
    const story = unproven().after(verify('inconclusive')).ask(aiko, 'carry-out', true).approve(ben);
    story
      .when({ type: 'StartStep', question: story.question, claim: 'c2', shown: 's1', at })
      .thenEvents({ type: 'StepStarted', question: question('stop', 2), claim: 'c2', from: null, at });
    expect(story.claim('c2').after(verify('satisfied', 'c2')).run.cursor).toBe(1);
  });

  test('does all of the step again when it was disproven', () => {
    const story = unproven().after(verify('unsatisfied'));
    expect(story.run.phase).toEqual({
      at: 'stopped',
      why: 'failed',
      during: 'carry-out',
      detail: verbatim('is unsatisfied'),
    });
    expect(story.run.operations.map(({ state }) => state)).toEqual(['pending', 'pending']);
  });

  test('keeps what is done when the proof was missing', () =>
    expect(
      unproven()
        .after(verify('inconclusive'))
        .run.operations.map(({ state }) => state),
    ).toEqual(['succeeded', 'succeeded']));
});
