import assert from 'node:assert/strict';

import fc from 'fast-check';
import { describe, test } from 'vitest';

import {
  type FrozenStep,
  type Question,
  type RunCommand,
  type RunEvent,
  type RunState,
  decide,
  evolve,
  fold,
  initialState,
} from '#core/run/index.ts';

import { aiko, planOf, startRun, steps, Story } from './given.ts';
import { type Move, commandOf, move } from './moves.ts';

const plans = fc
  .array(fc.constantFrom(...Object.values(steps)), { minLength: 1, maxLength: 5 })
  .map((chosen) =>
    chosen.map((one, index) => ({
      ...one,
      id: `step-${index}`,
      number: `${index + 1}`,
      ...(index > 0 && { wave: index < 3 ? 'one' : 'two' }),
    })),
  )
  .filter((chosen) => chosen.some(({ applies }) => applies));

/** Every plan has two waves, of which nobody may fail; their steps are some of it, or none. */
const begun = (plan: readonly FrozenStep[]): Story => {
  const waves = ['one', 'two'].map((name) => ({ name, budget: 0 }));
  const members = { document: 'd', count: 5 };
  return new Story([]).after(startRun({ ...planOf(...plan), waves }, aiko, { one: members, two: members }));
};

type Told = { readonly command: RunCommand; readonly before: RunState; readonly events: readonly RunEvent[] };
type History = {
  readonly plan: readonly FrozenStep[];
  readonly events: readonly RunEvent[];
  readonly told: readonly Told[];
};

/** Plays the moves one after the other, each by what is found at that moment. */
function play(plan: readonly FrozenStep[], moves: readonly Move[]): History {
  let { state, events }: { state: RunState; events: readonly RunEvent[] } = begun(plan);
  const told: Told[] = [];
  for (const one of moves) {
    const command = commandOf(one, state);
    if (command === null) continue;
    const decision = decide(command, state);
    const happened = decision.kind === 'accepted' ? decision.events : [];
    told.push({ command, before: state, events: happened });
    state = happened.reduce(evolve, state);
    events = [...events, ...happened];
  }
  return { plan, events, told };
}

const histories = fc
  .tuple(plans, fc.array(move, { minLength: 1, maxLength: 150, size: 'max' }))
  .map(([plan, moves]) => play(plan, moves));
const assertAlways = (rule: (history: History) => void): void =>
  fc.assert(fc.property(histories, rule), { numRuns: 300, seed: 20_261_121 });

const key = ({ step: id, attempt, asks, shown }: Question): string => [id, attempt, asks, shown].join('/');
const of = <T extends RunEvent['type']>(events: readonly RunEvent[], ...types: readonly T[]) =>
  events.filter((event): event is Extract<RunEvent, { type: T }> =>
    types.some((type) => type === event.type),
  );
const stepOf = (plan: readonly FrozenStep[], id: string): FrozenStep =>
  plan.find((one) => one.id === id) ?? assert.fail(`${id} is not in the plan`);
const assertDistinct = (keys: readonly string[]): void => assert.deepEqual(keys, [...new Set(keys)]);

/** People other than the requester who said yes to this question before the event at `index`. */
function standBehind(events: readonly RunEvent[], index: number, question: Question): number {
  const before = events.slice(0, index);
  const requested = of(before, 'StepRequested').find((event) => key(event.question) === key(question));
  const people = of(before, 'StepApproved')
    .filter((event) => key(event.question) === key(question))
    .map((event) => event.by.person);
  return new Set(people.filter((person) => person !== requested?.by.person)).size;
}

