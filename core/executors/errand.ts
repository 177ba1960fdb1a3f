import type { ExecOptions, ExecResult, HostConnection } from '../connections/connections.ts';
import { Fault } from '../errors.ts';

/** A host that takes a short command and says nothing for so long is one that does not answer. */
export const ANSWER_MS = 30_000;

export type ErrandOptions = Pick<ExecOptions, 'stdin' | 'timeoutMs'> & {
  /** Aborted: nobody waits for the answer any more. Only for what changes nothing. */
  readonly stop?: AbortSignal;
};

/**
 * Runs one of our own short commands. Its server may live while every shell hangs: that is waited for no longer than for
 * a connection. @throws Fault connection-failed: it dropped, it did not answer in time, or nobody waits any more
 */
export async function runErrand(
  connection: HostConnection,
  command: string,
  { timeoutMs = ANSWER_MS, stop, ...options }: ErrandOptions = {},
): Promise<ExecResult> {
  const failed = (saw: string) =>
    new Fault('connection-failed', `Running a command on ${connection.host}`, saw);
  const silent = Promise.withResolvers<never>();
  // The time covers opening the session too, which `exec` has no limit for.
  const timer = setTimeout(() => silent.reject(failed(`no answer in ${timeoutMs / 1000} s`)), timeoutMs);
  const unwaited = () => silent.reject(failed('no longer waited for'));
  stop?.addEventListener('abort', unwaited);
  if (stop?.aborted === true) unwaited();
  const running = connection.exec(command, { ...options, timeoutMs });
  running.catch(() => undefined);
  try {
    const result = await Promise.race([running, silent.promise]);
    if (result.end.kind === 'none') throw failed('the connection dropped');
    return result;
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener('abort', unwaited);
  }
}
