import type { Connections } from '../connections/connections.ts';
import { Fault } from '../errors.ts';
import { type Redactor, createRedactor, keepEvidence } from '../evidence/index.ts';
import type { Context } from '../executors/executor.ts';
import type { Plan, SecretReference } from '../plan/plan.ts';
import type { RunId } from '../run/question.ts';
import type { EngineParts } from './parts.ts';

/** Connections of a run, kept warm between its steps. */
export class Workbench {
  readonly #parts: EngineParts;
  readonly #connections = new Map<RunId, Connections>();

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  connections(run: RunId, plan: Plan): Connections {
    const open = this.#connections.get(run);
    if (open !== undefined) return open;
    const opened = this.#parts.openConnections(plan.inventory, (reference) =>
      secretValue(this.#parts, plan, reference),
    );
    this.#connections.set(run, opened);
    return opened;
  }

  async close(run: RunId): Promise<void> {
    const open = this.#connections.get(run);
    this.#connections.delete(run);
    await open?.[Symbol.asyncDispose]();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#connections.keys()].map((run) => this.close(run)));
  }
}

/** The secrets of a plan at the moment of use, and what keeps them out of everything that is kept. */
export type Secrets = { readonly values: ReadonlyMap<string, string>; readonly redactor: Redactor };

/** Every secret parameter's value. @throws Fault secret-unavailable */
export function resolveSecrets(parts: EngineParts, plan: Plan): Secrets {
  const values = new Map(
    secretParameters(plan).map(([name, reference]) => [
      name,
      oneLine(name, secretValue(parts, plan, reference)),
    ]),
  );
  return { values, redactor: createRedactor(values.values()) };
}

/**
 * For looking ahead and back: a secret that cannot be had here is left out, and executors say so. Unless they are whole,
 * what stands on a host may hold one that nobody here could take out of it.
 */
export function secretsAtHand(parts: EngineParts, plan: Plan): Secrets & { readonly areWhole: boolean } {
  const values = new Map<string, string>();
  for (const [name, reference] of secretParameters(plan))
    try {
      const value = oneLine(name, secretValue(parts, plan, reference));
      createRedactor([value]);
      values.set(name, value);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  const areWhole = values.size === secretParameters(plan).length;
  return { values, redactor: createRedactor(values.values()), areWhole };
}

/** Found out before anything begins: an operation that needs it could neither begin nor be said to have failed. */
function oneLine(name: string, value: string): string {
  if (!value.includes('\n')) return value;
  throw new Fault('secret-unavailable', `Using the secret ${name}`, 'it has a line break');
}

const secretParameters = (plan: Plan): readonly (readonly [string, SecretReference])[] =>
  Object.entries(plan.values).flatMap(([name, value]) =>
    typeof value === 'object' && 'secret' in value ? [[name, value.secret] as const] : [],
  );

function secretValue(parts: EngineParts, plan: Plan, reference: SecretReference): string {
  if (reference.from !== 'inventory') return parts.secretOf(reference);
  const found = plan.inventory.secrets[reference.name];
  if (found === undefined || found.from === 'inventory')
    throw new Fault(
      'secret-unavailable',
      `Looking up the secret ${reference.name}`,
      'the inventory of this run does not say where it is',
    );
  return parts.secretOf(found);
}

type Own = Pick<
  Context,
  'job' | 'meet' | 'report' | 'cancel' | 'again' | 'follows' | 'sessionsDone' | 'remembered'
> & {
  readonly leave: AbortSignal;
};

/** What an executor works with, for one operation. */
export const contextOf = (
  { store }: EngineParts,
  plan: Plan,
  connections: Connections,
  { values, redactor }: Secrets,
  own: Own,
): Context => ({
  inventory: plan.inventory,
  connections,
  documents: store.documents,
  secrets: values,
  keep: (bytes) => keepEvidence(store.documents, redactor, bytes),
  redact: (text) => redactor.text(text),
  ...own,
});
