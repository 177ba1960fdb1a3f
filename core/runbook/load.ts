import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { both } from './both.ts';
import { check } from './check.ts';
import { describe } from './describe.ts';
import { expand } from './expand.ts';
import { type Fragments, fragmentsBeside, isFragmentFile, parseFragment } from './fragment-file.ts';
import { Kept } from './kept.ts';
import { byLine, parseYamlFile } from './positioned-yaml.ts';
import { type Problem, formatProblem } from './problem.ts';
import { readingsOf } from './readings.ts';
import { resolve } from './resolve.ts';
import { type Runbook, runbook } from './schema.ts';

/** What was read. A file with a problem gives none of its runbooks; `unfit` names those that it would have given. */
export type Loaded = {
  readonly runbooks: readonly Runbook[];
  readonly problems: readonly Problem[];
  /** By id: the problems of a runbook that is not there because of them. */
  readonly unfit: ReadonlyMap<string, readonly Problem[]>;
};

const kept = new Kept<Loaded>();

/**
 * Reads one file, and the fragments that it uses: every variant as a runbook of its own, or every problem at once, by line.
 * `content` instead of the file's own is for editors and tests. A fragment's file is checked by itself.
 */
export function loadRunbookFile(
  file: string,
  content = readFileSync(file, 'utf8'),
  fragments: Fragments = fragmentsBeside(file),
): Loaded {
  const beside = fragments.names().map((name) => fragments.read(name));
  return kept.of(file, JSON.stringify([content, beside]), () => understand(file, content, fragments));
}

function understand(file: string, content: string, fragments: Fragments): Loaded {
  if (isFragmentFile(file))
    return { runbooks: [], problems: byLine(parseFragment(file, content).problems), unfit: new Map() };
  const { value, problems, place } = parseYamlFile(file, content, runbook);
  if (value === null) return { runbooks: [], problems, unfit: new Map() };
  const resolved = resolve(value, place, fragments);
  const { source } = resolved;
  const broken =
    source === null
      ? resolved.problems
      : check(source).map((finding) => resolved.place(finding.rule, finding));
  if (source !== null && broken.length === 0)
    return { runbooks: expand(source, file), problems: [], unfit: new Map() };
  const found = each(byLine(broken));
  const ids = readingsOf({ ...value, steps: [] }).map(({ id }) => id);
  return { runbooks: [], problems: found, unfit: new Map(ids.map((id) => [id, found])) };
}

/** Reads every `*.yaml` below a folder. Two runbooks of one name are a problem, and so is what a fragment says wrong, used or not. */
export const loadRunbooks = (dir: string): Loaded => loadFiles(filesBelow(dir));

/**
 * Reads no more than it takes to find the runbook of an id: the files that mention its name, which takes a fifth of the
 * time. Where it is in none of them, all are read: its file may not parse, and who asks wants to know which others there are.
 */
export function loadRunbook(dir: string, id: string): Loaded {
  const name = id.slice(id.lastIndexOf('/') + 1);
  const files = filesBelow(dir);
  const likely = files.filter((file) => !isFragmentFile(file) && readFileSync(file, 'utf8').includes(name));
  const loaded = loadFiles(likely);
  return loaded.runbooks.some((one) => one.id === id) ? loaded : loadFiles(files);
}

const filesBelow = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => join(dir, name));

function loadFiles(files: readonly string[]): Loaded {
  const loaded = files.map((file) => loadRunbookFile(file));
  const first = new Map<string, string>();
  const problems = loaded.flatMap((one) => one.problems);
  for (const { id, file } of loaded.flatMap((one) => one.runbooks)) {
    const other = first.get(id);
    if (other === undefined) first.set(id, file);
    else
      problems.push({
        file,
        line: 1,
        path: 'id',
        rule: 'duplicate-runbook',
        found: both(`${describe(id)}, which is in ${other} as well`, `${other} にもある ${describe(id)}`),
        allowed: both(
          'a name that no other runbook or variant has',
          'ほかのランブックやバリアントと重ならない名前',
        ),
      });
  }
  return {
    runbooks: loaded.flatMap((one) => one.runbooks),
    problems: each(problems),
    unfit: new Map(loaded.flatMap(({ unfit }) => [...unfit])),
  };
}

/** Each problem once: what several runbooks use has its problems in all of them. */
function each(problems: readonly Problem[]): readonly Problem[] {
  const said = (one: Problem): string => `${one.rule} ${formatProblem(one)}`;
  return [...new Map(problems.map((one) => [said(one), one])).values()];
}
