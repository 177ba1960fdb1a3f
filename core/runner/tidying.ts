import { Fault } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunId } from '../run/question.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Tools } from './tools.ts';

/**
 * Tidies up on hosts and never throws. One that cannot be reached is no error: it may have been switched off on purpose,
 * and what is left there goes when it can be reached again. That is said once a host.
 */
export async function tidyOn(
  tools: Tools,
  { run, plan, hosts }: { readonly run: RunId; readonly plan: Plan; readonly hosts: readonly string[] },
  doing: string,
  tidy: () => Promise<unknown>,
): Promise<void> {
  const { parts, unreached } = tools;
  try {
    await tidy();
    for (const host of hosts) unreached.delete(host);
  } catch (error) {
    const isAway = error instanceof Fault && error.code === 'connection-failed';
    const away = isAway ? await awayOf(tools, run, plan, hosts) : [];
    if (away.length === 0) parts.log(doing, error);
    for (const host of away) {
      if (!unreached.has(host)) parts.log(saidOf(host));
      unreached.add(host);
    }
  }
}

async function awayOf(
  { workbench }: Tools,
  run: RunId,
  plan: Plan,
  hosts: readonly string[],
): Promise<readonly string[]> {
  const connections = workbench.connections(run, plan);
  const found = await Promise.all(
    hosts.map((host) =>
      connections.host(host).then(
        () => [],
        (error: unknown) => (error instanceof Fault && error.code === 'connection-failed' ? [host] : []),
      ),
    ),
  );
  return found.flat();
}

const saidOf = (host: string): Localized => ({
  en: `${host} cannot be reached, so the outputs of commands that are over stay there. They are removed when it can be reached again.`,
  ja: `${host} に接続できないため、終了したコマンドの出力がまだ残っています。次に接続できたときに削除します。`,
});
