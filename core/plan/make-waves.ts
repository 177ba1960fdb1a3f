import type { Wave, WaveUser } from './waves.ts';

/** Users that are to be dealt to waves, with the entry of their domain. */
export type Candidate = WaveUser & { readonly domain: string; readonly base: string };
export type WaveSizes = {
  /** So many users go first. 0: no such wave. */
  readonly canary: number;
  /** Users in a wave, at most. */
  readonly size: number;
};

const byBytes = (a: Candidate, b: Candidate): number =>
  (a.bytes ?? 0) - (b.bytes ?? 0) || (a.mailbox < b.mailbox ? -1 : 1);

/**
 * A few users with little mail of the first domain, then for every domain waves of a size that hold about as much each.
 * The same users give the same waves. Domains come in the order of their first candidate.
 */
export function makeWaves(users: readonly Candidate[], { canary, size }: WaveSizes): readonly Wave[] {
  const domains = [...new Set(users.map(({ domain }) => domain))];
  const first = users.filter(({ domain }) => domain === domains[0]).toSorted(byBytes);
  // Somebody without any mail would show nothing.
  const withMail = first.filter(({ bytes }) => bytes !== 0);
  const pilots = (withMail.length >= canary ? withMail : first).slice(0, canary);
  const name = namesFor(domains);
  return [
    ...(pilots.length === 0 ? [] : [waveOf('canary', pilots)]),
    ...domains.flatMap((domain) => {
      const rest = users.filter((user) => user.domain === domain && !pilots.includes(user));
      const lists = balanced(rest, Math.ceil(rest.length / size), size);
      return lists.map((list, index) =>
        waveOf(lists.length === 1 ? name(domain) : `${name(domain)}-${index + 1}`, list),
      );
    }),
  ];
}

/** The largest first, each to the list that holds least yet and has room. */
function balanced(users: readonly Candidate[], lists: number, size: number): readonly Candidate[][] {
  const dealt = Array.from({ length: lists }, () => ({ users: [] as Candidate[], bytes: 0 }));
  for (const user of users.toSorted((a, b) => byBytes(b, a))) {
    const open = dealt.filter((list) => list.users.length < size);
    const least = open.reduce((best, list) =>
      list.bytes < best.bytes || (list.bytes === best.bytes && list.users.length < best.users.length)
        ? list
        : best,
    );
    least.users.push(user);
    least.bytes += user.bytes ?? 0;
  }
  return dealt.map((list) => list.users);
}

function waveOf(name: string, users: readonly Candidate[]): Wave {
  const [{ base, domain } = { base: '', domain: '' }] = users;
  const members = users
    .map(({ uid, mailbox, bytes }) => ({ uid, mailbox, bytes }))
    .toSorted((a, b) => (a.mailbox < b.mailbox ? -1 : 1));
  return { name, base, domain, filter: '', users: members, movedOut: [] };
}

/** The first label of a domain; all of them where several domains begin alike, or like another wave. */
function namesFor(domains: readonly string[]): (domain: string) => string {
  const label = (domain: string): string => domain.split('.')[0] ?? domain;
  const word = (text: string): string => {
    const plain = text.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
    return /^[a-z]/u.test(plain) ? plain : `d-${plain}`;
  };
  return (domain) => {
    const alike = domains.filter((other) => label(other) === label(domain)).length > 1;
    return word(alike || label(domain) === 'canary' ? domain : label(domain));
  };
}

/** The file that a waves parameter reads with `@`: YAML, one wave an item. */
export function wavesText(waves: readonly Wave[]): string {
  const quoted = (text: string): string => JSON.stringify(text);
  return waves
    .map(({ name, base, domain, users }) =>
      [
        `- name: ${name}`,
        `  base: ${quoted(base)}`,
        `  domain: ${quoted(domain)}`,
        '  users:',
        ...(users ?? []).map(
          ({ uid, mailbox, bytes }) =>
            `    - { uid: ${quoted(uid)}, mailbox: ${quoted(mailbox)}, bytes: ${bytes ?? 'null'} }`,
        ),
        '',
      ].join('\n'),
    )
    .join('');
}
