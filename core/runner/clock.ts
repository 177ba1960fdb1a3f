import { setTimeout as delay } from 'node:timers/promises';

import type { Clock } from './parts.ts';

/** This machine's clock. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
};
