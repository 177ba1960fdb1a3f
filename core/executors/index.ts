import { compare } from './compare.ts';
import { dns } from './dns.ts';
import type { Executors } from './executor.ts';
import { file } from './file.ts';
import { ldap } from './ldap.ts';
import { manual } from './manual.ts';
import { port } from './port.ts';
import { siteExecutor } from './site.ts';
import type { JobOptions } from './ssh-job.ts';
import { sshExecutor } from './ssh.ts';
import { streamExecutor } from './stream.ts';
import { wait } from './wait.ts';

export { forgetJobs } from './job/spool.ts';
export { sweepSpool } from './job/sweep.ts';

/** Every verb's executor. `options` are for tests: another shell on the hosts, shorter patience. */
export function createExecutors(options: JobOptions = {}): Executors {
  const ssh = sshExecutor(options);
  const stream = streamExecutor(options);
  return { ssh, site: siteExecutor(ssh), wait, manual, file, port, ldap, compare, stream, dns };
}
