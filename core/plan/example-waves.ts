import type { Problem } from '../runbook/problem.ts';
import type { Parameter } from '../runbook/schema.ts';
import type { Wave, WaveUser } from './waves.ts';

// Apart from what reads waves that people wrote, so that a browser can have the guide's own without zod and YAML.

/** What a list in words takes from other parameters. */
export type WaveSurroundings = {
  readonly defaultDomain: string | null;
  /** The entry below which the users of the default domain stand. */
  readonly defaultBase: string | null;
  /** The text of `@path`; absent where people may not name files of this machine. */
  readonly readText: ((path: string) => string) | undefined;
};
export type WavesReading = { readonly waves: readonly Wave[] } | { readonly problems: readonly Problem[] };

/** Whether a uid, or all that is known of somebody. */
export type WrittenUser =
  | string
  | {
      readonly uid: string;
      readonly mailbox?: string | undefined;
      readonly bytes?: number | null | undefined;
    };
/** A wave as a file or a runbook's example says it. */
export type WrittenWave = {
  readonly name: string;
  readonly base: string;
  readonly domain: string;
  readonly filter?: string | undefined;
  readonly users?: readonly WrittenUser[] | undefined;
};

/**
 * The domain whose users have the bare uid as the name of their mailbox: the parameter's, else the one that the entry of the
 * default organization is named for.
 */
export function defaultDomainOf(valueOf: (parameter: string) => string | null): string | null {
  const named = valueOf('defaultDomain');
  if (named !== null) return named;
  const labels = [...(valueOf('defaultOrganization') ?? '').matchAll(/(?:^|,)\s*dc=([^,+]+)/giu)];
  return labels.length === 0 ? null : labels.map(([, label = '']) => label.trim()).join('.');
}

/** The runbook's own example. */
export const exampleWaves = (
  { example }: Extract<Parameter, { type: 'waves' }>,
  defaultDomain: string | null,
): readonly Wave[] | null => (example === undefined ? null : wavesFrom(example, defaultDomain));

/** Waves as written, with everybody's mailbox. */
export const wavesFrom = (waves: readonly WrittenWave[], defaultDomain: string | null): readonly Wave[] =>
  waves.map(({ name, base, domain, filter, users }) => ({
    name,
    base,
    domain,
    filter: filter ?? '',
    users: users === undefined ? null : users.map((one) => userOf(one, domain, defaultDomain)),
    movedOut: [],
  }));

function userOf(one: WrittenUser, domain: string, defaultDomain: string | null): WaveUser {
  const { uid, mailbox, bytes } =
    typeof one === 'string' ? { uid: one, mailbox: undefined, bytes: undefined } : one;
  return { uid, mailbox: mailbox ?? mailboxOf(uid, domain, defaultDomain), bytes: bytes ?? null };
}

/** `uid` in the default domain, `uid@domain` elsewhere. */
export const mailboxOf = (uid: string, domain: string, defaultDomain: string | null): string =>
  defaultDomain === null || domain === defaultDomain ? uid : `${uid}@${domain}`;
