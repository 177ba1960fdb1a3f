import type { DirectoryConnection, Entry, LdapResult, Scope } from '../connections/connections.ts';

/** What was to be read could not be, so nothing was begun. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable';
}

/** `object-class-violation (65): attribute "x" not allowed` */
export function say(result: LdapResult): string {
  if (result.kind === 'no-answer') return 'the directory did not answer';
  return `${result.name} (${result.code})${result.diagnostic === '' ? '' : `: ${result.diagnostic}`}`;
}

const PAGE = 500;
const NO_SUCH_OBJECT = 32;

/**
 * Reads all pages. No entry at the base: `null`.
 * @throws NotReadable for every other answer than success
 */
export async function readEntries(
  directory: DirectoryConnection,
  base: string,
  scope: Scope,
  filter: string,
  attributes: readonly string[],
): Promise<readonly Entry[] | null> {
  const { entries, result } = await directory.search(
    base,
    scope,
    filter,
    attributes,
    scope === 'base' ? undefined : PAGE,
  );
  if (result.kind === 'result' && result.code === NO_SUCH_OBJECT) return null;
  if (result.kind === 'no-answer' || result.code !== 0)
    throw new NotReadable(`reading ${base === '' ? 'the root entry' : base}: ${say(result)}`);
  // 389-ds finds nothing, successfully, when it reads in pages below a base that is not there.
  if (entries.length === 0 && scope !== 'base' && base !== '')
    return (await readEntries(directory, base, 'base', '(objectClass=*)', ['1.1'])) === null ? null : entries;
  return entries;
}

/** Values of an attribute, whatever its spelling. */
export function valuesOf(entry: Entry, attribute: string): readonly Uint8Array[] {
  const wanted = attribute.toLowerCase();
  return Object.entries(entry.attributes).flatMap(([name, values]) =>
    name.toLowerCase() === wanted ? values : [],
  );
}

export const textOf = (value: Uint8Array): string => new TextDecoder().decode(value);
