#!/lab/node
import { openSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { exit, kill, pid, stderr } from 'node:process';

import { HEADER, sha256, writeAll } from '../lib/archive.ts';
import { begin, die, options, pause } from '../lib/program.ts';
import { SIMS_STORE, simsFolders, simsUsers } from '../lib/sims-store.ts';

const { values, flags, rest } = options('f:u:v', 'imbackup -f device | - [-u userfile] [-v] [user ...]');
const fault = begin();
const device = values.get('f') ?? die('no device: -f device | -', 2);
const userFile = values.get('u');

function open(path: string): number {
  try {
    return path === '-' ? 1 : openSync(path, 'w');
  } catch {
    return die(`cannot open ${path}`);
  }
}

/** A user file names mailboxes, one a line; `user/susan` means susan. */
function wanted(): string[] {
  if (userFile === undefined) return rest.length === 0 ? simsUsers(SIMS_STORE) : [...rest];
  try {
    const lines = readFileSync(userFile, 'utf8').split('\n');
    return lines.map((line) => basename(line.trim())).filter((line) => line !== '');
  } catch {
    return die(`cannot read ${userFile}`);
  }
}

const users = wanted();
const known = new Set(simsUsers(SIMS_STORE));
const fd = open(device);
const count = { users: 0, folders: 0, messages: 0, bytes: 0 };
let failed = false;

function put(bytes: Buffer): void {
  const limit = fault?.kind === 'kill-after-bytes' ? fault.value - count.bytes : Number.POSITIVE_INFINITY;
  writeAll(fd, bytes.subarray(0, Math.max(0, limit)));
  if (bytes.length >= limit) kill(pid, 'SIGKILL');
  count.bytes += bytes.length;
}
const line = (text: string): void => put(Buffer.from(`${text}\n`, 'latin1'));

function backUp(user: string): void {
  line(`USER ${user}`);
  count.users += 1;
  for (const { folder, messages } of simsFolders(SIMS_STORE, user)) {
    line(`FOLDER ${folder}`);
    count.folders += 1;
    for (const message of messages) {
      if (fault?.kind === 'slow-each') pause(fault.value);
      const bytes = readFileSync(message.path);
      line(`MESSAGE ${message.date} ${message.flags} ${String(bytes.length)} ${sha256(bytes)}`);
      put(bytes);
      count.messages += 1;
    }
  }
  if (flags.has('v')) stderr.write(`${user}\n`);
}

try {
  line(HEADER);
  for (const user of users) {
    if (known.has(user)) backUp(user);
    else {
      stderr.write(`imbackup: ${user}: no such mailbox\n`);
      failed = true;
    }
  }
  line(`END ${String(count.users)} ${String(count.folders)} ${String(count.messages)}`);
} catch (error) {
  die(error instanceof Error ? error.message : 'cannot write');
}
exit(failed ? 1 : 0);
