import { describe, expect, test } from 'vitest';

import type { ProgressReport } from '#core/journal/store.ts';
import type { PlannedStream, Session } from '#core/plan/operation.ts';
import { sessionsProgress } from '#core/runner/sessions-progress.ts';

const streamOf = (sessions: readonly Session[]): PlannedStream => ({
  id: 'do.2',
  verb: 'stream',
  note: null,
  command: '',
  from: { host: 'old', as: null, parts: [] },
  to: { host: 'new', as: null, parts: [] },
  sessions,
  listPath: null,
  timeoutMinutes: 1,
  expectedMinutes: null,
  cancel: 'term-only',
  secretInArguments: false,
});
const report = (session: string, own: Partial<ProgressReport> = {}): ProgressReport => ({
  operation: 'do.2',
  session,
  bytes: 0,
  tail: [],
  startedAt: '2026-11-21T01:00:00.000Z',
  updatedAt: '2026-11-21T01:00:10.000Z',
  ...own,
});
const sized: readonly Session[] = [
  { id: '01', users: ['a', 'b'], bytes: 1000 },
  { id: '02', users: ['c'], bytes: 2000 },
  { id: '03', users: ['d', 'e', 'f'], bytes: 3000 },
];
const unsized = sized.map(({ id, users }): Session => ({ id, users }));

describe('the progress of sessions', () => {
  test('is none where there are no sessions', () => {
    expect(sessionsProgress(streamOf([]), [report('01')], [])).toBeNull();
  });

  test('counts a session that ended well with all its users and bytes', () => {
    const reports = [
      report('01', { ended: 'succeeded', counted: { bytes: 1100, users: 1 } }),
      report('02', { counted: { bytes: 500 } }),
    ];
    expect(sessionsProgress(streamOf(sized), reports, [])).toEqual({
      all: 3,
      done: 1,
      failed: 0,
      left: 2,
      users: { done: 2, all: 6 },
      messages: null,
      bytes: { done: 1500, all: 6000 },
      bytesPerSecond: 150,
      leftMs: 30_000,
    });
  });

  test('counts what is lost as failed, and with the users that were counted', () => {
    const reports = [
      report('01', { ended: 'lost', counted: { users: 1, messages: 7 } }),
      report('03', { ended: 'failed', counted: { users: 2, messages: 5 } }),
    ];
    expect(sessionsProgress(streamOf(unsized), reports, ['02'])).toMatchObject({
      done: 1,
      failed: 2,
      left: 0,
      users: { done: 4, all: 6 },
      messages: 12,
      bytes: null,
      leftMs: null,
    });
  });

  test('takes no pace from sessions that an earlier attempt has done', () => {
    const reports = [
      report('01', { startedAt: '2026-11-20T01:00:00.000Z', ended: 'succeeded' }),
      report('03', { counted: { bytes: 1000 } }),
    ];
    expect(sessionsProgress(streamOf(sized), reports, ['01', '02'])).toMatchObject({
      done: 2,
      bytes: { done: 4000, all: 6000 },
      bytesPerSecond: 100,
      leftMs: 20_000,
    });
  });

  test('tells the time left by users where no size is known', () => {
    const reports = [report('01', { ended: 'succeeded' }), report('03', { counted: { users: 1 } })];
    // Three users in ten seconds, and three are left.
    expect(sessionsProgress(streamOf(unsized), reports, [])).toMatchObject({ bytes: null, leftMs: 10_000 });
  });

  test('tells no time left where nothing is counted', () => {
    expect(sessionsProgress(streamOf(unsized), [report('01')], [])).toMatchObject({
      bytesPerSecond: null,
      leftMs: null,
    });
  });

  test('never has more users or bytes in a session than there are', () => {
    const reports = [report('02', { counted: { users: 9, bytes: 9000 } })];
    expect(sessionsProgress(streamOf(sized), reports, [])).toMatchObject({
      users: { done: 1 },
      bytes: { done: 2000 },
    });
  });
});
