import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { decodeText, encodeText, type Encoding } from '#core/executors/encoding.ts';
import { ScriptImpossible } from '#core/executors/script-impossible.ts';
import { probeScript } from '#core/executors/script.ts';
import type { Rendered } from '#core/plan/operation.ts';

import { exampleHost } from './example-host.ts';

const secrets = new Map([['password', String.raw`s$w\o'rd fish`]]);
const secret = { secret: 'password', shown: '••••' };

function scriptFor(stdin: Rendered, encoding: Encoding): string {
  const host = { ...exampleHost, encoding };
  return probeScript({ host, parts: [['cat']], as: null, stdin, prompts: [], session: null, secrets }, 'tag');
}

/** What a program reads on a host of this encoding, where the shell takes every byte by itself. */
function readBy(stdin: Rendered, encoding: Encoding): string {
  const input = encodeText(scriptFor(stdin, encoding), encoding);
  expect(input).not.toBeNull();
  const { stdout } = spawnSync('/bin/sh', [], {
    input: input ?? '',
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  });
  return decodeText(stdout, encoding).trimEnd();
}

describe('what a program reads', () => {
  // In Shift_JIS, the second byte of 表 is a backslash and that of ～ a backquote.
  test.each(['表$(echo no)', '営業～echo no～終了', '十`echo no`', '表$HOME', String.raw`\$x \\ 'q' "d"`])(
    'is %s as it stands, in every encoding',
    (text) => {
      for (const encoding of ['utf-8', 'euc-jp', 'shift_jis'] as const)
        expect(readBy([text], encoding)).toBe(text);
    },
  );

  test('may hold a secret, beside any text', () =>
    expect(readBy(['表 $x `y` ', secret, '\nend'], 'utf-8')).toBe(
      `表 $x \`y\` ${secrets.get('password')}\nend`,
    ));

  test('holds ASCII alone beside a secret in Shift_JIS, or no script is made', () => {
    expect(readBy(['a `b` ', secret], 'shift_jis')).toBe(`a \`b\` ${secrets.get('password')}`);
    expect(() => scriptFor(['表 ', secret], 'shift_jis')).toThrow(ScriptImpossible);
  });
});

describe('a command as another user', () => {
  test('comes in one line through their login shell, which may be a C shell', () => {
    const folder = mkdtempSync(join(tmpdir(), 'watari-su-'));
    const seen = join(folder, 'seen');
    // Runs its last argument, as su does.
    const su = `#!/bin/sh\nfor a do c=$a; done\nprintf %s "$c" >${seen}\nexec /bin/sh -c "$c"\n`;
    writeFileSync(join(folder, 'su'), su, { mode: 0o755 });
    const text = `echo "it's \\$HOME!"\ncat\necho "$1/`;
    const script = probeScript(
      {
        host: { ...exampleHost, become: 'su', path: ['/opt/none'] },
        parts: [[text, secret, '"']],
        as: 'mailsrv',
        stdin: ['read\n'],
        prompts: [],
        session: null,
        secrets,
      },
      'tag',
    );
    const { stdout } = spawnSync('/bin/sh', [], { input: script, env: { PATH: `${folder}:/usr/bin:/bin` } });
    const command = readFileSync(seen, 'utf8');
    rmSync(folder, { recursive: true });
    expect(stdout.toString()).toBe(`it's $HOME!\nread\n/${secrets.get('password')}\n`);
    expect(command).not.toMatch(/[\n!]/u);
  });
});
