import type { Members } from '#core/plan/index.ts';
import {
  type Actor,
  type Asks,
  type FrozenPlan,
  type FrozenStep,
  type Outcome,
  type ProbeResult,
  type Question,
  type RunCommand,
  byOf as by,
  verbatim,
} from '#core/run/index.ts';

export { by };

/** People of every test: three who may ask and approve, one who may only ask, one who may only approve, one without a role. */
const person = (name: string, ...roles: Actor['roles'][number][]): Actor => ({
  person: name,
  account: { kind: 'lab', name },
  via: 'rehearsal',
  roles,
});
export const aiko = person('aiko', 'operator', 'approver');
export const ben = person('ben', 'operator', 'approver');
export const chie = person('chie', 'operator', 'approver');
export const emi = person('emi', 'operator');
export const fumio = person('fumio', 'approver');
export const dan = person('dan');

const operation = (id: string, recovery: 'attach' | 'converge' | 'wait' = 'attach', manual = false) => ({
  id,
  verb: manual ? 'manual' : 'ssh',
  recovery,
  manual,
});
export const step = (id: string, number: string, change: Partial<FrozenStep> = {}): FrozenStep => ({
  id,
  number,
  applies: true,
  risk: 'safe',
  approvals: 0,
  service: {},
  operations: [operation('do.1')],
  undo: [],
  verifies: false,
  ...change,
});
const twoOperations = [operation('do.1'), operation('do.2')];
const twoUndos = [operation('undo.1'), operation('undo.2')];
export const steps = {
  look: step('look', '1'),
  stop: step('stop', '2', {
    risk: 'disruptive',
    approvals: 1,
    service: { mail: 'down' },
    operations: twoOperations,
    undo: twoUndos,
    verifies: true,
  }),
  tape: step('tape', '3', { applies: false }),
  move: step('move', '4', { risk: 'irreversible', approvals: 2, undo: twoUndos, operations: twoOperations }),
  start: step('start', '5', {
    risk: 'disruptive',
    approvals: 1,
    service: { mail: 'up' },
    operations: [operation('do.1', 'wait', true), operation('do.2', 'wait')],
    undo: twoUndos,
  }),
  stop2: step('stop2', '6', { risk: 'disruptive', approvals: 1, operations: twoOperations, undo: twoUndos }),
  start2: step('start2', '7', {
    risk: 'disruptive',
    approvals: 1,
    operations: twoOperations,
    undo: twoUndos,
  }),
} as const;
export const planOf = (...of: readonly FrozenStep[]): FrozenPlan => ({
  runbook: 'iplanet/sims-offline',
  planHash: 'plan',
  procedureHash: 'procedure',
  steps: of,
  hosts: ['mail'],
});

export const at = '2026-11-21T01:00:00.000Z';
export const later = '2026-11-21T02:00:00.000Z';
export const succeeded: Outcome = { kind: 'succeeded', evidence: [], detail: verbatim('exit 0') };
export const failed = {
  kind: 'failed',
  reason: 'exit-status',
  detail: verbatim('exit 1'),
  evidence: [],
} as const satisfies Outcome;
export const lost = {
  kind: 'lost',
  reason: 'job-vanished',
  detail: verbatim('nobody is alive'),
  evidence: [],
} as const satisfies Outcome;
export const probe = (kind: ProbeResult['kind']): ProbeResult => ({
  kind,
  detail: verbatim(`is ${kind}`),
  evidence: ['e1'],
});

export const startRun = (
  plan: FrozenPlan,
  who: Actor = aiko,
  waves?: Readonly<Record<string, Members>>,
): RunCommand => ({
  type: 'StartRun',
  run: 'sims-0001',
  plan,
  ...(waves !== undefined && { waves }),
  target: { kind: 'site' },
  channel: 'C1',
  by: who,
  at,
});
export const request = (
  asks: Asks,
  who: Actor,
  change: Partial<Extract<RunCommand, { type: 'RequestStep' }>> = {},
): RunCommand => ({
  type: 'RequestStep',
  asks,
  retry: false,
  shown: 's1',
  reason: asks === 'carry-out' || asks === 'resume' ? null : 'because',
  by: who,
  at,
  ...change,
});
export const question = (
  name: string,
  attempt: number,
  asks: Asks = 'carry-out',
  shown = 's1',
): Question => ({
  run: 'sims-0001',
  step: name,
  attempt,
  asks,
  shown,
});