describe('whatever several people and workers try', () => {
  test('no question is claimed twice', () =>
    assertAlways(({ events }) =>
      assertDistinct(of(events, 'StepStarted').map(({ question }) => key(question))),
    ));

  test('no two questions are equal', () =>
    assertAlways(({ events }) =>
      assertDistinct(of(events, 'StepRequested').map(({ question }) => key(question))),
    ));

  test('no step starts without the other people whom the plan wants', () =>
    assertAlways(({ plan, events }) => {
      for (const [index, event] of events.entries())
        if (event.type === 'StepStarted')
          assert.ok(
            standBehind(events, index, event.question) >= stepOf(plan, event.question.step).approvals,
          );
    }));

  test('an irreversible step has two other people behind it, and so has its skipping and settling', () =>
    assertAlways(({ plan, events }) => {
      for (const [index, event] of events.entries()) {
        const decided =
          event.type === 'StepStarted' ||
          event.type === 'StepSkipped' ||
          (event.type === 'StepSettled' && event.by !== 'probe');
        if (decided && stepOf(plan, event.question.step).risk === 'irreversible')
          assert.ok(standBehind(events, index, event.question) >= 2);
      }
    }));

  test('nobody approves what they asked for, and nobody twice', () =>
    assertAlways(({ events }) => {
      const requesters = new Map(
        of(events, 'StepRequested').map(({ question, by }) => [key(question), by.person]),
      );
      for (const { question, by } of of(events, 'StepApproved'))
        assert.notEqual(requesters.get(key(question)), by.person);
      assertDistinct(of(events, 'StepApproved').map(({ question, by }) => `${key(question)} ${by.person}`));
    }));

  test('every operation starts at most once in a claim, and ends only after it started', () =>
    assertAlways(({ events }) => {
      const started = of(events, 'OperationStarted').map(({ claim, operation }) => `${claim} ${operation}`);
      assertDistinct(started);
      for (const { claim, operation } of of(events, 'OperationEnded'))
        assert.ok(started.includes(`${claim} ${operation}`));
    }));

  test('an operation ends twice only where its first outcome was lost', () =>
    assertAlways(({ events }) => {
      const ended = of(events, 'OperationEnded').filter(({ outcome }) => outcome.kind !== 'lost');
      assertDistinct(ended.map(({ claim, operation }) => `${claim} ${operation}`));
    }));

  test('nothing starts while the run is paused or being aborted', () =>
    assertAlways(({ events }) => {
      let held = false;
      for (const { type } of events) {
        if (type === 'RunPaused' || type === 'AbortRequested') held = true;
        if (type === 'RunResumed') held = false;
        if (type === 'OperationStarted' || type === 'StepStarted') assert.equal(held, false);
      }
    }));

  test('steps are carried out in order', () =>
    assertAlways(({ plan, events }) => {
      const done = new Set(plan.filter(({ applies }) => !applies).map(({ id }) => id));
      for (const event of events) {
        if (event.type === 'StepStarted' && event.question.asks === 'carry-out')
          for (const { id } of plan) {
            if (id === event.question.step) break;
            assert.ok(done.has(id));
          }
        if (event.type === 'StepSucceeded' || event.type === 'StepSkipped') done.add(event.question.step);
        if (event.type === 'StepSettled' && event.verdict === 'done') done.add(event.question.step);
        if (event.type === 'StepUndone') done.delete(event.question.step);
      }
    }));

  test('an irreversible step is never undone', () =>
    assertAlways(({ plan, events }) => {
      for (const { question } of of(events, 'StepUndone'))
        assert.notEqual(stepOf(plan, question.step).risk, 'irreversible');
    }));

  test('a run is completed only when every step that applies is done, and says what was skipped', () =>
    assertAlways(({ plan, events }) => {
      const state = fold(events, initialState);
      if (state.status !== 'completed' && state.status !== 'completed-with-skips') return;
      const results = state.results.map(({ result }) => result);
      assert.deepEqual(
        results.map((result) => result === 'not-applicable'),
        plan.map(({ applies }) => !applies),
      );
      assert.ok(!results.includes('pending'));
      assert.equal(results.includes('skipped'), state.status === 'completed-with-skips');
    }));

  test('a step succeeded only if all its operations did, and its proof if it has one', () =>
    assertAlways(({ plan, events }) => {
      for (const [index, event] of events.entries()) {
        if (event.type !== 'StepSucceeded') continue;
        const { operations, verifies } = stepOf(plan, event.question.step);
        const before = events.slice(0, index);
        const claims = of(before, 'StepStarted')
          .filter(({ question }) => question.step === event.question.step)
          .map(({ claim }) => claim);
        for (const { id } of operations)
          assert.ok(
            of(before, 'OperationEnded').some(
              ({ claim, operation, outcome }) =>
                claims.includes(claim) && operation === id && outcome.kind === 'succeeded',
            ) || of(before, 'StepSettled').some(({ question }) => question.step === event.question.step),
          );
        if (verifies) assert.equal(before.at(-1)?.type, 'StepVerified');
      }
    }));

  test('nobody changes the wave without somebody else who agrees', () =>
    assertAlways(({ events }) => {
      for (const [index, event] of events.entries()) {
        if (event.type !== 'WaveAssigned' || event.reason === null) continue;
        const asked = of(events.slice(0, index), 'StepRequested').at(-1);
        assert.equal(asked?.question.asks, 'amend');
        assert.ok(standBehind(events, index, asked.question) >= 1);
      }
    }));

  test('nobody changes to a wave that has begun', () =>
    assertAlways(({ plan, events }) => {
      const started = new Set<string | undefined>();
      for (const event of events) {
        if (event.type === 'StepStarted' || event.type === 'StepSkipped' || event.type === 'StepSettled')
          started.add(stepOf(plan, event.question.step).wave);
        if (event.type === 'WaveAssigned' && event.reason !== null && event.wave === 'two')
          assert.ok(!started.has('two'));
      }
    }));

  test('no wave begins after more users failed than may, until the run was resumed', () =>
    assertAlways(({ plan, events }) => {
      const started = new Set<string | undefined>();
      let taken = 0;
      for (const event of events) {
        if (event.type === 'WaveAssigned') taken += event.taken;
        if (event.type === 'RunResumed') taken = 0;
        if (event.type !== 'StepStarted' && event.type !== 'StepSkipped' && event.type !== 'StepSettled')
          continue;
        const { wave } = stepOf(plan, event.question.step);
        if (event.type === 'StepStarted' && event.question.asks === 'carry-out' && wave !== undefined)
          assert.ok(taken === 0 || started.has(wave));
        started.add(wave);
      }
    }));

  test('nothing happens after the end', () =>
    assertAlways(({ events }) => {
      const end = events.findIndex(({ type }) => type === 'RunCompleted' || type === 'RunAborted');
      assert.ok(end === -1 || end === events.length - 1);
    }));

  test('a click that was accepted changes nothing the second time', () =>
    assertAlways(({ told }) => {
      for (const { command, before, events } of told) {
        const answers = command.type === 'ApproveStep' || command.type === 'RejectStep';
        const after = events.reduce(evolve, before);
        if (!answers || events.length === 0 || after.status !== 'open') continue;
        const again = decide(command, after);
        // An approval of a question that somebody else has closed in the meantime is stale; never accepted.
        assert.notEqual(again.kind, 'accepted');
        if (command.type === 'RejectStep') assert.equal(again.kind, 'unchanged');
      }
    }));

  test('the journal alone says how things stand', () =>
    assertAlways(({ plan, events, told }) => {
      const last = told.at(-1);
      const state = last === undefined ? begun(plan).state : last.events.reduce(evolve, last.before);
      assert.deepEqual(fold(events, initialState), state);
    }));

  test('random histories get somewhere: runs complete, are undone, are lost and are settled', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories, ({ events }) => {
        for (const { type } of events) seen.add(type);
      }),
      { numRuns: 300, seed: 20_261_121 },
    );
    const never = ['HostMet', 'NoteAdded'];
    const all: readonly RunEvent['type'][] = [
      ...(['StepRequested', 'StepApproved', 'StepRejected', 'QuestionVoided', 'StepStarted'] as const),
      ...(['OperationStarted', 'OperationEnded', 'StepVerified', 'StepSucceeded', 'StepFailed'] as const),
      ...(['StepUnverified', 'StepInterrupted', 'StepOutcomeLost', 'StepSettled', 'StepSkipped'] as const),
      ...(['StepUndone', 'CancelRequested', 'RunPaused', 'RunResumed', 'AbortRequested'] as const),
      ...(['RunAborted', 'RunCompleted', 'WaveAssigned'] as const),
    ];
    assert.deepEqual(
      all.filter((type) => !seen.has(type) && !never.includes(type)),
      [],
    );
  });
});
