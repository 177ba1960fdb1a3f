import { z } from 'zod';

import { condition } from './condition-form.ts';
import { type Localized, localized } from './localized.ts';
import { meaningOf } from './meaning.ts';
import { expectation, match } from './operations/expect.ts';
import { operation } from './operations/index.ts';
import { prompt } from './operations/prompt.ts';
import { progress, sessions } from './operations/ssh.ts';
import { fragment, group, parameter, runbook, step, use, variant } from './schema.ts';

/** A key of a file that people write, as the reference shows it. */
export type KeyReference = {
  readonly name: string;
  readonly required: boolean;
  /** What may stand there, as a noun. */
  readonly form: Localized;
  readonly means: Localized;
  /** JSON of what holds where it is left out. */
  readonly otherwise?: string;
  /** The id of the form that it has, where that form is described by itself. */
  readonly see?: string;
  /** Keys of its own, where it is a map that is described here alone. */
  readonly keys?: readonly KeyReference[];
};
export type FormReference = {
  readonly id: string;
  readonly title: Localized;
  readonly keys: readonly KeyReference[];
};

const both = (en: string, ja: string): Localized => ({ en, ja });

/** Forms that stand under a name of their own; what has no keys is explained elsewhere. */
const NAMED: readonly { readonly id: string; readonly schema: z.ZodType; readonly title: Localized }[] = [
  { id: 'localized', schema: localized, title: both('a text in both languages', '両方の言語の文章') },
  { id: 'condition', schema: condition, title: both('a condition', '条件') },
  { id: 'operation', schema: operation, title: both('an operation', '操作') },
  { id: 'parameter', schema: parameter, title: both('a parameter', 'パラメータ') },
  { id: 'runbook', schema: runbook, title: both('a runbook', 'ランブック') },
  { id: 'variant', schema: variant, title: both('a variant', 'バリアント') },
  { id: 'group', schema: group, title: both('a group', '見出し') },
  { id: 'step', schema: step, title: both('a step', '手順') },
  { id: 'use', schema: use, title: both('a step of a fragment', 'フラグメントの手順') },
  { id: 'fragment', schema: fragment, title: both('a fragment', 'フラグメント') },
  { id: 'expectation', schema: expectation, title: both('an expectation', '成功の条件') },
  { id: 'match', schema: match, title: both('what an output must look like', '出力の条件') },
  { id: 'prompt', schema: prompt, title: both('a prompt and its answer', '質問と回答') },
  { id: 'sessions', schema: sessions, title: both('sessions', '同時に実行するジョブ') },
  { id: 'progress', schema: progress, title: both('what counts as progress', '進み具合の数え方') },
];

/** The named forms of a runbook that have keys of their own, in the order in which a reader meets them. */
export const runbookForms = (): readonly FormReference[] =>
  NAMED.flatMap(({ id, schema, title }) => {
    const keys = id === 'localized' ? [] : keysInside(schema);
    return keys.length === 0 ? [] : [{ id, title, keys }];
  });

/** Every key of a map, with its meaning. A key without one is our mistake. */
export const keysOf = (schema: z.ZodType): readonly KeyReference[] =>
  schema instanceof z.ZodObject
    ? Object.entries(schema.shape).map(([name, value]) => {
        if (!(value instanceof z.ZodType)) throw new Error(`${name} has no form`);
        return keyOf(name, value);
      })
    : [];

/** Of a map, or of the entries of a list. */
const keysInside = (schema: z.ZodType): readonly KeyReference[] => {
  const [inner] = unwrapped(schema);
  if (inner instanceof z.ZodArray || inner instanceof z.ZodRecord) return keysInside(entriesOf(inner));
  return keysOf(inner);
};

function keyOf(name: string, schema: z.ZodType): KeyReference {
  const [inner, otherwise] = unwrapped(schema);
  const means = meaningOf(schema) ?? meaningOf(inner);
  if (means === null) throw new Error(`nobody said what the key ${name} means`);
  const known = named(inner) ?? named(contentOf(inner));
  const keys = known === undefined ? keysInside(inner) : [];
  return {
    name,
    required: !schema.isOptional(),
    form: formOf(inner),
    means,
    ...(otherwise !== undefined && { otherwise }),
    ...(known !== undefined && { see: known.see }),
    ...(keys.length > 0 && { keys }),
  };
}

