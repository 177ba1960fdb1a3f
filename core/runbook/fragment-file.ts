import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { asWritten, both, listed } from './both.ts';
import { describe, foundAs } from './describe.ts';
import { WORD, namesOf } from './fragment.ts';
import { Kept } from './kept.ts';
import type { Localized } from './localized.ts';
import { type ParsedYaml, parseYamlFile } from './positioned-yaml.ts';
import type { Problem } from './problem.ts';
import type { Finding } from './schema-problems.ts';
import { type Fragment, fragment } from './schema.ts';

/** The fragments beside a runbook, by name. */
export type Fragments = {
  readonly names: () => readonly string[];
  /** `null` where there is none of this name. */
  readonly read: (name: string) => { readonly file: string; readonly content: string } | null;
};

/** Those in `fragments/` of the runbook's own folder. */
export function fragmentsBeside(runbook: string): Fragments {
  const dir = join(dirname(runbook), 'fragments');
  return {
    names: () =>
      existsSync(dir)
        ? readdirSync(dir)
            .filter((name) => name.endsWith('.yaml'))
            .map((name) => basename(name, '.yaml'))
            .toSorted()
        : [],
    read(name) {
      const file = join(dir, `${name}.yaml`);
      return existsSync(file) ? { file, content: readFileSync(file, 'utf8') } : null;
    },
  };
}

export const isFragmentFile = (file: string): boolean => basename(dirname(file)) === 'fragments';

export const FRAGMENT_RULES: readonly { readonly name: string; readonly description: Localized }[] = [
  {
    name: 'fragment-name',
    description: {
      en: 'A fragment is called after its folder and its file.',
      ja: 'フラグメントの名前は、フォルダ名とファイル名に合わせます。',
    },
  },
  {
    name: 'fragment-word',
    description: {
      en: 'A word of a fragment ({{>name}}) is declared under words, and every declared one is used.',
      ja: 'フラグメントの語（{{>name}}）は words で宣言し、宣言した語は必ず使います。',
    },
  },
];

const kept = new Kept<ParsedYaml<Fragment>>();

/** A fragment as its file says it, with the problems that it has by itself; its step is checked where it is used. */
export function parseFragment(file: string, content: string): ParsedYaml<Fragment> {
  return kept.of(file, content, () => understand(file, content));
}

function understand(file: string, content: string): ParsedYaml<Fragment> {
  const parsed = parseYamlFile(file, content, fragment);
  const { value, place } = parsed;
  if (value === null) return parsed;
  const found: Problem[] = [
    ...misnamed(file, value).map((one) => place('fragment-name', one)),
    ...wordsAmiss(value).map((one) => place('fragment-word', one)),
    ...unused(value).map((one) => place('unused-parameter', one)),
  ];
  return { value: found.length === 0 ? value : null, problems: found, place };
}

function misnamed(file: string, { fragment: name }: Fragment): readonly Finding[] {
  const own = basename(file, '.yaml');
  const folder = basename(dirname(dirname(file)));
  const isFitting = folder === '.' || folder === '' ? name.endsWith(`/${own}`) : name === `${folder}/${own}`;
  return isFitting
    ? []
    : [{ path: ['fragment'], found: foundAs(name), allowed: asWritten(`${folder}/${own}`) }];
}

function wordsAmiss({ words = {}, step }: Fragment): readonly Finding[] {
  const used = new Set([...JSON.stringify(step).matchAll(WORD)].map(([, name]) => name ?? ''));
  const declared = Object.keys(words);
  return [
    ...[...used]
      .filter((name) => !declared.includes(name))
      .map((name) => ({
        path: ['step'],
        found: asWritten(`{{>${name}}}`),
        allowed:
          declared.length === 0 ? both('words that are declared', 'words で宣言した語') : listed(declared),
      })),
    ...declared
      .filter((name) => !used.has(name))
      .map((name) => ({
        path: ['words', name],
        found: both(`${describe(name)}, which the step does not use`, `手順が使わない ${describe(name)}`),
        allowed: both('words that the step uses', '手順が使う語'),
      })),
  ];
}

function unused(one: Fragment): readonly Finding[] {
  const used = namesOf(one);
  return Object.keys(one.parameters)
    .filter((name) => !used.has(name))
    .map((name) => ({
      path: ['parameters', name],
      found: both(`${describe(name)}, which nothing uses`, `どこでも使われない ${describe(name)}`),
      allowed: both('parameters that the step uses', '手順が使うパラメータ'),
    }));
}
