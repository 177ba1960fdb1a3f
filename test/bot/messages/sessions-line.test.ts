import { describe, expect, test } from 'vitest';

import { sessionsLine } from '#bot/messages/sessions-line.ts';
import type { SessionsProgress } from '#core/index.ts';

const progress: SessionsProgress = {
  all: 12,
  done: 7,
  failed: 1,
  left: 4,
  users: { done: 83, all: 300 },
  messages: 1204,
  bytes: { done: 3_100_000, all: 9_800_000 },
  bytesPerSecond: 1_200_000,
  leftMs: 330_000,
};

describe('how far sessions are', () => {
  test('is one line in either language', () => {
    expect(sessionsLine(progress, 'en')).toBe(
      '7 of 12 sessions done, 1 failed; 83 of 300 users, 1204 messages, 3.1 of 9.8 MB, 1.2 MB/s, about 6 min left',
    );
    expect(sessionsLine(progress, 'ja')).toBe(
      '12 セッション中 7 件完了、1 件失敗。ユーザ 83/300 人、メッセージ 1204 通、3.1/9.8 MB、1.2 MB/s、残り約 6 分',
    );
  });

  test('says nothing of what nobody knows', () => {
    const unknown = {
      ...progress,
      failed: 0,
      messages: null,
      bytes: null,
      bytesPerSecond: null,
      leftMs: null,
    };
    expect(sessionsLine(unknown, 'en')).toBe('7 of 12 sessions done; 83 of 300 users');
    expect(sessionsLine(unknown, 'ja')).toBe('12 セッション中 7 件完了。ユーザ 83/300 人');
  });

  test('puts what is done in the unit of the whole', () => {
    const bytes = { done: 900, all: 2_000_000_000 };
    expect(sessionsLine({ ...progress, bytes }, 'en')).toContain('0.0 of 2.0 GB');
    expect(sessionsLine({ ...progress, bytes: { done: 900, all: null } }, 'en')).toContain(', 900 B,');
  });

  test.each([
    [20_000, 'less than a minute left', '残り 1 分未満'],
    [3_840_000, 'about 1 h 04 min left', '残り約 1 時間 4 分'],
  ])('rounds %i ms up to minutes', (leftMs, en, ja) => {
    expect(sessionsLine({ ...progress, leftMs }, 'en')).toContain(en);
    expect(sessionsLine({ ...progress, leftMs }, 'ja')).toContain(ja);
  });
});
