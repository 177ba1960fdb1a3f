import type { DirectoryConnection, Entry, LdapResult, Scope } from '../connections/connections.ts';
import { verbatim } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { Said } from './said.ts';

/** What was to be read could not be, so nothing was begun. */
export class NotReadable extends Said {
  override readonly name = 'NotReadable';
}

/** A change was sent and nobody said what became of it. */
export const STOPPED: Localized = {
  en: 'the directory stopped answering',
  ja: 'ディレクトリの応答が途絶えました',
};

/** `object-class-violation (65): attribute "x" not allowed` */
export function say(result: LdapResult): Localized {
  if (result.kind === 'no-answer')
    return { en: 'the directory did not answer', ja: 'ディレクトリが応答しませんでした' };
  const { name, code, diagnostic } = result;
  return verbatim(`${name} (${code})${diagnostic === '' ? '' : `: ${diagnostic}`}`);
}

function unreadable(base: string, why: Localized): NotReadable {
  const what =
    base === '' ? { en: 'the root entry', ja: 'ルートエントリ' } : { en: base, ja: `エントリ ${base} ` };
  return new NotReadable({
    en: `reading ${what.en}: ${why.en}`,
    ja: `${what.ja}を読み取れません：${why.ja}`,
  });
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
  if (result.kind === 'no-answer' || result.code !== 0) throw unreadable(base, say(result));
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
