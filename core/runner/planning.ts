import { type Compiled, compilePlan } from '../plan/compile.ts';
import type { LoadedInventory } from '../plan/inventory.ts';
import { stepCount } from '../plan/step-count.ts';
import { type Refusal, refusal } from '../run/refusals.ts';
import { loadRunbook, loadRunbooks } from '../runbook/load.ts';
import type { Runbook } from '../runbook/schema.ts';
import type { PlanRequest, RunbookSummary } from './engine.ts';
import { planHasProblems } from './plan-has-problems.ts';

/** Where plans come from: the runbooks' folder and the inventory, both read anew for each plan. */
export type Planning = {
  list(): readonly RunbookSummary[];
  compile(request: PlanRequest): Compiled | { readonly kind: 'refused'; readonly refusal: Refusal };
};

export type PlanningPlaces = {
  readonly runbooks: string;
  /** null: hosts stay as given, and the plan can be read but not started. */
  readonly inventory: () => LoadedInventory | null;
  /** Parameters left out take the lab's values. */
  readonly lab: boolean;
  /** Reads a list of users beside the terminal; left out where people are not at this machine. */
  readonly readList?: (path: string) => string;
};

/** Plans made of files. A runbook with a problem is not listed; asking for it says the problem. */
export function planningOf({ runbooks, inventory, lab, readList }: PlanningPlaces): Planning {
  return {
    list: () => loadRunbooks(runbooks).runbooks.map(summary),
    compile({ runbook: id, values, examples = false }) {
      const loaded = loadRunbook(runbooks, id);
      const runbook = loaded.runbooks.find((one) => one.id === id);
      if (runbook === undefined) {
        const own = loaded.unfit.get(id) ?? loaded.problems.filter(({ file }) => file.endsWith(`${id}.yaml`));
        if (own.length > 0) return { kind: 'refused', refusal: planHasProblems(own) };
        const known = loaded.runbooks.map((one) => one.id).join(', ');
        return { kind: 'refused', refusal: refusal('unknown-runbook', { runbook: id, known }) };
      }
      return compilePlan({
        runbook,
        values,
        inventory: inventory(),
        examples,
        lab,
        ...(readList === undefined ? {} : { readList }),
      });
    },
  };
}

const summary = ({ id, title, steps, parameters }: Runbook): RunbookSummary => ({
  id,
  title,
  steps: steps.length,
  stepCount: stepCount(steps),
  parameters,
});
