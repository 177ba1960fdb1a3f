import { NOTHING, both, listed } from '../runbook/both.ts';
import { foundAs } from '../runbook/describe.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Problem } from '../runbook/problem.ts';
import { HIDDEN, type RenderValue, type Values } from '../runbook/render.ts';
import type { Parameter, Runbook } from '../runbook/schema.ts';
import { type WaveSurroundings, type WavesReading, defaultDomainOf, exampleWaves } from './example-waves.ts';
import type { PlannedValue, SecretReference, Sha256 } from './plan.ts';
import { NO_REFERENCE, SECRET_REFERENCES, parseSecretReference } from './secret-reference.ts';
import { type ReadText, readPlainValue, readUsers } from './value-syntax.ts';

/** `site`: what is left out takes its default. `lab` and `examples`: the runbook's own values first. */
export type ValueMode = 'site' | 'lab' | 'examples';

export type ValuesRequest = {
  readonly runbook: Runbook;
  /** As typed: `--set k=v`, or a field of a form. An empty text means left out: what is optional is then empty, in the lab too. */
  readonly given: Readonly<Record<string, string>>;
  readonly mode: ValueMode;
  /** Secrets that the inventory names. */
  readonly secretNames: readonly string[];
  /** The hash of a file that a `file` parameter names. Throws if there is none. */
  readonly documentOf: (file: string) => Sha256;
  /** The text of `@path` of a `users` parameter; absent where people may not name files of this machine. */
  readonly readList?: ((path: string) => string) | undefined;
  /** Waves as people write them. */
  readonly readWaves: (name: string, text: string, around: WaveSurroundings) => WavesReading;
};

export type ValuesReading = {
  readonly planned: Readonly<Record<string, PlannedValue>>;
  /** A value for every parameter of the runbook; what is left out stands as its placeholder. */
  readonly values: Values;
  /** Parameters without any value, each with its problem: whoever knows what is needed decides. */
  readonly missing: ReadonlyMap<string, Problem>;
  readonly problems: readonly Problem[];
};

type Value = { readonly planned: PlannedValue | null; readonly render: RenderValue };
type Outcome = Value | { readonly allowed: Localized; readonly found?: Localized; readonly rule?: string };

const KEYS = {
  site: ['default'],
  lab: ['lab', 'example', 'default'],
  examples: ['example', 'placeholder', 'default'],
} as const;

/** Reads every parameter by its type; all problems at once. A secret that somebody typed is never repeated. */
export function readValues(request: ValuesRequest): ValuesReading {
  const { runbook, given } = request;
  const planned: Record<string, PlannedValue> = {};
  const values: Record<string, Values[string]> = {};
  const missing = new Map<string, Problem>();
  const problems: Problem[] = unknownNames(runbook, given);
  for (const [name, parameter] of Object.entries(runbook.parameters)) {
    if (parameter.type === 'waves') continue;
    const typed = Object.hasOwn(given, name) ? (given[name] ?? '') : '';
    const source = typed === '' ? leftOut(parameter, name, request) : { text: typed, from: 'given' as const };
    if (source === null) {
      missing.set(name, missingValue(runbook, name, parameter));
      values[name] = { type: parameter.type, value: { placeholder: placeholderOf(parameter, name) } };
      continue;
    }
    const value = 'planned' in source ? source : read(parameter, name, source.text, request);
    if ('allowed' in value) {
      const file = 'from' in source && source.from === 'given' ? 'values' : runbook.file;
      const { rule = 'value', allowed, found = foundAs('text' in source ? source.text : undefined) } = value;
      problems.push({ file, line: 1, path: name, rule, found, allowed });
      continue;
    }
    if (value.planned !== null) planned[name] = value.planned;
    values[name] = { type: parameter.type, value: value.render };
  }
  for (const [name, parameter] of Object.entries(runbook.parameters)) {
    if (parameter.type !== 'waves') continue;
    const waves = wavesOf(parameter, name, request, values);
    if ('problems' in waves) problems.push(...waves.problems);
    else {
      if (waves.waves !== null) planned[name] = { waves: waves.waves };
      else missing.set(name, missingValue(runbook, name, parameter));
      const shown = (waves.waves ?? []).map((wave) => wave.name).join(', ');
      values[name] = { type: 'waves', value: waves.waves === null ? { placeholder: name } : shown };
    }
  }
  return { planned, values, missing, problems };
}

/** Read last: a list in words stands for users of the default domain, which other parameters name. */
function wavesOf(
  parameter: Extract<Parameter, { type: 'waves' }>,
  name: string,
  { given, mode, readList: readText, readWaves }: ValuesRequest,
  values: Values,
): WavesReading | { readonly waves: null } {
  const typed = Object.hasOwn(given, name) ? (given[name] ?? '') : '';
  const text = (key: string): string | null => {
    const value = Object.hasOwn(values, key) ? values[key]?.value : undefined;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const defaultDomain = defaultDomainOf(text);
  const around = { defaultDomain, defaultBase: text('defaultOrganization'), readText };
  if (typed !== '') return readWaves(name, typed, around);
  return { waves: mode === 'site' ? null : exampleWaves(parameter, defaultDomain) };
}

function unknownNames(runbook: Runbook, given: ValuesRequest['given']): Problem[] {
  const known = Object.keys(runbook.parameters);
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      file: 'values',
      line: 1,
      path: name,
      rule: 'unknown-parameter',
      found: foundAs(name),
      allowed: listed(known),
    }));
}

