import {
  type FaultOrders,
  ordersFor,
  type Plan,
  type PlannedFault,
  readFaults,
  type RunView,
} from '#core/index.ts';

import { placeOf } from '../messages/operations.ts';
import type { LabProcess } from './lab-process.ts';

type Waiting = {
  readonly fault: PlannedFault;
  readonly orders: FaultOrders;
  stage: 'waiting' | 'set' | 'struck' | 'over';
};

/** Lets faults strike where they were asked for: told of every standing of the run, it gives the lab its orders. */
export function faultPlayer(
  lab: LabProcess,
  plan: Plan,
  faults: readonly PlannedFault[],
): (view: RunView) => Promise<void> {
  const waiting: Waiting[] = faults.map((fault) => ({
    fault,
    orders: ordersFor(fault, hostOf(plan, fault)),
    stage: 'waiting',
  }));
  return async (view) => {
    for (const one of waiting) await play(lab, one, view);
  };
}

async function play(lab: LabProcess, one: Waiting, view: RunView): Promise<void> {
  const { fault, orders } = one;
  const { state } = view;
  const isHere = view.step?.id === fault.step && state.status === 'open';
  if (one.stage === 'waiting' && isHere) {
    await all(lab, orders.before);
    one.stage = 'set';
  }
  const isUnderWay =
    isHere && state.operations.some(({ id, state: at }) => id === fault.operation && at === 'started');
  if (one.stage === 'set' && orders.during.length > 0 && isUnderWay) {
    await all(lab, orders.during);
    await all(lab, orders.after);
    one.stage = 'over';
  }
  // What was set beforehand is put right once it has been seen to strike.
  if (
    one.stage === 'set' &&
    orders.during.length === 0 &&
    (!isHere || state.phase.at === 'stopped' || state.phase.at === 'lost')
  ) {
    await all(lab, orders.after);
    one.stage = 'over';
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
