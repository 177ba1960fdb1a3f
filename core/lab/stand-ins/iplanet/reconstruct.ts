#!/lab/node
// reconstruct -q: brings the quota database into the form of this release, with what every user has now.
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, getuid, stdout } from 'node:process';

import { mailboxes, readIndex } from '../lib/ims-store.ts';
import { findInstance, isRunning } from '../lib/instance.ts';
import { begin, die, options } from '../lib/program.ts';

const USAGE = 'reconstruct -q';
/** `quota <form>`, then `user/<user> <limit> <bytes>` a line. */
const FORM = 'quota 5';

const { flags, rest } = options('q', USAGE);
begin();
if (!flags.has('q') || rest.length > 0) die(`usage: ${USAGE}`, 2);
const { instance } = findInstance();
const root = env['CONFIGROOT'] ?? die('CONFIGROOT is not set');
if (!existsSync(join(root, 'local.conf'))) die(`no configuration in ${root}`);
const database = join(instance, 'store/mboxlist/quota.db');
if (!existsSync(database)) die(`cannot open ${database}`);
// What it writes belongs to whoever runs it, and the server could not read it.
if (getuid?.() !== statSync(join(instance, 'store/mboxlist/folder.db')).uid)
  die('run this as the mail server user');
if (!isRunning(instance, 'stored')) die('stored is not running');

const used = new Map<string, number>();
for (const { user, path } of mailboxes(instance)) {
  const bytes = readIndex(path).reduce((sum, { size }) => sum + size, 0);
  used.set(user, (used.get(user) ?? 0) + bytes);
}
const [, ...lines] = readFileSync(database, 'latin1')
  .split('\n')
  .filter((line) => line !== '');
const upgraded = lines.map((line) => {
  const [, user = '', limit = ''] =
    /^user\/(.+) (\S+) \S+$/u.exec(line) ?? die(`damaged quota database: ${line}`);
  return `user/${user} ${limit} ${String(used.get(user) ?? 0)}`;
});
writeFileSync(`${database}.new`, `${[FORM, ...upgraded].join('\n')}\n`, 'latin1');
renameSync(`${database}.new`, database);
stdout.write(`${String(upgraded.length)} quotas\n`);
