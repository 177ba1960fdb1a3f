import type { HostConnection } from '../../connections/connections.ts';
import { type Found, lookUp } from './look.ts';
import type { Met } from './spool.ts';

type Looked = ReadonlyMap<string, Found> | null;
type Look = (met: Met, names: readonly string[]) => Promise<Looked>;

const queues = new WeakMap<HostConnection, Map<string, Queue>>();

/**
 * As `lookUp`, for whoever follows one of many jobs of a host: while one look is on its way, those who ask wait and share the
 * next. A dozen sessions then cost one channel and one `ps` at a time, not a dozen. What is found was looked at after it
 * was asked for.
 */
export function lookTogether(met: Met, name: string, look: Look = lookUp): Promise<Looked> {
  const places = queues.get(met.connection) ?? new Map<string, Queue>();
  queues.set(met.connection, places);
  const place = JSON.stringify([met.shell, met.root, met.spools, met.boot]);
  const queue = places.get(place) ?? new Queue();
  places.set(place, queue);
  return queue.look(met, name, look);
}

class Queue {
  #before: Promise<unknown> = Promise.resolve();
  #next: { readonly names: Set<string>; readonly looked: Promise<Looked> } | null = null;

  look(met: Met, name: string, look: Look): Promise<Looked> {
    if (this.#next !== null) {
      this.#next.names.add(name);
      return this.#next.looked;
    }
    const names = new Set([name]);
    const looked = this.#before.then(() => {
      this.#next = null;
      return look(met, [...names]);
    });
    this.#next = { names, looked };
    this.#before = looked.catch(() => undefined);
    return looked;
  }
}
