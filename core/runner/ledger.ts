import { Fault } from '../errors.ts';
import type { Journal } from '../journal/journal.ts';
import type { RunEvent } from '../run/events.ts';
import { evolve } from '../run/evolve.ts';
import type { RunId } from '../run/question.ts';
import { type RunState, initialState } from '../run/state.ts';
import type { Clock } from './parts.ts';

/** Where a run stands: its state after so many events, and the head of their chain. */
export type Standing = { readonly version: number; readonly head: string; readonly state: RunState };

type Appended =
  | { readonly kind: 'appended'; readonly standing: Standing }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'held'; readonly hold: string; readonly run: RunId };

const BEGINNING: Standing = { version: 0, head: '', state: initialState };

/** The journal, folded. What was folded once is kept, so that only new events are read; the journal stays the only memory. */
export class Ledger {
  readonly #journal: Journal;
  readonly #known = new Map<RunId, Standing>();
  readonly clock: Clock;

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.clock = clock;
  }

  /** @throws Fault journal-corrupt */
  async read(run: RunId): Promise<Standing> {
    const known = this.#known.get(run) ?? BEGINNING;
    const rows = await this.#journal.read(run, known.version);
    let standing = known;
    for (const { version, hash, event } of rows)
      standing = { version, head: hash, state: evolved(run, standing.state, event) };
    this.#keep(run, standing);
    return standing;
  }

  async append(run: RunId, after: Standing, events: readonly RunEvent[], state: RunState): Promise<Appended> {
    const appended = await this.#journal.append(run, after.version, events);
    if (appended.kind !== 'appended') return appended;
    const standing = { version: appended.version, head: appended.head, state };
    this.#keep(run, standing);
    return { kind: 'appended', standing };
  }

  #keep(run: RunId, standing: Standing): void {
    // A slower reader must not put back what a faster one has passed.
    if (standing.version > (this.#known.get(run)?.version ?? 0)) this.#known.set(run, standing);
  }
}

/** Somebody changed what is stored of a run, or a newer Watari wrote it. */
export const isUnreadable = (error: unknown): boolean =>
  error instanceof Fault && error.code === 'journal-corrupt';

/** What has the type of an event and not its shape was changed by somebody too. */
function evolved(run: RunId, state: RunState, event: RunEvent): RunState {
  try {
    return evolve(state, event);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('journal-corrupt', `Reading the journal of ${run}`, `${event.type} has not its shape`, {
      cause,
    });
  }
}
