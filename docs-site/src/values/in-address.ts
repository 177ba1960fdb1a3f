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
