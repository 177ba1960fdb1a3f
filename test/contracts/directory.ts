import { afterAll, beforeAll, expect, test } from 'vitest';

import type { DirectoryConnection, Entry, LdapResult } from '#core/connections/connections.ts';
import type { openDirectory } from '#core/connections/ldap-connection.ts';
import { Fault } from '#core/errors.ts';
import { cuttable, type Wire } from '#test/servers/cuttable.ts';

/** A directory that holds `DIRECTORY_ENTRIES` and nothing else below o=internet. */
export type DirectorySite = {
  readonly host: string;
  readonly port: number;
  /** Where it is not `MANAGER`'s. */
  readonly bindDn?: string;
  stop(): Promise<void>;
};
/** Where servers differ, and both are right. */
export type DirectoryFlavour = {
  readonly unknownClass: number;
  readonly unknownAttribute: number;
  readonly manyOfSingle: number;
  readonly anonymousWrite: number;
  /** The standard schema gives `cn` no order; 389-ds orders it all the same. */
  readonly ordersNames: boolean;
};
export const LIKE_389_DS: DirectoryFlavour = {
  unknownClass: 65,
  unknownAttribute: 65,
  manyOfSingle: 65,
  anonymousWrite: 50,
  ordersNames: true,
};

export const MANAGER = { bindDn: 'cn=Directory Manager', password: 'manager-secret' } as const;
export const DIRECTORY_ENTRIES = `dn: o=internet
objectClass: organization
o: internet

dn: ou=people,o=internet
objectClass: organizationalUnit
ou: people

${Array.from({ length: 25 }, (_, index) => `dn: cn=User ${index},ou=people,o=internet\nobjectClass: inetOrgPerson\ncn: User ${index}\nsn: Number ${index % 5}\n`).join('\n')}
dn: cn=*star (the) \\5c one*,ou=people,o=internet
objectClass: inetOrgPerson
cn: *star (the) \\ one*
sn: Stern

dn:: ${Buffer.from(String.raw`cn=山田\, 太郎 \+1 \"x\"\ ,ou=people,o=internet`).toString('base64')}
objectClass: inetOrgPerson
cn:: ${Buffer.from('山田, 太郎 +1 "x" ').toString('base64')}
sn:: ${Buffer.from('山田').toString('base64')}
description:: ${Buffer.from('Ärger in Öl').toString('base64')}
`;
const YAMADA = String.raw`cn=山田\, 太郎 \+1 \"x\"\ ,ou=people,o=internet`;
const PEOPLE = 'ou=people,o=internet';

const code = (result: LdapResult): number | 'no-answer' =>
  result.kind === 'result' ? result.code : result.kind;
const names = (entries: readonly Entry[]): string[] =>
  entries.map(({ attributes }) => Buffer.from(attributes['cn']?.[0] ?? []).toString());
const person = (cn: string): Record<string, string[]> => ({
  objectClass: ['inetOrgPerson'],
  cn: [cn],
  sn: ['Test'],
});

