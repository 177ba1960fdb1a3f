import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { fingerprintOf, keyTypeOf } from '#core/connections/host-key.ts';
import { addKnownHost, knownFingerprints } from '#core/connections/known-hosts.ts';

const folder = mkdtempSync(join(tmpdir(), 'watari-known-hosts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = 'AAAAC3NzaC1lZDI1NTE5AAAAIL1jW7J4nS3v4iDRxWmPRBOp3GkLUFCm2LDLEXAMPLEa';
const OTHER = 'AAAAC3NzaC1lZDI1NTE5AAAAIL1jW7J4nS3v4iDRxWmPRBOp3GkLUFCm2LDLEXAMPLEb';
const print = (key: string) => `${fingerprintOf(Buffer.from(key, 'base64'))} ssh-ed25519`;

describe('a known_hosts file', () => {
  const cases: readonly (readonly [
    rule: string,
    line: string,
    host: string,
    port: number,
    known: boolean,
  ])[] = [
    ['a plain name', `mail ssh-ed25519 ${KEY}`, 'mail', 22, true],
    ['a name regardless of case', `Mail ssh-ed25519 ${KEY} a comment`, 'mAIL', 22, true],
    ['another name', `mail ssh-ed25519 ${KEY}`, 'mail2', 22, false],
    ['one of a list', `a,mail,10.0.0.1 ssh-ed25519 ${KEY}`, '10.0.0.1', 22, true],
    ['a name under another port', `mail ssh-ed25519 ${KEY}`, 'mail', 2222, false],
    ['a bracketed port', `[mail]:2222 ssh-ed25519 ${KEY}`, 'mail', 2222, true],
    ['a star', `*.siroe.com ssh-ed25519 ${KEY}`, 'mail.siroe.com', 22, true],
    ['a dot as a dot', `mail.siroe.com ssh-ed25519 ${KEY}`, 'mailxsiroe.com', 22, false],
    ['a question mark', `mail? ssh-ed25519 ${KEY}`, 'mail1', 22, true],
    ['an exception', `*.siroe.com,!bad.siroe.com ssh-ed25519 ${KEY}`, 'bad.siroe.com', 22, false],
    ['a certificate authority', `@cert-authority mail ssh-ed25519 ${KEY}`, 'mail', 22, false],
    ['a comment', `# mail ssh-ed25519 ${KEY}`, 'mail', 22, false],
    ['a revoked key', `mail ssh-ed25519 ${KEY}\n@revoked * ssh-ed25519 ${KEY}`, 'mail', 22, false],
  ];
  test.each(cases)('%s', (_rule, text, host, port, known) => {
    expect(knownFingerprints(text, host, port)).toEqual(known ? [print(KEY)] : []);
  });

  test('trusts every key that is listed for a host', () => {
    const text = `mail ssh-ed25519 ${KEY}\r\nmail ssh-ed25519 ${OTHER}\n`;
    expect(knownFingerprints(text, 'mail')).toEqual([print(KEY), print(OTHER)]);
  });

  test('is read as ssh-keygen hashes it', () => {
    const file = join(folder, 'hashed');
    writeFileSync(file, `mail.siroe.com ssh-ed25519 ${KEY}\n[mail.siroe.com]:2222 ssh-ed25519 ${KEY}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('siroe');
    expect(knownFingerprints(text, 'mail.siroe.com')).toEqual([print(KEY)]);
    expect(knownFingerprints(text, 'mail.siroe.com', 2222)).toEqual([print(KEY)]);
    expect(knownFingerprints(text, 'mail.siroe.com', 23)).toEqual([]);
  });

  test('keeps what stood in it when a key is added, and is for its owner alone', () => {
    const file = join(folder, 'new', 'known_hosts');
    addKnownHost(file, 'Mail.siroe.com', 2222, Buffer.from(KEY, 'base64'));
    writeFileSync(file, 'kept ssh-ed25519 AAAA', { flag: 'a' });
    addKnownHost(file, 'mail', 22, Buffer.from(OTHER, 'base64'));
    expect(readFileSync(file, 'utf8')).toBe(
      `[mail.siroe.com]:2222 ssh-ed25519 ${KEY}\nkept ssh-ed25519 AAAA\nmail ssh-ed25519 ${OTHER}\n`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('prints fingerprints as ssh-keygen does', () => {
    const file = join(folder, 'id');
    execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', file]);
    const blob = Buffer.from(readFileSync(`${file}.pub`, 'utf8').split(' ')[1] ?? '', 'base64');
    expect(execFileSync('ssh-keygen', ['-l', '-f', `${file}.pub`], { encoding: 'utf8' })).toContain(
      ` ${fingerprintOf(blob)} `,
    );
    expect(keyTypeOf(blob)).toBe('ecdsa-sha2-nistp256');
  });
});
