import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { parseFilter } from '#core/directory/filter.ts';
import { parseLdif } from '#core/directory/ldif.ts';
import { DirectoryData } from '#core/lab/wire/directory-data.ts';
import { baseSchema } from '#core/lab/wire/directory-server.ts';
import type { DirectoryChange } from '#core/lab/wire/directory-tree.ts';

const SEED = `dn: o=internet
objectClass: organization
o: internet

dn: ou=people,o=internet
objectClass: organizationalUnit
ou: people

dn: uid=susan,ou=people,o=internet
objectClass: inetOrgPerson
uid: susan
cn: Susan
cn;lang-ja: スーザン
sn: Sims
userPassword: susan-secret
userPassword: {SHA}6t4G1bUXnpvmSxNIk8DVLoajgGk=
userPassword: {SSHA}8T49Ub4IZCzdfdIcZ2r6sjRlllxhYmNkZWZnaA==
telephoneNumber: +81 3-1234
jpegPhoto:: /9j/
`;
const SUSAN = 'uid=susan,ou=people,o=internet';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
function changeLog(): string {
  const folder = mkdtempSync(join(tmpdir(), 'watari-directory-'));
  folders.push(folder);
  return join(folder, 'changes.ldif');
}
const open = (log: string | null = null): DirectoryData =>
  new DirectoryData({ schema: baseSchema(), entries: [SEED], changeLog: log, managerPassword: 'secret-one' });
const change = (text: string): DirectoryChange => {
  const [record] = parseLdif(text);
  if (record === undefined) throw new Error('a change was expected');
  return record;
};
const apply = (data: DirectoryData, text: string): number => data.apply(change(text)).code;
const found = (data: DirectoryData, filter: string, base = 'o=internet'): string[] =>
  data.search(base, 'sub', parseFilter(filter), true).entries.map(({ dn }) => dn);

describe('finding', () => {
  let data: DirectoryData;
  beforeAll(() => {
    data = open();
  });

  test.each([
    '(uid=SUSAN)',
    '(userid=susan)',
    '(0.9.2342.19200300.100.1.1=susan)',
    '(commonName=susan)',
    '(cn=スーザン)',
    '(cn;lang-ja=スー*)',
    '(telephoneNumber=+8131234)',
    '(objectClass=Person)',
    '(2.5.4.0=top)',
    String.raw`(jpegPhoto=\ff\d8\ff)`,
    '(!(nosuchattribute=x))',
    '(&(sn~=sims)(!(title=*)))',
    '(uid:dn:=susan)',
    '(ou:dn:=people)',
  ])('%s finds an entry', (filter) => {
    expect(found(data, filter)).toContain(SUSAN);
  });

  test.each(['(nosuchattribute=x)', '(uid=susa)', '(cn;lang-en=*)', '(|)', '(sn>=t)', '(uid=*x*)'])(
    '%s finds none',
    (filter) => {
      expect(found(data, filter)).not.toContain(SUSAN);
    },
  );

  test('below the empty name stands everything', () => {
    expect(found(data, '(objectClass=*)', '')).toHaveLength(3);
  });

  test('who may not read finds nothing but what the directory says of itself', () => {
    const see = (base: string): number =>
      data.search(base, 'base', parseFilter('(objectClass=*)'), false).entries.length;
    expect([see(SUSAN), see(''), see('cn=schema')]).toEqual([0, 1, 1]);
  });

  test('attributes come as they are asked for', () => {
    const [entry] = data.search(SUSAN, 'base', parseFilter('(objectClass=*)'), true).entries;
    if (entry === undefined) throw new Error('susan is not there');
    const names = (asked: string[]): string[] => data.select(entry, asked).map(({ name }) => name);
    expect(names(['CN', 'nosuch'])).toEqual(['CN', 'CN;lang-ja']);
    expect(names(['cn;lang-ja'])).toEqual(['cn;lang-ja']);
    expect(names(['1.1'])).toEqual([]);
    expect(names([])).toEqual(names(['*']));
  });
});

