import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { check } from './check.ts';
import { expand } from './expand.ts';
import { byLine, parseYamlFile } from './positioned-yaml.ts';
import type { Problem } from './problem.ts';
import { describe } from './schema-problems.ts';
import {
  type Group,
  type Runbook,
  type RunbookSource,
  type Step,
  type Use,
  type WrittenRunbook,
  runbook,
} from './schema.ts';

/** What was read. A file with a problem gives none of its runbooks. */
export type Loaded = { readonly runbooks: readonly Runbook[]; readonly problems: readonly Problem[] };

/**
 * Reads one file: every variant as a runbook of its own, or every problem at once, by line.
 * `content` instead of the file's own is for editors and tests.
 */
export function loadRunbookFile(file: string, content = readFileSync(file, 'utf8')): Loaded {
  const { value, problems, place } = parseYamlFile(file, content, runbook);
  if (value === null) return { runbooks: [], problems };
  const source = withoutUses(value);
  const found = byLine(check(source).map((finding) => place(finding.rule, finding)));
  return { runbooks: found.length === 0 ? expand(source, file) : [], problems: found };
}

/** Reads every `*.yaml` below a folder but `fragments/`, in order of name. Two runbooks of one name are a problem. */
export function loadRunbooks(dir: string): Loaded {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && !name.split('/').includes('fragments'))
    .toSorted();
  const loaded = files.map((name) => loadRunbookFile(join(dir, name)));
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
        found: `${describe(id)}, which is in ${other} as well`,
        allowed: 'a name that no other runbook or variant has',
      });
  }
  return { runbooks: loaded.flatMap((one) => one.runbooks), problems };
}

const isStep = (entry: Step | Use): entry is Step => !('use' in entry);
const withoutUses = (written: WrittenRunbook): RunbookSource => ({
  ...written,
  steps: written.steps.flatMap((entry): readonly (Group | Step)[] =>
    'steps' in entry ? [{ ...entry, steps: entry.steps.filter(isStep) }] : isStep(entry) ? [entry] : [],
  ),
});
