import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Connections, DirectoryConnection, HostConnection } from '#core/connections/connections.ts';
import { openDirectory } from '#core/connections/ldap-connection.ts';
import type { Context } from '#core/executors/executor.ts';
import { ldap } from '#core/executors/ldap.ts';
import type { PlannedLdap } from '#core/plan/operation.ts';
import { cuttable, type Target, type Wire } from '#test/servers/cuttable.ts';

const schemaFolder = new URL('../../runbooks/iplanet/schema/', import.meta.url);
const MERGED = readFileSync(new URL('ims5-schema-add.ldif', schemaFolder), 'utf8');
/** What a SIMS 4.0 directory holds. */
export const SIMS_ENTRIES =
  readFileSync(new URL('sample-entries.ldif', schemaFolder), 'utf8').split('# --- NMS')[0] ?? '';
export const SECRET = 'manager-secret';

const ADMINISTRATORS = `dn: cn=Service Administrators,o=internet
changetype: add
objectClass: groupOfUniqueNames
cn: Service Administrators
uniqueMember: cn=Directory Manager

dn: o=internet
changetype: modify
add: aci
aci: (targetattr = "*")(version 3.0; acl "SA domain access"; allow (all) groupdn="ldap:///cn=Service Administrators,o=internet";)
`;

export type SimsDirectory = { readonly address: Target; stop(): Promise<void> };

