#!/lab/node
// Reads a secret and says it in every way that programs have, so that a test can look where it turns up.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

const [, , , mark, mode, argument] = process.argv;
const note = (name, text) => appendFileSync(`/opt/crash/seen.d/${mark}.${name}.${mode}`, `${text}\n`);
const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

if (mode === 'asks') writeSync(1, 'Password:');
const secret = argument ?? readFileSync(0, 'utf8').replace(/\n$/, '');
note('secret', Buffer.from(secret).toString('base64'));
// What others on the host could see while it runs.
if (argument === undefined) note('ps', spawnSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' }).stdout);
if (JSON.stringify(process.env).includes(secret.slice(0, 8))) note('environment', mode);

const base64 = (before) => Buffer.from(before + secret).toString('base64');
const folded = (text, width) => text.match(new RegExp(`.{1,${width}}`, 'g')).join('\n ');
const hex = Buffer.from(secret).toString('hex');
const ways = [
  'said:',
  secret,
  `in the middle of ${secret} a line`,
  base64(''),
  base64('x'),
  base64('xy'),
  base64('').replaceAll('+', '-').replaceAll('/', '_'),
  hex,
  hex.toUpperCase(),
  hex.match(/../g).join(':'),
  encodeURIComponent(secret),
  encodeURIComponent(secret).replace(/%../g, (pair) => pair.toLowerCase()),
  JSON.stringify({ password: secret }),
  `'${secret.replaceAll("'", "'\\''")}'`,
  `userPassword:: ${folded(base64(''), 20)}`,
  folded(`userPassword: ${secret}`, 20),
];
const all = `${ways.join('\n')}\n`;
writeSync(1, all);
writeSync(2, all);
// In two writes with a pause in which whoever watches has a look.
writeSync(1, `split ${secret.slice(0, 9)}`);
sleep(mode === 'all' ? 1500 : 10);
writeSync(1, `${secret.slice(9)}\n${base64('').slice(0, 11)}`);
sleep(mode === 'all' ? 1500 : 10);
writeSync(1, `${base64('').slice(11)}\n`);
if (mode === 'all') spawnSync('/bin/sh', ['-c', 'sleep 1.5; :', `title-${secret}`]);
// The last line is what people are shown: cut where a secret is, or the second half of one.
const last = mode === 'fail' ? `${'x'.repeat(185)} ${secret}` : `userPassword:: ${folded(base64(''), 20)}`;
writeSync(1, `${mode === 'wrong' ? `${secret}${'y'.repeat(190)}` : last}\n`);
writeSync(2, `${last}\n`);

if (mode === 'fail' && !existsSync(`/opt/crash/seen.d/${mark}.failed`)) {
  writeFileSync(`/opt/crash/seen.d/${mark}.failed`, '');
  process.exit(3);
}
