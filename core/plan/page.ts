// The third door for docs-site, and the only one of core/plan: a page makes its plan with the compiler of `watari plan`,
// in a browser too. So nothing here may import from Node or load zod (test/house.test.ts bundles it for a browser).
import type { Problem } from '../runbook/problem.ts';
import type { Runbook } from '../runbook/schema.ts';
import { makePlan } from './make-plan.ts';
import type { Plan, Sha256 } from './plan.ts';

export { stepText } from './canonical.ts';
export { expectedOf } from './expected.ts';
export { fieldProblem } from './field-problem.ts';
export { isManual } from './freeze.ts';
export { hostsOfOperation } from './hosts.ts';
export type * from './operation.ts';
export { inputText } from './plan-json.ts';
export type { PlannedStep, PlannedValue, Sha256 } from './plan.ts';
export { placeOf } from './places.ts';
export { withoutWave } from './slots.ts';
export { stepCount } from './step-count.ts';
export { riskName, serviceName } from './words.ts';

/** A plan for readers: without the hashes of the whole, which belong to what is started. */
export type PagePlan = Omit<Plan, 'procedureHash' | 'planHash'>;
export type PageRequest = {
  readonly runbook: Runbook;
  /** As typed in the form. What only a machine can read (`file`, `waves`), or nobody may type (`secret`), keeps the example. */
  readonly values: Readonly<Record<string, string>>;
  /** SHA-256 of `stepText` of every step, by the step's id. */
  readonly stepHashes: Readonly<Record<string, Sha256>>;
  /** SHA-256 of every file that the examples of `file` parameters name, by that name. */
  readonly documents: Readonly<Record<string, Sha256>>;
};
export type PageCompiled =
  | { readonly kind: 'planned'; readonly plan: PagePlan }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** Types whose value a page never takes. */
const KEPT = new Set(['file', 'waves', 'secret']);

/** Whether a page asks for a parameter. */
export const isAsked = (runbook: Pick<Runbook, 'parameters'>, name: string): boolean => {
  const parameter = Object.hasOwn(runbook.parameters, name) ? runbook.parameters[name] : undefined;
  return parameter !== undefined && !KEPT.has(parameter.type);
};

/**
 * What `watari plan --examples --set …` prints for these values, or every problem at once. Values of parameters that
 * the runbook does not have, or that a page does not ask for, are left aside: a link may be older than the runbook.
 */
export function compilePage({ runbook, values, stepHashes, documents }: PageRequest): PageCompiled {
  return makePlan({
    runbook,
    values: Object.fromEntries(Object.entries(values).filter(([name]) => isAsked(runbook, name))),
    inventory: null,
    mode: 'examples',
    stepHash: ({ id }) => known(stepHashes, id),
    noDocument: NO_BYTES,
    documentOf: (file) => known(documents, file),
    readList: undefined,
    readWaves: () => {
      throw new Error('a page keeps the waves of the example');
    },
  });
}

/** SHA-256 of no bytes (FIPS 180-4). */
const NO_BYTES = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function known(hashes: Readonly<Record<string, Sha256>>, name: string): Sha256 {
  const found = Object.hasOwn(hashes, name) ? hashes[name] : undefined;
  if (found === undefined) throw new Error(`no hash for ${name}`);
  return found;
}