describe('binding', () => {
  test.each([
    ['cn=directory  manager', 'secret-one', 0],
    ['cn=Directory Manager', 'secret-two', 49],
    ['cn=Directory Manager', '', 53],
    [SUSAN, 'susan-secret', 0],
    [SUSAN, 'hashed-secret', 0],
    [SUSAN, 'salted-secret', 0],
    [SUSAN, 'secret-one', 49],
    ['uid=nobody,o=internet', 'x', 49],
    ['nonsense', 'x', 49],
  ])('as %s with %s is answered with %i', (dn, password, code) => {
    expect(open().bind(dn, password).code).toBe(code);
  });
});

describe('changing', () => {
  test('superiors of a class and values of the name are written into the entry', () => {
    const data = open();
    expect(apply(data, `dn: uid=b+cn=B,ou=people,o=internet\nobjectClass: inetorgperson\nsn: b\n`)).toBe(0);
    const written = data.exportLdif().split('\n\n').at(-2) ?? '';
    expect(written.split('\n').toSorted()).toEqual(
      [
        'dn: uid=b+cn=B,ou=people,o=internet',
        ...['inetOrgPerson', 'organizationalPerson', 'person', 'top'].map((name) => `objectClass: ${name}`),
        'uid: b',
        'cn: B',
        'sn: b',
      ].toSorted(),
    );
  });

  test.each([
    ['a value that makes the name', `dn: ${SUSAN}\nchangetype: modify\ndelete: uid\nuid: susan\n`, 67],
    [
      'the class that allows what is there',
      `dn: ${SUSAN}\nchangetype: modify\nreplace: objectClass\nobjectClass: person\n`,
      65,
    ],
    ['a value twice', `dn: ${SUSAN}\nchangetype: modify\nreplace: title\ntitle: a\ntitle: A\n`, 20],
    ['a value of the wrong syntax', `dn: ${SUSAN}\nchangetype: modify\nreplace: mail\nmail:: w6Q=\n`, 21],
    [
      'an entry outside every naming context',
      'dn: o=elsewhere\nobjectClass: organization\no: elsewhere\n',
      32,
    ],
    ['the root entry', 'dn: \nchangetype: modify\nreplace: objectClass\nobjectClass: top\n', 32],
  ])('%s is refused, and nothing is changed', (_, text, code) => {
    const data = open();
    const before = data.exportLdif();
    expect(apply(data, text)).toBe(code);
    expect(data.exportLdif()).toBe(before);
  });

  test('an entry is renamed with everything below it', () => {
    const data = open();
    expect(
      apply(data, 'dn: ou=people,o=internet\nchangetype: modrdn\nnewrdn: ou=leute\ndeleteoldrdn: 1\n'),
    ).toBe(0);
    expect(found(data, '(objectClass=*)')).toEqual([
      'o=internet',
      'ou=leute,o=internet',
      'uid=susan,ou=leute,o=internet',
    ]);
    expect(found(data, '(ou=people)')).toEqual([]);
  });

  test('an entry is moved, and keeps its old name as a value if it is told to', () => {
    const data = open();
    const move = `dn: ${SUSAN}\nchangetype: modrdn\nnewrdn: cn=Susan\ndeleteoldrdn: 0\nnewsuperior: o=internet\n`;
    expect(apply(data, move)).toBe(0);
    expect(found(data, '(uid=susan)')).toEqual(['cn=Susan,o=internet']);
  });

  test.each([
    ['to a name that is taken', 'newrdn: ou=other\ndeleteoldrdn: 1', 68],
    ['below nothing', 'newrdn: ou=people\ndeleteoldrdn: 1\nnewsuperior: o=nowhere', 32],
    ['below itself', 'newrdn: ou=x\ndeleteoldrdn: 1\nnewsuperior: ou=people,o=internet', 53],
    ['to a name that is none', 'newrdn: nonsense\ndeleteoldrdn: 1', 34],
  ])('an entry is not renamed %s', (_, rest, code) => {
    const data = open();
    apply(data, 'dn: ou=other,o=internet\nobjectClass: organizationalUnit\nou: other\n');
    expect(apply(data, `dn: ou=people,o=internet\nchangetype: modrdn\n${rest}\n`)).toBe(code);
  });

  test.each([
    ['SUSAN SIMS', 'title', 16],
    ['SIMS', 'sn', 6],
    ['Simms', 'sn', 5],
  ])('comparing %s with %s is answered with %i', (value, attribute, code) => {
    expect(open().compare(SUSAN, attribute, Buffer.from(value)).code).toBe(code);
  });
});

