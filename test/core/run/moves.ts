import fc from 'fast-check';

import type { Move as WaveMove } from '#core/plan/index.ts';
import { ASKS, type Actor, type Question, type RunCommand, type RunState } from '#core/run/index.ts';

import { aiko, at, ben, chie, dan, emi, failed, fumio, lost, probe, question, succeeded } from './given.ts';

const PEOPLE = [aiko, ben, chie, emi, fumio, dan] as const;
const OUTCOMES = [succeeded, succeeded, succeeded, failed, lost] as const;
const PROBES = [probe('satisfied'), probe('satisfied'), probe('unsatisfied'), probe('inconclusive')] as const;

/** What somebody, or a worker, tries: made concrete by the state they find, so that most of it makes sense. */
export type Move = {
  readonly what: (typeof WHAT)[number];
  readonly who: Actor;
  /** Which question an answer is about: mostly the open one, sometimes an older or a forged one. */
  readonly about: 'open' | 'past' | 'forged';
  readonly asks: (typeof ASKS)[number];
  readonly dice: number;
};
const WHAT = [
  'ask',
  'ask',
  'ask',
  'retry',
  'approve',
  'approve',
  'approve',
  'approve',
  'reject',
  'claim',
  'claim',
  'claim',
  'begin',
  'begin',
  'begin',
  'end',
  'end',
  'end',
  'verify',
  'verify',
  'confirm',
  'probe',
  'pause',
  'abort',
  'cancel',
  'resume',
  'work',
  'work',
  'work',
  'work',
] as const;

export const move: fc.Arbitrary<Move> = fc.record({
  what: fc.constantFrom(...WHAT),
  who: fc.constantFrom(...PEOPLE),
  about: fc.constantFrom('open', 'open', 'open', 'past', 'forged'),
  asks: fc.constantFrom('carry-out', 'carry-out', 'carry-out', 'carry-out', 'amend', ...ASKS),
  dice: fc.nat({ max: 997 }),
});

/** The command that this move is in this state, or null where it is none. */
export function commandOf({ what, who, about, asks, dice }: Move, state: RunState): RunCommand | null {
  if (state.status === 'not-started') return null;
  const { phase } = state;
  const subject = questionOf(about, dice, state);
  const claim = phase.at === 'running' || phase.at === 'lost' ? phase.claim : 'nobody';
  const next = state.operations.find((operation) => operation.state !== 'succeeded')?.id ?? 'do.9';
  const shown = dice % 17 === 0 ? 's2' : subject.shown;
  switch (what) {
    case 'ask':
      return {
        type: 'RequestStep',
        asks,
        retry: false,
        shown: 's1',
        reason: 'why',
        ...(asks === 'amend' && { move: moveOf(dice) }),
        by: who,
        at,
      };
    case 'retry': {
      const undoing = phase.at === 'stopped' && phase.during === 'undo';
      return {
        type: 'RequestStep',
        asks: undoing ? 'undo' : 'carry-out',
        retry: true,
        shown: 's1',
        reason: 'why',
        by: who,
        at,
      };
    }
    case 'resume':
      return { type: 'RequestStep', asks: 'resume', retry: false, shown: 's1', reason: null, by: who, at };
    case 'approve':
      return { type: 'ApproveStep', question: subject, by: who, at };
    case 'reject':
      return dice % 3 === 0 ? { type: 'RejectStep', question: subject, reason: 'no', by: who, at } : null;
    case 'claim':
      return { type: 'StartStep', question: subject, claim: `c${state.past.length}`, shown, at };
    case 'begin':
      return { type: 'StartOperation', claim, operation: next, jobs: [], at };
    case 'end':
      return { type: 'EndOperation', claim, operation: next, outcome: pick(OUTCOMES, dice), at };
    case 'verify':
      return { type: 'RecordVerification', claim, result: pick(PROBES, dice), at };
    case 'confirm':
      return { type: 'ConfirmOperation', of: null, done: dice % 5 > 0, note: 'seen', by: who, at };
    case 'probe':
      return { type: 'SettleByProbe', question: subject, result: pick(PROBES, dice), at };
    case 'pause':
      return dice % 5 === 0 ? { type: 'PauseRun', reason: 'smoke', by: who, at } : null;
    case 'abort':
      return dice % 23 === 0 ? { type: 'AbortRun', reason: 'smoke', by: who, at } : null;
    case 'cancel':
      return dice % 5 === 0 ? { type: 'CancelJobs', by: who, at } : null;
    case 'work':
      return working({ what, who, about, asks, dice }, state);
  }
}

/** Some users, mostly from the first wave to the second. */
function moveOf(dice: number): WaveMove {
  const [from, to] = dice % 5 === 0 ? ['two', 'one'] : ['one', 'two'];
  const users = ['a', 'b', 'c'].slice(0, 1 + (dice % 3));
  const members = (count: number) => ({ document: `d${dice}`, count });
  return { users, from, to, members: { from: members(1), to: members(9) } };
}

/** What a diligent worker would do next, so that random histories get somewhere. */
function working(given: Move, state: Exclude<RunState, { status: 'not-started' }>): RunCommand | null {
  const { phase, asked, operations } = state;
  const as = (what: Move['what']): RunCommand | null => commandOf({ ...given, what, about: 'open' }, state);
  if (phase.at === 'running') {
    const next = operations.find((operation) => operation.state !== 'succeeded');
    if (next === undefined) return as('verify');
    return as(next.state === 'started' ? (given.dice % 2 === 0 ? 'end' : 'confirm') : 'begin');
  }
  if (asked !== null) return as(asked.approvedBy.length >= asked.required ? 'claim' : 'approve');
  if (phase.at === 'lost') return as('probe');
  return as(phase.at === 'stopped' ? 'retry' : 'ask');
}

function questionOf(
  about: Move['about'],
  dice: number,
  state: Exclude<RunState, { status: 'not-started' }>,
): Question {
  const { asked, phase, past } = state;
  const open = asked?.question ?? (phase.at === 'running' || phase.at === 'lost' ? phase.question : null);
  const forged = question(`step-${dice % 3}`, dice % 4, pick(ASKS, dice), `s${dice % 3}`);
  if (about === 'forged') return forged;
  if (about === 'past') return past[dice % Math.max(1, past.length)]?.question ?? forged;
  return open ?? forged;
}

function pick<T>(from: readonly [T, ...T[]], dice: number): T {
  return from[dice % from.length] ?? from[0];
}
