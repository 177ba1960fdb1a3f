import type { Operation } from '../operations/index.ts';
import type { Ssh } from '../operations/ssh.ts';
import type { Path } from '../place.ts';
import { describe } from '../schema-problems.ts';
import { namesIn } from '../template.ts';
import type { Rule } from './rule.ts';

const repeated = (
  all: readonly { readonly path: Path; readonly value: string }[],
  allowed: string,
): readonly { path: Path; found: string; allowed: string }[] =>
  all
    .filter(({ value }, index) => all.findIndex((one) => one.value === value) !== index)
    .map(({ path, value }) => ({ path, found: `${describe(value)} again`, allowed }));

const duplicateId: Rule = {
  name: 'duplicate-id',
  description: {
    en: 'Every step and group has an id of its own.',
    ja: '手順と見出しの id は重複できません。',
  },
  find: ({ groups, steps }) =>
    repeated(
      [
        ...groups.map(({ path, group }) => ({ path: [...path, 'group'], value: group.group })),
        ...steps.map(({ path, step }) => ({ path: [...path, 'id'], value: step.id })),
      ],
      'an id that no other step or group has',
    ),
};

const duplicateNumber: Rule = {
  name: 'duplicate-number',
  description: { en: 'Every step has a number of its own.', ja: '手順の番号は重複できません。' },
  find: ({ steps }) =>
    repeated(
      steps.map(({ path, step }) => ({ path: [...path, 'number'], value: step.number })),
      'a number that no other step has',
    ),
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
  find: ({ groups, steps }) => {
    const misfits = steps.flatMap(({ path, step, group }) => {
      const fits = group === null ? /^[0-9]+$/u : new RegExp(`^${group.number}[a-z]$`, 'u');
      if (fits.test(step.number)) return [];
      return [
        {
          path: [...path, 'number'],
          found: describe(step.number),
          allowed: group === null ? 'a number without a letter' : `${group.number}a, ${group.number}b …`,
        },
      ];
    });
    const order = [
      ...groups.map(({ path, group }) => ({ path: [...path, 'number'], number: group.number })),
      ...steps.map(({ path, step }) => ({ path: [...path, 'number'], number: step.number })),
    ].toSorted((a, b) => comparePaths(a.path, b.path));
    const falling = order.flatMap(({ path, number }, index) => {
      const before = order[index - 1];
      if (before === undefined || rank(number) >= rank(before.number)) return [];
      return [
        { path, found: `${describe(number)} after ${describe(before.number)}`, allowed: 'rising numbers' },
      ];
    });
    return misfits.length > 0 ? misfits : falling;
  },
};

/** Document order of `steps[i].number` and `steps[i].steps[j].number`: a group before its steps. */
function comparePaths(a: Path, b: Path): number {
  const position = (path: Path): number =>
    Number(path[1]) * 1000 + (path[2] === 'steps' ? Number(path[3]) + 1 : 0);
  return position(a) - position(b);
}

const service: Rule = {
  name: 'service-stays-down',
  description: {
    en: 'A service that a step takes down is brought up again by a later one, in every variant.',
    ja: '手順で止めたサービスは、どのバリアントでも、後の手順で復旧させます。',
  },
  find: ({ source, steps }) => {
    const variants = Object.values(source.variants ?? {});
    const readings = variants.length === 0 ? [[]] : variants.map((variant) => variant.leaveOut);
    const found = new Map<string, { path: Path; found: string; allowed: string }>();
    for (const leaveOut of readings) {
      const left = steps.filter(({ step }) => !leaveOut.includes(step.id));
      for (const [index, { path, step }] of left.entries())
        for (const [name, state] of Object.entries(step.service ?? {})) {
          const rises = left.slice(index + 1).some((later) => later.step.service?.[name] === 'up');
          const at = [...path, 'service', name];
          if (state === 'down' && !rises)
            found.set(at.join(), {
              path: at,
              found: 'down, and never up again',
              allowed: `a later step with ${name}: up`,
            });
        }
    }
    return [...found.values()];
  },
};

const variants: Rule = {
  name: 'unknown-in-variant',
  description: {
    en: 'A variant leaves out steps and sets parameters that there are.',
    ja: 'バリアントの leaveOut と set には、実在する手順とパラメータだけを書きます。',
  },
  find: ({ source, steps }) =>
    Object.entries(source.variants ?? {}).flatMap(([name, { leaveOut, set }]) => {
      const at = ['variants', name];
      const ids = steps.map(({ step }) => step.id);
      return [
        ...leaveOut.flatMap((id, index) =>
          ids.includes(id)
            ? []
            : [{ path: [...at, 'leaveOut', index], found: describe(id), allowed: ids.join(', ') }],
        ),
        ...Object.entries(set ?? {}).flatMap(([key, value]) => {
          const parameter = Object.hasOwn(source.parameters, key) ? source.parameters[key] : undefined;
          const choices =
            parameter?.type === 'choice'
              ? parameter.of.map((one): unknown => one.value)
              : parameter?.type === 'flag'
                ? [true, false]
                : null;
          if (choices === null)
            return [
              {
                path: [...at, 'set', key],
                found: describe(key),
                allowed: 'a parameter of type choice or flag',
              },
            ];
          return choices.includes(value)
            ? []
            : [{ path: [...at, 'set', key], found: describe(value), allowed: choices.join(', ') }];
        }),
      ];
    }),
};

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
              found: `${describe(asked.file)}, which the command does not use`,
              allowed: `{{${asked.file}}} in the command`,
            },
          ];
    }),
};

export const STRUCTURE_RULES: readonly Rule[] = [
  duplicateId,
  duplicateNumber,
  numberOrder,
  service,
  variants,
  sessions,
];
