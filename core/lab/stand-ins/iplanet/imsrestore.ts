#!/lab/node
import { openSync } from 'node:fs';
import { exit, kill, pid, stderr, stdout } from 'node:process';

import { Broken, readArchive } from '../lib/archive.ts';
import { configured, findInstance, isRunning } from '../lib/instance.ts';
import { begin, die, options, pause } from '../lib/program.ts';
import { Restore } from '../lib/restore.ts';

const { values, flags, rest } = options(
  'f:c:nv:iu:m:',
  'imsrestore -f device | - [-c y | n] [-i] [-n] [-u file] [-v 0 | 1 | 2]',
);
const fault = begin();
const device = values.get('f') ?? die('no device: -f device | -', 2);
const goesOn = (values.get('c') ?? 'n').startsWith('y');
const verbosity = Number(values.get('v') ?? '2');
if (rest.length > 0 || values.has('m') || values.has('u')) die('partial restores are not simulated', 2);

const { instance } = findInstance();
if (!isRunning(instance, 'stored')) die('stored is not running');

function open(path: string): number {
  try {
    return path === '-' ? 0 : openSync(path, 'r');
  } catch {
    return die(`cannot open ${path}`);
  }
}

const restore = new Restore({
  instance,
  newMailboxes: flags.has('n'),
  ignoresExisting: flags.has('i'),
  synchronises: configured(instance, 'local.store.synclevel') !== '0',
});
const say = (level: number, text: string): void => {
  if (verbosity >= level) stdout.write(`${text}\n`);
};
let errors = 0;
let taken = 0;

function failed(reason: string): void {
  errors += 1;
  stderr.write(`imsrestore: ${reason}\n`);
  if (!goesOn) exit(1);
}

try {
  for (const item of readArchive(open(device))) {
    if (item.kind === 'folder') say(1, restore.folder(item.user, item.folder));
    if (item.kind === 'message') {
      const { message } = item;
      if (fault?.kind === 'slow-each') pause(fault.value);
      const reason = restore.message(message);
      if (reason === null) say(2, `${message.user}/${message.folder} ${message.date}`);
      else failed(reason);
      taken += message.bytes.length;
      if (fault?.kind === 'kill-after-bytes' && taken >= fault.value) kill(pid, 'SIGKILL');
    }
  }
} catch (error) {
  if (!(error instanceof Broken)) throw error;
  die(error.message);
}
const { mailboxes, messages, duplicates } = restore.counts;
say(
  1,
  `${String(mailboxes)} mailboxes, ${String(messages)} messages restored, ${String(duplicates)} were there already`,
);
exit(errors === 0 ? 0 : 1);
