import { both, listed } from './both.ts';
import { describe, foundAs } from './describe.ts';
import { type Fragments, parseFragment } from './fragment-file.ts';
import { REPLACED, namesOf, stepOf } from './fragment.ts';
import type { Localized } from './localized.ts';
import { formatPath, type Path } from './path.ts';
import type { ParsedYaml } from './positioned-yaml.ts';
import type { Problem } from './problem.ts';
import type { Fragment, Group, Parameter, RunbookSource, Step, Use, WrittenRunbook } from './schema.ts';
import { survey } from './survey.ts';

type Place = ParsedYaml<unknown>['place'];
type Parsed = ParsedYaml<Fragment>;
/** Where a step of the resolved runbook comes from. */
type Origin = { readonly use: Use; readonly fragment: Fragment; readonly place: Place };

/** A runbook with every fragment in its place, or why not. `place` finds the file and line of what was written where. */
export type Resolved = {
  readonly source: RunbookSource | null;
  readonly problems: readonly Problem[];
  readonly place: Place;
};

export const RESOLVE_RULES: readonly { readonly name: string; readonly description: Localized }[] = [
  {
    name: 'unknown-fragment',
    description: {
      en: 'A used fragment is a file in fragments/ beside the runbook.',
      ja: '使うフラグメントは、ランブックと同じフォルダの fragments/ に置きます。',
    },
  },
  {
    name: 'unknown-in-use',
    description: {
      en: 'A use renames parameters that the fragment has into parameters that the runbook has, and gives words that the fragment has.',
      ja: 'use の with と words には、フラグメントにある名前と、ランブックで宣言したパラメータだけを書きます。',
    },
  },
  {
    name: 'fragments-disagree',
    description: {
      en: 'Fragments that declare the same parameter declare it alike, unless the runbook declares it itself.',
      ja: '複数のフラグメントが同じパラメータを宣言する場合は、宣言を一致させるか、ランブックで宣言します。',
    },
  },
];

