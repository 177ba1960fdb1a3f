import { both } from '../both.ts';
import { canHold } from '../can-hold.ts';
import { type Reading, readCondition } from '../condition.ts';
import type { Operation } from '../operations/index.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../schema-problems.ts';
import type { Condition } from '../schema.ts';
import type { Rule } from './rule.ts';
import { inAnyReading } from './seen-readings.ts';

const service: Rule = {
  name: 'service-stays-down',
  description: {
    en: 'A service that a step takes down is brought up again by a later one, in every variant.',
    ja: '手順で止めたサービスは、どのバリアントでも、後の手順で復旧させます。',
  },
  find: (seen) =>
    inAnyReading(seen, ({ steps }) =>
      steps.flatMap(({ path, step }, index) =>
        Object.entries(step.service ?? {}).flatMap(([name, state]) => {
          const rises = steps.slice(index + 1).some((later) => later.step.service?.[name] === 'up');
          return state !== 'down' || rises
            ? []
            : [
                {
                  path: [...path, 'service', name],
                  found: both('down, and never up again', '後で up にならない down'),
                  allowed: both(`a later step with ${name}: up`, `後の手順での ${name}: up`),
                },
              ];
        }),
      ),
    ),
};

/** The step is carried out, and nothing of what would have to be there before it. */
const without = (own: Condition | undefined, others: readonly Condition[]): Reading => ({
  kind: 'all',
  of: [
    ...(own === undefined ? [] : [readCondition(own)]),
    ...others.map((other) => readCondition(other, true)),
  ],
});

const backup: Rule = {
  name: 'no-backup-before',
  description: {
    en: 'A step that cannot be undone comes after one that makes a backup (backup: true), in every variant and for all values.',
    ja: '取り消せない手順より前に、バックアップを取る手順（backup: true）を置きます。どのバリアントでも、どの値でも必要です。',
  },
  find: (seen) =>
    inAnyReading(seen, ({ steps }) =>
      steps.flatMap(({ path, step }, index): readonly Finding[] => {
        if (step.risk !== 'irreversible') return [];
        const before = steps.slice(0, index).filter((one) => one.step.backup === true);
        const conditions = before.flatMap((one) => (one.step.when === undefined ? [] : [one.step.when]));
        const isSure = conditions.length < before.length;
        if (isSure || !canHold(without(step.when, conditions), seen.source.parameters)) return [];
        return [
          {
            path: [...path, 'risk'],
            found:
              before.length === 0
                ? both('irreversible, with no backup before it', '前にバックアップのない irreversible')
                : both(
                    'irreversible, with no backup before it for some values',
                    '値によっては前にバックアップのない irreversible',
                  ),
            allowed: both(
              'an earlier step that makes a backup (backup: true)',
              '前の手順でのバックアップ（backup: true）',
            ),
          },
        ];
      }),
    ),
};

const nothingLeft: Rule = {
  name: 'nothing-left',
  description: {
    en: 'Whatever the values, a step that is carried out has something to do, and something to verify if it verifies.',
    ja: '操作ごとの条件（when）がどうなっても、実行する手順の do と verify に 1 つは残るようにします。',
  },
  find: ({ source, steps }) =>
    steps.flatMap(({ path, step }) => {
      const leaves = (operations: readonly Operation[], part: string): readonly Finding[] => {
        const conditions = operations.flatMap(({ when }) => (when === undefined ? [] : [when]));
        if (conditions.length < operations.length || operations.length === 0) return [];
        if (!canHold(without(step.when, conditions), source.parameters)) return [];
        const at: Path = [...path, part];
        return [
          {
            path: at,
            found: both('conditions that leave nothing for some values', '値によっては何も残らない条件'),
            allowed: both(
              'an operation for every value under which the step is carried out',
              '手順を実行するどの値でも残る操作',
            ),
          },
        ];
      };
      return [...leaves(step.do, 'do'), ...leaves(step.verify ?? [], 'verify')];
    }),
};

export const SEQUENCE_RULES: readonly Rule[] = [service, backup, nothingLeft];
