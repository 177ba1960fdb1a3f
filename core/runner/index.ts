export { systemClock } from './clock.ts';
export type { Engine, PlanReply, PlanRequest, Reply, RunbookSummary, RunView, UserMove } from './engine.ts';
export { openEngine } from './open-engine.ts';
export type { Clock, EngineParts } from './parts.ts';
export { type Planning, type PlanningPlaces, planningOf } from './planning.ts';
export { type SessionsProgress, sessionsProgress } from './sessions-progress.ts';
export { secretsFrom } from './secret-value.ts';
export type { WavesReply, WavesRequest } from './propose-waves.ts';
