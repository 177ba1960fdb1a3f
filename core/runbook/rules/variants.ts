import { asWritten, both, listed } from '../both.ts';
import { foundAs } from '../describe.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../schema-problems.ts';
import type { Variant } from '../schema.ts';
import { referencesIn } from '../step-references.ts';
import type { Survey } from '../survey.ts';
import type { Rule } from './rule.ts';
import { type SeenReading, inAnyReading } from './seen-readings.ts';

const unknown: Rule = {
  name: 'unknown-in-variant',
  description: {
    en: 'A variant leaves out steps and groups that there are, and sets and renames parameters that there are, by fitting ones.',
    ja: 'バリアントの leaveOut、set、with には、実在する手順、見出し、パラメータと、それに合う値だけを書きます。',
  },
  find: (seen) =>
    Object.entries(seen.source.variants ?? {}).flatMap(([name, variant]) => {
      const at = ['variants', name];
      return [
        ...leftOut(seen, variant, at),
        ...setWrongly(seen, variant, at),
        ...calledWrongly(seen, variant, at),
      ];
    }),
};

function leftOut({ steps, groups }: Survey, { leaveOut }: Variant, at: Path): readonly Finding[] {
  const ids = [...groups.map(({ group }) => group.group), ...steps.map(({ step }) => step.id)];
  return leaveOut.flatMap((id, index) =>
    ids.includes(id)
      ? []
      : [{ path: [...at, 'leaveOut', index], found: foundAs(id), allowed: listed([...new Set(ids)]) }],
  );
}

const CHOICE_OR_FLAG = both('a parameter of type choice or flag', 'choice 型か flag 型のパラメータ');

function setWrongly({ source }: Survey, { set }: Variant, at: Path): readonly Finding[] {
  return Object.entries(set ?? {}).flatMap(([key, value]) => {
    const parameter = Object.hasOwn(source.parameters, key) ? source.parameters[key] : undefined;
    const path = [...at, 'set', key];
    if (parameter?.type === 'flag')
      return typeof value === 'boolean'
        ? []
        : [{ path, found: foundAs(value), allowed: listed(['true', 'false']) }];
    if (parameter?.type !== 'choice') return [{ path, found: foundAs(key), allowed: CHOICE_OR_FLAG }];
    const choices = parameter.of.map((one) => one.value);
    return choices.some((one) => one === value)
      ? []
      : [{ path, found: foundAs(value), allowed: listed(choices) }];
  });
}

function calledWrongly({ source: { parameters } }: Survey, variant: Variant, at: Path): readonly Finding[] {
  const typeOf = (name: string): string | null =>
    Object.hasOwn(parameters, name) ? (parameters[name]?.type ?? null) : null;
  return Object.entries(variant.with ?? {}).flatMap(([from, to]) => {
    const path = [...at, 'with', from];
    if (typeOf(from) === null)
      return [{ path, found: foundAs(from), allowed: listed(Object.keys(parameters)) }];
    const fitting = Object.keys(parameters).filter((one) => one !== from && typeOf(one) === typeOf(from));
    return fitting.includes(to) ? [] : [{ path, found: foundAs(to), allowed: listed(fitting) }];
  });
}

type Text = { readonly path: Path; readonly text: string };

function textsIn(value: unknown, path: Path): readonly Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
    textsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** `steps[2].text` belongs to the group of `steps[2].steps[0]`. */
const isOf = (path: Path, step: Path): boolean =>
  step.every((key, index) => key === path[index]) ||
  (step.length === 4 && path[1] === step[1] && path[2] !== 'steps');

/** Every text that people read in one reading of the source. */
function textsOf(
  { source, templates, uses }: Survey,
  { name, variant, steps }: SeenReading,
): readonly Text[] {
  const isLeft = ({ path }: { readonly path: Path }): boolean => steps.some((one) => isOf(path, one.path));
  const used = new Set(uses.filter(isLeft).map((use) => use.name));
  const { summary, assumptions, advice, parameters } = source;
  return [
    ...templates.filter(isLeft).map(({ path, template }) => ({ path, text: template })),
    ...(variant?.summary === undefined ? textsIn(summary, ['summary']) : []),
    ...textsIn(assumptions, ['assumptions']),
    ...textsIn(advice, ['advice']),
    ...(name === null ? [] : textsIn(variant, ['variants', name])),
    ...Object.entries(parameters)
      .filter(([key]) => used.has(key))
      .flatMap(([key, parameter]) => textsIn(parameter, ['parameters', key])),
  ];
}

const reference: Rule = {
  name: 'step-reference',
  description: {
    en: 'A text refers to steps and groups that are there, in every variant that has the text.',
    ja: '説明文の {{step id}} には、その文章があるどのバリアントにも存在する手順か見出しを書きます。',
  },
  find: (seen) =>
    inAnyReading(seen, (reading) => {
      const ids = reading.steps.flatMap(({ step, group }) => [group?.group ?? step.id, step.id]);
      return textsOf(seen, reading).flatMap(({ path, text }) =>
        referencesIn(text)
          .filter((id) => !ids.includes(id))
          .map((id) => ({ path, found: asWritten(`{{step ${id}}}`), allowed: listed([...new Set(ids)]) })),
      );
    }),
};

export const VARIANT_RULES: readonly Rule[] = [unknown, reference];
