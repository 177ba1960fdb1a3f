import { ordersFor, type Plan, type PlannedFault, readFaults, type RunView, placeOf } from '#core/index.ts';

import type { LabProcess } from './lab-process.ts';

type Waiting = { readonly fault: PlannedFault; readonly host: string; stage: 'waiting' | 'set' | 'over' };

/**
 * Lets faults strike where they were asked for: told of every standing of the run, it gives the lab its orders. `missed`
 * hears of a fault that came too late: the operation was over before.
 */
export function faultPlayer(
  lab: LabProcess,
  plan: Plan,
  faults: readonly PlannedFault[],
  missed: (fault: PlannedFault) => void,
): (view: RunView) => Promise<void> {
  const waiting = faults.map((fault): Waiting => ({ fault, host: hostOf(plan, fault), stage: 'waiting' }));
  return async (view) => {
    for (const one of waiting) await play(lab, one, view, missed);
  };
}

async function play(
  lab: LabProcess,
  one: Waiting,
  view: RunView,
  missed: (fault: PlannedFault) => void,
): Promise<void> {
  const { fault, host } = one;
  const { before, during, after } = ordersFor(fault, host);
  const { state } = view;
  const isHere = view.step?.id === fault.step && state.status === 'open';
  if (one.stage === 'waiting' && isHere) {
    await all(lab, before);
    one.stage = 'set';
  }
  if (one.stage !== 'set') return;
  const job = isHere
    ? state.operations.find(({ id, state: at }) => id === fault.operation && at === 'started')
    : undefined;
  const isOver = !isHere || state.phase.at === 'stopped' || state.phase.at === 'lost';
  if (during.length > 0 && job !== undefined) {
    one.stage = 'over';
    if (!(await lab.ask(`await-job ${host} ${job.jobs[0] ?? ''}`))) return missed(fault);
    await all(lab, [...during, ...after]);
  } else if (isOver) {
    one.stage = 'over';
    if (during.length > 0) return missed(fault);
    // What was set beforehand is put right once it has been seen to strike.
    await all(lab, after);
  }
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
