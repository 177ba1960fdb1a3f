#!/lab/node
import { rmSync } from 'node:fs';
import { stdout } from 'node:process';

import { type Mailbox, mailboxes, readIndex } from '../lib/ims-store.ts';
import { findInstance, isRunning } from '../lib/instance.ts';
import { begin, die, options } from '../lib/program.ts';

const USAGE = 'mboxutil -l [-s] [-p pattern]\n       mboxutil -d { mailbox | -p pattern }';
const { flags, values, rest } = options('lsdp:', USAGE);
begin();
const { instance } = findInstance();
const nameOf = (mailbox: Mailbox): string => `user/${mailbox.user}/${mailbox.folder}`;

/** As in IMAP: `*` stands for anything, `%` for anything within one level. */
function matcher(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('%', '[^/]*')}$`, 'u');
}
const pattern = values.get('p');
const chosen = mailboxes(instance).filter(
  (one) => pattern === undefined || matcher(pattern).test(nameOf(one)),
);

function list(mailbox: Mailbox): string {
  if (flags.has('s')) return nameOf(mailbox);
  const index = readIndex(mailbox.path);
  const kilobytes = Math.ceil(index.reduce((sum, line) => sum + line.size, 0) / 1024);
  const last =
    index
      .map((line) => line.date)
      .toSorted()
      .at(-1) ?? '-';
  const columns = [
    String(index.length).padStart(6),
    String(kilobytes).padStart(8),
    last.padEnd(16),
    'primary',
  ];
  return `${columns.join(' ')}   ${nameOf(mailbox)}`;
}

/** Deleting a user's INBOX deletes all of the user's mail. */
function remove(name: string): void {
  const [, user = '', folder = ''] = /^user\/([^/]+)\/(.+)$/u.exec(name) ?? [];
  const mailbox = chosen.find((one) => one.user === user && one.folder === folder);
  if (mailbox === undefined) die(`no such mailbox: ${name}`);
  const paths = folder === 'INBOX' ? chosen.filter((one) => one.user === user).map((one) => one.path) : [];
  for (const path of paths.length > 0 ? paths : [mailbox?.path ?? ''])
    rmSync(path, { recursive: true, force: true });
}

if (flags.has('l') === flags.has('d')) die(`usage: ${USAGE}`, 2);
if (flags.has('l')) {
  if (!flags.has('s')) stdout.write('  msgs  Kbytes last msg         partition mailbox\n');
  for (const mailbox of chosen) stdout.write(`${list(mailbox)}\n`);
} else {
  if (!isRunning(instance, 'stored')) die('stored is not running');
  const targets = pattern === undefined ? [...rest] : chosen.map(nameOf);
  if (targets.length === 0 && pattern === undefined) die(`usage: ${USAGE}`, 2);
  for (const target of targets)
    if (mailboxes(instance).some((one) => nameOf(one) === target) || pattern === undefined) remove(target);
}
