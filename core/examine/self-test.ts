import { randomBytes } from 'node:crypto';

import type { HostConnection } from '../connections/connections.ts';
import { Fault } from '../errors.ts';
import { launchJob } from '../executors/job/launch.ts';
import { lookUp } from '../executors/job/look.ts';
import { type Met, meetHost, SpoolUnfit } from '../executors/job/spool.ts';
import type { InventoryHost } from '../plan/plan.ts';
import { quoteShell } from '../runbook/render.ts';
import { ask, lastWords } from './ask.ts';
import { type Finding, finding } from './finding.ts';

const DEADLINE_MS = 10_000;
const TRY = 'doctor.try';
const STAY = 'doctor.stay';
/** Ends by itself soon after its folder is taken away. */
const STAYING = 'n=0\nwhile test -d $1 && test $n -lt 60; do sleep 1; n=`expr $n + 1`; done\n';

/**
 * Starts two small jobs by the very protocol that steps are carried out by, in a spool of its own below `folder`, and
 * takes everything away again.
 */
export async function testJobs(
  connection: HostConnection,
  host: InventoryHost,
  folder: string,
): Promise<readonly Finding[]> {
  const name = connection.host;
  const spool = `${folder === '/' ? '' : folder}/wd-${randomBytes(4).toString('hex')}`;
  try {
    const met = await meetHost(connection, { ...host, spool });
    const fits = await tryShell(name, met);
    return fits.verdict === 'good' ? [fits, await findAgain(name, met)] : [fits];
  } catch (error) {
    if (error instanceof SpoolUnfit)
      return [finding(name, 'spool-not-writable', { folder, saw: lastWords(error.message) })];
    if (error instanceof Fault) return [finding(name, 'no-answer', { saw: error.message })];
    throw error;
  } finally {
    await ask(connection, `rm -rf ${quoteShell(spool)}`);
  }
}

async function tryShell(name: string, met: Met): Promise<Finding> {
  const script = Buffer.from('echo one\necho two >&2\nexit 7\n');
  const launched = await launchJob(met, { name: TRY, script, env: null, wait: true });
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const fits =
    launched.kind === 'done' &&
    launched.exits.join(' ') === '7' &&
    text(launched.stdout) === 'one\n' &&
    text(launched.stderr) === 'two\n';
  if (fits) return finding(name, 'shell-fits');
  const saw =
    launched.kind === 'done'
      ? `exit ${launched.exits.join(' ')}, output ${JSON.stringify(text(launched.stdout) + text(launched.stderr))}`
      : launched.kind;
  return finding(name, 'shell-differs', { saw: lastWords(saw) });
}

/** While a job runs, the host's `ps` must show it with its group and its age. */
async function findAgain(name: string, met: Met): Promise<Finding> {
  await launchJob(met, { name: STAY, script: Buffer.from(STAYING), env: null, wait: false });
  const until = Date.now() + DEADLINE_MS;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- looks again until the job has begun
    const state = (await lookUp(met, [STAY]))?.get(STAY)?.state;
    // Without ps it is looked for by kill -0 alone, which shows no age and no group.
    if (state?.kind === 'alive' && state.wrapper !== null)
      return finding(name, state.seconds === null ? 'jobs-not-findable' : 'jobs-findable');
    if (Date.now() > until) return finding(name, 'jobs-not-findable');
    // oxlint-disable-next-line no-await-in-loop -- see above
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