/** What the ldap verb does to a directory of SIMS 4.0, whichever server it is. */
export function ldapExecutorContract(start: () => Promise<SimsDirectory>): void {
  let site: SimsDirectory;
  let wire: Wire;
  const files = new Map<string, string>();
  const kept: string[] = [];
  /** Runs before a change is sent; a test puts the trouble here. */
  let beforeChange: () => void = () => undefined;
  /** The change is made, its answer does not arrive. */
  let losesAnswers = false;

  beforeAll(async () => {
    site = await start();
    wire = await cuttable(site.address);
  });
  afterAll(async () => {
    await wire.close();
    await site.stop();
  });

  const host: HostConnection = {
    host: 'mail.siroe.com',
    exec: (command) => {
      const content = files.get(command.replace(/^cat '?([^']*)'?$/, '$1'));
      const status = content === undefined ? 1 : 0;
      const stderr = Buffer.from(status === 1 ? 'cat: cannot open' : '');
      return Promise.resolve({ stdout: Buffer.from(content ?? ''), stderr, end: { kind: 'exit', status } });
    },
    reach: () => Promise.reject(new Error('not used')),
    isOpen: true,
    close: () => undefined,
  };
  const connections: Connections = {
    host: () => Promise.resolve(host),
    directory: async (_, bindDn, password) =>
      troubled(await openDirectory({ ...address(wire.port), bindDn, password, timeoutMs: 2_000 })),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const troubled = (directory: DirectoryConnection): DirectoryConnection => ({
    search: (...all) => directory.search(...all),
    add: async (...all) => {
      beforeChange();
      const result = await directory.add(...all);
      return losesAnswers ? { kind: 'no-answer' } : result;
    },
    modify: (...all) => (beforeChange(), directory.modify(...all)),
    remove: (...all) => directory.remove(...all),
    close: () => directory.close(),
  });
  const context: Context = {
    inventory: { lab: null, hosts: {}, directories: {}, secrets: {} },
    connections,
    documents: {
      put: () => Promise.reject(new Error('not used')),
      get: () => Promise.resolve(Buffer.from(MERGED)),
    },
    secrets: new Map([['bindPassword', SECRET]]),
    keep: (bytes) => {
      kept.push(Buffer.from(bytes).toString());
      return Promise.resolve(createHash('sha256').update(bytes).digest('hex'));
    },
    redact: (text) => text.replaceAll(SECRET, '••••'),
    job: 'claim.do.1',
    meet: (_, spool, boot) => Promise.resolve({ spool, boot }),
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
  const schema = operation({ kind: 'add-schema', file: 'ims5-schema-add.ldif', document: 'hash' });
  const hasSchema = operation({ kind: 'has-schema', file: 'ims5-schema-add.ldif', document: 'hash' });
  const reading = (
    filter: string,
    more: Partial<Extract<PlannedLdap['action'], { kind: 'read' }>> = {},
  ): PlannedLdap =>
    operation({
      kind: 'read',
      base: 'o=internet',
      scope: 'sub',
      filter,
      count: null,
      attribute: null,
      ...more,
    });
  const ldif = (path: string): PlannedLdap => operation({ kind: 'add-ldif', host: 'mail.siroe.com', path });

  test('before the merged schema is added, what people approve is the list of its definitions', async () => {
    const { changes, text } = await ldap.preview(schema, context);
    expect(changes).toContain('add attributeTypes mailUserStatus (2.16.840.1.113730.3.1.778)');
    expect(changes).toContain('add objectClasses inetLocalMailRecipient (2.16.840.1.113730.3.2.147)');
    expect(changes).toContain('replace objectClasses inetMailUser (2.16.840.1.113730.3.2.146)');
    expect(changes).toContain('replace objectClasses inetMailGroup (1.3.6.1.4.1.42.2.27.2.2.2)');
    expect(changes.filter((line) => !/^(?:add|replace) /.test(line))).toEqual([]);
    expect(changes.join('\n')).not.toContain('inetMailRouting');
    expect(text.ja).toContain('置き換える定義 2 件');
    expect(await ldap.probe(hasSchema, context)).toMatchObject({ kind: 'unsatisfied' });
  });

  test('an upgraded entry is refused until the schema is there', async () => {
    files.set(
      '/early.ldif',
      'dn: dc=early,o=internet\nobjectClass: domain\nobjectClass: mailDomain\ndc: early\n',
    );
    expect(await ldap.carryOut(ldif('/early.ldif'), context)).toMatchObject({
      kind: 'failed',
      reason: 'refused',
      detail: { en: expect.stringContaining('objectClassViolation (65)') },
    });
  });

  test('a connection that is cut while the schema is sent leaves it lost', async () => {
    beforeChange = () => wire.cut();
    const outcome = await ldap.carryOut(schema, context);
    beforeChange = () => undefined;
    expect(outcome).toMatchObject({ kind: 'lost', reason: 'no-answer' });
  });

  test('the schema is added once, and adding it again changes nothing', async () => {
    expect(await ldap.carryOut(schema, context)).toMatchObject({ kind: 'succeeded' });
    expect(await ldap.probe(hasSchema, context)).toMatchObject({ kind: 'satisfied' });
    expect(await ldap.preview(schema, context)).toMatchObject({ changes: [] });
    expect(await ldap.carryOut(schema, context)).toMatchObject({
      detail: { en: 'the schema was there already' },
    });
  });

  test('an entry that the merged schema allows is added', async () => {
    expect(await ldap.carryOut(ldif('/early.ldif'), context)).toMatchObject({ kind: 'succeeded' });
    expect(await ldap.probe(ldif('/early.ldif'), context)).toMatchObject({ kind: 'satisfied' });
  });

  test('an LDIF file is shown by its names, added once, and found again', async () => {
    files.set('/var/tmp/a dmin.ldif', ADMINISTRATORS);
    const file = ldif('/var/tmp/a dmin.ldif');
    expect(await ldap.probe(file, context)).toMatchObject({ kind: 'unsatisfied' });
    expect((await ldap.preview(file, context)).changes).toEqual([
      'add cn=Service Administrators,o=internet',
      'add aci to o=internet',
    ]);
    expect(await ldap.carryOut(file, context)).toMatchObject({
      kind: 'succeeded',
      detail: { en: '2 of 2 records added' },
    });
    expect(await ldap.probe(file, context)).toMatchObject({ kind: 'satisfied' });
    expect((await ldap.preview(file, context)).changes).toEqual([]);
    expect(await ldap.carryOut(file, context)).toMatchObject({
      kind: 'succeeded',
      detail: { en: '0 of 2 records added' },
    });
  });

  test('an entry that is there and says something else is a conflict, and nothing is changed', async () => {
    files.set(
      '/other.ldif',
      `${ADMINISTRATORS.replace('uniqueMember: cn=Directory Manager', 'uniqueMember: uid=mallory,o=internet')}\ndn: ou=new,o=internet\nobjectClass: organizationalUnit\nou: new\n`,
    );
    const outcome = await ldap.carryOut(ldif('/other.ldif'), context);
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'conflict' });
    expect(await ldap.probe(reading('(ou=new)', { count: { is: 0 } }), context)).toMatchObject({
      kind: 'satisfied',
    });
  });

  test('a record that takes something away is never carried out', async () => {
    files.set('/delete.ldif', 'dn: ou=people,dc=siroe,dc=com,o=internet\nchangetype: delete\n');
    expect(await ldap.carryOut(ldif('/delete.ldif'), context)).toMatchObject({
      kind: 'failed',
      reason: 'conflict',
    });
  });

  test.each([
    ['/missing.ldif', 'cat: cannot open'],
    ['/broken.ldif', 'line 2'],
  ])('a file %s that cannot be read begins nothing', async (path, said) => {
    files.set('/broken.ldif', 'dn: o=x\nno colon here\n');
    expect(await ldap.carryOut(ldif(path), context)).toMatchObject({
      kind: 'failed',
      reason: 'not-started',
      detail: { en: expect.stringContaining(said) },
    });
  });

  test('a directory that stops answering in the middle of a file leaves it lost, and going on repairs it', async () => {
    files.set(
      '/two.ldif',
      ['one', 'two']
        .map((ou) => `dn: ou=${ou},o=internet\nobjectClass: organizationalUnit\nou: ${ou}\n`)
        .join('\n'),
    );
    let sent = 0;
    beforeChange = () => {
      sent += 1;
      if (sent === 2) wire.cut();
    };
    const outcome = await ldap.carryOut(ldif('/two.ldif'), context);
    beforeChange = () => undefined;
    expect(outcome).toMatchObject({
      kind: 'lost',
      detail: { en: expect.stringContaining('add ou=two,o=internet') },
    });
    expect(await ldap.carryOut(ldif('/two.ldif'), context)).toMatchObject({ kind: 'succeeded' });
    expect(await ldap.probe(ldif('/two.ldif'), context)).toMatchObject({ kind: 'satisfied' });
  });

  test('a change whose answer got lost is found by looking again', async () => {
    files.set('/unanswered.ldif', 'dn: ou=quiet,o=internet\nobjectClass: organizationalUnit\nou: quiet\n');
    losesAnswers = true;
    const outcome = await ldap.carryOut(ldif('/unanswered.ldif'), context);
    losesAnswers = false;
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      detail: { en: expect.stringContaining('looking again') },
    });
  });

  test.each([
    ['as many as said', reading('(objectClass=inetMailUser)', { count: { is: 1 } }), 'satisfied'],
    ['more than said', reading('(objectClass=inetMailUser)', { count: { is: 0 } }), 'unsatisfied'],
    ['at least as many', reading('(objectClass=*)', { count: { atLeast: 3 } }), 'satisfied'],
    ['too few', reading('(objectClass=*)', { count: { atLeast: 3000 } }), 'unsatisfied'],
    [
      'none, below a base that is not there',
      reading('(uid=x)', { base: 'o=nowhere', count: { is: 0 } }),
      'unsatisfied',
    ],
    [
      'every value as said',
      reading('(uid=susan)', { attribute: { name: 'mailhost', every: { is: 'oldmail.siroe.com' } } }),
      'satisfied',
    ],
    [
      'one value other than said',
      reading('(uid=susan)', { attribute: { name: 'mailDeliveryOption', every: { is: 'mailbox' } } }),
      'unsatisfied',
    ],
    [
      'a value where there must be none',
      reading('(uid=susan)', { attribute: { name: 'mailHost', every: { empty: true } } }),
      'unsatisfied',
    ],
    [
      'no value where there must be none',
      reading('(uid=susan)', { attribute: { name: 'mailUserStatus', every: { empty: true } } }),
      'satisfied',
    ],
    [
      'nobody whose value could be looked at',
      reading('(uid=nobody)', { attribute: { name: 'mail', every: { contains: '@' } } }),
      'unsatisfied',
    ],
  ] as const)('a reading that finds %s', async (_, probe, expected) => {
    expect(await ldap.probe(probe, context)).toMatchObject({ kind: expected });
  });

  test('what a reading found is kept', async () => {
    kept.length = 0;
    await ldap.probe(reading('(uid=susan)', { count: { is: 1 } }), context);
    expect(kept.join('')).toContain('dn: cn=Susan Sims (susan),ou=people,dc=siroe,dc=com,o=internet');
  });

  test('a directory that refuses us leaves a probe open, a preview as a sentence, and nothing begun', async () => {
    const wrong: Context = { ...context, secrets: new Map([['bindPassword', 'wrong-one']]) };
    const probe = reading('(uid=susan)', { count: { is: 1 } });
    expect(await ldap.probe(probe, wrong)).toMatchObject({
      kind: 'inconclusive',
      detail: { en: expect.stringContaining('invalidCredentials') },
    });
    expect((await ldap.preview(schema, wrong)).text.en).toContain('invalidCredentials');
    expect(await ldap.carryOut(schema, wrong)).toMatchObject({ kind: 'failed', reason: 'not-started' });
  });

  test('a secret that nobody has resolved is no password', async () => {
    const none: Context = { ...context, secrets: new Map() };
    expect(await ldap.carryOut(schema, none)).toMatchObject({ kind: 'failed', reason: 'not-started' });
  });
}

const address = (port: number) => ({ address: { host: '127.0.0.1', port }, tls: 'plain', ca: null }) as const;
