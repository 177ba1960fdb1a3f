import { type Names, rename, renamedInTemplate } from './rename.ts';
import { type Fragment, type Step, type Use, step } from './schema.ts';
import { survey } from './survey.ts';

/** `{{>name}}`: a word of the fragment. */
export const WORD = /\{\{>([a-z][A-Za-z0-9]*)\}\}/gu;

/** What a `use` says about one step, which is the whole step but for what it replaces. */
export const REPLACED = [
  'title',
  'text',
  'risk',
  'service',
  'do',
  'verify',
  'unverifiable',
  'undo',
] as const satisfies readonly (keyof Use)[];

/** Puts words in. They are text of the runbook that uses the fragment, so nothing in them is renamed. */
function withWords(value: unknown, words: Names): unknown {
  if (typeof value === 'string')
    return value.replaceAll(WORD, (written, name: string) =>
      Object.hasOwn(words, name) ? (words[name] ?? written) : written,
    );
  if (Array.isArray(value)) return value.map((one) => withWords(one, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [key, withWords(one, words)]),
  );
}

/** The step that a runbook gets of a fragment; `null` where the words leave something of it empty. */
export function stepOf(fragment: Fragment, use: Use): Step | null {
  const names = use.with ?? {};
  const defaults = Object.entries(fragment.words ?? {}).map(([name, text]) => [
    name,
    renamedInTemplate(text, names),
  ]);
  const words: Names = { ...Object.fromEntries(defaults), ...use.words };
  const own = step.omit({ number: true }).safeParse(withWords(rename(fragment.step, names, []), words));
  if (!own.success) return null;
  const whens = [own.data.when, use.when].filter((one) => one !== undefined);
  const [first] = whens;
  return {
    ...own.data,
    id: use.id ?? own.data.id,
    number: use.number,
    ...Object.fromEntries(REPLACED.flatMap((key) => (use[key] === undefined ? [] : [[key, use[key]]]))),
    ...(use.warnings && { warnings: [...(own.data.warnings ?? []), ...use.warnings] }),
    ...(use.notes && { notes: [...(own.data.notes ?? []), ...use.notes] }),
    ...(first !== undefined && { when: whens.length === 1 ? first : { all: whens } }),
  };
}

/** Every parameter that a fragment's own step uses, whoever declares it. */
export function namesOf(fragment: Fragment): ReadonlySet<string> {
  const own = stepOf(fragment, { use: 'itself', number: '1' });
  if (own === null) return new Set();
  const nothing = { en: '', ja: '' };
  const { uses } = survey({
    id: fragment.fragment,
    title: nothing,
    summary: nothing,
    source: { guide: '' },
    assumptions: [],
    advice: [],
    parameters: fragment.parameters,
    steps: [own],
  });
  return new Set(uses.map(({ name }) => name));
}
