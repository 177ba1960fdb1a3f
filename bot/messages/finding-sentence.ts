export type Values = Readonly<Record<string, string>>;
/** What was looked at, what was seen, what to do, with a finding's values in it. */
export type FindingSentence = { readonly en: (v: Values) => string; readonly ja: (v: Values) => string };

export const of = (v: Values, key: string): string => v[key] ?? '?';
