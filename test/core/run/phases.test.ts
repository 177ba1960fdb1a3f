import { describe, expect, test } from 'vitest';

import type { RunCommand } from '#core/run/index.ts';
import { decide } from '#core/run/index.ts';

import { ANSWERS } from './answers.ts';
import {
  type Story,
  aiko,
  at,
  ben,
  failed,
  given,
  givenSteps,
  lost,
  probe,
  question,
  request,
  running,
  steps,
  succeeded,
} from './given.ts';

const q = question('stop', 1);

/** Every place where a run can stand, reached as a run reaches it. */
const PHASES = {
  idle: givenSteps(steps.stop),
  asked: givenSteps(steps.stop).ask(),
  approved: givenSteps(steps.stop).ask().approve(ben),
  claimed: running('stop'),
  working: running('stop').begin(),
  unproven: running('stop').carryOut(['do.1', 'do.2']),
  cancelling: running('stop').begin().after({ type: 'CancelJobs', by: aiko, at }),
  aborting: running('stop').begin().after({ type: 'AbortRun', reason: 'no', by: aiko, at }),
  lost: running('stop').begin().end('do.1', lost),
  failed: running('stop').begin().end('do.1', failed),
  rejected: givenSteps(steps.stop)
    .ask()
    .after({ type: 'RejectStep', question: q, reason: 'no', by: ben, at }),
  paused: givenSteps(steps.stop).after({ type: 'PauseRun', reason: 'no', by: aiko, at }),
  over: given().after({ type: 'AbortRun', reason: 'no', by: aiko, at }),
} satisfies Readonly<Record<string, Story>>;
type PhaseName = keyof typeof PHASES;

/** Every command, as it comes from somebody who may give it, about the first question and claim. */
const COMMANDS = {
  StartRun: {
    type: 'StartRun',
    run: 'r',
    plan: given().run.plan,
    target: { kind: 'site' },
    channel: null,
    by: aiko,
    at,
  },
  MeetHost: { type: 'MeetHost', host: 'mail', spool: 's', boot: 'b', at },
  'next-step': request('carry-out', aiko),
  retry: request('carry-out', aiko, { retry: true }),
  skip: request('skip', aiko),
  undo: request('undo', aiko),
  'settle-done': request('settle-done', aiko),
  'settle-not-done': request('settle-not-done', aiko),
  resume: request('resume', aiko),
  ApproveStep: { type: 'ApproveStep', question: q, by: ben, at },
  RejectStep: { type: 'RejectStep', question: q, reason: 'no', by: ben, at },
  StartStep: { type: 'StartStep', question: q, claim: 'c1', shown: 's1', at },
  StartOperation: { type: 'StartOperation', claim: 'c1', operation: 'do.1', jobs: [], at },
  EndOperation: { type: 'EndOperation', claim: 'c1', operation: 'do.1', outcome: succeeded, at },
  ConfirmOperation: { type: 'ConfirmOperation', of: null, done: true, note: 'x', by: aiko, at },
  RecordVerification: { type: 'RecordVerification', claim: 'c1', result: probe('satisfied'), at },
  SettleByProbe: { type: 'SettleByProbe', question: q, result: probe('satisfied'), at },
  CancelJobs: { type: 'CancelJobs', by: aiko, at },
  AddNote: { type: 'AddNote', text: 'x', by: aiko, at },
  PauseRun: { type: 'PauseRun', reason: 'x', by: aiko, at },
  AbortRun: { type: 'AbortRun', reason: 'x', by: aiko, at },
} satisfies Readonly<Record<string, RunCommand>>;

function told(name: PhaseName, command: RunCommand): string {
  const decision = decide(command, PHASES[name].state);
  switch (decision.kind) {
    case 'accepted':
      return `+ ${decision.events.map(({ type }) => type).join(' ')}`;
    case 'unchanged':
      return `= ${decision.because}`;
    case 'refused':
      return decision.refusal.code;
  }
}

const names = Object.keys(PHASES).filter((name): name is PhaseName => Object.hasOwn(PHASES, name));
const commands = Object.keys(COMMANDS).filter((name): name is keyof typeof COMMANDS =>
  Object.hasOwn(COMMANDS, name),
);

describe('every command in every phase', () => {
  for (const command of commands)
    test(`${command} is answered as the table says`, () => {
      const answers: Record<string, string> = {};
      for (const name of names) {
        const answer = told(name, COMMANDS[command]);
        answers[answer] = answer in answers ? `${answers[answer]} ${name}` : name;
      }
      expect(answers).toEqual(ANSWERS[command]);
    });
});
