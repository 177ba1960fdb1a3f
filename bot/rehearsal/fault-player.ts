import { ordersFor, type Plan, type PlannedFault, readFaults, type RunView, placeOf } from '#core/index.ts';

import type { LabProcess } from './lab-process.ts';

type Waiting = {
  readonly fault: PlannedFault;
  readonly host: string;
  stage: 'waiting' | 'set' | 'struck' | 'over';
};

/** A fault strikes, is put right again, or came too late: the operation was over before. */
export type FaultMoment = {
  readonly at: 'strikes' | 'put-right' | 'missed';
  readonly fault: PlannedFault;
  readonly host: string;
};

/**
 * Lets faults strike where they were asked for: told of every standing of the run, it gives the lab its orders, and tells
 * of every moment of a fault as it comes.
 */
export function faultPlayer(
  lab: LabProcess,
  plan: Plan,
  faults: readonly PlannedFault[],
  tell: (moment: FaultMoment) => void,
): (view: RunView) => Promise<void> {
  const waiting = faults
    .map((fault): Waiting => ({ fault, host: hostOf(plan, fault), stage: 'waiting' }))
    // What is set beforehand strikes first where two meet.
    .toSorted((a, b) => strikesLate(a) - strikesLate(b));
  return async (view) => {
    for (const one of waiting) await play(lab, one, view, tell);
  };
}

const strikesLate = ({ fault, host }: Waiting): number => ordersFor(fault, host).during.length;

async function play(
  lab: LabProcess,
  one: Waiting,
  view: RunView,
  tell: (moment: FaultMoment) => void,
): Promise<void> {
  const { fault, host } = one;
  const say = (at: FaultMoment['at']): void => tell({ at, fault, host });
  const { before, during, after } = ordersFor(fault, host);
  const { state } = view;
  const isHere = view.step?.id === fault.step && state.status === 'open';
  if (one.stage === 'waiting' && isHere) {
    await all(lab, before);
    one.stage = 'set';
  }
  if (one.stage !== 'set' && one.stage !== 'struck') return;
  const operation = isHere ? state.operations.find(({ id }) => id === fault.operation) : undefined;
  const isOver = !isHere || state.phase.at === 'stopped' || state.phase.at === 'lost';
  if (during.length > 0 && operation?.state === 'started') {
    one.stage = 'over';
    if (!(await lab.ask(`await-job ${host} ${operation.jobs[0] ?? ''}`))) return say('missed');
    await all(lab, during);
    say('strikes');
    await all(lab, after);
    say('put-right');
    return;
  }
  // What was set beforehand strikes as the operation begins, and is put right once that has been seen.
  if (during.length === 0 && one.stage === 'set' && hasBegun(view, fault, after.length > 0)) {
    one.stage = 'struck';
    say('strikes');
  }
  if (!isOver || (isHere && during.length === 0 && one.stage === 'set')) return;
  one.stage = 'over';
  if (during.length > 0) return say('missed');
  await all(lab, after);
  if (after.length > 0) say('put-right');
}

/** A full disk is met by whatever the step does first. */
function hasBegun({ plan, step, state }: RunView, fault: PlannedFault, byAny: boolean): boolean {
  if (state.status === 'open' && step?.id === fault.step)
    return state.operations.some((one) => (byAny || one.id === fault.operation) && one.state !== 'pending');
  const index = plan.steps.findIndex(({ id }) => id === fault.step);
  return (state.results[index]?.startedAt ?? null) !== null;
}

async function all(lab: LabProcess, orders: readonly string[]): Promise<void> {
  for (const order of orders) await lab.tell(order);
}

function hostOf(plan: Plan, fault: PlannedFault): string {
  const operations = plan.steps.find(({ id }) => id === fault.step)?.operations ?? [];
  const operation = operations.find(({ id }) => id === fault.operation);
  return (operation === undefined ? null : placeOf(operation)) ?? '';
}

/** What `--faults` says, against the steps of this plan. */
export const faultsOf = (text: string, plan: Plan) =>
  readFaults(
    text,
    plan.steps
      .filter(({ applies }) => applies)
      .map(({ id, number, operations }) => ({
        id,
        number,
        jobs: operations
          .filter(
            (operation) =>
              operation.verb === 'ssh' || (operation.verb === 'site' && operation.mapped !== null),
          )
          .map((operation) => operation.id),
      })),
  );
