import { describe, expect, test, vi } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import { followJob, type JobEnd } from '#core/executors/job/follow.ts';

import { type Answer, dropped, printed } from '../answering-host.ts';

const NAME = 'c1.do.1';
const FOLDER = `/var/tmp/w/${NAME}`;
const SPOOL = 'spool-1';
const SELF = '  900   1  900 S 00:00 /bin/sh -c : /var/tmp/w/; r=$1; if test -f';
const job = {
  name: NAME,
  script: Buffer.from('true\n'),
  env: null,
  wait: true,
  timeoutMs: 60_000,
  cancel: 'term-then-kill',
  prompts: false,
  whole: [],
} as const;

const isLook = (command: string): boolean => command.includes('ps -e');
/** What a look finds of the job. */
const found = (...facts: readonly string[]) =>
  printed(['watari spool', SELF, `watari job ${NAME}`, ...facts, 'watari end', ''].join('\n'));

type Own = {
  readonly mayHaveBegun: boolean;
  /** The host's boot: now, and as it was noted. */
  readonly boots: readonly [now: string, noted: string];
  readonly cancel?: AbortSignal;
};

/** Follows a job on a host that says what the test wants it to say; `launches` counts how often it was begun. */
async function follow(answer: Answer, own: Own): Promise<{ end: JobEnd; launches: number }> {
  let launches = 0;
  const connection: HostConnection = {
    host: 'mail',
    isOpen: true,
    exec: async (command, options = {}) => {
      if (options.stdin !== undefined) launches += 1;
      return answer(command, options);
    },
    reach: async () => 'unknown',
    close: () => undefined,
  };
  const [boot, noted] = own.boots;
  const end = await followJob(job, {
    meet: async () => ({
      connection,
      root: '/var/tmp/w',
      shell: '/bin/sh',
      spools: [SPOOL],
      boot,
      journaled: { spool: SPOOL, boot: noted },
    }),
    mayHaveBegun: own.mayHaveBegun,
    cancel: own.cancel ?? new AbortController().signal,
    leave: new AbortController().signal,
    report: () => undefined,
  });
  return { end, launches };
}

describe('a job that may have begun before the host was started anew', () => {
  const restarted = { mayHaveBegun: true, boots: ['boot-2', 'boot-1'] } as const;

  test('is lost where nothing is left of it, and is not launched once more', async () => {
    const { end, launches } = await follow(
      (command) => (isLook(command) ? found() : printed(`watari ${NAME} done ${FOLDER}/exit=0 \n`)),
      restarted,
    );
    expect(end).toMatchObject({ kind: 'lost', reason: 'host-restarted' });
    expect(launches).toBe(0);
  });

  test('is lost where its place was taken and its pid did not reach the disk', async () => {
    const { end } = await follow(() => found('watari go'), restarted);
    expect(end).toMatchObject({ kind: 'lost', reason: 'host-restarted' });
  });

  test('has ended as its exit status says, if that reached the disk', async () => {
    const { end } = await follow(
      (command) =>
        isLook(command)
          ? found('watari go', 'watari pid 501 500 boot-1', `watari ${FOLDER}/exit=0`)
          : printed('watari size 0\n'),
      restarted,
    );
    expect(end).toMatchObject({ kind: 'ended', exits: [0] });
  });

  test('is launched again where the host is still in the boot in which it may have begun', async () => {
    const { end, launches } = await follow(() => printed(`watari ${NAME} done ${FOLDER}/exit=0 \n`), {
      mayHaveBegun: true,
      boots: ['boot-1', 'boot-1'],
    });
    expect([end.kind, launches]).toEqual(['ended', 1]);
  });
});

test('a job that is launched for the first time minds no restart of before', async () => {
  const { end, launches } = await follow(() => printed(`watari ${NAME} done ${FOLDER}/exit=0 \n`), {
    mayHaveBegun: false,
    boots: ['boot-2', 'boot-1'],
  });
  expect([end.kind, launches]).toEqual(['ended', 1]);
});

