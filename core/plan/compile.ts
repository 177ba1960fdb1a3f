import { readFileSync } from 'node:fs';

import type { Problem } from '../runbook/problem.ts';
import type { Runbook } from '../runbook/schema.ts';
import { survey } from '../runbook/survey.ts';
import { applyingSteps, withApplyingOperations } from './applying.ts';
import { brokenLines } from './broken-lines.ts';
import { sha256 } from './canonical.ts';
import { planStep } from './compile-step.ts';
import { planText, procedureHashOf } from './hashes.ts';
import { narrowInventory } from './hosts.ts';
import type { LoadedInventory } from './inventory.ts';
import { mappedProblems } from './mapped-command.ts';
import { misplacedSecrets } from './misplaced-secrets.ts';
import type { FrozenInventory, Plan, PlannedValue, SecretReference, Sha256 } from './plan.ts';
import { type ValuesReading, readValues } from './read-values.ts';
import { type Slot, slotsOf } from './slots.ts';
import { warningsOf } from './warnings.ts';

export type CompileRequest = {
  readonly runbook: Runbook;
  /** As typed: `--set k=v`, or the fields of a form. */
  readonly values: Readonly<Record<string, string>>;
  /** `null`: hosts stay as given, and the plan can be read but not started. */
  readonly inventory: LoadedInventory | null;
  /** Parameters left out take the guide's example values. */
  readonly examples?: boolean;
  /** Parameters left out take the lab's values, then the guide's examples: for rehearsals. */
  readonly lab?: boolean;
  /** The bytes of a `file` parameter's file. Default: read from the working directory. */
  readonly documents?: (file: string) => Uint8Array;
  /** The text of `@path` of a `users` parameter. Left out, such a value is a problem: not everybody may read files here. */
  readonly readList?: (path: string) => string;
};

export type Compiled =
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      /** What must be stored before a run starts: the plan under its `planHash`, and every file it names. */
      readonly documents: ReadonlyMap<Sha256, Uint8Array>;
      readonly problems: readonly [];
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[]; readonly plan: null };

const NO_INVENTORY: FrozenInventory = { lab: null, hosts: {}, directories: {}, secrets: {} };

/** Runbook, parameters and inventory made concrete and hashed; or every problem at once, secrets never repeated. */
export function compilePlan(request: CompileRequest): Compiled {
  const { runbook, inventory, examples = false, lab = false } = request;
  const reading = readValues({
    runbook,
    given: request.values,
    mode: examples ? 'examples' : lab ? 'lab' : 'site',
    secretNames: Object.keys(inventory?.frozen.secrets ?? {}),
    readDocument: request.documents ?? ((file) => readFileSync(file)),
    readList: request.readList,
  });
  const problems = [
    ...reading.problems,
    ...missing(runbook, reading),
    ...misplacedSecrets(runbook),
    ...brokenLines(runbook, reading.values),
    ...(inventory === null ? [] : siteProblems(runbook, reading, inventory)),
  ];
  if (problems.length > 0) return { kind: 'problems', problems, plan: null };

  const scene = { ...reading, inventory, noDocument: sha256(''), examples };
  const slots = slotsOf(runbook.steps, reading.planned);
  const steps = slots.map((slot) => planStep(slot, runbook.parameters, scene));
  const stepHashes = steps.map((step) => step.stepHash);
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
    procedureHash: procedureHashOf(runbook, stepHashes, reading.planned),
    warnings: warningsOf(runbook, steps, frozen, examples),
  };
  const text = planText(plan);
  const planHash = sha256(text);
  const documents = new Map([...reading.documents, [planHash, new TextEncoder().encode(text)] as const]);
  return { kind: 'planned', plan: { ...plan, planHash }, documents, problems: [] };
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