const missingValue = (runbook: Runbook, name: string, parameter: Parameter): Problem => ({
  file: 'values',
  line: 1,
  path: name,
  rule: 'missing-value',
  found: NOTHING,
  allowed: both(
    `a value of type ${parameter.type} for "${parameter.title.en}" of ${runbook.id}`,
    `${runbook.id} の「${parameter.title.ja}」の値（${parameter.type} 型）`,
  ),
});

const written = (parameter: Parameter, key: string): string | null => {
  const value: unknown = Reflect.get(parameter, key);
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const placeholderOf = (parameter: Parameter, name: string): string =>
  written(parameter, 'placeholder') ?? name;

const EMPTY: Value = { planned: '', render: '' };
const isOptional = (parameter: Parameter): boolean => 'optional' in parameter && parameter.optional === true;

/** What a parameter that nobody gave takes; `null` if nothing. */
function leftOut(
  parameter: Parameter,
  name: string,
  { given, mode, secretNames }: ValuesRequest,
): Value | { readonly text: string; readonly from: 'runbook' } | null {
  if (parameter.type === 'secret') return leftOutSecret(parameter, name, mode, secretNames);
  if (Object.hasOwn(given, name)) {
    // Somebody took out what stood there: the lab's value is not put back.
    if (isOptional(parameter)) return EMPTY;
    if (parameter.type === 'users') return null;
  }
  for (const key of KEYS[mode]) {
    const text = written(parameter, key);
    if (text === null || (text === '' && key !== 'default')) continue;
    if (key === 'placeholder') return { planned: `<${text}>`, render: { placeholder: text } };
    return text === '' ? EMPTY : { text, from: 'runbook' };
  }
  if (isOptional(parameter)) return EMPTY;
  if (mode === 'examples' && parameter.type === 'users')
    return { planned: [], render: { placeholder: name } };
  return null;
}

function leftOutSecret(
  parameter: Parameter & { type: 'secret' },
  name: string,
  mode: ValueMode,
  secretNames: readonly string[],
): Value | null {
  if (mode === 'examples') {
    const text = parameter.example ?? HIDDEN;
    return { planned: { secret: { from: 'example', text } }, render: { secret: name, shown: text } };
  }
  // The lab knows the parameters of what it rehearses, and names its secrets after them.
  if (mode === 'lab' && secretNames.includes(name)) return secret(name, { from: 'inventory', name });
  return null;
}

const secret = (parameter: string, reference: SecretReference): Value => ({
  planned: { secret: reference },
  render: { secret: parameter, shown: HIDDEN },
});

function read(
  parameter: Exclude<Parameter, { type: 'waves' }>,
  name: string,
  text: string,
  request: ValuesRequest,
): Outcome {
  if (parameter.type === 'secret') return readSecret(name, text, request.secretNames);
  if (parameter.type === 'file') return readDocument(text, request.documentOf);
  if (parameter.type === 'users') return asValue(readList(text, request.readList));
  return asValue(readPlainValue(parameter, text));
}

const asValue = (one: ReadText<string | number | boolean | readonly string[]>): Outcome =>
  'ok' in one ? { planned: one.ok, render: one.ok } : one;

const referenceAmong = ({ en, ja }: Localized, isAny: boolean): Localized =>
  isAny
    ? both(
        `${SECRET_REFERENCES.en}, or a name of the inventory: ${en}`,
        `${SECRET_REFERENCES.ja}、またはインベントリの名前（${ja}）`,
      )
    : SECRET_REFERENCES;

function readSecret(name: string, text: string, secretNames: readonly string[]): Outcome {
  if (secretNames.includes(text)) return secret(name, { from: 'inventory', name: text });
  const reference = parseSecretReference(text);
  if (reference !== null) return secret(name, reference);
  return {
    rule: 'secret-as-reference',
    found: NO_REFERENCE,
    allowed: referenceAmong(listed(secretNames), secretNames.length > 0),
  };
}

const READABLE = both(
  'a file that can be read on the machine where Watari runs',
  'Watari が動いているマシンで読めるファイル',
);
/** The same after an @. */
export const READABLE_LIST = both(`@ and ${READABLE.en}`, `@ に続けて、${READABLE.ja}`);
const NAMES = both(
  'the names themselves, one a line or between commas',
  '名前そのもの（1 行に 1 つ、またはコンマ区切り）',
);

function readDocument(file: string, documentOf: ValuesRequest['documentOf']): Outcome {
  try {
    return { planned: { file, document: documentOf(file) }, render: file };
  } catch {
    return { allowed: READABLE };
  }
}

function readList(text: string, readText: ValuesRequest['readList']): ReadText<readonly string[]> {
  if (!text.startsWith('@')) return readUsers(text);
  if (readText === undefined) return { allowed: NAMES };
  try {
    return readUsers(readText(text.slice(1)));
  } catch {
    return { allowed: READABLE_LIST };
  }
}
