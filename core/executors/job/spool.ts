import { randomBytes } from 'node:crypto';

import type { Connections, HostConnection } from '../../connections/connections.ts';
import type { InventoryHost } from '../../plan/plan.ts';
import { runErrand } from '../errand.ts';
import { Said } from '../said.ts';
import { emptyText, meetText } from './errands.ts';
import { isPlainPath, jobName } from './name.ts';

/** A host's spool as met through one connection. */
export type Met = {
  readonly connection: HostConnection;
  readonly root: string;
  readonly shell: string;
  /** Ids of the spool: usually one; two if two controllers met it first at the same moment. */
  readonly spools: readonly string[];
  readonly boot: string;
};

/** What says that a spool is unfit: nothing was started. */
export class SpoolUnfit extends Said {
  override readonly name = 'SpoolUnfit';
}

// A host that restarts drops its connections, so what was met holds as long as the connection does.
const met = new WeakMap<HostConnection, Map<string, Promise<Met>>>();

/**
 * Prepares the spool (0700, ours) and reads its id and the host's boot; once a connection. `shell` is for tests.
 * @throws Fault connection-failed
 * @throws SpoolUnfit
 */
export function meetHost(connection: HostConnection, host: InventoryHost, shell = '/bin/sh'): Promise<Met> {
  const ofConnection = met.get(connection) ?? new Map<string, Promise<Met>>();
  met.set(connection, ofConnection);
  const key = `${host.spool} ${shell}`;
  const before = ofConnection.get(key);
  if (before !== undefined) return before;
  const meeting = meet(connection, host, shell);
  ofConnection.set(key, meeting);
  meeting.catch(() => ofConnection.delete(key));
  return meeting;
}

async function meet(connection: HostConnection, host: InventoryHost, shell: string): Promise<Met> {
  const root = host.spool;
  if (!isPlainPath(root))
    throw new SpoolUnfit({
      en: `the spool ${root} is not a plain absolute path`,
      ja: `ジョブの保存場所 ${root} は、使用できる形式の絶対パスではありません`,
    });
  const fresh = randomBytes(6).toString('hex');
  const result = await runErrand(connection, meetText(shell, root, fresh));
  const said = Buffer.from(result.stdout).toString('latin1');
  const values = (word: string) =>
    [...said.matchAll(new RegExp(`^watari ${word} (.*)$`, 'gmu'))].map((found) => found[1] ?? '');
  const spools = values('id').map((path) => path.slice(path.lastIndexOf('/id.') + 4));
  const [mode, , uid] = values('owner')[0]?.split(/\s+/u) ?? [];
  const me = /uid=(\d+)/u.exec(values('me')[0] ?? '')?.[1];
  const wrong = Buffer.from(result.stderr).toString('latin1').trim();
  if (spools.length === 0)
    throw new SpoolUnfit({
      en: `the spool ${root} cannot be used: ${wrong}`,
      ja: `ジョブの保存場所 ${root} を使用できません：${wrong}`,
    });
  if (mode?.startsWith('drwx------') !== true || uid === undefined || uid !== me)
    throw new SpoolUnfit({
      en: `the spool ${root} is not for its owner alone: ${mode ?? 'no mode'}, owner ${uid ?? '?'}, we are ${me ?? '?'}`,
      ja: `ジョブの保存場所 ${root} が所有者専用になっていません（権限 ${mode ?? '不明'}、所有者 ${uid ?? '?'}、接続ユーザ ${me ?? '?'}）`,
    });
  const boot = (values('boot')[0] ?? '').replaceAll(/[^A-Za-z0-9]+/gu, '-').replaceAll(/^-|-$/gu, '');
  return { connection, root, shell, spools, boot: boot === '' ? 'unknown' : boot };
}

/**
 * Empties ended jobs (by their full names) in a host's spool, so that they can never begin again. Call it once their end
 * is durable: outputs there are not redacted. Jobs without an exit status stay as they are.
 */
export async function forgetJobs(
  connections: Connections,
  host: { readonly name: string; readonly inventory: InventoryHost },
  jobs: readonly string[],
): Promise<void> {
  if (jobs.length === 0) return;
  const connection = await connections.host(host.name);
  await runErrand(connection, emptyText('/bin/sh', host.inventory.spool, jobs.map(jobName)));
}
