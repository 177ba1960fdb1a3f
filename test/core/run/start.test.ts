import { describe, expect, test } from 'vitest';

import { initialState } from '#core/run/index.ts';

import { Story, aiko, at, by, dan, emi, given, givenSteps, planOf, startRun, step, steps } from './given.ts';

const plan = planOf(steps.look, steps.stop);

describe('starting a run', () => {
  test('freezes plan, target and channel into its first event', () =>
    new Story([]).when(startRun(plan)).thenEvents({
      type: 'RunStarted',
      run: 'sims-0001',
      plan,
      target: { kind: 'site' },
      channel: 'C1',
      by: by(aiko),
      at,
    }));

  test('is refused to somebody who is no operator', () =>
    new Story([]).when(startRun(plan, dan)).thenRefused('not-an-operator'));

  test('is refused where a run has started', () =>
    given(plan).when(startRun(plan)).thenRefused('run-already-started'));

  test('is refused where a run is over', () =>
    givenSteps(step('tape', '1', { applies: false }))
      .when(startRun(plan))
      .thenRefused('run-already-started'));

  test('completes at once when no step applies', () => {
    const { state } = givenSteps(step('tape', '1', { applies: false }));
    expect(state).toMatchObject({ status: 'completed', endedAt: at });
  });

  test('begins at the first step that applies', () => {
    const { run } = givenSteps(step('tape', '1', { applies: false }), steps.look);
    expect(run).toMatchObject({
      cursor: 1,
      attempt: 0,
      phase: { at: 'idle' },
      asked: null,
      past: [],
      paused: null,
      aborting: null,
      confirmed: [],
      hosts: {},
      downtime: [],
      startedBy: by(aiko),
      startedAt: at,
      operations: [
        {
          id: 'do.1',
          state: 'pending',
          jobs: [],
          outcome: null,
          sessionsDone: [],
          startedAt: null,
          endedAt: null,
        },
      ],
      results: [
        { step: 'tape', result: 'not-applicable', attempts: 0, asked: 0, startedAt: null, endedAt: null },
        { step: 'look', result: 'pending', attempts: 0, asked: 0, startedAt: null, endedAt: null },
      ],
    });
  });
});

describe('a run that is not open', () => {
  const note = { type: 'AddNote', text: 'x', by: aiko, at } as const;

  test('takes no command before it has started', () => new Story([]).when(note).thenRefused('run-not-open'));

  test('takes no command after it is over', () =>
    given(plan)
      .after({ type: 'AbortRun', reason: 'no', by: aiko, at })
      .when(note)
      .thenRefused('run-not-open'));

  test('is not started at the beginning', () => expect(initialState).toEqual({ status: 'not-started' }));
});

describe('meeting a host', () => {
  const meet = { type: 'MeetHost', host: 'mail', spool: 'id.1', boot: 'b1', at } as const;

  test('records its spool and boot', () =>
    given().when(meet).thenEvents({ type: 'HostMet', host: 'mail', spool: 'id.1', boot: 'b1', at }));

  test('is believed the first time only: what is found later is compared with it', () =>
    given()
      .after(meet)
      .when({ ...meet, spool: 'id.2', boot: 'b2' })
      .thenUnchanged('already-met'));

  test('is noted anew where nothing can have begun there: a wiped spool or a restart loses nothing then', () =>
    given()
      .after(meet)
      .when({ ...meet, spool: 'id.2', boot: 'b2', anew: true })
      .thenEvents({ type: 'HostMet', host: 'mail', spool: 'id.2', boot: 'b2', at }));

  test('is noted anew after a restart alone', () =>
    given()
      .after(meet)
      .when({ ...meet, boot: 'b2', anew: true })
      .thenEvents({ type: 'HostMet', host: 'mail', spool: 'id.1', boot: 'b2', at }));

  test('is not noted twice while it is as it was', () =>
    given()
      .after(meet)
      .when({ ...meet, anew: true })
      .thenUnchanged('already-met'));

  test('keeps every host apart', () => {
    const { run } = given().after(meet, { ...meet, host: 'ldap', spool: 'id.9' });
    expect(run.hosts).toEqual({ mail: { spool: 'id.1', boot: 'b1' }, ldap: { spool: 'id.9', boot: 'b1' } });
  });
});

describe('a note', () => {
  test('is recorded from anybody who is known, role or not', () =>
    given()
      .when({ type: 'AddNote', text: 'the fan is loud', by: dan, at })
      .thenEvents({ type: 'NoteAdded', text: 'the fan is loud', by: by(dan), at }));

  test('changes nothing but the journal', () => {
    const story = given();
    expect(story.after({ type: 'AddNote', text: 'x', by: emi, at }).state).toEqual(story.state);
  });

  test('needs words', () =>
    given().when({ type: 'AddNote', text: ' \n', by: dan, at }).thenRefused('text-needed'));
});
