import type { Context, Executor, Executors, Preview } from '#core/executors/executor.ts';
import type { PlannedOperation } from '#core/plan/index.ts';
import { type Outcome, type ProbeResult, verbatim } from '#core/run/index.ts';

export const done: Outcome = { kind: 'succeeded', evidence: [], detail: verbatim('exit 0') };
export const failure = {
  kind: 'failed',
  reason: 'exit-status',
  detail: verbatim('exit 1'),
  evidence: [],
} as const satisfies Outcome;
export const vanished = {
  kind: 'lost',
  reason: 'job-vanished',
  detail: verbatim('gone'),
  evidence: [],
} as const satisfies Outcome;
export const probed = (kind: ProbeResult['kind'], detail = ''): ProbeResult => ({
  kind,
  detail: verbatim(detail),
  evidence: [],
});

/** What an operation of this name does when it is carried out; left out, it succeeds at once. */
type Act = (context: Context) => Promise<Outcome> | Outcome;

/**
 * The world out there: it goes on when an engine dies. Jobs are found again by their name; every effect is counted.
 * Operations are known by their command.
 */
export class World {
  /** How often each command took effect. */
  readonly effects = new Map<string, number>();
  /** Every call of an executor, in order: `carryOut c1.do.1`. */
  readonly calls: string[] = [];
  readonly acts = new Map<string, Act>();
  readonly previews = new Map<string, readonly string[]>();
  readonly probes = new Map<string, ProbeResult[]>();
  /** What a look at a lost operation of this command finds; left out, nothing new. */
  readonly found = new Map<string, 'alive' | Outcome>();
  readonly lookedBack: string[] = [];
  readonly tidied: string[] = [];
  readonly #jobs = new Map<
    string,
    { readonly outcome: Promise<Outcome>; readonly cancel: AbortController }
  >();
  readonly #gates = new Map<string, PromiseWithResolvers<void>>();

  /** From now on the command waits, until `open`. */
  shut(command: string): void {
    this.#gates.set(command, Promise.withResolvers());
  }
  open(command: string): void {
    this.#gates.get(command)?.resolve();
  }

  /** Every executor of this world. */
  get executors(): Executors {
    const every: Executor<PlannedOperation> = {
      preview: async ({ command }): Promise<Preview> => ({
        text: { en: 'as it is', ja: 'そのまま' },
        changes: this.previews.get(command ?? '') ?? [],
      }),
      carryOut: (operation, context) => this.#carryOut(operation, context),
      probe: async ({ command }) => {
        this.calls.push(`probe ${command}`);
        const queue = this.probes.get(command ?? '') ?? [];
        return (queue.length > 1 ? queue.shift() : queue[0]) ?? probed('satisfied');
      },
      lookBack: async ({ command }) => {
        this.lookedBack.push(command ?? '');
        return this.found.get(command ?? '') ?? null;
      },
      tidy: async (_operation, context) => {
        this.tidied.push(context.job);
      },
    };
    return {
      ssh: every,
      wait: every,
      manual: every,
      site: every,
      file: every,
      port: every,
      ldap: every,
      compare: every,
      stream: every,
      dns: every,
    };
  }

  async #carryOut({ command, verb }: PlannedOperation, context: Context): Promise<Outcome> {
    const name = command ?? '';
    this.calls.push(`carryOut ${context.job}`);
    if (verb !== 'ssh') return this.#take(name, verb, context);
    // Whoever is attached to a job may cancel it, not only who began it.
    const job = this.#jobs.get(context.job) ?? this.#launch(name, context);
    if (context.cancel.aborted) job.cancel.abort();
    context.cancel.addEventListener('abort', () => job.cancel.abort());
    return job.outcome;
  }

  #launch(name: string, context: Context) {
    const cancel = new AbortController();
    const job = { outcome: this.#take(name, 'ssh', { ...context, cancel: cancel.signal }), cancel };
    this.#jobs.set(context.job, job);
    return job;
  }

  async #take(name: string, verb: PlannedOperation['verb'], context: Context): Promise<Outcome> {
    // What converges has its effect once, however often it is repeated.
    if (verb === 'ssh' || !this.effects.has(name)) this.effects.set(name, (this.effects.get(name) ?? 0) + 1);
    await this.#gates.get(name)?.promise;
    return this.acts.get(name)?.(context) ?? done;
  }
}