/** Puts fragments in. Problems of a fragment carry its own file and line. */
export function resolve(written: WrittenRunbook, place: Place, fragments: Fragments): Resolved {
  const parsed = new Map<string, Parsed | null>();
  const problems: Problem[] = [];
  const origins = new Map<string, Origin>();
  const parameters = new Map<string, { parameter: Parameter; place: Place }>();

  const load = (name: string): Parsed | null => {
    const known = parsed.get(name);
    if (known !== undefined) return known;
    const file = fragments.read(name);
    const fresh = file === null ? null : parseFragment(file.file, file.content);
    parsed.set(name, fresh);
    problems.push(...(fresh?.problems ?? []));
    return fresh;
  };
  const say = (rule: string, path: Path, found: Localized, allowed: Localized): void => {
    problems.push(place(rule, { path, found, allowed }));
  };

  const put = (entry: Step | Use, path: Path): readonly Step[] => {
    if (!('use' in entry)) return [entry];
    const loaded = load(entry.use);
    if (loaded === null)
      say('unknown-fragment', [...path, 'use'], foundAs(entry.use), listed(fragments.names()));
    const fragment = loaded?.value ?? null;
    if (loaded === null || fragment === null) return [];
    const names = [...new Set([...Object.keys(fragment.parameters), ...namesOf(fragment)])];
    for (const name of Object.keys(entry.with ?? {}).filter((one) => !names.includes(one)))
      say('unknown-in-use', [...path, 'with', name], foundAs(name), listed(names));
    const words = Object.keys(fragment.words ?? {});
    for (const word of Object.keys(entry.words ?? {}).filter((one) => !words.includes(one)))
      say('unknown-in-use', [...path, 'words', word], foundAs(word), listed(words));
    for (const [name, parameter] of Object.entries(fragment.parameters)) {
      if (Object.hasOwn(entry.with ?? {}, name) || Object.hasOwn(written.parameters, name)) continue;
      const before = parameters.get(name);
      if (before === undefined) parameters.set(name, { parameter, place: loaded.place });
      else if (JSON.stringify(before.parameter) !== JSON.stringify(parameter))
        problems.push(
          loaded.place('fragments-disagree', {
            path: ['parameters', name],
            found: both(
              `${describe(name)}, which another fragment of ${written.id} declares otherwise`,
              `${written.id} の別のフラグメントと宣言が異なる ${describe(name)}`,
            ),
            allowed: both(
              'the same declaration, or one in the runbook itself',
              '同じ宣言、またはランブック自身での宣言',
            ),
          }),
        );
    }
    const step = stepOf(fragment, entry);
    if (step === null)
      say(
        'unknown-in-use',
        [...path, 'words'],
        both('words that leave something empty', '空の部分を残す words'),
        both('words with text', '文字のある words'),
      );
    origins.set(formatPath(path), { use: entry, fragment, place: loaded.place });
    return step === null ? [] : [step];
  };

  const steps = written.steps.flatMap((entry, index): readonly (Group | Step)[] => {
    if (!('steps' in entry)) return put(entry, ['steps', index]);
    return [{ ...entry, steps: entry.steps.flatMap((one, at) => put(one, ['steps', index, 'steps', at])) }];
  });
  for (const { use, path } of usesOf(written))
    for (const [name, target] of Object.entries(use.with ?? {}))
      if (!Object.hasOwn(written.parameters, target) && !parameters.has(target))
        say(
          'unknown-in-use',
          [...path, 'with', name],
          foundAs(target),
          listed([...Object.keys(written.parameters), ...parameters.keys()]),
        );
  if (problems.length > 0) return { source: null, problems, place };

  // What a fragment declares for a part that this runbook has replaced is not asked for.
  const used = new Set(survey({ ...written, steps }).uses.map(({ name }) => name));
  const merged = [...parameters]
    .filter(([name]) => used.has(name))
    .map(([name, one]) => [name, one.parameter]);
  return {
    source: { ...written, steps, parameters: { ...written.parameters, ...Object.fromEntries(merged) } },
    problems,
    place: (rule, finding) => {
      const [key, name] = finding.path;
      const declaration = key === 'parameters' ? parameters.get(String(name)) : undefined;
      if (declaration !== undefined) return declaration.place(rule, finding);
      return placeOfUsed(origins, place, rule, finding) ?? place(rule, finding);
    },
  };
}

const usesOf = ({ steps }: WrittenRunbook): readonly { use: Use; path: Path }[] =>
  steps.flatMap((entry, index) => {
    const path = ['steps', index];
    if ('steps' in entry)
      return entry.steps.flatMap((one, at) =>
        'use' in one ? [{ use: one, path: [...path, 'steps', at] }] : [],
      );
    return 'use' in entry ? [{ use: entry, path }] : [];
  });

/** The place of what belongs to a used step, in the fragment or in the runbook; `null` for anything else. */
function placeOfUsed(
  origins: ReadonlyMap<string, Origin>,
  inRunbook: Place,
  rule: string,
  finding: Parameters<Place>[1],
): Problem | null {
  const { path } = finding;
  for (const length of [4, 2]) {
    const at = path.slice(0, length);
    const origin = origins.get(formatPath(at));
    if (origin === undefined) continue;
    const { use, fragment, place } = origin;
    const [key, index, ...rest] = path.slice(length);
    if (key === 'number' || REPLACED.some((one) => one === key && use[one] !== undefined)) return null;
    if (key === 'when' && use.when !== undefined) return null;
    if (key === 'id')
      return inRunbook(rule, { ...finding, path: [...at, use.id === undefined ? 'use' : key] });
    if ((key === 'warnings' || key === 'notes') && typeof index === 'number') {
      const further = index - (fragment.step[key] ?? []).length;
      if (further >= 0) return inRunbook(rule, { ...finding, path: [...at, key, further, ...rest] });
    }
    return place(rule, { ...finding, path: ['step', ...path.slice(length)] });
  }
  return null;
}
