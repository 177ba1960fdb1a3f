import { z } from 'zod';

import { describe } from './describe.ts';
import { VERBS } from './operations/verbs.ts';
import type { Path } from './path.ts';

/** A mistake without its file and line. */
export type Finding = { readonly path: Path; readonly found: string; readonly allowed: string };

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
};

/** zod asks this for the message of each issue; the message says what is allowed and nothing else. */
export function allowedBy(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.inst instanceof z.ZodObject) return `the keys ${Object.keys(issue.inst.shape).join(', ')}`;
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'unrecognized_keys':
      return issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join(', ') : 'no such key';
    case 'too_small':
      if (issue.origin === 'array') return `at least ${String(issue.minimum)} in the list`;
      if (issue.origin === 'string') return 'a text that is not empty';
      return issue.inclusive === false
        ? `more than ${String(issue.minimum)}`
        : `at least ${String(issue.minimum)}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}`;
    case 'invalid_format':
      return issue.format === 'regex' ? `a text like ${String(issue.pattern)}` : `a text (${issue.format})`;
    case 'invalid_key':
      return 'a name like loginSeparator: letters and digits, beginning with a small letter';
    case 'invalid_union':
      return issue.inst instanceof z.ZodDiscriminatedUnion
        ? discriminators(issue.inst).join(', ')
        : 'another form';
    case 'custom':
    case 'invalid_element':
    case 'not_multiple_of':
    default:
      return issue.message ?? 'another value';
  }
}

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
    const found = describe(valueAt(root, path));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...path, key],
        found: `the key ${describe(key)}`,
        allowed: issue.message,
      }));
    if (issue.code === 'invalid_key')
      return [{ path, found: `the name ${describe(path.at(-1))}`, allowed: issue.message }];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0)
      return [{ path, found, allowed: issue.message }];
    return meantForm(issue.errors, root, path);
  });

function meantForm(forms: readonly (readonly Issue[])[], root: unknown, path: Path): readonly Finding[] {
  const value = valueAt(root, path);
  const keys = keysOf(value);
  const found = keys.length === 0 ? describe(value) : `the keys ${keys.join(', ')}`;
  if (/^(?:do|verify|undo)$/u.test(String(path.at(-2)))) {
    const verbs = keys.filter((key) => key !== 'when');
    const chosen = VERBS.findIndex((verb) => verb === verbs[0]);
    if (verbs.length !== 1 || chosen === -1)
      return [{ path, found, allowed: `exactly one of ${VERBS.join(', ')}` }];
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
    return [{ path, found, allowed: '{ parameter: value }, { all: [...] }, { any: [...] } or { not: ... }' }];
  }
  return [{ path, found, allowed: [...new Set(forms.flat().map((issue) => issue.message))].join(' or ') }];
}
