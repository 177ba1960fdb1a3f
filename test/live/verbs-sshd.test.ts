import { execFileSync } from 'node:child_process';
import {
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
  lstatSync,
  chmodSync,
} from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Context } from '#core/executors/executor.ts';
import { createExecutors } from '#core/executors/index.ts';
import type { PlannedCompare, PlannedFile, PlannedPort, PlannedWait } from '#core/plan/operation.ts';
import { JobBench } from '#test/contracts/job-bench.ts';

import { mountSmallDisk } from './small-disk.ts';
import { type Sshd, startSshd } from './sshd.ts';

const { file, port, compare, wait, ssh } = createExecutors();
const base = { note: null, command: null, id: 'do.1' } as const;
let sshd: Sshd;
let bench: JobBench;
beforeAll(async () => {
  sshd = await startSshd();
  const { identity } = sshd.host;
  bench = new JobBench(
    {
      host: sshd.host,
      identity: identity !== 'agent' && identity.from === 'file' ? identity.path : '',
      otherUser: null,
      smallDisk: null,
      cut: () => sshd.cut(),
      stop: () => sshd.stop(),
    },
    {},
  );
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await sshd.stop();
});

describe('a file operation', () => {
  const operation = (path: string, own: Partial<PlannedFile> = {}): PlannedFile => ({
    ...base,
    verb: 'file',
    host: 'mail',
    path: join(sshd.folder, path),
    lines: ['local.store = 1'],
    ensure: 'present',
    replaces: '^local\\.store',
    create: false,
    ...own,
  });
  const written = (name: string, text: string) => {
    writeFileSync(join(sshd.folder, name), text);
    return name;
  };

  test('shows as preview what it then does, and keeps what was there', async () => {
    const edit = operation(written('it is "$HOME".cnf', 'a\r\nlocal.store = 0\r\nb'));
    chmodSync(edit.path, 0o640);
    expect((await file.preview(edit, bench.context('c1.do.1'))).changes).toEqual([
      ' a',
      '-local.store = 0',
      '+local.store = 1',
      ' b',
    ]);
    expect(await file.probe(edit, bench.context('c1.do.1'))).toMatchObject({ kind: 'unsatisfied' });
    expect(await file.carryOut(edit, bench.context('c1.do.1'))).toMatchObject({ kind: 'succeeded' });
    expect(readFileSync(edit.path, 'utf8')).toBe('a\r\nlocal.store = 1\r\nb');
    expect(statSync(edit.path).mode & 0o777).toBe(0o640);
    expect(readFileSync(`${edit.path}.watari-c1`, 'utf8')).toBe('a\r\nlocal.store = 0\r\nb');
    expect(readdirSync(sshd.folder).filter((name) => /watari-(?:new|tmp)/u.test(name))).toEqual([]);
    expect(await file.probe(edit, bench.context('c1.do.1'))).toMatchObject({ kind: 'satisfied' });
  });

  test('done twice changes nothing the second time', async () => {
    const edit = operation(written('twice.cnf', 'x\n'));
    await file.carryOut(edit, bench.context('c2.do.1'));
    const before = statSync(edit.path).mtimeMs;
    expect(await file.carryOut(edit, bench.context('c2.do.1'))).toMatchObject({
      detail: { en: 'it is already so', ja: 'すでに目的の状態です' },
    });
    expect(statSync(edit.path).mtimeMs).toBe(before);
  });

  test('leaves a symbolic link one', async () => {
    const target = written('target.cnf', 'x\n');
    const edit = operation('link.cnf');
    symlinkSync(join(sshd.folder, target), edit.path);
    await file.carryOut(edit, bench.context('c3.do.1'));
    expect(lstatSync(edit.path).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(sshd.folder, target), 'utf8')).toBe('x\nlocal.store = 1\n');
  });

  test('leaves what a symbolic link leads to whole when its disk is full', async (it) => {
    const small = mountSmallDisk(join(sshd.folder, 'small'));
    if (small === null) return it.skip();
    try {
      const old = 'x\n'.repeat(20_480);
      writeFileSync(join(small, 'services'), old);
      execFileSync('/bin/sh', [
        '-c',
        'dd if=/dev/zero of="$1/filled" bs=4096 2>/dev/null; true',
        'sh',
        small,
      ]);
      const edit = operation('full.cnf', { lines: ['y'.repeat(5000)] });
      symlinkSync('small/services', edit.path);
      expect(await file.carryOut(edit, bench.context('c5.do.1'))).toMatchObject({
        kind: 'failed',
        detail: { en: expect.stringContaining('No space left') },
      });
      expect(readFileSync(join(small, 'services'), 'utf8')).toBe(old);
      expect(readdirSync(small)).toEqual(['filled', 'services']);
    } finally {
      execFileSync('umount', [small]);
    }
  });

  test('makes a missing file only if it is told to', async () => {
    expect(await file.carryOut(operation('missing.cnf'), bench.context('c4.do.1'))).toMatchObject({
      kind: 'failed',
      reason: 'conflict',
    });
    const made = operation('made.cnf', { create: true });
    expect(await file.carryOut(made, bench.context('c4.do.1'))).toMatchObject({ kind: 'succeeded' });
    expect(readFileSync(made.path, 'utf8')).toBe('local.store = 1\n');
  });
});

