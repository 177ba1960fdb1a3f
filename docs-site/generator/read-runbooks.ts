import { existsSync } from 'node:fs';

import { type Runbook, formatProblem, loadRunbooks } from '../../core/runbook/index.ts';

/**
 * The runbooks that come with Watari, which its guides link to, and somebody's own, which stand in place of one of the
 * same id. Or everything that is wrong with them, as lines.
 */
export function readRunbooks(folders: readonly string[]): {
  readonly runbooks: readonly Runbook[];
  readonly problems: readonly string[];
} {
  const missing = folders.filter((folder) => !existsSync(folder));
  if (missing.length > 0)
    return {
      runbooks: [],
      problems: missing.map((folder) => `${folder}: there is no such folder of runbooks.`),
    };
  const loaded = folders.map((folder) => loadRunbooks(folder));
  return {
    runbooks: [...new Map(loaded.flatMap(({ runbooks }) => runbooks).map((one) => [one.id, one])).values()],
    problems: loaded.flatMap(({ problems }) => problems).map(formatProblem),
  };
}
