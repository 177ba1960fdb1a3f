import { describe, expect, test } from 'vitest';

import type { HostConnection } from '#core/connections/connections.ts';
import * as chunks from '#core/executors/job/chunk-texts.ts';
import * as errands from '#core/executors/job/errands.ts';
import { envText, launchText, wrapperText } from '#core/executors/job/wrapper.ts';
import { readRemoteFile, replaceRemoteFile } from '#core/executors/remote-file.ts';
import { jobScript, probeScript, type ScriptSource } from '#core/executors/script.ts';

import { exampleHost } from './example-host.ts';

/** What a Bourne shell of 1996 does not know. */
const UNKNOWN: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['$( )', /\$\(/u],
  ['$(( ))', /\$\(\(/u],
  ['${x#y}', /\$\{\w+[#%]/u],
  ['! as a command', /(?:^|[;&|(]|\bif|\bthen|\bwhile|\buntil)\s*!\s/mu],
  ['test -e', /\btest -e\b/u],
  ['export a=b', /\bexport \w+=/u],
  ['local', /(?:^|[;{]\s*)local\s/mu],
  ['[[', /\[\[/u],
  ['read -r', /\bread -\w/u],
  ['tail -c +', /\btail -c \+/u],
  ['kill -s', /\bkill -s/u],
];
const unknownIn = (script: string): readonly string[] =>
  UNKNOWN.filter(([, pattern]) => pattern.test(script)).map(([name]) => name);

test.each([
  ['x=$(date)', ['$( )']],
  ['x=$((1 + 2))', ['$( )', '$(( ))']],
  ['echo ${x#a}', ['${x#y}']],
  ['if ! true; then :; fi', ['! as a command']],
  ['! true', ['! as a command']],
  ['test -e /tmp', ['test -e']],
  ['export A=b', ['export a=b']],
  ['f() { local x; }', ['local']],
  ['[[ a = b ]]', ['[[']],
  ['read -r x', ['read -r']],
  ['tail -c +5 f', ['tail -c +']],
  ['kill -s TERM 1', ['kill -s']],
  ['A=b; export A; read x <f; kill -15 1; test -f f || echo `date` ${x:-y}', []],
])('the check finds what is new in %s', (script, found) => {
  expect(unknownIn(script)).toEqual(found);
});

const launch = {
  shell: '/bin/sh',
  root: '/var/tmp/watari',
  name: 'c.do.1',
  spool: 'abc',
  boot: 'b',
  bytes: 9,
  env: 'none',
  script: 'cmd.1',
};
const source: ScriptSource = {
  host: { ...exampleHost, path: ['/opt/bin'] },
  parts: [['store -w ', { secret: 'pw', shown: '••••' }, ' -l ', { list: '/tmp/list' }]],
  as: null,
  stdin: null,
  prompts: [],
  session: { id: '1', users: ['a', 'b'], listPath: '/tmp/list' },
  secrets: new Map([['pw', String.raw`a'b\ c`]]),
};
const piped = { ...source, parts: [...source.parts, ['cat']], as: 'mailsrv', stdin: ['in'] };
const asking = { ...source, prompts: [{ asks: "It's ok? ", answer: ['yes'] }] };

async function remoteFileTexts(): Promise<readonly string[]> {
  const commands: string[] = [];
  const connection: HostConnection = {
    host: 'mail',
    isOpen: true,
    exec: async (command) => {
      commands.push(command);
      const stdout = Buffer.from('watari none\n');
      return { stdout, stderr: new Uint8Array(), end: { kind: 'exit', status: 0 } };
    },
    reach: async () => 'unknown',
    close: () => undefined,
  };
  await readRemoteFile(connection, '/etc/a "b" $c');
  await replaceRemoteFile(connection, '/etc/a', '/etc/a.old', {
    original: new Uint8Array(2),
    bytes: new Uint8Array(3),
  });
  return commands;
}

const lines: Readonly<Record<string, string>> = {
  wrapper: wrapperText('/bin/sh'),
  'launch and wait': launchText({ ...launch, wait: true }),
  'launch and leave': launchText({ ...launch, wait: false }),
  env: envText('/bin/sh', '/var/tmp/watari', 'c.do.1', 'env.1', 9),
  look: errands.lookText('/bin/sh', '/var/tmp/watari', 'abc', ['c.do.1', 'c.do.2']),
  signal: errands.signalText('/bin/sh', '/var/tmp/watari', 'c.do.1', 'timed-out', 15, [-7]),
  read: errands.readText('/bin/sh', '/var/tmp/watari', 'c.do.1', 'out', 0, 16),
  abandon: errands.abandonText('/bin/sh', '/var/tmp/watari', 'abc', 'c.do.1'),
  empty: errands.emptyText('/bin/sh', '/var/tmp/watari', ['c.do.1']),
  bury: errands.buryText('/bin/sh', '/var/tmp/watari', ['c.do.1']),
  forget: errands.forgetText('/bin/sh', '/var/tmp/watari', ['c.do.1']),
  meet: errands.meetText('/bin/sh', '/var/tmp/watari', 'abc'),
  list: errands.listText('/bin/sh', '/var/tmp/watari'),
  'take a chunk': chunks.takeText('/bin/sh', '/var/tmp/watari', 'c.do.1.from', 3, [1, 2]),
  'put a chunk': chunks.putText('/bin/sh', '/var/tmp/watari', 'c.do.1.to', {
    number: 3,
    sum: '4294967295',
    bytes: 9,
  }),
  'which chunk next': chunks.wantedText('/bin/sh', '/var/tmp/watari', 'c.do.1.to'),
  'end of a stream': chunks.markText('/bin/sh', '/var/tmp/watari', 'c.do.1.to', 'eof', 3),
  'sums of a stream': chunks.sumsText('/bin/sh', '/var/tmp/watari', 'c.do.1.from'),
};
const scripts: Readonly<Record<string, string>> = {
  ...lines,
  'job with secrets and a list': jobScript(source).script,
  'its secrets': jobScript(source).env ?? '',
  'pipeline as another user': jobScript(piped).script,
  'pipeline by sudo': jobScript({ ...piped, host: { ...exampleHost, become: 'sudo' } }).script,
  'program that asks': jobScript(asking).script,
  'source of a stream': jobScript({ ...source, takes: chunks.chopperText() }).script,
  'target of a stream': jobScript({ ...source, as: 'mailsrv', feeds: chunks.feederText() }).script,
  probe: probeScript(piped, 'tag'),
};

describe('a shell of 1996', () => {
  test.each(Object.entries(scripts))('knows everything in: %s', (_name, script) => {
    expect(unknownIn(script)).toEqual([]);
  });

  test('knows everything in: reading and replacing a file', async () => {
    const commands = await remoteFileTexts();
    expect(commands).toHaveLength(2);
    expect(commands.flatMap(unknownIn)).toEqual([]);
  });
});

describe('a C shell as login shell', () => {
  test.each(Object.entries(lines))('takes as one line without an exclamation mark: %s', (_name, line) => {
    expect(line).not.toMatch(/[\n!]/u);
  });

  test('sees quotes that are even, and nothing but words outside them', () => {
    for (const line of Object.values(lines).filter((one) => one.startsWith('exec ')))
      expect(line.replaceAll(/'[^']*'/gu, 'Q')).toMatch(/^exec \/bin\/sh -c Q watari [\w ./=-]+$/u);
  });
});
