import type { Language } from '#core/index.ts';

/** A log of thousands of lines is written with a few of them, and to make one takes longer than to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** An instant in the site's time zone, e.g. `2026-11-21 02:05:09`. */
const clock = (instant: string, timeZone: string): string =>
  format('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant));

/** Each language has names for the zones of its own readers alone, and offsets for the others. */
const NAMING = ['ja-JP', 'en-US', 'en-GB', 'en-AU'];

/** What people call the zone at that instant, e.g. `JST`; where they have no name for it, `UTC+8`. */
export function zoneName(instant: string, timeZone: string): string {
  const names = NAMING.map((locale) =>
    format(locale, { timeZone, timeZoneName: 'short' })
      .formatToParts(new Date(instant))
      .find(({ type }) => type === 'timeZoneName'),
  ).flatMap((part) => part?.value ?? []);
  return names.find((name) => !/^GMT[+-]/u.test(name)) ?? (names[0] ?? timeZone).replace(/^GMT/u, 'UTC');
}

/** With its zone, e.g. `2026-11-21 02:05:09 JST`: Slack shows its own times in the zone of whoever reads. */
export const zonedClock = (instant: string, timeZone: string): string =>
  `${clock(instant, timeZone)} ${zoneName(instant, timeZone)}`;

/** A clock for instants that stand beside one another. */
export type Clocks = {
  /** The zone, to be named once; null where clocks were changed in between: then each instant names its own. */
  readonly zone: string | null;
  readonly at: (instant: string) => string;
};

export function clocksOf(instants: readonly string[], timeZone: string): Clocks {
  const [zone = null, ...others] = new Set(instants.map((instant) => zoneName(instant, timeZone)));
  return others.length === 0
    ? { zone, at: (instant) => clock(instant, timeZone) }
    : { zone: null, at: (instant) => zonedClock(instant, timeZone) };
}

/** `1 h 04 min`, `1 時間 4 分`; below a minute in seconds. */
export function duration(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = { h: Math.floor(seconds / 3600), min: Math.floor((seconds % 3600) / 60), s: seconds % 60 };
  if (language === 'ja') {
    if (parts.h > 0) return `${parts.h} 時間 ${parts.min} 分`;
    return parts.min > 0 ? `${parts.min} 分 ${parts.s} 秒` : `${parts.s} 秒`;
  }
  if (parts.h > 0) return `${parts.h} h ${String(parts.min).padStart(2, '0')} min`;
  return parts.min > 0 ? `${parts.min} min ${String(parts.s).padStart(2, '0')} s` : `${parts.s} s`;
}

export const between = (from: string, to: string): number => Date.parse(to) - Date.parse(from);