describe('a port', () => {
  const operation = (number: number, state: 'open' | 'closed'): PlannedPort => ({
    ...base,
    verb: 'port',
    host: 'mail',
    port: number,
    state,
    timeoutMinutes: 0.1,
  });

  test('is seen from the host, open or closed', async () => {
    const server = net.createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const number = address !== null && typeof address === 'object' ? address.port : 0;
    expect(await port.probe(operation(number, 'open'), bench.context('p'))).toMatchObject({
      kind: 'satisfied',
    });
    const waiting = port.carryOut(operation(number, 'closed'), bench.context('p'));
    server.close();
    expect(await waiting).toMatchObject({ kind: 'succeeded' });
    expect(await port.probe(operation(number, 'open'), bench.context('p'))).toMatchObject({
      kind: 'unsatisfied',
    });
  });

  test('is seen even where the server forbids forwarding', async () => {
    const strict = await startSshd(['AllowTcpForwarding no']);
    const key = strict.host.identity;
    await using other = new JobBench(
      {
        host: strict.host,
        identity: key !== 'agent' && key.from === 'file' ? key.path : '',
        otherUser: null,
        smallDisk: null,
        cut: () => strict.cut(),
        stop: () => strict.stop(),
      },
      {},
    );
    const { address } = strict.host;
    const number = 'port' in address ? address.port : 0;
    expect(await port.probe(operation(number, 'open'), other.context('p'))).toMatchObject({
      kind: 'satisfied',
    });
    await other[Symbol.asyncDispose]();
    await strict.stop();
  });
});

describe('a comparison', () => {
  const side = (run: string) => ({ host: 'mail', as: null, parts: [[run]] });
  const operation = (left: string, right: string): PlannedCompare => ({
    ...base,
    verb: 'compare',
    left: side(left),
    right: side(right),
  });

  test.each([
    [
      'printf "b\\na\\n"',
      'printf "a\\nb\\n"',
      'satisfied',
      '2 lines on both sides',
      '両側の 2 行が一致しています',
    ],
    [
      'printf "a\\na\\n"',
      'echo a',
      'unsatisfied',
      'the lines differ: 1 (a) only on the left, none only on the right',
      '出力が一致しません：左側のみの行：1 行（a）、右側のみの行：なし',
    ],
    [
      'echo a',
      'echo a; exit 1',
      'inconclusive',
      'not known: the command on the right: exit status 1, expected 0',
      '確認できません：右側のコマンドの終了ステータスは 1 で、期待値の 0 と一致しません',
    ],
  ] as const)('of %s with %s is %s', async (left, right, kind, en, ja) => {
    const result = await compare.probe(operation(left, right), bench.context('c'));
    expect(result).toMatchObject({ kind, detail: { en, ja } });
  });
});

describe('a wait', () => {
  const operation = (run: string, own: Partial<PlannedWait> = {}): PlannedWait => ({
    ...base,
    verb: 'wait',
    host: 'mail',
    as: null,
    parts: [[run]],
    until: { stdout: { is: '3' } },
    everySeconds: 0.01,
    timeoutMinutes: 0.1,
    ...own,
  });

  test('ends when the output is as expected, though the network is cut in between', async () => {
    const count = join(sshd.folder, 'count');
    const waiting = wait.carryOut(operation(`echo x >>${count}; grep -c x ${count}`), bench.context('w'));
    await bench.until(`cat ${count} 2>/dev/null`);
    sshd.cut();
    expect(await waiting).toMatchObject({ kind: 'succeeded' });
  });
  test('says what it saw last when its time is over', async () => {
    const vain = operation('echo 2', { timeoutMinutes: 0.002 });
    expect(await wait.carryOut(vain, bench.context('w'))).toMatchObject({
      kind: 'failed',
      reason: 'timed-out',
      detail: {
        en: 'waited in vain: standard output is "2", expected "3"',
        ja: '制限時間を過ぎても期待した状態になりませんでした：標準出力は "2" で、期待値の "3" と一致しません',
      },
    });
  });
  test('ends when a person says so', async () => {
    const cancel = new AbortController();
    const waiting = wait.carryOut(
      operation('echo 2', { everySeconds: 60 }),
      bench.context('w', { cancel: cancel.signal }),
    );
    cancel.abort();
    expect(await waiting).toMatchObject({ kind: 'failed', reason: 'cancelled' });
  });
});

describe('a command as a probe', () => {
  test('hears every part of a pipeline, and keeps our own lines out of the evidence', async () => {
    const before = bench.kept.length;
    const operation = bench.operation([['echo a; echo odd >&2; exit 4'], ['cat']]);
    expect(await ssh.probe(operation, bench.context('v'))).toMatchObject({
      kind: 'unsatisfied',
      detail: { en: 'part 1 of 2 of the pipeline ended with exit status 4, expected 0' },
    });
    expect(bench.kept.slice(before)).toEqual(['a\n', 'odd\n']);
  });
  test('knows nothing of a host that cannot be reached', async () => {
    const operation = { ...bench.operation('true'), host: 'elsewhere' };
    expect(await ssh.probe(operation, bench.context('v'))).toMatchObject({ kind: 'inconclusive' });
  });
  test('previews who runs it where, and which program is missing', async () => {
    const preview = (context: Partial<Context>) =>
      ssh.preview(bench.operation([['/bin/sh -c x'], ['/opt/none -f x']]), {
        ...bench.context('v'),
        ...context,
      });
    expect(await preview({})).toEqual({
      text: { en: 'Runs on mail as root.', ja: 'mail で root として実行します。' },
      changes: [],
      concerns: [
        {
          en: '/opt/none is not on mail. If it is still missing then, the command fails.',
          ja: 'mail に /opt/none がありません。ないまま実行すると、コマンドは失敗します。',
        },
      ],
    });
    expect((await preview({ follows: true })).concerns?.[0]?.en).toBe(
      '/opt/none is not on mail yet. That is in order if an earlier operation of this step puts it there.',
    );
  });
});
