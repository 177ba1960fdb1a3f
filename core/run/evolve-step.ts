import type { Localized } from '../runbook/localized.ts';
import { service } from './downtime.ts';
import { settlingEndsStep } from './endings.ts';
import type { RunEvent } from './events.ts';
import { again, firstPending, pending, pendingOperations } from './evolve-run.ts';
import { isDone } from './facts.ts';
import { operationName } from './operation-name.ts';
import type { Instant } from './question.ts';
import type { OpenRun, OperationState, Phase, StepResult } from './state.ts';

export const succeeded = (run: OpenRun, at: Instant): OpenRun => over(run, 'succeeded', at);

export const skipped = (run: OpenRun, at: Instant): OpenRun => over(run, 'skipped', at);

/** The step is dealt with; the next one that is pending comes up. */
function over(run: OpenRun, result: StepResult['result'], at: Instant): OpenRun {
  const results = run.results.map((old, index) =>
    index === run.cursor ? { ...old, result, endedAt: at } : old,
  );
  const cursor = firstPending(results);
  const step = run.plan.steps[run.cursor];
  return {
    ...run,
    results,
    cursor,
    attempt: results[cursor]?.asked ?? 0,
    phase: { at: 'idle' },
    operations: pendingOperations(run.plan, cursor),
    downtime: result === 'skipped' ? run.downtime : service(run.downtime, step, 'done', at),
  };
}

/** The step stands again as if it had never been carried out. */
export const undone = (run: OpenRun, at: Instant): OpenRun => ({
  ...run,
  results: run.results.map((old, index) =>
    index === run.cursor ? { ...old, result: 'pending', startedAt: null, endedAt: null } : old,
  ),
  phase: { at: 'idle' },
  operations: pendingOperations(run.plan, run.cursor),
  // Carried out anew, it remembers what stands then.
  remembered: run.remembered.filter(({ step }) => step !== run.plan.steps[run.cursor]?.id),
  downtime: service(run.downtime, run.plan.steps[run.cursor], 'undone', at),
});

type Why = Extract<Phase, { at: 'stopped' }>['why'];

/**
 * A failed operation leaves those before it done. A failed verification says that the step as a whole did not do what
 * it should, so a retry does all of it again.
 */
export function stopped(run: OpenRun, why: Why, detail: Localized): OpenRun {
  const disproven = why === 'failed' && run.operations.every(isDone);
  return {
    ...run,
    phase: { at: 'stopped', why, during: during(run), detail },
    operations: disproven ? run.operations.map(({ id }) => pending(id, [], true)) : run.operations,
  };
}

const WORDS = {
  rejected: { en: 'rejected while it ran', ja: '実行中に却下されました' },
  paused: { en: 'the run was paused', ja: '実行が一時停止されました' },
  cancelled: { en: 'the jobs were told to end', ja: 'ジョブの終了が指示されました' },
} as const;

/** What was started without an effect of its own (a wait, a person at work) is to do again. */
export function interrupted(run: OpenRun, because: keyof typeof WORDS): OpenRun {
  const operations = run.operations.map((operation) =>
    operation.state === 'started' ? again(operation) : operation,
  );
  const unproven = operations.every(isDone);
  const why = unproven ? 'unverified' : because === 'rejected' ? 'rejected' : 'not-done';
  return stopped({ ...run, operations }, why, WORDS[because]);
}

/** A verdict on what was under way: a lost operation, or the step (or its undo) as a whole. */
export function settled(run: OpenRun, { verdict, at }: Extract<RunEvent, { type: 'StepSettled' }>): OpenRun {
  const { phase } = run;
  if (verdict === 'done' && settlingEndsStep(run)) return over(run, 'settled-done', at);
  if (phase.at !== 'lost') return undone(run, at);
  const isSettled = verdict === 'done';
  const operations = run.operations.map((operation): OperationState =>
    operation.id !== phase.operation
      ? operation
      : isSettled
        ? { ...operation, state: 'succeeded', endedAt: at }
        : again(operation),
  );
  const left = operations.filter((operation) => !isDone(operation)).length;
  if (left === 0) return undone(run, at);
  const name = operationName(phase.operation);
  const detail = isSettled
    ? {
        en: `${name.en} was settled as done; ${left} of ${operations.length} left`,
        ja: `${name.ja} は完了と確定しましたが、操作 ${operations.length} 件中 ${left} 件が未完了です`,
      }
    : { en: `${name.en} was settled as not done`, ja: `${name.ja} は未完了と確定しました` };
  return { ...run, operations, phase: { at: 'stopped', why: 'not-done', during: during(run), detail } };
}

/** What a running or lost claim is about. */
const during = ({ phase }: OpenRun): 'carry-out' | 'undo' =>
  'question' in phase && phase.question.asks === 'undo' ? 'undo' : 'carry-out';
