import type { Journal } from '../journal/journal.ts';
import type { RunId } from '../run/question.ts';

const PAGE = 500;

/** Follows the journal by its global sequence, whoever appends. */
export class Tail {
  readonly #journal: Journal;
  #sequence = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Runs with events since the last call, each once. The first call names every run. */
  async changed(): Promise<readonly RunId[]> {
    const runs = new Set<RunId>();
    for (;;) {
      const page = await this.#journal.since(this.#sequence, PAGE);
      for (const { run, sequence } of page) {
        runs.add(run);
        this.#sequence = sequence;
      }
      if (page.length < PAGE) return [...runs];
    }
  }
}
