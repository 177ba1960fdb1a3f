import type { Store } from '../journal/store.ts';
import { bindStep } from '../plan/bind.ts';
import { canonicalJson } from '../plan/canonical.ts';
import { readPlanDocument } from '../plan/plan-document.ts';
import type { Plan, Sha256 } from '../plan/plan.ts';
import { withoutWave } from '../plan/slots.ts';
import { type Wave, readWaveDocument } from '../plan/waves.ts';
import { begunBefore } from '../run/facts.ts';
import type { Question, RunId } from '../run/question.ts';
import type { RunState } from '../run/state.ts';
import { Ledger } from './ledger.ts';
import type { Clock, EngineParts } from './parts.ts';
import { Workbench } from './workbench.ts';

/** What a process works with, once it has its parts. */
export type Tools = {
  readonly parts: EngineParts;
  readonly ledger: Ledger;
  readonly workbench: Workbench;
  readonly plans: Plans;
  /** What was looked at a moment ago, by question: so that a step that starts at once is not looked at twice. */
  readonly lookedAt: LookedAt;
  /** `<claim>.<operation>` of what this process has just recorded as started and has not yet carried out. */
  readonly justStarted: Set<string>;
  /** Work that nobody waits for, but that connections must outlive. */
  readonly background: Set<Promise<void>>;
  /** Hosts of which people were told that nothing could be tidied up there. */
  readonly unreached: Set<string>;
};

export const toolsOf = (parts: EngineParts): Tools => ({
  parts,
  ledger: new Ledger(parts.store.journal, parts.clock),
  workbench: new Workbench(parts),
  plans: new Plans(parts.store),
  lookedAt: new LookedAt(parts.clock),
  justStarted: new Set(),
  background: new Set(),
  unreached: new Set(),
});

/** What was looked at in this process longer ago than this is looked at again before it starts. */
const STILL_FRESH_MS = 1000;

/** What was shown with the questions of a moment ago. */
export class LookedAt {
  readonly #clock: Clock;
  readonly #seen = new Map<string, { readonly shown: Sha256; readonly atMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(question: Question, shown: Sha256): void {
    this.#seen.set(canonicalJson({ ...question, shown }), { shown, atMs: Date.parse(this.#clock.now()) });
  }

  /** Once, and only within a moment. */
  take(question: Question): Sha256 | null {
    const key = canonicalJson(question);
    const seen = this.#seen.get(key);
    this.#seen.delete(key);
    if (seen === undefined) return null;
    // A clock may have been put back.
    const ageMs = Math.abs(Date.parse(this.#clock.now()) - seen.atMs);
    return ageMs < STILL_FRESH_MS ? seen.shown : null;
  }
}

/** Plans as their runs carry them out. */
export class Plans {
  readonly #store: Store;
  readonly #read = new Map<Sha256, Plan>();
  readonly #waves = new Map<Sha256, Wave>();
  readonly #bound = new Map<RunId, { readonly key: string; readonly plan: Plan }>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The plan of a run with who is in its waves now, and with the retries of what an earlier attempt has begun. What is
   * shown, carried out and verified is this, and never the plan as it was frozen. @throws Fault document-missing
   */
  async of(run: Exclude<RunState, { status: 'not-started' }>): Promise<Plan> {
    const { plan: frozen, waves, cursor } = run;
    const members = new Map<string, Wave>();
    for (const [name, { document }] of Object.entries(waves)) members.set(name, await this.wave(document));
    const again = comesAgain(run, members)
      ? new Set(frozen.steps[cursor]?.operations.map(({ id }) => id))
      : begunBefore(run);
    const key = canonicalJson([frozen.planHash, waves, cursor, [...again]]);
    const known = this.#bound.get(run.run);
    if (known?.key === key) return known.plan;
    const written = await this.#frozen(frozen.planHash);
    const plan = {
      ...written,
      steps: written.steps.map((step, index) =>
        bindStep(step, { waves: members, again: index === cursor ? again : NONE }),
      ),
    };
    this.#bound.set(run.run, { key, plan });
    return plan;
  }

  /** Who is in a wave. @throws Fault document-missing */
  async wave(document: Sha256): Promise<Wave> {
    const known = this.#waves.get(document);
    if (known !== undefined) return known;
    const wave = readWaveDocument(await this.#store.documents.get(document));
    this.#waves.set(document, wave);
    return wave;
  }

  /** They never change, so each is read once. */
  async #frozen(planHash: Sha256): Promise<Plan> {
    const known = this.#read.get(planHash);
    if (known !== undefined) return known;
    const plan = readPlanDocument(await this.#store.documents.get(planHash));
    this.#read.set(planHash, plan);
    return plan;
  }
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Whether somebody in the wave of the current step was taken out of another one whose same step has begun: some of it may be
 * there already for them, so its retries are what runs. A retry does no harm where nothing is there.
 */
function comesAgain(
  { plan, results, cursor }: Exclude<RunState, { status: 'not-started' }>,
  members: ReadonlyMap<string, Wave>,
): boolean {
  const step = plan.steps[cursor];
  const here = new Set(members.get(step?.wave ?? '')?.users?.map(({ mailbox }) => mailbox));
  if (step === undefined || here.size === 0) return false;
  return plan.steps.some(
    ({ id, wave }, index) =>
      wave !== undefined &&
      wave !== step.wave &&
      withoutWave(id) === withoutWave(step.id) &&
      (results[index]?.attempts ?? 0) > 0 &&
      (members.get(wave)?.movedOut ?? []).some(({ mailbox }) => here.has(mailbox)),
  );
}
