import type { FrozenStep } from './events.ts';
import type { Instant } from './question.ts';
import type { OpenRun } from './state.ts';

type Downtime = OpenRun['downtime'];
type Moment = 'begins' | 'done' | 'undo-begins' | 'undone';

/**
 * A service is down from the moment a step that takes it down begins, and up when a step that brings it back is
 * proven done. An undo runs the film backwards: what came up goes down as it begins, what went down is up when it is over.
 */
export function service(
  downtime: Downtime,
  step: FrozenStep | undefined,
  moment: Moment,
  at: Instant,
): Downtime {
  let after = downtime;
  for (const [name, state] of Object.entries(step?.service ?? {})) {
    const isUndo = moment === 'undo-begins' || moment === 'undone';
    const goes = isUndo ? (state === 'down' ? 'up' : 'down') : state;
    const opens = moment === 'begins' || moment === 'undo-begins';
    if (goes === 'down') after = open(after, name, at);
    else if (!opens) after = close(after, name, at);
  }
  return after;
}

const isDown = (downtime: Downtime, name: string): boolean =>
  downtime.some(({ service: down, to }) => down === name && to === null);

const open = (downtime: Downtime, name: string, at: Instant): Downtime =>
  isDown(downtime, name) ? downtime : [...downtime, { service: name, from: at, to: null }];

const close = (downtime: Downtime, name: string, at: Instant): Downtime =>
  downtime.map((entry) => (entry.service === name && entry.to === null ? { ...entry, to: at } : entry));