describe('the schema', () => {
  const schema = (kind: string, text: string, operation = 'add'): string =>
    `dn: cn=schema\nchangetype: modify\n${operation}: ${kind}\n${kind}: ${text}\n`;
  const one = "( 1.3.6.1.4.1.32473.9.1 NAME 'one' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )";

  test.each([
    ['the same again', one, 0],
    ['the same number and name, another content', one.replace(' )', ' SINGLE-VALUE )'), 0],
    ['the same name under another number', one.replace('9.1', '9.2'), 20],
    ['the same number under another name', one.replace("'one'", "'two'"), 20],
    ['what is no definition', '( 1.2', 21],
  ])('%s is answered as 389-ds does', (_, text, code) => {
    const data = open();
    expect(apply(data, schema('attributeTypes', one))).toBe(0);
    expect(apply(data, schema('attributeTypes', text))).toBe(code);
  });

  test('a redefinition holds from the next change on', () => {
    const data = open();
    const titles = `dn: ${SUSAN}\nchangetype: modify\nreplace: title\ntitle: a\ntitle: b\n`;
    expect(apply(data, titles)).toBe(0);
    const single = "( 2.5.4.12 NAME 'title' SUP name SINGLE-VALUE )";
    expect(apply(data, schema('attributeTypes', single))).toBe(0);
    expect(apply(data, titles)).toBe(65);
  });

  test('a class of attributes that nobody knows is refused', () => {
    expect(apply(open(), schema('objectClasses', "( 1.2.3 NAME 'c' AUXILIARY MAY nosuchattribute )"))).toBe(
      21,
    );
  });

  test('what a class uses cannot be removed', () => {
    const title = "( 2.5.4.12 NAME 'title' )";
    expect(apply(open(), schema('attributeTypes', title, 'delete'))).toBe(53);
  });
});

describe('the change log', () => {
  test('a directory that is started again goes on where it was', () => {
    const log = changeLog();
    const data = open(log);
    apply(
      data,
      "dn: cn=schema\nchangetype: modify\nadd: attributeTypes\nattributeTypes: ( 1.2.3 NAME 'one' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )\n-\nadd: objectClasses\nobjectClasses: ( 1.2.4 NAME 'c' AUXILIARY MAY one )\n",
    );
    apply(data, `dn: ${SUSAN}\nchangetype: modify\nadd: objectClass\nobjectClass: c\n-\nadd: one\none: 山\n`);
    apply(data, `dn: ${SUSAN}\nchangetype: modrdn\nnewrdn: uid=sue\ndeleteoldrdn: 1\n`);
    apply(data, 'dn: ou=new,o=internet\nobjectClass: organizationalUnit\nou: new\n');
    apply(data, 'dn: ou=new,o=internet\nchangetype: delete\n');
    const again = open(log);
    expect(again.exportLdif()).toBe(data.exportLdif());
    expect(found(again, '(one=山)')).toEqual(['uid=sue,ou=people,o=internet']);
  });

  test('what was refused is not in it', () => {
    const log = changeLog();
    expect(
      apply(open(log), 'dn: ou=new,ou=nowhere,o=internet\nobjectClass: organizationalUnit\nou: new\n'),
    ).toBe(32);
    expect(() => readFileSync(log)).toThrow('ENOENT');
  });

  test('a record that was cut off in the writing was never answered, so it is dropped', () => {
    const log = changeLog();
    const data = open(log);
    apply(data, 'dn: ou=new,o=internet\nobjectClass: organizationalUnit\nou: new\n');
    appendFileSync(log, 'dn: ou=torn,o=internet\nchangetype: add\nobjectCl');
    const again = open(log);
    expect(again.exportLdif()).toBe(data.exportLdif());
    apply(again, 'dn: ou=next,o=internet\nobjectClass: organizationalUnit\nou: next\n');
    expect(found(open(log), '(ou=*)')).toContain('ou=next,o=internet');
  });
});
