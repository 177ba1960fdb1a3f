import type { PlannedSsh } from '../plan/operation.ts';
import type { InventoryHost } from '../plan/plan.ts';
import type { Localized } from '../runbook/localized.ts';
import { quoteShell } from '../runbook/render.ts';
import { askHost } from './exec-probe.ts';
import type { Context, Preview } from './executor.ts';
import { redacted, unknownHost } from './said.ts';

const TIMEOUT_MS = 10_000;

/** Who will run it where, and which of its programs are missing. Nothing that changes by itself. */
export async function previewCommand(operation: PlannedSsh, context: Context): Promise<Preview> {
  const inventory = context.inventory.hosts[operation.host];
  const missing = await missingPrograms(operation, context);
  if (inventory === undefined || 'en' in missing)
    return { text: 'en' in missing ? missing : unknownHost(operation.host), changes: [] };
  return {
    text: reachable(operation, inventory),
    changes: [],
    ...concernsOf(missing.map((path) => notThere(operation.host, path, context))),
  };
}

/** A program that is missing is no mistake where an operation before this one installs it. */
export const notThere = (host: string, path: string, { follows = false }: Context): Localized =>
  follows
    ? {
        en: `${path} is not on ${host} yet. That is in order if an earlier operation of this step puts it there.`,
        ja: `${path} はまだ ${host} にありません。この手順の前の操作で作成される場合は、問題ありません。`,
      }
    : {
        en: `${path} is not on ${host}. If it is still missing then, the command fails.`,
        ja: `${host} に ${path} がありません。ないまま実行すると、コマンドは失敗します。`,
      };

export const concernsOf = (concerns: readonly Localized[]): Pick<Preview, 'concerns'> =>
  concerns.length === 0 ? {} : { concerns };

/** Programs named by their paths that are not on the host; or that it cannot be asked, as a sentence. */
export async function missingPrograms(
  operation: Pick<PlannedSsh, 'host' | 'parts'>,
  context: Context,
): Promise<readonly string[] | Localized> {
  if (context.inventory.hosts[operation.host] === undefined)
    return unreachable(operation.host, unknownHost(operation.host));
  const programs = programsOf(operation);
  const script = programs.map(
    (path) => `if test -f ${quoteShell(path)}; then :; else echo ${quoteShell(path)}; fi`,
  );
  const answer = await askHost(
    { host: operation.host, as: null, parts: [[`:\n${script.join('\n')}`]], stdin: null },
    context,
    TIMEOUT_MS,
  );
  if (answer.kind === 'unknown') return unreachable(operation.host, redacted(context, answer.saw));
  return answer.left.stdout.split('\n').filter((line) => programs.includes(line));
}

const unreachable = (host: string, saw: Localized): Localized => ({
  en: `${host} cannot be asked now: ${saw.en}`,
  ja: `いまは ${host} に問い合わせることができません：${saw.ja}`,
});

function reachable({ host, as, sessions }: PlannedSsh, inventory: InventoryHost): Preview['text'] {
  const user = as ?? inventory.user;
  const count = sessions.length;
  return count > 1
    ? {
        en: `Runs on ${host} as ${user}, ${count} sessions at once.`,
        ja: `${host} で ${user} として、${count} セッションを同時に実行します。`,
      }
    : { en: `Runs on ${host} as ${user}.`, ja: `${host} で ${user} として実行します。` };
}

/** Programs named by their absolute path at the head of a part. */
const programsOf = ({ parts }: Pick<PlannedSsh, 'parts'>): readonly string[] => [
  ...new Set(
    parts.flatMap(([head]) => {
      const path = typeof head === 'string' ? /^\s*(\/[A-Za-z0-9_./-]+)(?=\s|$)/u.exec(head)?.[1] : undefined;
      return path === undefined ? [] : [path];
    }),
  ),
];
