import { type Store, openSqliteStore } from '#core/journal/index.ts';
import type { RunEvent } from '#core/run/index.ts';

/** A store that notes when an event of a type was last durable, on `performance.now()`'s clock. */
export type StampedStore = {
  readonly store: Store;
  /** When it was appended, once it is; the next one that comes. */
  next(type: RunEvent['type']): Promise<number>;
};

export function openStampedStore(path: string): StampedStore {
  const store = openSqliteStore(path);
  const waiting = new Map<RunEvent['type'], ((at: number) => void)[]>();
  const { journal } = store;
  return {
    store: {
      ...store,
      journal: {
        ...journal,
        async append(run, expected, events) {
          const appended = await journal.append(run, expected, events);
          const at = performance.now();
          if (appended.kind !== 'appended') return appended;
          for (const { type } of events) {
            for (const tell of waiting.get(type) ?? []) tell(at);
            waiting.delete(type);
          }
          return appended;
        },
      },
    },
    next: (type) =>
      new Promise((resolve) => {
        waiting.set(type, [...(waiting.get(type) ?? []), resolve]);
      }),
  };
}
