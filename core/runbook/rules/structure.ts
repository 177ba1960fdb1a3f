import { both, listed } from '../both.ts';
import { describe, foundAs } from '../describe.ts';
import type { Localized } from '../localized.ts';
import type { Operation } from '../operations/index.ts';
import type { Ssh } from '../operations/ssh.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../schema-problems.ts';
import type { Group } from '../schema.ts';
import type { SeenStep } from '../survey.ts';
import { namesIn } from '../template.ts';
import type { Rule } from './rule.ts';
import { inAnyReading } from './seen-readings.ts';

const again = (value: string): Localized => both(`${describe(value)} again`, `重複した ${describe(value)}`);

const repeated = (
  all: readonly { readonly path: Path; readonly value: string }[],
  allowed: Localized,
): readonly Finding[] =>
  all
    .filter(({ value }, index) => all.findIndex((one) => one.value === value) !== index)
    .map(({ path, value }) => ({ path, found: again(value), allowed }));

const groupsOf = (steps: readonly SeenStep[]): readonly { readonly path: Path; readonly group: Group }[] => {
  const groups = steps.flatMap(({ path, group }) =>
    group === null ? [] : [{ path: path.slice(0, 2), group }],
  );
  return groups.filter(({ group }, index) => groups.findIndex((one) => one.group === group) === index);
};

const duplicateId: Rule = {
  name: 'duplicate-id',
  description: {
    en: 'Every step and group has an id of its own, in every variant.',
    ja: '手順と見出しの id は、どのバリアントでも重複できません。',
  },
  find: (seen) =>
    inAnyReading(seen, ({ steps }) =>
      repeated(
        [
          ...groupsOf(steps).map(({ path, group }) => ({ path: [...path, 'group'], value: group.group })),
          ...steps.map(({ path, step }) => ({ path: [...path, 'id'], value: step.id })),
        ],
        both('an id that no other step or group has', 'ほかの手順や見出しと重ならない id'),
      ),
    ),
};

const duplicateNumber: Rule = {
  name: 'duplicate-number',
  description: {
    en: 'Every step has a number of its own, in every variant.',
    ja: '手順の番号は、どのバリアントでも重複できません。',
  },
  find: (seen) =>
    inAnyReading(seen, ({ steps }) => {
      const ofGroups = groupsOf(steps).map(({ path, group }) => ({
        path: [...path, 'number'],
        value: group.number,
      }));
      const ofSteps = steps.map(({ path, step }) => ({ path: [...path, 'number'], value: step.number }));
      return repeated(
        [...ofGroups, ...ofSteps],
        both('a number that no other step has', 'ほかの手順と重ならない番号'),
      );
    }),
};

/** 9 < 9a < 9b < 10. */
const rank = (number: string): number =>
  Number.parseInt(number, 10) * 100 +
  (/[a-z]$/u.test(number) ? number.charCodeAt(number.length - 1) - 96 : 0);

const numberOrder: Rule = {
  name: 'number-order',
  description: {
    en: 'Numbers rise. A step in group 9 is 9a, 9b …; a step in no group has no letter.',
    ja: '番号は昇順にします。見出し 9 の中の手順は 9a、9b …、見出しのない手順は数字だけです。',
  },
  find: (seen) =>
    inAnyReading(seen, ({ steps }) => {
      const misfits = steps.flatMap(({ path, step, group }) => {
        const fits = group === null ? /^[0-9]+$/u : new RegExp(`^${group.number}[a-z]$`, 'u');
        if (fits.test(step.number)) return [];
        return [
          {
            path: [...path, 'number'],
            found: foundAs(step.number),
            allowed:
              group === null
                ? both('a number without a letter', '文字の付かない番号')
                : listed([`${group.number}a`, `${group.number}b …`]),
          },
        ];
      });
      const order = [
        ...groupsOf(steps).map(({ path, group }) => ({ path: [...path, 'number'], number: group.number })),
        ...steps.map(({ path, step }) => ({ path: [...path, 'number'], number: step.number })),
      ].toSorted((a, b) => comparePaths(a.path, b.path));
      const falling = order.flatMap(({ path, number }, index) => {
        const before = order[index - 1];
        if (before === undefined || rank(number) >= rank(before.number)) return [];
        return [
          {
            path,
            found: both(
              `${describe(number)} after ${describe(before.number)}`,
              `${describe(before.number)} の後の ${describe(number)}`,
            ),
            allowed: both('rising numbers', '昇順の番号'),
          },
        ];
      });
      return misfits.length > 0 ? misfits : falling;
    }),
};

/** Document order of `steps[i].number` and `steps[i].steps[j].number`: a group before its steps. */
function comparePaths(a: Path, b: Path): number {
  const position = (path: Path): number =>
    Number(path[1]) * 1000 + (path[2] === 'steps' ? Number(path[3]) + 1 : 0);
  return position(a) - position(b);
}

function sessionsOf(operation: Operation): {
  verb: string;
  sessions?: NonNullable<Ssh['sessions']> | undefined;
  commands: readonly string[];
} {
  if ('ssh' in operation) {
    const { run, pipe, sessions: asked } = operation.ssh;
    return { verb: 'ssh', sessions: asked, commands: [run ?? '', ...(pipe ?? [])] };
  }
  if (!('stream' in operation)) return { verb: '', commands: [] };
  const { from, to, sessions: asked } = operation.stream;
  return { verb: 'stream', sessions: asked, commands: [from.run, to.run] };
}

const sessions: Rule = {
  name: 'session-list-unused',
  description: {
    en: 'An operation with sessions hands its list file to the command.',
    ja: 'sessions を使う操作では、リストのファイルをコマンドに渡します。',
  },
  find: ({ operations }) =>
    operations.flatMap(({ path, operation }) => {
      const { verb, sessions: asked, commands } = sessionsOf(operation);
      if (asked === undefined) return [];
      const used = commands.flatMap(namesIn);
      return used.includes(asked.file)
        ? []
        : [
            {
              path: [...path, verb, 'sessions', 'file'],
              found: both(
                `${describe(asked.file)}, which the command does not use`,
                `コマンドが使わない ${describe(asked.file)}`,
              ),
              allowed: both(`{{${asked.file}}} in the command`, `コマンド中の {{${asked.file}}}`),
            },
          ];
    }),
};

export const STRUCTURE_RULES: readonly Rule[] = [duplicateId, duplicateNumber, numberOrder, sessions];
