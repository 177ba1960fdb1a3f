/** The id behind the `#` of an address; null where there is none, or nothing that could be one: anybody can type an address. */
export function placeIn(hash: string): string | null {
  if (hash === '') return null;
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return null;
  }
}
