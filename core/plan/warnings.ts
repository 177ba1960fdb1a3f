import type { Localized } from '../runbook/localized.ts';
import type { Runbook } from '../runbook/schema.ts';
import type { PlannedOperation, Rendered } from './operation.ts';
import type { FrozenInventory, PlannedStep } from './plan.ts';
import { carriesSecret } from './render-ssh.ts';

/** What people should know before they start. */
export const warningsOf = (
  runbook: Runbook,
  steps: readonly PlannedStep[],
  inventory: FrozenInventory,
  examples: boolean,
): readonly Localized[] => [
  ...(examples ? [EXAMPLES] : []),
  ...steps.filter((step) => step.applies).flatMap((step) => secretWarning(runbook, step)),
  ...Object.entries(inventory.directories).flatMap(([name, { tls, address }]) =>
    // A Unix socket does not leave the machine.
    tls === 'plain' && !('socket' in address) ? [plainWarning(name)] : [],
  ),
];

const EXAMPLES: Localized = {
  en: 'This plan holds example values of the guide. It is there to be read and cannot be started.',
  ja: 'この計画にはガイドの例の値が入っています。読むためのもので、実行は開始できません。',
};

const plainWarning = (directory: string): Localized => ({
  en: `The directory ${directory} is reached without TLS: passwords and entries cross the network in the clear.`,
  ja: `ディレクトリ ${directory} には TLS なしで接続します。パスワードとエントリは暗号化されずにネットワークを流れます。`,
});

function secretWarning(runbook: Runbook, step: PlannedStep): readonly Localized[] {
  const parts = [...step.operations, ...step.verify, ...step.undo]
    .flatMap(shellParts)
    .filter((part) => carriesSecret([part]));
  const names = new Set(
    parts.flatMap((part) =>
      part.flatMap((piece) => (typeof piece === 'object' && 'secret' in piece ? [piece.secret] : [])),
    ),
  );
  return [...names].map((name) => {
    const title = runbook.parameters[name]?.title ?? { en: name, ja: name };
    return {
      en: `Step ${step.number} passes “${title.en}” in a command's arguments: whoever is logged in on that host can see it in the process list meanwhile.`,
      ja: `手順 ${step.number} は「${title.ja}」をコマンドの引数で渡します。実行中は、そのホストにログインしている人ならプロセス一覧で見られます。`,
    };
  });
}

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
