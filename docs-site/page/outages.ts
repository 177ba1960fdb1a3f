import type { PageService, PageStep } from './steps.ts';

/** A service that is away: from which of the steps to which one, as their places in the list; `to: null`: to the end. */
export type Outage = Pick<PageService, 'id' | 'name'> & { readonly from: number; readonly to: number | null };

/**
 * When each service is away, in the order in which they stop: from the step that stops it to the one after which it is back,
 * however often a step between says that it is down.
 */
export function outagesOf(steps: readonly Pick<PageStep, 'services'>[]): readonly Outage[] {
  const found: Outage[] = [];
  for (const [at, { services }] of steps.entries())
    for (const { id, name, change } of services) {
      const open = found.findIndex((one) => one.id === id && one.to === null);
      const outage = found[open];
      if (change === 'down' && outage === undefined) found.push({ id, name, from: at, to: null });
      if (change === 'up' && outage !== undefined) found[open] = { ...outage, to: at };
    }
  return found;
}
