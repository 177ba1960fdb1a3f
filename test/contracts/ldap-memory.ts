import { createHash } from 'node:crypto';

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import type { DirectoryConnection } from '#core/connections/connections.ts';
import { openDirectory } from '#core/connections/ldap-connection.ts';
import { Fault } from '#core/errors.ts';
import type { Context } from '#core/executors/executor.ts';
import { ldap } from '#core/executors/ldap.ts';
import { memoryDocument } from '#core/executors/memory.ts';
import type { PlannedLdap } from '#core/plan/operation.ts';
import { cuttable, type Wire } from '#test/servers/cuttable.ts';

import { SECRET, type SimsDirectory } from './ldap-executor.ts';

const SUSAN = 'cn=Susan Sims (susan),ou=people,dc=siroe,dc=com,o=internet';
const ATTRIBUTES = ['mailDeliveryOption', 'mailFolderMap', 'mailQuota'];

/** What remembers values of entries and puts them back does, whichever server it is. */
export function ldapMemoryContract(start: () => Promise<SimsDirectory>): void {
  let site: SimsDirectory;
  let wire: Wire;
  let directory: DirectoryConnection;
  let beforeChange: () => void = () => undefined;
  const documents = new Map<string, Uint8Array>();
  /** What steps remembered, oldest first. */
  const remembered: { readonly step: string; readonly document: string }[] = [];

  const open = () =>
    openDirectory({
      address: { host: '127.0.0.1', port: wire.port },
      tls: 'plain',
      ca: null,
      bindDn: 'cn=Directory Manager',
      password: SECRET,
      timeoutMs: 2_000,
    });
  beforeAll(async () => {
    site = await start();
    wire = await cuttable(site.address);
  });
  afterAll(async () => {
    await wire.close();
    await site.stop();
  });
  beforeEach(async () => {
    remembered.length = 0;
    beforeChange = () => undefined;
    directory = await open();
    await set({ mailDeliveryOption: ['mailbox', 'forward'], mailFolderMap: ['Sun-MS'], mailQuota: ['20M'] });
  });
  afterEach(() => directory.close());

  const context: Context = {
    inventory: { lab: null, hosts: {}, directories: {}, secrets: {} },
    connections: {
      host: () => Promise.reject(new Error('not used')),
      directory: async () => {
        const own = await open();
        return {
          ...own,
          search: own.search.bind(own),
          modify: (...all) => (beforeChange(), own.modify(...all)),
          close: () => own.close(),
        };
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    documents: {
      put: async (bytes) => {
        const hash = createHash('sha256').update(bytes).digest('hex');
        documents.set(hash, bytes);
        return hash;
      },
      get: async (hash) => {
        const found = documents.get(hash);
        if (found === undefined) throw new Fault('document-missing', 'Reading a document', 'it is gone');
        return found;
      },
    },
    secrets: new Map([['bindPassword', SECRET]]),
    keep: async () => 'kept',
    redact: (text) => text.replaceAll(SECRET, '••••'),
    job: 'claim.do.1',
    remembered: async () => remembered,
    meet: async (_, spool, boot) => ({ spool, boot }),
    report: () => undefined,
    cancel: new AbortController().signal,
  };
  const operation = (action: PlannedLdap['action']): PlannedLdap => ({
    id: 'do.1',
    verb: 'ldap',
    note: null,
    command: '',
    directory: 'ldap.siroe.com:389',
    bindDn: 'cn=Directory Manager',
    password: [{ secret: 'bindPassword', shown: '••••' }],
    action,
  });
  const back = (kind: 'put-back' | 'is-back', change: { readonly attributes?: readonly string[] } = {}) =>
    operation({ kind, of: 'hold', attributes: null, ...change });

  async function set(values: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const modifications = Object.entries(values).map(
      ([attribute, all]) => ({ operation: 'replace', attribute, values: all }) as const,
    );
    expect(await directory.modify(SUSAN, modifications)).toMatchObject({ code: 0 });
  }
  async function susan(): Promise<Readonly<Record<string, readonly string[]>>> {
    const { entries } = await directory.search(SUSAN, 'base', '(objectClass=*)', ATTRIBUTES);
    return Object.fromEntries(
      Object.entries(entries[0]?.attributes ?? {}).map(([name, values]) => [
        name.toLowerCase(),
        values.map((value) => Buffer.from(value).toString()).toSorted(),
      ]),
    );
  }
  /** Remembers as the step would, and notes the document as the run would. */
  async function remember(step = 'hold') {
    const outcome = await ldap.carryOut(
      operation({
        kind: 'remember',
        base: 'dc=siroe,dc=com,o=internet',
        scope: 'sub',
        filter: '(uid=susan)',
        attributes: ATTRIBUTES,
      }),
      context,
    );
    if (outcome.kind === 'succeeded')
      remembered.push(...outcome.evidence.map((document) => ({ step, document })));
    return outcome;
  }
  const hold = () => set({ mailDeliveryOption: ['hold'], mailFolderMap: ['LOCK'] });
  const BEFORE = {
    maildeliveryoption: ['forward', 'mailbox'],
    mailfoldermap: ['Sun-MS'],
    mailquota: ['20M'],
  };

  test('what was remembered is put back, and nothing else is touched', async () => {
    expect(await remember()).toMatchObject({ kind: 'succeeded', detail: { en: '1 entries remembered' } });
    await hold();
    expect(await ldap.probe(back('is-back'), context)).toMatchObject({ kind: 'unsatisfied' });
    expect(await ldap.carryOut(back('put-back'), context)).toMatchObject({ kind: 'succeeded' });
    expect(await susan()).toEqual(BEFORE);
    expect(await ldap.probe(back('is-back'), context)).toMatchObject({ kind: 'satisfied' });
  });

  test('people see before what will be put back', async () => {
    await remember();
    await hold();
    const { text, changes } = await ldap.preview(back('put-back'), context);
    expect(text.en).toBe('Entries to put back: 1; as they were already: 0; no longer there: 0.');
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatch(
      /mailDeliveryOption=(?:mailbox,forward|forward,mailbox) mailFolderMap=Sun-MS$/u,
    );
  });

  test('putting back twice changes nothing the second time', async () => {
    await remember();
    await hold();
    await ldap.carryOut(back('put-back'), context);
    beforeChange = () => expect.fail('nothing is left to change');
    expect(await ldap.carryOut(back('put-back'), context)).toMatchObject({
      kind: 'succeeded',
      detail: { en: '0 entries put back, 1 were as before already' },
    });
  });

  test('an entry that is no longer there is named, and the others are put back', async () => {
    await remember();
    const gone = 'cn=Gone,dc=siroe,dc=com,o=internet';
    const document = await context.documents.put(memoryDocument([{ dn: gone, attributes: {} }], ATTRIBUTES));
    remembered.push({ step: 'hold', document });
    await hold();
    expect(await ldap.carryOut(back('put-back'), context)).toMatchObject({
      kind: 'succeeded',
      detail: {
        en: `1 entries put back, 0 were as before already; 1 no longer there: ${gone}`,
        ja: `1 件を元に戻しました（0 件は元の値のままでした）、見つからないエントリ 1 件：${gone}`,
      },
    });
    expect(await susan()).toEqual(BEFORE);
    expect(await ldap.probe(back('is-back'), context)).toMatchObject({ kind: 'satisfied' });
  });

  test('that none of the entries is there is no proof that all is as before', async () => {
    const gone = 'cn=Gone,dc=siroe,dc=com,o=internet';
    const document = await context.documents.put(memoryDocument([{ dn: gone, attributes: {} }], ATTRIBUTES));
    remembered.push({ step: 'hold', document });
    const detail = { en: `none of the 1 entries that were remembered is there: ${gone}` };
    expect(await ldap.probe(back('is-back'), context)).toMatchObject({ kind: 'unsatisfied', detail });
    expect(await ldap.carryOut(back('put-back'), context)).toMatchObject({ kind: 'failed', detail });
  });

  test('an attribute that was not there is taken away again', async () => {
    await set({ mailQuota: [] });
    await remember();
    await set({ mailQuota: ['5M'] });
    await ldap.carryOut(back('put-back'), context);
    expect(await susan()).not.toHaveProperty('mailquota');
  });

  test('one attribute may be put back without the others', async () => {
    await remember();
    await hold();
    await ldap.carryOut(back('put-back', { attributes: ['mailFolderMap'] }), context);
    expect(await susan()).toEqual({ ...BEFORE, maildeliveryoption: ['hold'] });
  });

  test('what was remembered first counts: a second try would remember its own work', async () => {
    await remember();
    await hold();
    await remember();
    await ldap.carryOut(back('put-back'), context);
    expect(await susan()).toEqual(BEFORE);
  });

  test('an earlier wave that held them first knows what stood', async () => {
    await remember('hold@canary');
    await hold();
    await remember('hold@rest');
    const rest = operation({ kind: 'put-back', of: 'hold@rest', attributes: null });
    await ldap.carryOut(rest, context);
    expect(await susan()).toEqual(BEFORE);
  });

  test('whom another wave remembered is none of its business', async () => {
    await remember('hold@canary');
    await hold();
    const rest = operation({
      kind: 'put-back',
      of: 'hold@rest',
      attributes: null,
    });
    expect(await ldap.carryOut(rest, context)).toMatchObject({ kind: 'failed', reason: 'not-started' });
    expect(await susan()).toMatchObject({ maildeliveryoption: ['hold'] });
  });

  test('where nothing was remembered, nothing is changed and that is said', async () => {
    expect(await ldap.carryOut(back('put-back'), context)).toMatchObject({
      kind: 'failed',
      reason: 'not-started',
      detail: {
        en: 'hold has remembered nothing in this run, so nothing can be put back',
        ja: 'この実行では hold が値を控えていないため、元に戻せません',
      },
    });
    expect(await ldap.probe(back('is-back'), context)).toMatchObject({ kind: 'inconclusive' });
  });

  test('a memory that is gone is said, and nothing is changed', async () => {
    remembered.push({ step: 'hold', document: 'gone' });
    expect(await ldap.carryOut(back('put-back'), context)).toMatchObject({
      kind: 'failed',
      reason: 'not-started',
    });
  });

  test('a value that holds a secret is not remembered, since it could not be put back', async () => {
    await set({ mailQuota: [SECRET] });
    expect(await remember()).toMatchObject({
      kind: 'failed',
      reason: 'conflict',
      detail: { en: expect.stringMatching(/^a value there holds a secret of this run/u) },
    });
    expect(remembered).toEqual([]);
  });

  test('below a base that is not there nothing is remembered', async () => {
    const nowhere = operation({
      kind: 'remember',
      base: 'dc=nowhere,o=internet',
      scope: 'sub',
      filter: '(uid=*)',
      attributes: ATTRIBUTES,
    });
    expect(await ldap.carryOut(nowhere, context)).toMatchObject({ kind: 'failed', reason: 'expectation' });
  });

  test('a connection that is cut while values are put back leaves it lost, and the next try ends it', async () => {
    await remember();
    await hold();
    beforeChange = () => wire.cut();
    expect(await ldap.carryOut(back('put-back'), context)).toMatchObject({
      kind: 'lost',
      reason: 'no-answer',
    });
    beforeChange = () => undefined;
    directory.close();
    directory = await open();
    expect(await ldap.carryOut(back('put-back'), { ...context, again: true })).toMatchObject({
      kind: 'succeeded',
    });
    expect(await susan()).toEqual(BEFORE);
  });
}
