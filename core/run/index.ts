export type { RunCommand } from './commands.ts';
export { decide } from './decide.ts';
export { waysOn } from './decide-request.ts';
export { type Decision, UNCHANGED, type Unchanged } from './decision.ts';
export type { FrozenOperation, FrozenPlan, FrozenStep, Recovery, RunEvent, Target } from './events.ts';
export { evolve, fold } from './evolve.ts';
export * from './facts.ts';
export { operationName } from './operation-name.ts';
export * from './outcome.ts';
export { requiredApprovals } from './policy.ts';
export * from './question.ts';
export { REFUSALS, type Refusal, type RefusalCode, refusal } from './refusals.ts';
export {
  type Asked,
  type OpenRun,
  type OperationState,
  type PastQuestion,
  type Phase,
  type RunState,
  type StepResult,
  initialState,
} from './state.ts';
export { spentBudget, waveHasBegun } from './waves.ts';
