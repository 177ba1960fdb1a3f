import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { parseLdif } from '#core/directory/ldif.ts';
import { startDirectory, type Directory } from '#core/lab/wire/directory-server.ts';

let directory: Directory;
beforeEach(async () => {
  directory = await startDirectory({
    loopback: true,
    ldif: 'dn: o=internet\nobjectClass: organization\no: internet\ndescription:: 5bGx\n',
    changeLog: null,
    managerPassword: 'secret-one',
  });
});
afterEach(() => directory.close());

type Ended = { readonly status: number; readonly stdout: string; readonly stderr: string };
function run(program: 'ldap-search' | 'ldap-modify', options: string[], stdin = ''): Promise<Ended> {
  const file = fileURLToPath(new URL(`../../core/lab/wire/${program}`, import.meta.url));
  const bind = ['-p', String(directory.port), '-D', 'cn=Directory Manager', '-w', 'secret-one'];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [file, ...bind, ...options], (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(stdin);
  });
}
const unit = (ou: string): string =>
  `dn: ou=${ou},o=internet\nobjectClass: organizationalUnit\nou: ${ou}\n\n`;

test('what is found is printed as LDIF on whole lines', async () => {
  const { status, stdout, stderr } = await run('ldap-search', [
    '-b',
    'o=internet',
    '(o=*)',
    'o',
    'description',
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe('dn: o=internet\no: internet\ndescription:: 5bGx\n\n');
});

test.each<[string, string[], number, RegExp]>([
  ['a base that is not there', ['-b', 'o=nowhere'], 32, /noSuchObject/],
  ['a wrong password', ['-b', 'o=internet', '-w', 'wrong'], 49, /invalidCredentials/],
  ['a filter that is none', ['-b', 'o=internet', '(o='], 89, /no search filter/],
  ['an option that nobody knows', ['-Q'], 89, /usage: ldap-search/],
  ['a directory that nobody serves', ['-b', 'o=internet', '-p', '1'], 91, /connectError/],
])('%s is an exit status and a sentence', async (_, options, status, sentence) => {
  const ended = await run('ldap-search', options);
  expect(ended).toMatchObject({ status, stdout: '', stderr: expect.stringMatching(sentence) });
});

test('changes are applied in their order', async () => {
  const changes = `${unit('a')}dn: ou=b,ou=a,o=internet
changetype: add
objectClass: organizationalUnit
ou: b

dn: o=internet
changetype: modify
replace: description
description: new
-

dn: ou=b,ou=a,o=internet
changetype: modrdn
newrdn: ou=c
deleteoldrdn: 1
newsuperior: o=internet

dn: ou=a,o=internet
changetype: delete
`;
  expect(await run('ldap-modify', [], changes)).toMatchObject({ status: 0, stderr: '' });
  expect(parseLdif(directory.exportLdif()).map(({ dn }) => dn)).toEqual(['o=internet', 'ou=c,o=internet']);
  expect(directory.exportLdif()).toContain('description: new');
});

test('the first refusal ends it with its result code', async () => {
  const ended = await run('ldap-modify', [], unit('a') + unit('a') + unit('b'));
  expect(ended).toMatchObject({ status: 68, stderr: expect.stringContaining('entryAlreadyExists') });
  expect(directory.exportLdif()).not.toContain('ou=b');
});

test('with -c it goes on behind a refusal, and still says so', async () => {
  expect(await run('ldap-modify', ['-c'], unit('a') + unit('a') + unit('b'))).toMatchObject({ status: 68 });
  expect(directory.exportLdif()).toContain('ou=b');
});

test('LDIF that cannot be read changes nothing', async () => {
  const ended = await run('ldap-modify', [], `${unit('a')}no colon`);
  expect(ended).toMatchObject({ status: 89, stderr: expect.stringContaining('line 5') });
  expect(directory.exportLdif()).not.toContain('ou=a');
});
