import { both } from '../both.ts';
import type { Localized } from '../localized.ts';
import type { Ssh } from '../operations/ssh.ts';
import type { Path } from '../path.ts';
import type { SeenOperation } from '../survey.ts';
import { USER_NAMES, namesIn } from '../template.ts';
import type { Rule } from './rule.ts';

/** Operations that run once a user, each with its path. */
const onceAUser = (operations: readonly SeenOperation[]) =>
  operations.flatMap(({ path, part, operation }) =>
    'ssh' in operation && operation.ssh.eachUser === true
      ? [{ at: [...path, 'ssh'], part, ssh: operation.ssh }]
      : [],
  );

/** What stands for all users at once, and would be lost or shared where each has a command of their own. */
const unfitKeys = ({ pipe, sessions, stdin, prompts }: Ssh): readonly string[] => [
  ...(pipe === undefined ? [] : ['pipe']),
  ...(sessions === undefined ? [] : ['sessions']),
  ...(stdin === undefined ? [] : ['stdin']),
  ...(prompts === undefined ? [] : ['prompts']),
];

const BESIDE_RUN: Localized = both(
  'run alone, with all that a user needs in the command itself',
  'run だけ（ユーザごとに必要なものはコマンドに書く）',
);

const alone: Rule = {
  name: 'each-user-alone',
  description: {
    en: 'With eachUser stands run: no pipe, sessions, stdin or prompts, and {{user.…}} in run alone. takenOutToo needs eachUser.',
    ja: 'eachUser とともに書くのは run です。pipe、sessions、stdin、prompts は使えず、{{user.〜}} も run の中だけで使えます。takenOutToo は eachUser とともに使います。',
  },
  find: ({ operations, templates }) => [
    ...onceAUser(operations).flatMap(({ at, ssh }) => [
      ...[
        ...unfitKeys(ssh).map((key) => ({ path: [...at, key], key })),
        ...(ssh.retry?.pipe === undefined ? [] : [{ path: [...at, 'retry', 'pipe'], key: 'pipe' }]),
      ].map(({ path, key }) => ({
        path,
        found: both(`${key} beside eachUser`, `eachUser と並んだ ${key}`),
        allowed: BESIDE_RUN,
      })),
      ...templates
        .filter(({ path, template }) => isBeside(path, at) && namesIn(template).some(isOfUser))
        .map(({ path }) => ({
          path,
          found: both('a name of one user', 'ユーザ 1 人の値'),
          allowed: BESIDE_RUN,
        })),
    ]),
    ...operations.flatMap(({ path, operation }) =>
      'ssh' in operation && operation.ssh.takenOutToo === true && operation.ssh.eachUser !== true
        ? [
            {
              path: [...path, 'ssh', 'takenOutToo'],
              found: both('takenOutToo without eachUser', 'eachUser のない takenOutToo'),
              allowed: both('takenOutToo beside eachUser', 'eachUser と並んだ takenOutToo'),
            },
          ]
        : [],
    ),
  ],
};

const isOfUser = (name: string): boolean => USER_NAMES.some((known) => known === name);
/** Inside the operation and no command of its own; what stands under an unfit key is found by that. */
const isBeside = (path: Path, at: Path): boolean =>
  at.every((key, index) => key === path[index]) &&
  !['run', 'pipe', 'stdin', 'prompts'].some((key) => path.slice(at.length).includes(key));

const again: Rule = {
  name: 'each-user-again',
  description: {
    en: 'A retry is for every user of the wave, done or not: an operation with eachUser is idempotent or has a retry.',
    ja: '再試行は、済んだユーザも含めて全員についてやり直します。eachUser のある操作には idempotent か retry が必要です。',
  },
  find: ({ operations }) =>
    onceAUser(operations).flatMap(({ at, part, ssh }) =>
      part === 'verify' || ssh.idempotent === true || ssh.retry !== undefined
        ? []
        : [
            {
              path: [...at, 'eachUser'],
              found: both(
                'eachUser with neither idempotent nor retry',
                'idempotent も retry もない eachUser',
              ),
              allowed: both(
                'idempotent: true, or a retry that may find a user done already',
                'idempotent: true、または済んだユーザがいても害のない retry',
              ),
            },
          ],
    ),
};

export const EACH_USER_RULES: readonly Rule[] = [alone, again];
