import type { UserMove } from '#core/index.ts';

import { type Arguments, UsageError } from './arguments.ts';

/** What `waves move <user>… --from … --to …` means. @throws UsageError */
export function moveIn({ words, from, to }: Arguments): UserMove {
  const users = words.slice(1).flatMap((word) => word.split(',').filter((one) => one !== ''));
  if (users.length > 0 && from !== null && to !== null) return { users, from, to };
  throw new UsageError(
    'waves move: say whom, from which wave and to which. Example: waves move wallyc maryl --from canary --to rest --reason "counts differ"',
    'waves move：ユーザ、移動元と移動先のウェーブを指定してください。例：`waves move wallyc maryl --from canary --to rest --reason "件数の不一致"`。',
  );
}
