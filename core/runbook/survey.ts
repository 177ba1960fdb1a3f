import { namesInCondition, readCondition } from './condition.ts';
import type { Localized } from './localized.ts';
import type { Operation, Verb } from './operations/index.ts';
import type { Path } from './place.ts';
import type { Group, ParameterType, RunbookSource, Step } from './schema.ts';
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
      if (entry.text !== undefined) localizedTemplate(found, [...path, 'text'], entry.text);
    } else steps.push({ path, step: entry, group: null });
  }
  for (const { path, step } of steps) proseOf(found, path, step);
  const operations = steps.flatMap(({ path, step }) => operationsOf(path, step));
  for (const seen of operations) operationTemplates(found, seen);
  const conditions = steps.flatMap(({ path, step }) =>
    step.when === undefined
      ? []
      : namesInCondition(readCondition(step.when)).map((name) => ({ path: [...path, 'when'], name })),
  );
  const inTemplates = found.templates.flatMap(({ path, template }) =>
    namesIn(template).map((name) => ({ path, name })),
  );
  return {
    source,
    groups,
    steps,
    operations,
    ...found,
    uses: [...inTemplates, ...found.names, ...conditions],
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

function verbOf(operation: Operation): Verb {
  if ('ssh' in operation) return 'ssh';
  if ('wait' in operation) return 'wait';
  if ('manual' in operation) return 'manual';
  if ('site' in operation) return 'site';
  if ('file' in operation) return 'file';
  if ('port' in operation) return 'port';
  if ('ldap' in operation) return 'ldap';
  if ('stream' in operation) return 'stream';
  if ('dns' in operation) return 'dns';
  return 'compare';
}

function proseOf(found: Found, path: Path, step: Step): void {
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

/** Keys whose value is the bare name of a parameter, by where they stand; `ssh.sessions` is an object of three. */
const NAME_KEYS: Readonly<Record<string, readonly ParameterType[] | null>> = {
  on: ['host'],
  'ldap.host': ['host'],
  'ldap.port': ['port'],
  'port.port': ['port'],
  'dns.name': ['host'],
  'dns.is': ['host'],
  'ldap.password': ['secret'],
  'sessions.users': ['users'],
  'sessions.count': ['integer'],
  'sessions.file': ['path'],
};
/** Keys where a text that looks like a bare name is one, and anything else a template. */
const NAME_OR_TEMPLATE: Readonly<Record<string, readonly ParameterType[]>> = {
  'ldap.bindDn': ['dn'],
  'addSchema.file': ['file'],
  'hasSchema.file': ['file'],
};
const BARE_NAME = /^[a-z][A-Za-z0-9]*$/u;
const PLAIN_KEYS = new Set(['operation', 'ensure', 'state', 'cancel', 'scope', 'name', 'protocol', 'counts']);

function operationTemplates(found: Found, { path, part, verb, operation }: SeenOperation): void {
  const effect = (verb === 'ssh' || verb === 'stream') && part !== 'verify';
  const walk = (value: unknown, at: Path): void => {
    const [key, around] = [String(at.at(-1)), String(at.at(-2))];
    if (typeof value === 'string') {
      const either = BARE_NAME.test(value) ? NAME_OR_TEMPLATE[`${around}.${key}`] : undefined;
      const types = NAME_KEYS[`${around}.${key}`] ?? NAME_KEYS[key] ?? either;
      const isShell = key === 'run' || around === 'pipe' || around === 'retry';
      if (types !== undefined) found.names.push({ path: at, name: value, types });
      else if (around === 'with') found.names.push({ path: at, name: value, types: null });
      else if (!PLAIN_KEYS.has(key))
        found.templates.push({
          path: at,
          kind: isShell ? (effect ? 'shell' : 'shell-probe') : 'text',
          template: value,
        });
    } else if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, [...at, index]);
    else if (typeof value === 'object' && value !== null)
      for (const [inner, one] of Object.entries(value)) walk(one, [...at, inner]);
  };
  walk(Object.values(operation)[0], [...path, verb]);
}
