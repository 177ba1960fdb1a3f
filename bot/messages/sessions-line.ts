import type { Language, SessionsProgress } from '#core/index.ts';

import { duration } from './times.ts';

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;
const unitOf = (bytes: number): number =>
  Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
const inUnit = (bytes: number, unit: number): string =>
  unit === 0 ? String(Math.round(bytes)) : (bytes / 1000 ** unit).toFixed(1);

/** Bytes in the largest unit that leaves at least one. */
export function size(bytes: number): string {
  const unit = unitOf(bytes);
  return `${inUnit(bytes, unit)} ${UNITS[unit] ?? 'B'}`;
}

/** `3.1 of 9.8 MB`: both in the unit of the whole. */
function share({ done, all }: NonNullable<SessionsProgress['bytes']>, of: string): string {
  if (all === null) return size(done);
  const unit = unitOf(all);
  return `${inUnit(Math.min(done, all), unit)}${of}${inUnit(all, unit)} ${UNITS[unit] ?? 'B'}`;
}

const MINUTE_MS = 60_000;
const ceilMinutes = (ms: number): number => Math.ceil(ms / MINUTE_MS) * MINUTE_MS;

/** How far the sessions of an operation are together, in one line. */
export const sessionsLine = (progress: SessionsProgress, language: Language): string =>
  language === 'ja' ? inJapanese(progress) : inEnglish(progress);

function inEnglish({ all, done, failed, users, messages, bytes, bytesPerSecond, leftMs }: SessionsProgress) {
  const sessions = `${done} of ${all} sessions done${failed > 0 ? `, ${failed} failed` : ''}`;
  const counts = [
    `${users.done} of ${users.all} users`,
    ...(messages === null ? [] : [`${messages} messages`]),
    ...(bytes === null ? [] : [share(bytes, ' of ')]),
    ...(bytesPerSecond === null ? [] : [`${size(bytesPerSecond)}/s`]),
    ...(leftMs === null
      ? []
      : [leftMs < MINUTE_MS ? 'less than a minute left' : `about ${rounded(leftMs, 'en')} left`]),
  ];
  return `${sessions}; ${counts.join(', ')}`;
}

function inJapanese({ all, done, failed, users, messages, bytes, bytesPerSecond, leftMs }: SessionsProgress) {
  const failures = failed > 0 ? `、${failed} 件失敗` : '';
  const sessions = `${all} セッション中 ${done} 件完了${failures}`;
  const counts = [
    `ユーザ ${users.done}/${users.all} 人`,
    ...(messages === null ? [] : [`メッセージ ${messages} 通`]),
    ...(bytes === null ? [] : [share(bytes, '/')]),
    ...(bytesPerSecond === null ? [] : [`${size(bytesPerSecond)}/s`]),
    ...(leftMs === null ? [] : [leftMs < MINUTE_MS ? '残り 1 分未満' : `残り約 ${rounded(leftMs, 'ja')}`]),
  ];
  return `${sessions}。${counts.join('、')}`;
}

/** Whole minutes: nobody knows the seconds. */
const rounded = (ms: number, language: Language): string =>
  duration(ceilMinutes(ms), language).replace(/ 00 s$| 0 秒$/u, '');
