import { asWritten, both, listed } from '../both.ts';
import { describe, foundAs } from '../describe.ts';
import type { Localized } from '../localized.ts';
import type { Parameter } from '../schema.ts';
import type { Rule } from './rule.ts';

const KEYS = ['example', 'default', 'lab'] as const;

/** What a value of a type looks like; `null` where the value fits. */
function misfit(parameter: Parameter, value: unknown): Localized | null {
  const text = String(value);
  switch (parameter.type) {
    case 'choice':
      return parameter.of.some((one) => one.value === text)
        ? null
        : listed(parameter.of.map((one) => one.value));
    case 'integer':
      if (parameter.min > parameter.max) return null; // a mistake of its own
      return typeof value === 'number' && value >= parameter.min && value <= parameter.max
        ? null
        : fromTo(parameter.min, parameter.max);
    case 'port':
      return typeof value === 'number' && value >= 1 && value <= 65_535 ? null : fromTo(1, 65_535);
    case 'host':
      return /^[A-Za-z0-9_:]([A-Za-z0-9_.:-]*[A-Za-z0-9_])?$/u.test(text)
        ? null
        : both('a host name or an address', 'ホスト名かアドレス');
    case 'path':
      return text.startsWith('/') ? null : both('a path that begins with /', '/ で始まるパス');
    case 'dn':
      return /^[A-Za-z0-9.-]+ *=/u.test(text)
        ? null
        : both('a distinguished name, such as o=internet', 'o=internet のような DN');
    case 'filter':
      return /^\(.*\)$/su.test(text)
        ? null
        : both('a search filter in parentheses', '括弧で囲んだ検索フィルタ');
    case 'login':
      return /^[^\s:/-][^\s:/]*$/u.test(text) ? null : both('a login name', 'ログイン名');
    case 'flag':
    case 'secret':
    case 'text':
    case 'users':
    case 'waves':
    case 'file':
      return null;
  }
}

const fromTo = (min: number, max: number): Localized => both(`${min} to ${max}`, `${min} から ${max} まで`);

const unfit: Rule = {
  name: 'unfit-value',
  description: {
    en: 'Examples, defaults and lab values fit their parameter: among the choices, within the bounds, of the type.',
    ja: 'example、default、lab の値は、選択肢、範囲、型に合わせます。',
  },
  find: ({ source }) =>
    Object.entries(source.parameters).flatMap(([name, parameter]) =>
      KEYS.flatMap((key) => {
        const value: unknown = Reflect.get(parameter, key);
        const allowed = value === undefined || value === '' ? null : misfit(parameter, value);
        return allowed === null ? [] : [{ path: ['parameters', name, key], found: foundAs(value), allowed }];
      }),
    ),
};

const duplicateChoice: Rule = {
  name: 'duplicate-choice',
  description: { en: 'A choice is offered once.', ja: '同じ選択肢は一度しか書けません。' },
  find: ({ source }) =>
    Object.entries(source.parameters).flatMap(([name, parameter]) =>
      parameter.type !== 'choice'
        ? []
        : parameter.of.flatMap(({ value }, index) =>
            parameter.of.findIndex((one) => one.value === value) === index
              ? []
              : [
                  {
                    path: ['parameters', name, 'of', index, 'value'],
                    found: both(`${describe(value)} again`, `重複した ${describe(value)}`),
                    allowed: both('every choice once', '重複のない選択肢'),
                  },
                ],
          ),
    ),
};

const emptyRange: Rule = {
  name: 'empty-range',
  description: { en: 'A range has its smaller bound first.', ja: '範囲の min は max 以下にします。' },
  find: ({ source }) =>
    Object.entries(source.parameters).flatMap(([name, parameter]) =>
      parameter.type === 'integer' && parameter.min > parameter.max
        ? [
            {
              path: ['parameters', name, 'min'],
              found: asWritten(String(parameter.min)),
              allowed: both(`at most ${parameter.max}`, `${parameter.max} 以下`),
            },
          ]
        : [],
    ),
};

export const VALUE_RULES: readonly Rule[] = [unfit, duplicateChoice, emptyRange];
