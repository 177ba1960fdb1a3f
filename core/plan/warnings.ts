import type { Localized } from '../runbook/localized.ts';
import type { Runbook } from '../runbook/schema.ts';
import type { PlannedOperation, Rendered } from './operation.ts';
import type { FrozenInventory, PlannedStep } from './plan.ts';
import { carriesSecret } from './render-ssh.ts';
import { withoutWave } from './slots.ts';

/** What people should know before they start. */
export const warningsOf = (
  runbook: Runbook,
  steps: readonly PlannedStep[],
  inventory: FrozenInventory,
  examples: boolean,
): readonly Localized[] => [
  ...(examples ? [EXAMPLES] : []),
  ...secretWarnings(
    runbook,
    steps.filter((step) => step.applies),
  ),
  ...Object.entries(inventory.directories).flatMap(([name, { tls, address }]) =>
    // A Unix socket does not leave the machine.
    tls === 'plain' && !('socket' in address) ? [plainWarning(name)] : [],
  ),
];

const EXAMPLES: Localized = {
  en: 'This plan holds example values. It is there to be read and cannot be started.',
  ja: 'この計画には例の値が入っています。読むためのもので、実行は開始できません。',
};

const plainWarning = (directory: string): Localized => ({
  en: `The directory ${directory} is reached without TLS: passwords and entries cross the network in the clear.`,
  ja: `ディレクトリ ${directory} には TLS なしで接続します。パスワードとエントリは暗号化されずにネットワークを流れます。`,
});

/** One for each secret, naming all of its steps: a page of the same sentence is read by nobody. */
function secretWarnings(runbook: Runbook, steps: readonly PlannedStep[]): readonly Localized[] {
  const numbers = new Map<string, Set<string>>();
  for (const step of steps)
    for (const name of secretsInArguments(step)) {
      const known = numbers.get(name) ?? new Set();
      // A step that is done wave by wave passes it in each of them.
      numbers.set(name, known.add(withoutWave(step.number)));
    }
  return [...numbers].map(([name, of]) => {
    const title = runbook.parameters[name]?.title ?? { en: name, ja: name };
    const [only, ...more] = of;
    const last = more.pop();
    const who =
      last === undefined ? `Step ${only} passes` : `Steps ${[only, ...more].join(', ')} and ${last} pass`;
    return {
      en: `${who} “${title.en}” in a command's arguments: whoever is logged in on that host can see it in the process list meanwhile.`,
      ja: `手順 ${[...of].join('、')} は「${title.ja}」をコマンドの引数で渡します。実行中は、そのホストにログインしている人ならプロセス一覧で見られます。`,
    };
  });
}

const secretsInArguments = (step: PlannedStep): readonly string[] =>
  [...step.operations, ...step.verify, ...step.undo]
    .flatMap(shellParts)
    .filter((part) => carriesSecret([part]))
    .flatMap((part) =>
      part.flatMap((piece) => (typeof piece === 'object' && 'secret' in piece ? [piece.secret] : [])),
    );

function shellParts(operation: PlannedOperation): readonly Rendered[] {
  switch (operation.verb) {
    case 'ssh':
      return [...operation.parts, ...(operation.retryParts ?? [])];
    case 'wait':
      return operation.parts;
    case 'site':
      return operation.mapped?.parts ?? [];
    case 'compare':
      return [...operation.left.parts, ...operation.right.parts];
    case 'stream':
      return [...operation.from.parts, ...operation.to.parts, ...(operation.retryParts ?? [])];
    case 'manual':
    case 'file':
    case 'port':
    case 'ldap':
    case 'dns':
      return [];
  }
}
