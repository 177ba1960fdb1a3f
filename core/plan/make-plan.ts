import type { Problem } from '../runbook/problem.ts';
import type { CheckedStep, Runbook } from '../runbook/schema.ts';
import { survey } from '../runbook/survey.ts';
import { applyingSteps, withApplyingOperations } from './applying.ts';
import { brokenLines } from './broken-lines.ts';
import { planStep } from './compile-step.ts';
import { narrowInventory } from './hosts.ts';
import type { LoadedInventory } from './inventory.ts';
import { mappedProblems } from './mapped-command.ts';
import { misplacedSecrets } from './misplaced-secrets.ts';
import type { FrozenInventory, Plan, PlannedValue, SecretReference, Sha256 } from './plan.ts';
import { type ValueMode, type ValuesReading, type ValuesRequest, readValues } from './read-values.ts';
import { type Slot, slotsOf } from './slots.ts';
import { warningsOf } from './warnings.ts';

// Reads no file and hashes nothing itself: the documentation's page makes its plan with this, in a browser
// (test/house.test.ts bundles it). What a machine can do, whoever calls gives.

export type MakeRequest = Pick<ValuesRequest, 'documentOf' | 'readList' | 'readWaves'> & {
  readonly runbook: Runbook;
  readonly values: Readonly<Record<string, string>>;
  readonly inventory: LoadedInventory | null;
  readonly mode: ValueMode;
  readonly stepHash: (step: CheckedStep) => Sha256;
  /** SHA-256 of no bytes. */
  readonly noDocument: Sha256;
};
export type Made =
  | { readonly kind: 'planned'; readonly plan: Omit<Plan, 'procedureHash' | 'planHash'> }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

const NO_INVENTORY: FrozenInventory = { lab: null, hosts: {}, directories: {}, secrets: {} };

/** A plan without the hashes of the whole, or every problem at once. */
export function makePlan(request: MakeRequest): Made {
  const { runbook, inventory, mode } = request;
  const examples = mode === 'examples';
  const reading = readValues({
    runbook,
    given: request.values,
    mode,
    secretNames: Object.keys(inventory?.frozen.secrets ?? {}),
    documentOf: request.documentOf,
    readList: request.readList,
    readWaves: request.readWaves,
  });
  const problems = [
    ...reading.problems,
    ...missing(runbook, reading),
    ...misplacedSecrets(runbook),
    ...brokenLines(runbook, reading.values),
    ...(inventory === null ? [] : siteProblems(runbook, reading, inventory)),
  ];
  if (problems.length > 0) return { kind: 'problems', problems };

  const scene = { ...reading, inventory, noDocument: request.noDocument, examples };
  const slots = slotsOf(runbook.steps, reading.planned);
  const steps = slots.map((slot) => planStep(slot, runbook.parameters, scene, request.stepHash));
  const waves = wavesOf(slots, reading);
  const frozen =
    inventory === null
      ? NO_INVENTORY
      : narrowInventory(inventory.frozen, steps, referencesIn(reading.planned));
  const plan = {
    runbook: runbook.id,
    title: runbook.title,
    examples,
    values: reading.planned,
    inventory: frozen,
    steps,
    ...(waves.length > 0 && { waves }),
    warnings: warningsOf(runbook, steps, frozen, examples),
  };
  return { kind: 'planned', plan };
}

/** Every wave of the slots once, in order, with the budget of its group. */
function wavesOf(slots: readonly Slot[], { values }: ValuesReading): NonNullable<Plan['waves']> {
  const names = new Set<string>();
  return slots.flatMap(({ step, wave }) => {
    if (wave === null || names.has(wave.name)) return [];
    names.add(wave.name);
    const { budget } = step.group ?? {};
    const given = budget === undefined ? undefined : values[budget]?.value;
    return [{ ...wave, budget: typeof given === 'number' ? given : null }];
  });
}

const referencesIn = (values: Readonly<Record<string, PlannedValue>>): readonly SecretReference[] =>
  Object.values(values).flatMap((value) =>
    typeof value === 'object' && 'secret' in value ? [value.secret] : [],
  );

/** A value that only steps use which do not apply may stay open; a condition or a number may not. */
function missing(runbook: Runbook, reading: ValuesReading): readonly Problem[] {
  const applying = applyingSteps(runbook.steps, reading.values);
  const needed = new Set(
    survey({ ...runbook, assumptions: [], advice: [], steps: applying }).uses.map((use) => use.name),
  );
  return [...reading.missing]
    .filter(([name]) => {
      const type = runbook.parameters[name]?.type;
      return needed.has(name) || type === 'choice' || type === 'port' || type === 'integer';
    })
    .map(([, problem]) => problem);
}

/** Only of the operations that would be planned. */
const siteProblems = (
  runbook: Runbook,
  { values }: ValuesReading,
  inventory: LoadedInventory,
): readonly Problem[] =>
  runbook.steps
    .map((step) => withApplyingOperations(step, values))
    .flatMap((step) => [...step.do, ...(step.verify ?? []), ...(step.undo ?? [])])
    .flatMap((operation) => ('site' in operation ? mappedProblems(operation.site, inventory) : []));
