import { both, listed } from '../both.ts';
import { WAVE_FIRST } from '../condition.ts';
import { describe, foundAs } from '../describe.ts';
import type { Path } from '../path.ts';
import type { Parameter } from '../schema.ts';
import { STEP_REFERENCE } from '../step-references.ts';
import type { Survey } from '../survey.ts';
import { parseTemplate } from '../template.ts';
import type { Rule } from './rule.ts';

const declared = (seen: Survey, name: string): Parameter | undefined =>
  Object.hasOwn(seen.source.parameters, name) ? seen.source.parameters[name] : undefined;
const parametersOf = (seen: Survey): readonly { name: string; parameter: Parameter; path: Path }[] =>
  Object.entries(seen.source.parameters).map(([name, parameter]) => ({
    name,
    parameter,
    path: ['parameters', name],
  }));

const undeclared: Rule = {
  name: 'undeclared-parameter',
  description: {
    en: 'What is named anywhere is declared under parameters.',
    ja: '使うパラメータは、すべて parameters で宣言します。',
  },
  find: (seen) =>
    seen.uses
      .filter((use) => declared(seen, use.name) === undefined && use.path.at(-1) !== 'when')
      .map((use) => ({
        path: use.path,
        found: foundAs(use.name),
        allowed: listed(Object.keys(seen.source.parameters)),
      })),
};

const unused: Rule = {
  name: 'unused-parameter',
  description: { en: 'Every parameter is used.', ja: '宣言したパラメータは、必ずどこかで使います。' },
  find: (seen) => {
    const used = new Set(seen.uses.map((use) => use.name));
    return parametersOf(seen)
      .filter(({ name }) => !used.has(name))
      .map(({ name, path }) => ({
        path,
        found: both(`${describe(name)}, which nothing uses`, `どこでも使われない ${describe(name)}`),
        allowed: both('parameters that a step uses', '手順が使うパラメータ'),
      }));
  },
};

const malformed: Rule = {
  name: 'malformed-template',
  description: {
    en: 'A template names a parameter as {{name}}, and a text for people a step as {{step id}}, without spaces or anything else.',
    ja: 'テンプレートでの書き方は、パラメータが {{name}}、説明文の中の手順が {{step id}} です。余分な空白などは入れません。',
  },
  find: (seen) =>
    seen.templates.flatMap(({ path, template }) => {
      const isProse = path.at(-1) === 'en' || path.at(-1) === 'ja';
      const known = parseTemplate(isProse ? template.replaceAll(STEP_REFERENCE, '') : template);
      const text = known.flatMap((part) => ('text' in part ? [part.text] : [])).join(' ');
      return [...text.matchAll(/\{\{[^{}]*\}?\}?/gu)].map(([found]) => ({
        path,
        found: foundAs(found),
        allowed: listed(isProse ? ['{{name}}', '{{step id}}'] : ['{{name}}']),
      }));
    }),
};

const wrongType: Rule = {
  name: 'wrong-type',
  description: {
    en: 'Where a parameter is named bare, its type fits the place (on: host, port: port, password: secret).',
    ja: '名前で指すパラメータの型は、その場所に合わせます（on は host、port は port、password は secret）。',
  },
  find: (seen) =>
    seen.names.flatMap(({ path, name, types }) => {
      const parameter = declared(seen, name);
      if (types === null || parameter === undefined || types.includes(parameter.type)) return [];
      const fitting = parametersOf(seen).filter((one) => types.includes(one.parameter.type));
      const names = listed(fitting.map((one) => one.name));
      return [
        {
          path,
          found: both(
            `${describe(name)} of type ${parameter.type}`,
            `${parameter.type} 型の ${describe(name)}`,
          ),
          allowed: both(
            `a parameter of type ${types.join(' or ')}: ${names.en}`,
            `${types.join(' 型か ')} 型のパラメータ（${names.ja}）`,
          ),
        },
      ];
    }),
};

const reserved: Rule = {
  name: 'reserved-name',
  description: {
    en: 'No parameter is called all, any or not, which conditions are made of, or waveFirst, which they may ask.',
    ja: '条件で使う all、any、not、waveFirst は、パラメータ名にできません。',
  },
  find: (seen) =>
    parametersOf(seen)
      .filter(({ name }) => ['all', 'any', 'not', WAVE_FIRST].includes(name))
      .map(({ name, path }) => ({
        path,
        found: foundAs(name),
        allowed: both('a name other than all, any, not, waveFirst', 'all、any、not、waveFirst 以外の名前'),
      })),
};

const noExample: Rule = {
  name: 'no-example',
  description: {
    en: 'A parameter has an example, a placeholder or a default, or is optional; only users may go without.',
    ja: 'パラメータには example、placeholder、default のどれかを書くか、optional にします。users だけは省けます。',
  },
  find: (seen) =>
    parametersOf(seen)
      .filter(({ parameter }) => {
        const has = (key: string): boolean => Reflect.get(parameter, key) !== undefined;
        return parameter.type !== 'users' && !['example', 'placeholder', 'default', 'optional'].some(has);
      })
      .map(({ name, path }) => ({
        path,
        found: both(
          `${describe(name)} without any`,
          `example も placeholder も default もない ${describe(name)}`,
        ),
        allowed: both('example, placeholder or default', 'example、placeholder、default のどれか'),
      })),
};

export const PARAMETER_RULES: readonly Rule[] = [
  undeclared,
  unused,
  malformed,
  wrongType,
  reserved,
  noExample,
];
