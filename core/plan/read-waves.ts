import { z } from 'zod';

import { both } from '../runbook/both.ts';
import { describe, foundAs } from '../runbook/describe.ts';
import type { Localized } from '../runbook/localized.ts';
import { means } from '../runbook/meaning.ts';
import { saysFilter, waveKeys } from '../runbook/parameter-form.ts';
import { parseYamlFile } from '../runbook/positioned-yaml.ts';
import type { Problem } from '../runbook/problem.ts';
import { type WaveSurroundings, type WavesReading, type WrittenWave, wavesFrom } from './example-waves.ts';
import { READABLE_LIST } from './read-values.ts';
import { DN_FORM, isDn, isFilter, isHostName, isMailbox } from './value-syntax.ts';
import { marksOf, type Wave } from './waves.ts';

type Finding = { readonly at: string; readonly found: Localized; readonly allowed: Localized };

const INLINE = both(
  'name: user user; name: user …, or @path of what watari waves wrote',
  '「名前: ユーザ ユーザ; 名前: ユーザ …」の形、または @ に続けて、watari waves が書き出したファイルのパス',
);
const NAME = /^[a-z][a-z0-9-]*$/u;

const user = z.union([
  z.string(),
  z.strictObject({
    uid: means(z.string(), 'The uid.', 'uid です。'),
    mailbox: means(
      z.string().optional(),
      'The name of the mailbox, where it is another one.',
      'メールボックスの名前です（uid と異なる場合）。',
    ),
    bytes: means(z.int().min(0).nullable().optional(), 'How large it is.', 'メールボックスの大きさです。'),
  }),
]);
/** A file of waves as written. */
export const written = z
  .array(
    z.strictObject({
      name: means(z.string(), 'Its name.', 'ウェーブの名前です。'),
      ...waveKeys,
      filter: means(z.string().optional(), ...saysFilter),
      users: means(z.array(user).optional(), 'Its users.', 'ユーザの一覧です。'),
    }),
  )
  .min(1);

const WRITTEN = both(
  '@path of what watari waves wrote',
  '@ に続けて、watari waves が書き出したファイルのパス',
);
const THEMSELVES = both(
  'the waves themselves: name: user user; name: user …',
  'ウェーブそのもの（名前: ユーザ ユーザ; 名前: ユーザ …）',
);