/** The contract of every client against every directory. */
export function directoryContract(
  open: typeof openDirectory,
  start: () => Promise<DirectorySite>,
  flavour: DirectoryFlavour,
): void {
  let site: DirectorySite;
  beforeAll(async () => {
    site = await start();
  });
  afterAll(() => site.stop());

  const connect = (port: number, more: { bindDn?: string; password?: string; timeoutMs?: number } = {}) =>
    open({
      address: { host: site.host, port },
      tls: 'plain',
      ca: null,
      ...MANAGER,
      ...(site.bindDn === undefined ? {} : { bindDn: site.bindDn }),
      timeoutMs: 10_000,
      ...more,
    });
  const withDirectory = async (work: (directory: DirectoryConnection) => Promise<void>): Promise<void> => {
    const directory = await connect(site.port);
    try {
      await work(directory);
    } finally {
      directory.close();
    }
  };
  const withWire = async (
    timeoutMs: number,
    work: (directory: DirectoryConnection, wire: Wire) => Promise<void>,
  ): Promise<void> => {
    const wire = await cuttable(site);
    try {
      const directory = await connect(wire.port, { timeoutMs });
      await work(directory, wire);
      directory.close();
    } finally {
      await wire.close();
    }
  };
  const found = async (directory: DirectoryConnection, filter: string): Promise<string[]> => {
    const { entries, result } = await directory.search('o=internet', 'sub', filter, ['cn']);
    expect(code(result)).toBe(0);
    return names(entries).toSorted();
  };

  test('a wrong password is a Fault that repeats what the directory said', async () => {
    const refusal = await connect(site.port, { password: 'wrong-secret' }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Fault);
    expect(refusal).toMatchObject({ code: 'connection-failed' });
    expect(String(refusal)).toContain('49');
    expect(String(refusal)).not.toContain('wrong-secret');
  });

  test('a directory that nobody serves is a Fault', async () => {
    const wire = await cuttable(site);
    await wire.close();
    await expect(connect(wire.port)).rejects.toMatchObject({ name: 'Fault', code: 'connection-failed' });
  });

  test('a directory that does not greet back is a Fault within the time-out', async () => {
    const wire = await cuttable(site);
    try {
      wire.freeze();
      await expect(connect(wire.port, { timeoutMs: 200 })).rejects.toMatchObject({
        code: 'connection-failed',
      });
    } finally {
      await wire.close();
    }
  });

  test('names come back readable, and can be asked for again', () =>
    withDirectory(async (directory) => {
      const { entries } = await directory.search(PEOPLE, 'one', '(sn=山田)', ['cn']);
      expect(entries.map(({ dn }) => dn)).toEqual([YAMADA]);
      const again = await directory.search(YAMADA, 'base', '(objectClass=*)', ['cn']);
      expect(names(again.entries)).toEqual(['山田, 太郎 +1 "x" ']);
    }));

  test('a name with every special character can be added, changed and removed', () =>
    withDirectory(async (directory) => {
      const dn = String.raw`cn=\#a\+1\, b\;c \<d\>\=e\\f,ou=people,o=internet`;
      expect(code(await directory.add(dn, person(String.raw`#a+1, b;c <d>=e\f`)))).toBe(0);
      const change = { operation: 'add', attribute: 'description', values: ['x'] } as const;
      expect(code(await directory.modify(dn, [change]))).toBe(0);
      expect(await found(directory, '(description=x)')).toEqual([String.raw`#a+1, b;c <d>=e\f`]);
      expect(code(await directory.remove(dn))).toBe(0);
      expect(code(await directory.remove(dn))).toBe(32);
    }));

  test.each([
    [String.raw`(cn=\2astar \28the\29 \5c one\2a)`, [String.raw`*star (the) \ one*`]],
    [String.raw`(cn=\2a*)`, [String.raw`*star (the) \ one*`]],
    [String.raw`(cn=*\29*one*)`, [String.raw`*star (the) \ one*`]],
    [String.raw`(sn=\e5\b1\b1\e7\94\b0)`, ['山田, 太郎 +1 "x" ']],
    ['(cn=山*太郎*)', ['山田, 太郎 +1 "x" ']],
    ['(description=*ärger*öl)', ['山田, 太郎 +1 "x" ']],
    ['(cn=user   3)', ['User 3']],
    ['(&(sn=number 3)(!(cn=User 3)))', ['User 13', 'User 18', 'User 23', 'User 8']],
    [
      '(cn>=User 23)',
      flavour.ordersNames
        ? [
            'User 23',
            'User 24',
            'User 3',
            'User 4',
            'User 5',
            'User 6',
            'User 7',
            'User 8',
            'User 9',
            '山田, 太郎 +1 "x" ',
          ]
        : [],
    ],
    ['(|(cn=User 1)(cn=User 2))', ['User 1', 'User 2']],
    ['(&(cn<=User 10)(sn=Number*))', flavour.ordersNames ? ['User 0', 'User 1', 'User 10'] : []],
    ['(&(telephoneNumber=*)(cn=*))', []],
    ['(sn~=stern)', [String.raw`*star (the) \ one*`]],
  ])('the filter %s finds what it says', (filter, expected) =>
    withDirectory(async (directory) => {
      expect(await found(directory, filter)).toEqual(expected);
    }),
  );

  test('a filter that is none is refused before anything is sent', () =>
    withDirectory(async (directory) => {
      await expect(directory.search('o=internet', 'sub', '(cn=x')).rejects.toMatchObject({
        name: 'InvalidFilter',
      });
    }));

  test('scopes are base, the entries below it, and everything', () =>
    withDirectory(async (directory) => {
      const count = async (scope: 'base' | 'one' | 'sub'): Promise<number> =>
        (await directory.search('o=internet', scope, '(objectClass=*)', ['1.1'])).entries.length;
      expect([await count('base'), await count('one'), await count('sub')]).toEqual([1, 1, 29]);
    }));

  test('a search in pages finds every entry once', () =>
    withDirectory(async (directory) => {
      const { entries, result } = await directory.search(PEOPLE, 'one', '(sn=Number*)', ['cn'], 10);
      expect(code(result)).toBe(0);
      expect(new Set(names(entries)).size).toBe(25);
      expect(entries).toHaveLength(25);
    }));

  test('a page as big as the result is the last one', () =>
    withDirectory(async (directory) => {
      const { entries } = await directory.search(PEOPLE, 'one', '(sn=Number*)', ['cn'], 25);
      expect(entries).toHaveLength(25);
    }));

  test('bytes that are no text go there and come back', () =>
    withDirectory(async (directory) => {
      const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256));
      const dn = `cn=binary,${PEOPLE}`;
      expect(code(await directory.add(dn, { ...person('binary'), jpegPhoto: [bytes] }))).toBe(0);
      const read = async (): Promise<readonly Uint8Array[]> =>
        (await directory.search(dn, 'base', '(objectClass=*)', ['jpegPhoto'])).entries[0]?.attributes[
          'jpegPhoto'
        ] ?? [];
      expect(await read()).toEqual([bytes]);
      const turned = Buffer.from([...bytes].toReversed());
      await directory.modify(dn, [{ operation: 'replace', attribute: 'jpegPhoto', values: [turned] }]);
      expect(await read()).toEqual([turned]);
      await directory.remove(dn);
    }));

  test('modifications of one request are carried out together, in their order', () =>
    withDirectory(async (directory) => {
      const dn = `cn=modified,${PEOPLE}`;
      await directory.add(dn, { ...person('modified'), description: ['old', 'kept'] });
      const result = await directory.modify(dn, [
        { operation: 'delete', attribute: 'description', values: ['OLD'] },
        { operation: 'add', attribute: 'description', values: ['new', '新'] },
        { operation: 'replace', attribute: 'title', values: ['Frau'] },
        { operation: 'delete', attribute: 'title', values: [] },
      ]);
      expect(code(result)).toBe(0);
      const { entries } = await directory.search(dn, 'base', '(objectClass=*)', ['description', 'title']);
      const attributes = entries[0]?.attributes ?? {};
      expect((attributes['description'] ?? []).map(String).toSorted()).toEqual(['kept', 'new', '新']);
      expect(attributes['title']).toBeUndefined();
      await directory.remove(dn);
    }));

  test('what the directory refuses is a result with its number, its name and its own text', () =>
    withDirectory(async (directory) => {
      const result = await directory.add(`cn=incomplete,${PEOPLE}`, {
        objectClass: ['inetOrgPerson'],
        cn: ['incomplete'],
      });
      expect(result).toMatchObject({ kind: 'result', code: 65, name: 'objectClassViolation' });
      expect(result).toMatchObject({ diagnostic: expect.stringMatching(/sn/) });
    }));

  const dn = `cn=User 0,${PEOPLE}`;
  test.each<[string, number, (directory: DirectoryConnection) => Promise<LdapResult>]>([
    ['adding what is there', 68, (directory) => directory.add(`CN=user  0 , ${PEOPLE}`, person('User 0'))],
    ['adding below nothing', 32, (directory) => directory.add('cn=x,ou=nowhere,o=internet', person('x'))],
    ['adding a name that is none', 34, (directory) => directory.add('nonsense', person('x'))],
    [
      'adding an unknown class',
      flavour.unknownClass,
      (directory) =>
        directory.add(`cn=x,${PEOPLE}`, { objectClass: ['person', 'nosuchclass'], cn: ['x'], sn: ['x'] }),
    ],
    [
      'adding an unknown attribute',
      flavour.unknownAttribute,
      (directory) => directory.add(`cn=x,${PEOPLE}`, { ...person('x'), nosuchattribute: ['x'] }),
    ],
    [
      'adding an attribute that no class allows',
      65,
      (directory) =>
        directory.add(`cn=x,${PEOPLE}`, {
          objectClass: ['person'],
          cn: ['x'],
          sn: ['x'],
          mail: ['x@example.com'],
        }),
    ],
    [
      'two values where one is allowed',
      flavour.manyOfSingle,
      (directory) =>
        directory.modify(dn, [{ operation: 'add', attribute: 'displayName', values: ['x', 'y'] }]),
    ],
    [
      'adding a value that is there',
      20,
      (directory) => directory.modify(dn, [{ operation: 'add', attribute: 'sn', values: ['NUMBER 0'] }]),
    ],
    [
      'removing a value that is not there',
      16,
      (directory) => directory.modify(dn, [{ operation: 'delete', attribute: 'sn', values: ['x'] }]),
    ],
    [
      'removing an attribute that is not there',
      16,
      (directory) => directory.modify(dn, [{ operation: 'delete', attribute: 'title', values: [] }]),
    ],
    [
      'removing what is required',
      65,
      (directory) => directory.modify(dn, [{ operation: 'delete', attribute: 'sn', values: [] }]),
    ],
    [
      'changing what is not there',
      32,
      (directory) =>
        directory.modify(`cn=nobody,${PEOPLE}`, [{ operation: 'replace', attribute: 'sn', values: ['x'] }]),
    ],
    ['removing an entry with entries below it', 66, (directory) => directory.remove(PEOPLE)],
    [
      'reading below nothing',
      32,
      async (directory) => (await directory.search('ou=nowhere,o=internet', 'sub', '(objectClass=*)')).result,
    ],
  ])('%s is answered with %i', (_, expected, ask) =>
    withDirectory(async (directory) => {
      expect(code(await ask(directory))).toBe(expected);
    }),
  );

  test('who did not bind may not write', async () => {
    const directory = await connect(site.port, { bindDn: '', password: '' });
    const result = await directory.modify(dn, [{ operation: 'replace', attribute: 'sn', values: ['x'] }]);
    expect(code(result)).toBe(flavour.anonymousWrite);
    directory.close();
  });

  test('the directory says where its schema stands', () =>
    withDirectory(async (directory) => {
      const root = await directory.search('', 'base', '(objectClass=*)', [
        'subschemaSubentry',
        'namingContexts',
      ]);
      const [place] = root.entries[0]?.attributes['subschemaSubentry'] ?? [];
      expect((root.entries[0]?.attributes['namingContexts'] ?? []).map(String)).toContain('o=internet');
      const schema = await directory.search(String(place), 'base', '(objectClass=*)', [
        'attributeTypes',
        'objectClasses',
      ]);
      const classes = (schema.entries[0]?.attributes['objectClasses'] ?? []).map(String);
      expect(classes.some((text) => text.includes("NAME 'inetOrgPerson'"))).toBe(true);
    }));

  test('operations under way get no answer when the wire is cut, and later ones a Fault', () =>
    withWire(10_000, async (directory, wire) => {
      wire.freeze();
      const pending = [
        directory.modify(dn, [{ operation: 'replace', attribute: 'description', values: ['cut'] }]),
        directory.add(`cn=cut,${PEOPLE}`, person('cut')),
        directory.remove(`cn=cut,${PEOPLE}`),
        directory.search('o=internet', 'sub', '(objectClass=*)').then(({ result }) => result),
      ];
      wire.cut();
      expect((await Promise.all(pending)).map(code)).toEqual(Array(4).fill('no-answer'));
      await expect(directory.remove(dn)).rejects.toMatchObject({ name: 'Fault', code: 'connection-failed' });
    }));

  test('a connection that was cut never comes back by itself, since it would be anonymous', () =>
    withWire(10_000, async (directory, wire) => {
      wire.cut();
      const read = () =>
        directory.search('o=internet', 'base', '(objectClass=*)').then(
          ({ result }) => code(result),
          () => 'fault',
        );
      // Before the close is seen, nobody answers; after it, a Fault: but never a result.
      for (let asked = 0; asked < 5; asked += 1) expect(await read()).toMatch(/^(?:no-answer|fault)$/);
    }));

  test('a directory that falls silent gives no answer within the time-out', () =>
    withWire(300, async (directory, wire) => {
      wire.freeze();
      const change = directory.modify(dn, [
        { operation: 'replace', attribute: 'description', values: ['silent'] },
      ]);
      expect(code(await change)).toBe('no-answer');
      await expect(directory.remove(dn)).rejects.toBeInstanceOf(Fault);
    }));

  test('closing answers what is under way and refuses the rest', () =>
    withWire(10_000, async (directory, wire) => {
      wire.freeze();
      const pending = directory.remove(`cn=closing,${PEOPLE}`);
      directory.close();
      expect(code(await pending)).toBe('no-answer');
      await expect(directory.remove(dn)).rejects.toBeInstanceOf(Fault);
    }));
}
