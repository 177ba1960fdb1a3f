import type { Move } from '../plan/waves.ts';
import type { RunEvent } from './events.ts';
import { currentStep } from './facts.ts';
import type { By, Instant } from './question.ts';
import { type Refusal, refusal } from './refusals.ts';
import type { OpenRun } from './state.ts';

type Standing = Pick<OpenRun, 'plan' | 'results'>;
const resultsOf = (run: Standing, wave: string): OpenRun['results'] =>
  run.results.filter((_, index) => run.plan.steps[index]?.wave === wave);

/** Whether anything was done for it: then who is in it is what the world already knows. */
export const waveHasBegun = (run: Standing, wave: string): boolean =>
  resultsOf(run, wave).some(
    ({ attempts, result }) => attempts > 0 || (result !== 'pending' && result !== 'not-applicable'),
  );

const isOver = (run: OpenRun, wave: string): boolean =>
  resultsOf(run, wave).every(({ result }) => result !== 'pending');

/** Why these users cannot be moved from one wave to the other, or null. Whether anything runs is asked elsewhere. */
export function unfitMove(run: OpenRun, move: Move | undefined): Refusal | null {
  const names = (run.plan.waves ?? []).map(({ name }) => name);
  const { from, to } = move ?? { from: '', to: '' };
  const unknown = [from, to].find((name) => !names.includes(name));
  if (unknown !== undefined) return refusal('unknown-wave', { wave: unknown, known: names.join(', ') });
  if (names.indexOf(to) <= names.indexOf(from)) return refusal('wave-not-later', { from, to });
  if (isOver(run, from)) return refusal('wave-over', { wave: from });
  return waveHasBegun(run, to) ? refusal('wave-over', { wave: to }) : null;
}

/** Both waves as they are from now on. */
export function moved(
  run: OpenRun,
  { users, from, to, members }: Move,
  by: By,
  reason: string | null,
  at: Instant,
): readonly RunEvent[] {
  const taken = waveHasBegun(run, from) ? users.length : 0;
  return [
    { type: 'WaveAssigned', wave: from, members: members.from, taken, by, reason, at },
    { type: 'WaveAssigned', wave: to, members: members.to, taken: 0, by, reason, at },
  ];
}

/** What was allowed, where more users than that were taken out of waves under way since the run was last resumed; or null. */
export function spentBudget(run: OpenRun): number | null {
  const { wave } = currentStep(run);
  const budget = run.plan.waves?.find(({ name }) => name === wave)?.budget ?? null;
  return budget !== null && run.taken > budget ? budget : null;
}

/** Why the current step's wave must not begin, or null. */
export function unfitBeginning(run: OpenRun): Refusal | null {
  const { wave } = currentStep(run);
  const budget = spentBudget(run);
  // Steps that were left out or are said to be done move nobody: the first that is carried out begins the wave.
  const moves = resultsOf(run, wave ?? '').some(({ attempts }) => attempts > 0);
  if (wave === undefined || budget === null || moves) return null;
  return refusal('error-budget-spent', { taken: String(run.taken), budget: String(budget), wave });
}
