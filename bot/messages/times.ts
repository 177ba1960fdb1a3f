import type { Language } from '#core/index.ts';

/** An instant in the site's time zone, e.g. `2026-11-21 02:05:09`. */
export const clock = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    new Date(instant),
  );

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
