import { Entry } from './entry.ts';

const SAFE = /^(?:[!-9;=-~][ -~]*[!-~]|[!-9;=-~])?$/u;

/** One LDIF line (RFC 2849), unwrapped; base64 where the value needs it. Values are byte strings. */
export function ldifLine(name: string, value: string): string {
  if (SAFE.test(value)) return `${name}: ${value}`;
  return `${name}:: ${Buffer.from(value, 'latin1').toString('base64')}`;
}

function splitLine(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  if (line[colon + 1] !== ':') return [name, line.slice(colon + 1).replace(/^ /u, '')];
  return [name, Buffer.from(line.slice(colon + 2).trim(), 'base64').toString('latin1')];
}

/** Reads the entries of an LDIF as `ldap-search` prints it. `text` is a byte string. */
export function readLdif(text: string): Entry[] {
  const records = text
    .replaceAll('\r\n', '\n')
    .replaceAll('\n ', '')
    .split(/\n{2,}/u);
  return records.flatMap((record) => {
    const lines = record
      .split('\n')
      .filter((line) => line.includes(':') && !/^(?:#|version:)/iu.test(line))
      .map(splitLine);
    const [first, ...rest] = lines;
    if (first?.[0].toLowerCase() !== 'dn') return [];
    const entry = new Entry(first[1]);
    for (const [name, value] of rest) entry.set(name, [...entry.get(name), value]);
    return [entry];
  });
}

/** The change record that turns one entry into the other; null if there is nothing to change. */
export function changeRecord(before: Entry, after: Entry): string | null {
  const same = (name: string): boolean =>
    before.get(name).toSorted().join('\n') === after.get(name).toSorted().join('\n');
  const names = [...after.names(), ...before.names().filter((name) => after.get(name).length === 0)];
  const changes = names
    .filter((name) => !same(name))
    .map((name) =>
      [`replace: ${name}`, ...after.get(name).map((value) => ldifLine(name, value)), '-'].join('\n'),
    );
  if (changes.length === 0) return null;
  return `${[ldifLine('dn', before.dn), 'changetype: modify', ...changes].join('\n')}\n`;
}
