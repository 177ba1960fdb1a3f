import { FRAGMENT_RULES } from './fragment-file.ts';
import type { Localized } from './localized.ts';
import { RESOLVE_RULES } from './resolve.ts';
import { CONDITION_RULES } from './rules/conditions.ts';
import { EACH_USER_RULES } from './rules/each-user.ts';
import { PARAMETER_RULES } from './rules/parameters.ts';
import { PROOF_RULES } from './rules/proof.ts';
import { SECRET_RULES } from './rules/secrets.ts';
import { SEQUENCE_RULES } from './rules/sequence.ts';
import { SHELL_RULES } from './rules/shell.ts';
import { STRUCTURE_RULES } from './rules/structure.ts';
import { VALUE_RULES } from './rules/values.ts';
import { VARIANT_RULES } from './rules/variants.ts';
import { WAVE_RULES } from './rules/waves.ts';
import type { Finding } from './schema-problems.ts';
import type { Parameter, RunbookSource, Step } from './schema.ts';
import { type Part, operationsOf, survey } from './survey.ts';
import { namesIn } from './template.ts';

const TABLE = [
  ...PARAMETER_RULES,
  ...VALUE_RULES,
  ...CONDITION_RULES,
  ...SHELL_RULES,
  ...PROOF_RULES,
  ...STRUCTURE_RULES,
  ...VARIANT_RULES,
  ...SEQUENCE_RULES,
  ...SECRET_RULES,
  ...WAVE_RULES,
  ...EACH_USER_RULES,
];

/** What `check` holds a runbook to: every rule's name, as problems carry it, and what it demands. */
export const RULES: readonly { readonly name: string; readonly description: Localized }[] = [
  {
    name: 'yaml',
    description: {
      en: 'The file is valid YAML, every key once.',
      ja: 'ファイルは正しい YAML で書き、同じキーは 2 回書きません。',
    },
  },
  {
    name: 'schema',
    description: {
      en: 'Keys and values are those of the runbook format, every text in both languages.',
      ja: 'キーと値はランブックの書式に従い、文章は必ず両方の言語で書きます。',
    },
  },
  {
    name: 'duplicate-runbook',
    description: {
      en: 'Every runbook and variant has a name of its own.',
      ja: 'ランブックとバリアントの名前は重複できません。',
    },
  },
  ...FRAGMENT_RULES,
  ...RESOLVE_RULES,
  ...TABLE.map(({ name, description }) => ({ name, description })),
];

/** Holds a well-formed source to every rule of the table. */
export function check(source: RunbookSource): readonly (Finding & { readonly rule: string })[] {
  const seen = survey(source);
  return TABLE.flatMap((rule) => rule.find(seen).map((finding) => ({ ...finding, rule: rule.name })));
}

/**
 * Where a step puts a secret into a command's arguments, which others on that host can read in the process list.
 * `index` is 0-based within `part`.
 */
export function secretsInArguments(
  step: Step,
  parameters: Readonly<Record<string, Parameter>>,
): readonly { readonly part: Part; readonly index: number; readonly parameters: readonly string[] }[] {
  const isSecret = (name: string): boolean =>
    Object.hasOwn(parameters, name) && parameters[name]?.type === 'secret';
  return operationsOf([], step).flatMap(({ path, part, operation }) => {
    const secrets = [...new Set(shellTemplates(operation).flatMap(namesIn))].filter(isSecret);
    return secrets.length === 0 ? [] : [{ part, index: Number(path[1]), parameters: secrets }];
  });
}

function shellTemplates(operation: Step['do'][number]): readonly string[] {
  if ('ssh' in operation) {
    const { run, pipe, retry } = operation.ssh;
    return [run ?? '', ...(pipe ?? []), retry?.run ?? '', ...(retry?.pipe ?? [])];
  }
  if ('stream' in operation) {
    const { from, to, retry } = operation.stream;
    return [from.run, to.run, retry?.to ?? ''];
  }
  if ('wait' in operation) return [operation.wait.run];
  if ('compare' in operation) return [operation.compare.left.run, operation.compare.right.run];
  return [];
}
