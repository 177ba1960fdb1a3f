import { describe, expect, test } from 'vitest';

import { sshExecutor } from '#core/executors/ssh.ts';
import type { PlannedSsh } from '#core/plan/operation.ts';

import { type Answer, contextWith, dropped, printed } from '../answering-host.ts';
import { exampleHost } from '../example-host.ts';

const ROOT = exampleHost.spool;
const SELF = `  900   1  900 S 00:00 /bin/sh -c : ${ROOT}/; r=$1; if test -f`;
const operation: PlannedSsh = {
  id: 'do.1',
  verb: 'ssh',
  note: null,
  command: 'move',
  host: 'mail',
  as: null,
  parts: [['move']],
  stdin: null,
  expect: {},
  prompts: [],
  sessions: [],
  listPath: null,
  timeoutMinutes: 1,
  expectedMinutes: null,
  idempotent: false,
  cancel: 'term-then-kill',
  secretInArguments: false,
};
const MET = `watari id ${ROOT}/id.s1\nwatari boot b1\nwatari owner drwx------ 2 0 0\nwatari me uid=0(root)\n`;

/** A host on which a look finds this of each job. */
const host =
  (facts: Readonly<Record<string, readonly string[]>>): Answer =>
  (command) => {
    if (command.includes('watari boot')) return printed(MET);
    if (!command.includes('ps -e')) return printed('watari size 4\nmoved');
    const jobs = Object.entries(facts).flatMap(([job, found]) => [`watari job ${job}`, ...found]);
    return printed(['watari spool', SELF, ...jobs, 'watari end', ''].join('\n'));
  };
const lookBack = (answer: Answer, change: Partial<PlannedSsh> = {}, spool = 's1') =>
  sshExecutor().lookBack?.(
    { ...operation, ...change },
    contextWith(answer, { again: true, meet: async (_host, _spool, boot) => ({ spool, boot }) }),
  );
const PID = 'watari pid 501 500 b1';
const alive = ['watari go', PID];
const ended = (job: string) => ['watari go', PID, `watari ${ROOT}/${job}/exit=0`];

describe('a job that was lost', () => {
  test('lives where somebody of its group lives', async () =>
    expect(await lookBack(host({ 'c1.do.1': [...alive, `  502 1  500 S 01:00 move`] }))).toBe('alive'));

  test('has ended as its exit status says', async () =>
    expect(await lookBack(host({ 'c1.do.1': ended('c1.do.1') }))).toMatchObject({ kind: 'succeeded' }));

  test('is not known where it left no trace', async () =>
    expect(await lookBack(host({ 'c1.do.1': [] }))).toBeNull());

  test('is not known in another spool than the one that was noted', async () =>
    expect(await lookBack(host({ 'c1.do.1': ended('c1.do.1') }), {}, 's0')).toBeNull());

  test('is not known where the host does not answer', async () => expect(await lookBack(dropped)).toBeNull());
});

describe('sessions that were lost', () => {
  const sessions = [
    { id: 'a', users: ['aiko'] },
    { id: 'b', users: ['ben'] },
  ];
  const of = (a: readonly string[], b: readonly string[]) =>
    lookBack(host({ 'c1.do.1.a': a, 'c1.do.1.b': b }), { sessions, listPath: '/tmp/list' });

  test('are alive as long as one of them is', async () =>
    expect(await of(ended('c1.do.1.a'), [...alive, `  502 1  500 S 01:00 move`])).toBe('alive'));

  test('have ended once all of them have', async () =>
    expect(await of(ended('c1.do.1.a'), ended('c1.do.1.b'))).toMatchObject({ kind: 'succeeded' }));

  test('are not known while one of them is not', async () =>
    expect(await of(ended('c1.do.1.a'), [])).toBeNull());
});
