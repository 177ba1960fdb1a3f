import { describe, expect, test, vi } from 'vitest';

import type { DirectoryConnection, Entry, LdapResult } from '#core/connections/connections.ts';
import { Fault } from '#core/errors.ts';
import type { Context } from '#core/executors/executor.ts';
import { file } from '#core/executors/file.ts';
import { ldap } from '#core/executors/ldap.ts';
import type { PlannedFile, PlannedLdap } from '#core/plan/operation.ts';

import { type Answer, contextWith, dropped, printed } from './answering-host.ts';

const edit: PlannedFile = {
  id: 'do.1',
  verb: 'file',
  note: null,
  command: '/etc/x: +a',
  host: 'mail',
  path: '/etc/x',
  lines: ['a'],
  ensure: 'present',
  replaces: null,
  create: true,
};

describe('a file on a host that cannot be reached', () => {
  test('was not changed when nobody was there before', async () =>
    expect(await file.carryOut(edit, contextWith(dropped))).toMatchObject({
      kind: 'failed',
      reason: 'not-started',
    }));

  test('may have been changed when somebody was: the runner looks again', async () =>
    expect(file.carryOut(edit, contextWith(dropped, { again: true }))).rejects.toMatchObject({
      code: 'connection-failed',
    }));

  test('may have been changed, and nobody waits any more: that is lost', async () =>
    expect(
      await file.carryOut(edit, contextWith(dropped, { again: true, cancel: AbortSignal.abort() })),
    ).toMatchObject({ kind: 'lost', reason: 'no-answer' }));
});

const addLdif: PlannedLdap = {
  id: 'do.1',
  verb: 'ldap',
  note: null,
  command: 'ldapmodify',
  directory: 'mail:389',
  bindDn: 'cn=manager',
  password: [],
  action: { kind: 'add-ldif', host: 'mail', path: '/x.ldif' },
};
const SUCCESS: LdapResult = { kind: 'result', code: 0, name: 'success', diagnostic: '' };

/** A directory of one entry, which falls silent after so many searches. */
class Directory implements DirectoryConnection {
  readonly values = new Map<string, readonly Uint8Array[]>();
  #searches: number;
  constructor(searches: number) {
    this.#searches = searches;
  }
  async search() {
    this.#searches -= 1;
    const entry: Entry = { dn: 'cn=a', attributes: Object.fromEntries(this.values) };
    if (this.#searches < 0) return { entries: [], result: { kind: 'no-answer' } as const };
    return { entries: [entry], result: SUCCESS };
  }
  async add(): Promise<LdapResult> {
    return SUCCESS;
  }
  async modify(_dn: string, all: Parameters<DirectoryConnection['modify']>[1]): Promise<LdapResult> {
    for (const { attribute, values } of all)
      this.values.set(attribute, [
        ...(this.values.get(attribute) ?? []),
        ...values.map((value) => Buffer.from(value)),
      ]);
    return SUCCESS;
  }
  async remove(): Promise<LdapResult> {
    return SUCCESS;
  }
  close(): void {}
}

/** A host that has this LDIF, beside these directories, one a connection; then none can be reached. */
function contextOf(
  text: string | Answer,
  directories: readonly DirectoryConnection[],
  own: Partial<Context>,
): Context {
  const context = contextWith(typeof text === 'string' ? () => printed(text) : text, own);
  const left = [...directories];
  const directory = async (): Promise<DirectoryConnection> => {
    const next = left.shift();
    if (next === undefined) throw new Fault('connection-failed', 'Reaching the directory', 'no route');
    return next;
  };
  return { ...context, connections: { ...context.connections, directory } };
}
const MAIL = 'dn: cn=a\nchangetype: modify\nadd: mail\nmail: one\n-\nadd: mail\nmail: two\n-\n';

describe('an LDIF for a directory that stops answering', () => {
  test('was not added when nobody was there before', async () =>
    expect(await ldap.carryOut(addLdif, contextOf(MAIL, [], { again: false }))).toMatchObject({
      kind: 'failed',
      reason: 'not-started',
    }));

  test('may have been added when somebody was', async () =>
    expect(await ldap.carryOut(addLdif, contextOf(MAIL, [], { again: true }))).toMatchObject({
      kind: 'lost',
      reason: 'no-answer',
    }));

  test('is lost when it falls silent after the change', async () =>
    expect(await ldap.carryOut(addLdif, contextOf(MAIL, [new Directory(1)], {}))).toMatchObject({
      kind: 'lost',
      reason: 'no-answer',
    }));
});

test('two modifications of one attribute are both added', async () => {
  const directory = new Directory(9);
  expect(await ldap.carryOut(addLdif, contextOf(MAIL, [directory], {}))).toMatchObject({ kind: 'succeeded' });
  expect(directory.values.get('mail')?.map(String)).toEqual(['one', 'two']);
});

describe('a host that takes commands and does not answer them', () => {
  const never = (): Promise<never> => new Promise(() => {});
  /** What comes of it within ten minutes of the host's silence. */
  async function inTime<T>(act: () => Promise<T>, meanwhile: () => void = () => undefined): Promise<T> {
    vi.useFakeTimers();
    try {
      const acting = act();
      acting.catch(() => undefined);
      await vi.advanceTimersByTimeAsync(1000);
      meanwhile();
      await vi.advanceTimersByTimeAsync(10 * 60_000);
      return await acting;
    } finally {
      vi.useRealTimers();
    }
  }

  test('has not had its file changed when nobody was there before', async () =>
    expect(await inTime(() => file.carryOut(edit, contextWith(never)))).toMatchObject({
      kind: 'failed',
      reason: 'not-started',
    }));

  test('may have had it changed when somebody was: the runner looks again', async () =>
    expect(inTime(() => file.carryOut(edit, contextWith(never, { again: true })))).rejects.toMatchObject({
      code: 'connection-failed',
    }));

  test('is not waited for by what has not begun once a person cancels', async () => {
    const cancel = new AbortController();
    expect(
      await inTime(
        () => file.carryOut(edit, contextWith(never, { cancel: cancel.signal })),
        () => cancel.abort(),
      ),
    ).toMatchObject({ kind: 'failed', reason: 'not-started' });
  });

  test('does not hold up what an LDIF on it says for ever', async () =>
    expect(
      await inTime(() => ldap.carryOut(addLdif, contextOf(never, [new Directory(9)], {}))),
    ).toMatchObject({ kind: 'failed', reason: 'not-started' }));
});
