import { describe, expect, test } from 'vitest';

import { clocksOf, zonedClock, zoneName } from '#bot/messages/times.ts';

const WINTER = '2026-01-21T01:00:00Z';
const SUMMER = '2026-07-21T01:00:00Z';

describe('a time zone is called as its people call it', () => {
  test.each([
    ['Asia/Tokyo', WINTER, 'JST'],
    ['UTC', WINTER, 'UTC'],
    ['Europe/London', WINTER, 'GMT'],
    ['Europe/London', SUMMER, 'BST'],
    ['Europe/Berlin', WINTER, 'CET'],
    ['Europe/Berlin', SUMMER, 'CEST'],
    ['America/New_York', SUMMER, 'EDT'],
    ['Australia/Sydney', SUMMER, 'AEST'],
    ['Asia/Shanghai', WINTER, 'UTC+8'],
    ['Asia/Kathmandu', WINTER, 'UTC+5:45'],
  ])('%s at %s: %s', (timeZone, instant, name) => {
    expect(zoneName(instant, timeZone)).toBe(name);
  });

  test('behind the time', () => {
    expect(zonedClock(WINTER, 'Asia/Tokyo')).toBe('2026-01-21 10:00:00 JST');
  });
});

describe('times that stand together', () => {
  test('name their zone once', () => {
    const { zone, at } = clocksOf([WINTER, SUMMER], 'Asia/Tokyo');
    expect([zone, at(SUMMER)]).toEqual(['JST', '2026-07-21 10:00:00']);
  });

  test('name it each where clocks were changed in between: an hour may stand there twice', () => {
    const [before, after] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
    const { zone, at } = clocksOf([before, after], 'Europe/Berlin');
    expect(zone).toBeNull();
    expect([before, after].map(at)).toEqual(['2026-10-25 02:30:00 CEST', '2026-10-25 02:30:00 CET']);
  });

  test('have none where there are none', () => {
    expect(clocksOf([], 'Asia/Tokyo').zone).toBeNull();
  });
});