/** A registry, since a copy (`means`) inherits what it knows of the original. */
const NAMES = z.registry<{ readonly see: string; readonly title: Localized }>();
for (const { id, schema, title } of NAMED) NAMES.add(schema, { see: id, title });
// The step of a fragment has every key of a step but its number.
NAMES.add(fragment.shape.step, { see: 'step', title: both('a step', '手順') });
const named = (schema: z.ZodType) => NAMES.get(schema);

const asType = (schema: unknown): z.ZodType => {
  if (schema instanceof z.ZodType) return schema;
  throw new Error('a form inside a form is none of zod');
};

/** Without the wrappers that say "may be left out", and what holds then. */
function unwrapped(schema: z.ZodType): readonly [z.ZodType, string | undefined] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return unwrapped(asType(schema.unwrap()));
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    const { defaultValue } = schema.def;
    const isEmpty =
      typeof defaultValue === 'object' && defaultValue !== null && Object.keys(defaultValue).length === 0;
    return [unwrapped(asType(schema.def.innerType))[0], isEmpty ? undefined : JSON.stringify(defaultValue)];
  }
  if (schema instanceof z.ZodPipe) return unwrapped(asType(schema.def.in));
  return [schema, undefined];
}

const entriesOf = (schema: z.ZodArray | z.ZodRecord): z.ZodType =>
  unwrapped(asType(schema instanceof z.ZodArray ? schema.element : schema.valueType))[0];
const contentOf = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodArray || schema instanceof z.ZodRecord ? entriesOf(schema) : schema;

/** What may stand there, as a noun; code in backquotes. */
function formOf(schema: z.ZodType): Localized {
  const known = named(schema);
  if (known !== undefined) return known.title;
  if (schema instanceof z.ZodArray) {
    const inner = formOf(entriesOf(schema));
    return both(`a list; each: ${inner.en}`, `一覧（各項目：${inner.ja}）`);
  }
  if (schema instanceof z.ZodRecord) {
    const inner = formOf(entriesOf(schema));
    return both(`a map by name; each: ${inner.en}`, `名前と値の組（値：${inner.ja}）`);
  }
  if (schema instanceof z.ZodEnum) return oneOf(schema.options.map((one) => `\`${String(one)}\``));
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values].map((one) => `\`${String(one)}\``));
  if (schema instanceof z.ZodUnion) return either(schema.options.map((one) => formOf(asType(one))));
  if (schema instanceof z.ZodBoolean) return oneOf(['`true`', '`false`']);
  if (schema instanceof z.ZodNumber)
    return schema.format === 'safeint' ? both('a whole number', '整数') : both('a number', '数');
  if (schema instanceof z.ZodObject) return both('the keys below', '下記のキー');
  if (schema instanceof z.ZodURL) return both('a URL', 'URL');
  return both('a text', '文字列');
}

const oneOf = (words: readonly string[]): Localized => both(words.join(' or '), words.join(' または '));
const either = (forms: readonly Localized[]): Localized => {
  const [en, ja] = [new Set(forms.map((one) => one.en)), new Set(forms.map((one) => one.ja))];
  return both([...en].join(', or '), [...ja].join('、'));
};

/** What every type of parameter may say about itself, and the keys of the verbs. */
export const parameterTypes = (): readonly {
  readonly type: string;
  readonly means: Localized;
  readonly keys: readonly KeyReference[];
}[] =>
  parameter.options.map((option) => {
    const { type, ...own } = option.shape;
    const [name = ''] = [...type.values];
    const means = meaningOf(type);
    if (means === null) throw new Error(`nobody said what the type ${name} means`);
    return { type: name, means, keys: keysOf(z.strictObject(own)) };
  });

/** The keys of a verb's map. */
export const verbKeys = (verb: string): readonly KeyReference[] =>
  operation.options.flatMap((option) => {
    const own: unknown = verb in option.shape ? Reflect.get(option.shape, verb) : undefined;
    return own === undefined ? [] : keysOf(asType(own));
  });
