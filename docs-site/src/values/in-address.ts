// `?set.mailHost=…`: a link shares the reader's values, written as `watari plan --set` takes them.
const PREFIX = 'set.';

/** The values that an address holds. */
export function valuesIn(search: string): Readonly<Record<string, string>> {
  const entries = [...new URLSearchParams(search)].filter(([name]) => name.startsWith(PREFIX));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(PREFIX.length), value]));
}

/** The same address with these values in place of its own; empty ones are left out, whatever else it holds stays. */
export function withValues(search: string, values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(
    [...new URLSearchParams(search)].filter(([name]) => !name.startsWith(PREFIX)),
  );
  for (const [name, value] of Object.entries(values)) if (value !== '') query.set(PREFIX + name, value);
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}

/** What a page that stands for these values does about an address that came to hold those. */
export function whatToDo({
  given,
  stands,
  isBackOrForward,
}: {
  readonly given: Readonly<Record<string, string>>;
  readonly stands: Readonly<Record<string, string>>;
  readonly isBackOrForward: boolean;
}): 'nothing' | 'put-back' | 'read' {
  const wanted = withValues('', given);
  if (wanted === withValues('', stands)) return 'nothing';
  // A search result or the side bar leads to a place of the page and knows no values: it does not mean other ones.
  return wanted === '' && !isBackOrForward ? 'put-back' : 'read';
}
