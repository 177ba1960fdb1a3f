import { NOTHING, asWritten } from './both.ts';
import type { Localized } from './localized.ts';

/** What stands there, short enough for one line. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** The same as what a problem found. */
export const foundAs = (value: unknown): Localized =>
  value === undefined ? NOTHING : asWritten(describe(value));