test('a launch whose connection dropped is not repeated on a host that was started anew meanwhile', async () => {
  let boot = 'boot-1';
  let launches = 0;
  const connection: HostConnection = {
    host: 'mail',
    isOpen: true,
    exec: async (_command, options = {}) => {
      if (options.stdin === undefined) return found();
      launches += 1;
      boot = 'boot-2';
      return dropped();
    },
    reach: async () => 'unknown',
    close: () => undefined,
  };
  const end = await followJob(job, {
    meet: async () => ({
      connection,
      root: '/var/tmp/w',
      shell: '/bin/sh',
      spools: [SPOOL],
      boot,
      journaled: { spool: SPOOL, boot: 'boot-1' },
    }),
    mayHaveBegun: false,
    cancel: new AbortController().signal,
    leave: new AbortController().signal,
    report: () => undefined,
  });
  expect(end).toMatchObject({ kind: 'lost', reason: 'host-restarted' });
  expect(launches).toBe(1);
});

describe('a job that a person wants to end, and that may have begun', () => {
  const isAbandoning = (command: string): boolean => command.includes('>$j/gone; rm -f');
  const cancelled = {
    mayHaveBegun: true,
    boots: ['boot-1', 'boot-1'],
    cancel: AbortSignal.abort(),
  } as const;

  test('is not begun only to be ended, and its place is taken so that no late launch begins it', async () => {
    const commands: string[] = [];
    const { end, launches } = await follow((command) => {
      commands.push(command);
      return isLook(command) ? found() : printed(`watari ${NAME} gone\n`);
    }, cancelled);
    expect(end).toMatchObject({ kind: 'not-started', saw: { en: 'told to end before it began' } });
    expect(launches).toBe(0);
    expect(commands.filter(isAbandoning)).toHaveLength(1);
  });

  test('is looked at again where it began in that very moment', async () => {
    let hasBegun = false;
    const { end } = await follow((command) => {
      if (isAbandoning(command)) {
        hasBegun = true;
        return printed('');
      }
      if (!isLook(command)) return printed('watari size 0\n');
      return hasBegun ? found('watari go', 'watari pid 501 500 boot-1', `watari ${FOLDER}/exit=7`) : found();
    }, cancelled);
    expect(end).toMatchObject({ kind: 'ended', exits: [7] });
  });

  test('is given up on a disk that is too full to take its place', async () => {
    const { end } = await follow((command) => (isLook(command) ? found() : printed('')), cancelled);
    expect(end).toMatchObject({ kind: 'not-started' });
  });
});

describe('a host that takes commands and does not answer them', () => {
  const never = new Promise<never>(() => {});

  test('is waited for no longer than a person wants the job to end', async () => {
    vi.useFakeTimers();
    try {
      const cancel = new AbortController();
      const following = follow(() => never, {
        mayHaveBegun: false,
        boots: ['boot-1', 'boot-1'],
        cancel: cancel.signal,
      });
      await vi.advanceTimersByTimeAsync(60_000);
      cancel.abort();
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await following).end).toMatchObject({ kind: 'lost', reason: 'no-answer' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('loses the job some time after its time is over', async () => {
    vi.useFakeTimers();
    try {
      const following = follow(() => never, { mayHaveBegun: true, boots: ['boot-1', 'boot-1'] });
      await vi.advanceTimersByTimeAsync(12 * 60_000);
      expect((await following).end).toMatchObject({ kind: 'lost', reason: 'no-answer' });
    } finally {
      vi.useRealTimers();
    }
  });

  test('has its job found once it answers again', async () => {
    vi.useFakeTimers();
    try {
      let hangs = true;
      const following = follow(
        (command) => {
          if (hangs) return never;
          return isLook(command)
            ? found('watari go', 'watari pid 501 500 boot-1', `watari ${FOLDER}/exit=0`)
            : printed('watari size 0\n');
        },
        { mayHaveBegun: false, boots: ['boot-1', 'boot-1'] },
      );
      await vi.advanceTimersByTimeAsync(5 * 60_000);
      hangs = false;
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await following).end).toMatchObject({ kind: 'ended', exits: [0] });
    } finally {
      vi.useRealTimers();
    }
  });
});
