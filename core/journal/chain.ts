import { hash } from 'node:crypto';

import type { Sha256 } from '../plan/plan.ts';

/** What one link of the chain covers: everything that is stored of an event. */
export type Link = {
  readonly run: string;
  readonly version: number;
  readonly type: string;
  readonly eventVersion: number;
  readonly engine: string;
  readonly payload: string;
};

/** The previous hash of a run's first event. */
export const GENESIS: Sha256 = '0'.repeat(64);

/** Lengths stand before the texts, so that no two different links have the same bytes. */
export function linkHash(previous: Sha256, link: Link): Sha256 {
  let text = previous;
  for (const part of [
    link.run,
    String(link.version),
    link.type,
    String(link.eventVersion),
    link.engine,
    link.payload,
  ])
    text += `\n${Buffer.byteLength(part)}:${part}`;
  return hash('sha256', text, 'hex');
}
