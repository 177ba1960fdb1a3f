import { readFileSync } from 'node:fs';

import type { Problem } from '../runbook/problem.ts';
import type { Runbook } from '../runbook/schema.ts';
import { planText, procedureHashOf, stepHashOf } from './hashes.ts';
import type { LoadedInventory } from './inventory.ts';
import { makePlan } from './make-plan.ts';
import type { Plan, Sha256 } from './plan.ts';
import { readWaves } from './read-waves.ts';
import { sha256 } from './sha256.ts';

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

/** Runbook, parameters and inventory made concrete and hashed; or every problem at once, secrets never repeated. */
export function compilePlan(request: CompileRequest): Compiled {
  const { runbook, inventory, examples = false, lab = false, readList } = request;
  const readBytes = request.documents ?? ((file) => readFileSync(file));
  const documents = new Map<Sha256, Uint8Array>();
  const made = makePlan({
    runbook,
    values: request.values,
    inventory,
    mode: examples ? 'examples' : lab ? 'lab' : 'site',
    stepHash: stepHashOf,
    noDocument: sha256(''),
    readList,
    readWaves,
    documentOf: (file) => {
      const bytes = readBytes(file);
      const document = sha256(bytes);
      documents.set(document, bytes);
      return document;
    },
  });
  if (made.kind === 'problems') return { ...made, plan: null };
  const stepHashes = made.plan.steps.map((step) => step.stepHash);
  const plan = {
    ...made.plan,
    procedureHash: procedureHashOf(runbook, stepHashes, made.plan.values),
  };
  const text = planText(plan);
  const planHash = sha256(text);
  documents.set(planHash, new TextEncoder().encode(text));
  return { kind: 'planned', plan: { ...plan, planHash }, documents, problems: [] };
}