/** Reads a value of a waves parameter: `@file`, YAML, or a list in words. Every problem at once. */
export function readWaves(name: string, text: string, around: WaveSurroundings): WavesReading {
  if (text.startsWith('@')) return readFile(name, text.slice(1), around);
  return /^\s*[-[#]/u.test(text) ? readYaml(name, 'values', text, around) : readWords(name, text, around);
}

function readFile(name: string, path: string, around: WaveSurroundings): WavesReading {
  const refused = (allowed: Localized): WavesReading => ({
    problems: [problem('values', { at: name, found: foundAs(`@${path}`), allowed })],
  });
  if (around.readText === undefined) return refused(THEMSELVES);
  try {
    return readYaml(name, path, around.readText(path), around);
  } catch {
    return refused(READABLE_LIST);
  }
}

function readYaml(name: string, file: string, text: string, around: WaveSurroundings): WavesReading {
  const { value, problems, place } = parseYamlFile(file, text, written);
  const named = (one: Problem): Problem => ({
    ...one,
    path: one.rule === 'yaml' ? name : `${name}${one.path}`,
  });
  if (value === null) return { problems: problems.map(named) };
  const waves = wavesFrom(value, around.defaultDomain);
  const found = [...unfit(waves), ...ambiguous(value), ...unnamed(value, around)].map(
    ({ path, ...finding }) => place('value', { path, ...finding }),
  );
  return found.length === 0 ? { waves } : { problems: found.map(named) };
}

/** `canary: wallyc maryl; rest: hanako jiro`: users of the default domain. */
function readWords(name: string, text: string, around: WaveSurroundings): WavesReading {
  const { defaultDomain: domain, defaultBase: base } = around;
  const parts = text
    .split(/[;\n]/u)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const bad = parts.filter((one) => !/^[^:\s]+\s*:\s*\S/u.test(one));
  const found: Finding[] = bad.map((one) => ({ at: name, found: foundAs(one), allowed: INLINE }));
  if (parts.length === 0) found.push({ at: name, found: foundAs(text), allowed: INLINE });
  if (domain === null || base === null) found.push({ at: name, found: foundAs(text), allowed: WRITTEN });
  if (found.length > 0 || domain === null || base === null)
    return { problems: found.map((one) => problem('values', one)) };
  const typed = parts.map((one) => {
    const [head = '', ...rest] = one.split(':');
    const users = rest
      .join(':')
      .split(/[\s,]+/u)
      .filter((uid) => uid !== '');
    return { name: head.trim(), base, domain, users };
  });
  const waves = wavesFrom(typed, domain);
  const wrong = [...unfit(waves), ...ambiguous(typed)].map(({ found: stands, allowed }) =>
    problem('values', { at: name, found: stands, allowed }),
  );
  return wrong.length === 0 ? { waves } : { problems: wrong };
}

type Unfit = {
  readonly path: readonly (string | number)[];
  readonly found: Localized;
  readonly allowed: Localized;
};

/** In the default domain `a@b` is the uid of somebody there or, as a mailbox, user a of domain b, whom nobody puts on hold. */
const ambiguous = (waves: readonly WrittenWave[]): readonly Unfit[] =>
  waves.flatMap(({ users = [] }, index) =>
    users.flatMap((one, at) => {
      const { uid, mailbox } = typeof one === 'string' ? { uid: one, mailbox: undefined } : one;
      return mailbox !== undefined || !/.@/u.test(uid)
        ? []
        : [
            {
              path: [index, 'users', at],
              found: foundAs(uid),
              allowed: both(
                'a uid without @ (other domains are waves of their own; such a uid is written with its mailbox)',
                '@ のない uid（ほかのドメインのユーザは別のウェーブに、@ を含む uid はメールボックスの名前とともに書く）',
              ),
            },
          ];
    }),
  );

/** Where nobody knows which domain has the bare uid as a mailbox, that mailbox may be somebody else's. */
const unnamed = (
  waves: readonly WrittenWave[],
  { defaultDomain }: Pick<WaveSurroundings, 'defaultDomain'>,
): readonly Unfit[] =>
  defaultDomain !== null
    ? []
    : waves.flatMap(({ users = [] }, index) =>
        users.flatMap((one, at) =>
          typeof one === 'object' && one.mailbox !== undefined
            ? []
            : [
                {
                  path: [index, 'users', at],
                  found: foundAs(one),
                  allowed: both(
                    'a user with a mailbox, since no parameter says which domain is the default',
                    'mailbox も書いたユーザ（デフォルトのドメインを示すパラメータがないため）',
                  ),
                },
              ],
        ),
      );

function unfit(waves: readonly Wave[]): readonly Unfit[] {
  const everybody = waves.flatMap((wave) => (wave.users ?? []).flatMap((one) => marksOf(one, wave)));
  const twice = new Set(everybody.filter((one, index) => everybody.indexOf(one) !== index));
  const names = waves.map(({ name }) => name);
  return waves.flatMap((wave, index) => {
    const { name, base, domain, filter, users } = wave;
    const wrong = (holds: boolean, key: string, value: unknown, allowed: Localized): readonly Unfit[] =>
      holds ? [] : [{ path: [index, key], found: foundAs(value), allowed }];
    return [
      ...wrong(
        NAME.test(name),
        'name',
        name,
        both('small letters, digits and dashes, a letter first', '小文字で始まる、小文字、数字、「-」の名前'),
      ),
      ...wrong(
        names.indexOf(name) === index,
        'name',
        name,
        both('a name that no other wave has', 'ほかのウェーブと重ならない名前'),
      ),
      ...wrong(isDn(base), 'base', base, DN_FORM),
      ...wrong(isHostName(domain), 'domain', domain, both('a mail domain', 'メールドメイン')),
      ...wrong(
        isFilter(filter) || (filter === '' && users !== null),
        'filter',
        filter,
        both(
          'a filter in balanced parentheses, e.g. (uid=s*), or users',
          '(uid=s*) のような、括弧の対応したフィルタ、または users',
        ),
      ),
      ...wrong(
        users === null || users.length > 0,
        'users',
        users,
        both('at least one user', '1 人以上のユーザ'),
      ),
      ...(users ?? []).flatMap((one, at): readonly Unfit[] => {
        const { uid, mailbox } = one;
        const path = [index, 'users', at];
        if (!isMailbox(uid) || !isMailbox(mailbox))
          return [
            {
              path,
              found: foundAs(isMailbox(uid) ? mailbox : uid),
              allowed: both(
                'a name without spaces that begins with no dash',
                '空白がなく「-」で始まらない名前',
              ),
            },
          ];
        return marksOf(one, wave).some((mark) => twice.has(mark))
          ? [
              {
                path,
                found: both(`${describe(mailbox)} again`, `重複した ${describe(mailbox)}`),
                allowed: both('every user in one wave, once', '1 つのウェーブに 1 回だけのユーザ'),
              },
            ]
          : [];
      }),
    ];
  });
}

const problem = (file: string, { at, found, allowed }: Finding): Problem => ({
  file,
  line: 1,
  path: at,
  rule: 'value',
  found,
  allowed,
});
