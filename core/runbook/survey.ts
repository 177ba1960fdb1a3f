import { WAVE_FIRST, namesInCondition, readCondition } from './condition.ts';
import type { Localized } from './localized.ts';
import { placeOfText } from './named-places.ts';
import type { Operation, Verb } from './operations/index.ts';
import { argumentsOf, verbOf } from './operations/verb-of.ts';
import type { Path } from './path.ts';
import type { Condition, Group, ParameterType, RunbookSource, Step } from './schema.ts';
import { namesIn } from './template.ts';

export type Part = 'do' | 'verify' | 'undo';
export type SeenStep = { readonly path: Path; readonly step: Step; readonly group: Group | null };
export type SeenOperation = {
  readonly path: Path;
  readonly part: Part;
  readonly verb: Verb;
  readonly operation: Operation;
};
/** A template and what it becomes. `shell-probe` changes nothing, `shell` has an effect. */
export type SeenTemplate = {
  readonly path: Path;
  readonly kind: 'shell' | 'shell-probe' | 'text';
  readonly template: string;
};
/** A parameter named bare, and the types that may stand there. */
export type SeenName = {
  readonly path: Path;
  readonly name: string;
  readonly types: readonly ParameterType[] | null;
};
export type SeenUse = { readonly path: Path; readonly name: string };

/** Everything that the rules look at, found in one walk, each with its path. */
export type Survey = {
  readonly source: RunbookSource;
  readonly groups: readonly { readonly path: Path; readonly group: Group }[];
  readonly steps: readonly SeenStep[];
  readonly operations: readonly SeenOperation[];
  readonly templates: readonly SeenTemplate[];
  readonly names: readonly SeenName[];
  /** Of steps and of single operations. */
  readonly conditions: readonly { readonly path: Path; readonly when: Condition }[];
  /** Every use of a parameter: in templates, by name, in conditions. */
  readonly uses: readonly SeenUse[];
};

type Found = { readonly templates: SeenTemplate[]; readonly names: SeenName[] };

export function survey(source: RunbookSource): Survey {
  const found: Found = { templates: [], names: [] };
  const groups: { path: Path; group: Group }[] = [];
  const steps: SeenStep[] = [];
  for (const [index, entry] of source.steps.entries()) {
    const path = ['steps', index];
    if ('steps' in entry) {
      groups.push({ path, group: entry });
      steps.push(
        ...entry.steps.map((step, inner) => ({ path: [...path, 'steps', inner], step, group: entry })),
      );
      localizedTemplate(found, [...path, 'title'], entry.title);
      if (entry.text !== undefined) localizedTemplate(found, [...path, 'text'], entry.text);
    } else steps.push({ path, step: entry, group: null });
  }
  for (const { path, group } of groups) wavesOf(found, path, group);
  for (const { path, step } of steps) {
    proseOf(found, path, step);
    // A step that stands alone, as in a compiled runbook, carries its group's waves itself.
    if ('group' in step && isWaveGroup(step.group)) wavesOf(found, [...path, 'group'], step.group);
  }
  const operations = steps.flatMap(({ path, step }) => operationsOf(path, step));
  for (const seen of operations) operationTemplates(found, seen);
  const conditions = [
    ...steps.map(({ path, step }) => ({ path, when: step.when })),
    ...operations.map(({ path, operation }) => ({ path, when: operation.when })),
  ].flatMap(({ path, when }) => (when === undefined ? [] : [{ path: [...path, 'when'], when }]));
  const inConditions = conditions.flatMap(({ path, when }) =>
    namesInCondition(readCondition(when))
      .filter((name) => name !== WAVE_FIRST)
      .map((name) => ({ path, name })),
  );
  const inTemplates = found.templates.flatMap(({ path, template }) =>
    namesIn(template)
      .filter((name) => !name.includes('.'))
      .map((name) => ({ path, name })),
  );
  return {
    source,
    groups,
    steps,
    operations,
    ...found,
    conditions,
    uses: [...inTemplates, ...found.names, ...inConditions],
  };
}

const PARTS = ['do', 'verify', 'undo'] as const;

/** The operations of one step, each with its verb. */
export const operationsOf = (path: Path, step: Step): readonly SeenOperation[] =>
  PARTS.flatMap((part) =>
    (step[part] ?? []).map((operation, index) => ({
      path: [...path, part, index],
      part,
      verb: verbOf(operation),
      operation,
    })),
  );

type WaveNames = { readonly each?: string | undefined; readonly budget?: string | undefined };
const isWaveGroup = (group: unknown): group is WaveNames => typeof group === 'object' && group !== null;

function wavesOf({ names }: Found, path: Path, { each, budget }: WaveNames): void {
  if (each !== undefined) names.push({ path: [...path, 'each'], name: each, types: ['waves'] });
  if (budget !== undefined) names.push({ path: [...path, 'budget'], name: budget, types: ['integer'] });
}

function proseOf(found: Found, path: Path, step: Step): void {
  localizedTemplate(found, [...path, 'title'], step.title);
  localizedTemplate(found, [...path, 'text'], step.text);
  for (const key of ['warnings', 'notes'] as const)
    for (const [index, text] of (step[key] ?? []).entries())
      localizedTemplate(found, [...path, key, index], text);
  if (step.unverifiable !== undefined) localizedTemplate(found, [...path, 'unverifiable'], step.unverifiable);
}

function localizedTemplate({ templates }: Found, path: Path, text: Localized): void {
  templates.push({ path: [...path, 'en'], kind: 'text', template: text.en });
  templates.push({ path: [...path, 'ja'], kind: 'text', template: text.ja });
}

function operationTemplates(found: Found, { path, part, verb, operation }: SeenOperation): void {
  const effect = (verb === 'ssh' || verb === 'stream') && part !== 'verify';
  const walk = (value: unknown, at: Path): void => {
    if (typeof value === 'string') {
      const place = placeOfText(at, value);
      if (place.kind === 'name') found.names.push({ path: at, name: value, types: place.types });
      if (place.kind === 'template') {
        const kind = place.shell ? (effect ? 'shell' : 'shell-probe') : 'text';
        found.templates.push({ path: at, kind, template: value });
      }
    } else if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, [...at, index]);
    else if (typeof value === 'object' && value !== null)
      for (const [inner, one] of Object.entries(value)) walk(one, [...at, inner]);
  };
  walk(argumentsOf(operation), [...path, verb]);
}
