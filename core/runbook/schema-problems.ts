import { z } from 'zod';

import { both, listed, oneOf } from './both.ts';
import { describe, foundAs } from './describe.ts';
import type { Localized } from './localized.ts';
import { VERBS } from './operations/verbs.ts';
import type { Path } from './path.ts';
import { readSchemaMessage, schemaMessage } from './schema-message.ts';

/** A mistake without its file and line. */
export type Finding = { readonly path: Path; readonly found: Localized; readonly allowed: Localized };

type Issue = z.core.$ZodIssue;

const KEYS_AND_VALUES = both('keys and values', 'キーと値');
const KINDS: Readonly<Record<string, Localized>> = {
  string: both('a text', 'テキスト'),
  int: both('a whole number', '整数'),
  number: both('a number', '数値'),
  boolean: both('true or false', 'true か false'),
  array: both('a list', 'リスト'),
  object: KEYS_AND_VALUES,
  record: KEYS_AND_VALUES,
};

/** zod asks this for the message of each issue; the message says what is allowed and nothing else. */
export const allowedBy = (issue: z.core.$ZodRawIssue): string => {
  const allowed = whatMayStand(issue);
  return typeof allowed === 'string' ? allowed : schemaMessage(allowed);
};

/** A text is a message that the schema itself has. */
function whatMayStand(issue: z.core.$ZodRawIssue): Localized | string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.inst instanceof z.ZodObject) return keysNamed(Object.keys(issue.inst.shape));
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return listed(issue.values.map(String));
    case 'unrecognized_keys':
      return issue.inst instanceof z.ZodObject
        ? listed(Object.keys(issue.inst.shape))
        : both('no such key', 'このキーのない記述');
    case 'too_small':
      if (issue.origin === 'array')
        return both(`at least ${issue.minimum} in the list`, `${issue.minimum} 件以上のリスト`);
      if (issue.origin === 'string') return both('a text that is not empty', '空でないテキスト');
      return issue.inclusive === false
        ? both(`more than ${issue.minimum}`, `${issue.minimum} より大きい値`)
        : both(`at least ${issue.minimum}`, `${issue.minimum} 以上の値`);
    case 'too_big':
      return both(`at most ${issue.maximum}`, `${issue.maximum} 以下の値`);
    case 'invalid_format':
      return issue.format === 'regex'
        ? both(`a text like ${issue.pattern}`, `${issue.pattern} に合うテキスト`)
        : both(`a text (${issue.format})`, `テキスト（${issue.format}）`);
    case 'invalid_key':
      return both(
        'a name like loginSeparator: letters and digits, beginning with a small letter',
        'loginSeparator のような、小文字で始まる英数字の名前',
      );
    case 'invalid_union':
      return issue.inst instanceof z.ZodDiscriminatedUnion
        ? listed(discriminators(issue.inst))
        : both('another form', '別の形');
    case 'custom':
    case 'invalid_element':
    case 'not_multiple_of':
    default:
      return issue.message ?? both('another value', '別の値');
  }
}

const keysNamed = (keys: readonly string[]): Localized =>
  both(`the keys ${keys.join(', ')}`, `キー ${keys.join('、')}`);

const discriminators = (union: z.ZodDiscriminatedUnion): readonly string[] =>
  union.options.flatMap((option) => {
    const key = option instanceof z.ZodObject ? option.shape[union.def.discriminator] : undefined;
    return key instanceof z.ZodLiteral ? [...key.values].map(String) : [];
  });

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** Says zod's issues as findings; a union's by the one form that the author evidently meant. */
export const findingsOf = (issues: readonly Issue[], root: unknown, at: Path = []): readonly Finding[] =>
  issues.flatMap((issue) => {
    const path = [...at, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
    const found = foundAs(valueAt(root, path));
    const allowed = readSchemaMessage(issue.message);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...path, key],
        found: both(`the key ${describe(key)}`, `キー ${describe(key)}`),
        allowed,
      }));
    if (issue.code === 'invalid_key')
      return [
        {
          path,
          found: both(`the name ${describe(path.at(-1))}`, `名前 ${describe(path.at(-1))}`),
          allowed,
        },
      ];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, found, allowed }];
    return meantForm(issue.errors, root, path);
  });

function meantForm(forms: readonly (readonly Issue[])[], root: unknown, path: Path): readonly Finding[] {
  const value = valueAt(root, path);
  const keys = keysOf(value);
  const found = keys.length === 0 ? foundAs(value) : keysNamed(keys);
  if (/^(?:do|verify|undo)$/u.test(String(path.at(-2)))) {
    const verbs = keys.filter((key) => key !== 'when');
    const chosen = VERBS.findIndex((verb) => verb === verbs[0]);
    if (verbs.length !== 1 || chosen === -1) return [{ path, found, allowed: oneOf(VERBS) }];
    return findingsOf(forms[chosen] ?? [], root, path);
  }
  if (path.at(-2) === 'steps') {
    const isGroup = keys.includes('group') || keys.includes('steps');
    const own = forms.slice(-2);
    return findingsOf((isGroup ? forms[0] : own[keys.includes('use') ? 0 : 1]) ?? [], root, path);
  }
  if (path.includes('when')) {
    const chosen = ['all', 'any', 'not'].findIndex((key) => keys.includes(key));
    if (keys.length > 0) return findingsOf(forms[chosen === -1 ? 3 : chosen] ?? [], root, path);
    return [{ path, found, allowed: CONDITION }];
  }
  const messages = [...new Set(forms.flat().map((issue) => issue.message))].map(readSchemaMessage);
  const allowed = both(
    messages.map(({ en }) => en).join(' or '),
    messages.map(({ ja }) => ja).join('、または '),
  );
  return [{ path, found, allowed }];
}

const CONDITION = both(
  '{ parameter: value }, { all: [...] }, { any: [...] } or { not: ... }',
  '「パラメータ: 値」の組、または all、any、not のどれかのキー',
);
