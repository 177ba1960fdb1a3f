import { asWritten, both, listed } from '../both.ts';
import { describe, foundAs } from '../describe.ts';
import { WAVE_USERS } from '../named-places.ts';
import type { Operation } from '../operations/index.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../schema-problems.ts';
import { type SeenStep, type Survey, operationsOf } from '../survey.ts';
import { USER_NAMES, WAVE_NAMES, namesIn } from '../template.ts';
import type { Rule } from './rule.ts';
import { inAnyReading } from './seen-readings.ts';

const isUnder = (path: Path, around: Path): boolean => around.every((key, index) => key === path[index]);
const inWaves = ({ group }: SeenStep): boolean => group?.each !== undefined;
const eachUser = (operation: Operation): boolean => 'ssh' in operation && operation.ssh.eachUser === true;

const outside: Rule = {
  name: 'wave-outside',
  description: {
    en: 'What is said of a wave stands in steps of a group with each; what is said of one of its users, in an ssh operation with eachUser.',
    ja: 'ウェーブの値（wave.〜）と eachUser は、each のある見出しの手順でだけ使えます。ユーザの値（user.〜）は、eachUser 付きの ssh でだけ使えます。',
  },
  find: (seen) => [...misplacedNames(seen), ...misplacedUses(seen)],
};

function misplacedNames(seen: Survey): readonly Finding[] {
  return seen.templates.flatMap(({ path, template }) => {
    const step = seen.steps.find((one) => isUnder(path, one.path));
    const operation = seen.operations.find((one) => isUnder(path, one.path))?.operation;
    return namesIn(template).flatMap((name) => {
      if (!name.includes('.')) return [];
      const isWave = step !== undefined && inWaves(step);
      const known = [
        ...(isWave ? WAVE_NAMES : []),
        ...(isWave && operation !== undefined && eachUser(operation) ? USER_NAMES : []),
      ];
      if (known.includes(name)) return [];
      const allowed =
        known.length > 0
          ? listed(known)
          : both(
              'a parameter; a wave is known in a group with each',
              'パラメータ（ウェーブの値は、each のある見出しでだけ使えます）',
            );
      return [{ path, found: asWritten(`{{${name}}}`), allowed }];
    });
  });
}

function misplacedUses(seen: Survey): readonly Finding[] {
  return seen.steps.flatMap((one) =>
    operationsOf(one.path, one.step).flatMap(({ path, verb, operation }): readonly Finding[] => {
      if (inWaves(one) || (!('ssh' in operation) && !('stream' in operation))) return [];
      const { sessions } = 'ssh' in operation ? operation.ssh : operation.stream;
      const found = [
        ...(eachUser(operation) ? [{ at: ['eachUser'], found: 'eachUser' }] : []),
        ...(sessions?.users === WAVE_USERS ? [{ at: ['sessions', 'users'], found: WAVE_USERS }] : []),
      ];
      return found.map(({ at, found: what }) => ({
        path: [...path, verb, ...at],
        found: both(`${what} in a step without waves`, `ウェーブのない手順での ${what}`),
        allowed: both('steps of a group with each', 'each のある見出しの手順'),
      }));
    }),
  );
}

const budget: Rule = {
  name: 'budget-without-waves',
  description: {
    en: 'An error budget belongs to a group with each.',
    ja: 'エラーの許容数（budget）は、each のある見出しにだけ書きます。',
  },
  find: ({ groups }) =>
    groups.flatMap(({ path, group }) =>
      group.budget === undefined || group.each !== undefined
        ? []
        : [
            {
              path: [...path, 'budget'],
              found: foundAs(group.budget),
              allowed: both('a group with each', 'each のある見出し'),
            },
          ],
    ),
};

const remembered: Rule = {
  name: 'nothing-remembered',
  description: {
    en: 'What is put back or compared was remembered by an earlier step (an undo: by its own), of the same group where there are waves.',
    ja: 'putBack と isBack では、先の手順（undo では同じ手順も可）が remember で控えた属性だけを指定できます。ウェーブがある場合は、同じ見出しの手順に限ります。',
  },
  find: (seen) =>
    inAnyReading(seen, ({ steps }) =>
      steps.flatMap((one, index) =>
        operationsOf(one.path, one.step).flatMap(({ path, part, operation }) => {
          if (!('ldap' in operation)) return [];
          return (['putBack', 'isBack'] as const).flatMap((key) => {
            const asked = operation.ldap[key];
            if (asked === undefined) return [];
            const before = steps
              .slice(0, part === 'do' ? index : index + 1)
              .filter((other) => isAtHand(other, one));
            return notRemembered(asked, before, [...path, 'ldap', key]);
          });
        }),
      ),
    ),
};

/** A wave's step remembers for its own wave alone. */
const isAtHand = (from: SeenStep, to: SeenStep): boolean => !inWaves(from) || from.group === to.group;

function notRemembered(
  { of, attributes }: { readonly of: string; readonly attributes?: readonly string[] | undefined },
  before: readonly SeenStep[],
  path: Path,
): readonly Finding[] {
  const kept = before.flatMap(({ step }) =>
    step.do.flatMap((one) =>
      'ldap' in one && one.ldap.remember !== undefined ? [{ id: step.id, ...one.ldap.remember }] : [],
    ),
  );
  const own = kept.filter(({ id }) => id === of).flatMap((one) => one.attributes);
  if (own.length === 0) {
    const ids = [...new Set(kept.map(({ id }) => id))];
    return [
      {
        path: [...path, 'of'],
        found: both(
          `${describe(of)}, which remembers nothing before`,
          `先に何も控えていない ${describe(of)}`,
        ),
        allowed:
          ids.length === 0 ? both('an earlier step with remember', '先の、remember のある手順') : listed(ids),
      },
    ];
  }
  return (attributes ?? []).flatMap((attribute, index) =>
    own.includes(attribute)
      ? []
      : [{ path: [...path, 'attributes', index], found: foundAs(attribute), allowed: listed(own) }],
  );
}

export const WAVE_RULES: readonly Rule[] = [outside, budget, remembered];
