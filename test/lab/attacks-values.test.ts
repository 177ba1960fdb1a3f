import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Lane } from '../crash/lane.ts';
import { whole } from '../crash/survive.ts';

/** Each writes down what it was given, byte for byte. */
const PROGRAMS = {
  argv: [
    '#!/bin/sh',
    'f=/opt/crash/seen.d/$2.$3',
    'shift; shift; shift; shift',
    String.raw`printf '%s\0' "$@" >$f`,
  ],
  got: ['#!/bin/sh', 'cat >>/opt/crash/seen.d/$2.$3'],
  say: ['#!/bin/sh', String.raw`shift; printf '%s' "$1"`],
} as const;

const folder = mkdtempSync(join(tmpdir(), 'watari-values-'));
let lane: Lane;
beforeAll(async () => {
  lane = await Lane.open(join(folder, 'a'));
  for (const [name, lines] of Object.entries(PROGRAMS)) lane.install(name, `${lines.join('\n')}\n`);
  const seen = lane.onHost('opt/crash/seen.d');
  mkdirSync(seen);
  chmodSync(seen, 0o1777);
});
afterAll(async () => {
  await lane[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const PLAIN = {
  folder: '/tmp/plain',
  base: 'o=internet',
  matching: '(uid=*)',
  users: 'one\ntwo',
  userFile: '/tmp/list',
  user: 'mailsrv',
};
type Values = typeof PLAIN & { readonly value: string };

/** Carries the values through a whole run; what arrived on the host. */
async function carried(values: Values) {
  await using trial = lane.trial('values', values);
  const { bot } = await trial.bot();
  const missing = await whole(trial, () => bot.hasEnded);
  const { log } = bot;
  await bot.kill();
  const seen = (name: string): string => {
    const file = lane.onHost(`opt/crash/seen.d/${trial.mark}.${name}`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const words = (name: string): string[] => seen(name).split('\u0000').slice(0, -1);
  return {
    missing,
    log,
    plain: words('plain'),
    other: words('other'),
    input: seen('input'),
    piped: seen('piped'),
    list: seen('list'),
  };
}

/** Nothing that was hidden in a value ran, on the host or here. */
const isUnhurt = (): boolean => ![lane.onHost('tmp/pwned'), '/tmp/pwned'].some((path) => existsSync(path));

describe('a value of a parameter goes through as it is, and is never executed', () => {
  test.each([
    ['quotes', String.raw`it's "quoted" ''"" \'`],
    ['spaces', 'two   words'],
    ['a command substitution', '$(touch /tmp/pwned)'],
    ['backquotes', '`touch /tmp/pwned`'],
    ['a list of commands', 'a; touch /tmp/pwned & touch /tmp/pwned | cat && touch /tmp/pwned || x'],
    ['a variable', '$HOME ${PATH} $1 $$ $W1'],
    ['line breaks', "first\nsecond'\n\nEOF\nwatari\n.\ntouch /tmp/pwned"],
    ['carriage returns and tabs', 'a\r\nb\tc'],
    ['a leading dash', '-rf --help'],
    ['Japanese', '移行　「テスト」ﾊﾝｶｸ 𠮷野家 é'],
    ['glob characters', '* ? [a-z] {a,b} ~root ~'],
    ['per cents', '%s %n %d %% 100%'],
    ['backslashes', String.raw`\ \n \\ \0 \c C:\x\ `],
    ['history and comments', '!! !x #not a comment'],
    ['redirections', '>/tmp/pwned </etc/passwd 2>&1'],
    ['what closes a quote and goes on', `'; touch /tmp/pwned; '`],
    ['a template', '{{mark}} {{bindPassword}} {{'],
    ['what Slack would draw', '<!channel> <@U0BEN> *b* ```x``` &amp; <http://x|y>'],
    ['control characters', `bell${String.fromCodePoint(7)} escape${String.fromCodePoint(27)}[31m`],
    ['something long', 'long '.repeat(2000)],
  ])('%s', async (_, value) => {
    const { missing, log, plain, other, input, piped } = await carried({ ...PLAIN, value });
    expect([missing, log]).toEqual([null, '']);
    expect(plain).toEqual([value, `x${value}y`, PLAIN.folder, PLAIN.base, PLAIN.matching, 'one', 'two']);
    expect(other).toEqual([value]);
    expect(input.replace(/\n$/u, '')).toBe(value);
    expect(piped).toBe(value);
    expect(isUnhurt()).toBe(true);
  });

  test.each([
    ['a path', { folder: String.raw`/tmp/a b/$(touch /tmp/pwned)/'"\/日本` }],
    [
      'a DN with commas and escapes',
      { base: String.raw`cn=Doe\, John \"J\"\+x\\,ou=a\2Cb+sn=営業 部,o=inter'net` },
    ],
    [
      'a filter with parentheses and stars',
      { matching: String.raw`(&(cn=a*\28b\29\2a)(|(uid='$(touch /tmp/pwned)*')(!(sn=\5c))))` },
    ],
    ['mailbox names', { users: "O'Neil\n$(touch/tmp/pwned)\n山田*?\n\\back\n%s" }],
  ])('%s', async (_, change) => {
    const values = { ...PLAIN, ...change, value: 'v' };
    const { missing, log, plain, list } = await carried(values);
    expect([missing, log]).toEqual([null, '']);
    const users = values.users.split('\n');
    expect(plain).toEqual(['v', 'xvy', values.folder, values.base, values.matching, ...users]);
    expect(list.split('\n').filter(Boolean).toSorted()).toEqual(users.toSorted());
    expect(isUnhurt()).toBe(true);
  });

  test.each([
    ['NUL', { value: `a${String.fromCodePoint(0)}b` }],
    ['a host that is an option', { mailHost: '-oProxyCommand=touch' }],
    ['a login that is an option', { user: '-l' }],
    ['a mailbox that is an option', { users: '-u' }],
    ['a DN that is none', { base: 'o=a,,b' }],
    ['a filter that closes too early', { matching: '(uid=a))(|(uid=*' }],
    ['a path that is not absolute', { folder: 'etc/passwd' }],
  ])('%s is refused, and nothing begins', async (_, change) => {
    await using trial = lane.trial('values', { ...PLAIN, value: 'v', ...change });
    const { bot } = await trial.bot();
    expect(await bot.ended).not.toBe('0');
    expect(bot.log).toContain('plan-has-problems');
    expect(await trial.engine.runs()).toEqual([]);
  });
});
