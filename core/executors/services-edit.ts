import type { ServiceEntry } from '../plan/operation.ts';
import type { Localized } from '../runbook/localized.ts';

/** An entry as it stands in a file, and how its words are set apart. */
type Standing = {
  readonly text: string;
  /** Its name and its aliases. */
  readonly names: readonly string[];
  readonly port: number;
  readonly protocol: string;
  readonly gap: string;
  /** Where its port begins, tabs counted as up to the next multiple of 8. */
  readonly column: number;
};

/** What is missing as lines of the file, or what stands in the way. */
export type ServicesReading = {
  readonly missing: readonly string[];
  readonly conflicts: readonly Localized[];
};

/**
 * Compares entries of a services file with those that are wanted. An entry is there if its port and protocol are, under its
 * name or as an alias; what follows it (further aliases, a comment) does not matter. The other protocol of the same name
 * and port is no conflict: the two stand side by side by custom. Case counts, since `getservbyname` counts it.
 */
export function readServices(lines: readonly string[], wanted: readonly ServiceEntry[]): ServicesReading {
  const standing = lines.flatMap(standingOf);
  const absent = wanted.filter((entry) => !standing.some((one) => isSame(one, entry)));
  const conflicts = absent.flatMap((entry) => {
    const other = standing.find((one) => isOther(one, entry));
    return other === undefined ? [] : [conflictWith(other, entry)];
  });
  const layout = layoutOf(standing);
  return { missing: absent.map((entry) => lineOf(entry, layout)), conflicts };
}

const ENTRY = /^([ \t]*)([^\s#]+)([ \t]+)([0-9]{1,5})\/([A-Za-z]+)((?:[ \t]+[^\s#]+)*)[ \t]*(?:#.*)?$/u;

function standingOf(line: string): readonly Standing[] {
  const [, indent = '', name, gap = '', port, protocol, aliases = ''] = ENTRY.exec(line) ?? [];
  if (name === undefined || port === undefined || protocol === undefined) return [];
  const names = [name, ...aliases.trim().split(/[ \t]+/u)].filter((one) => one !== '');
  const text = `${name} ${port}/${protocol}${aliases.replaceAll(/[ \t]+/gu, ' ')}`;
  return [{ text, names, port: Number(port), protocol, gap, column: columnAfter(`${indent}${name}${gap}`) }];
}

const isSame = ({ names, port, protocol }: Standing, entry: ServiceEntry): boolean =>
  port === entry.port && protocol === entry.protocol && names.includes(entry.name);

function isOther({ names, port, protocol }: Standing, entry: ServiceEntry): boolean {
  const named = names.some((name) => name.toLowerCase() === entry.name.toLowerCase());
  const sameProtocol = protocol.toLowerCase() === entry.protocol;
  return sameProtocol ? named || port === entry.port : named && port !== entry.port;
}

const conflictWith = ({ text }: Standing, { name, port, protocol }: ServiceEntry): Localized => ({
  en: `"${text}" stands where "${name} ${port}/${protocol}" must stand`,
  ja: `"${name} ${port}/${protocol}" と競合する "${text}" がすでにあります`,
});

const TAB = 8;
function columnAfter(text: string): number {
  let column = 0;
  for (const character of text) column += character === '\t' ? TAB - (column % TAB) : 1;
  return column;
}

type Layout = { readonly filler: ' ' | '\t'; readonly column: number };

/** As most entries of the file are set: with tabs or spaces, ports beginning in one column. */
function layoutOf(standing: readonly Standing[]): Layout {
  const tabbed = standing.filter(({ gap }) => gap.includes('\t')).length;
  const counts = Map.groupBy(standing, ({ column }) => column);
  const [common] = [...counts].toSorted(([, one], [, other]) => other.length - one.length);
  return { filler: tabbed * 2 > standing.length ? '\t' : ' ', column: common?.[0] ?? 0 };
}

function lineOf({ name, port, protocol }: ServiceEntry, { filler, column }: Layout): string {
  let head = name + filler;
  while (columnAfter(head) < column) head += filler;
  return `${head}${port}/${protocol}`;
}
