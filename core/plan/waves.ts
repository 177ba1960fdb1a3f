import { Fault } from '../errors.ts';
import { escapeFilterValue } from '../runbook/render.ts';
import { canonicalJson } from './canonical.ts';
import type { Sha256 } from './plan.ts';

/** `mailbox`: `uid` in the default domain, `uid@domain` elsewhere. `bytes`: what the store holds of it, where it can tell. */
export type WaveUser = { readonly uid: string; readonly mailbox: string; readonly bytes: number | null };

/** Users of one domain that are moved together. `users: null`: those that the filter finds below the base, not looked up yet. */
export type Wave = {
  readonly name: string;
  readonly base: string;
  readonly domain: string;
  readonly filter: string;
  readonly users: readonly WaveUser[] | null;
  /** Taken out of it. Kept, so that the sessions of all others stay as they were dealt. */
  readonly movedOut: readonly WaveUser[];
};

/** Who is in a wave: the stored document that says it, and how many they are. */
export type Members = { readonly document: Sha256; readonly count: number };
/** Users (by mailbox) that change from one wave to a later one, and who is in both afterwards. */
export type Move = {
  readonly users: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly members: { readonly from: Members; readonly to: Members };
};
/** A filter that finds nobody. */
const NOBODY = '(!(objectClass=*))';

/** What finds the wave's users below its base: the list, where there is one. Values are escaped by RFC 4515. */
export function filterOf({ users, filter }: Pick<Wave, 'users' | 'filter'>): string {
  if (users === null) return filter;
  const each = users.map(({ uid }) => `(uid=${escapeFilterValue(uid)})`);
  if (each.length === 0) return NOBODY;
  return each.length === 1 ? each.join('') : `(|${each.join('')})`;
}

/**
 * Whatever stands for one person: a mailbox, and a uid in its domain. Directories and stores do not mind its case, so a
 * person who is written in two ways would be moved twice, and have every message twice.
 */
export const marksOf = ({ uid, mailbox }: WaveUser, { domain }: Pick<Wave, 'domain'>): readonly string[] => [
  `mailbox ${mailbox.toLowerCase()}`,
  `uid ${uid.toLowerCase()} ${domain.toLowerCase()}`,
];

/** The bytes that are stored for a wave; their SHA-256 is what the journal names. */
export const waveDocument = (wave: Wave): Uint8Array => new TextEncoder().encode(canonicalJson(wave));

/**
 * A wave from its stored bytes.
 * @throws Fault document-missing if the bytes are something else
 */
export function readWaveDocument(bytes: Uint8Array): Wave {
  const written: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isWave(written))
    throw new Fault('document-missing', 'Reading a wave', 'the document under its hash is another one');
  return written;
}

// Our own bytes, found by their hash: waveDocument alone writes documents with these keys.
const isWave = (written: unknown): written is Wave =>
  typeof written === 'object' && written !== null && 'movedOut' in written && 'users' in written;

/**
 * Takes users (by mailbox) out of one wave and puts them into another of the same domain.
 * `unknown`: those that are not in the first one.
 */
export function moveUsers(
  mailboxes: readonly string[],
  from: Wave,
  to: Wave,
): { readonly from: Wave; readonly to: Wave; readonly unknown: readonly string[] } {
  const all = from.users ?? [];
  const moved = all.filter(({ mailbox }) => mailboxes.includes(mailbox));
  return {
    from: {
      ...from,
      users: all.filter((user) => !moved.includes(user)),
      movedOut: [...from.movedOut, ...moved],
    },
    to: {
      ...to,
      users: [...(to.users ?? []), ...moved],
      movedOut: to.movedOut.filter(({ mailbox }) => !mailboxes.includes(mailbox)),
    },
    unknown: mailboxes.filter((name) => !moved.some(({ mailbox }) => mailbox === name)),
  };
}
