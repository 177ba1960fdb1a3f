import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { LineCounter, parseDocument } from 'yaml';

import { check } from './check.ts';
import { expand } from './expand.ts';
import { type Path, formatPath, lineOf } from './place.ts';
import type { Problem } from './problem.ts';
import { allowedBy, describe, findingsOf } from './schema-problems.ts';
import { type Runbook, runbook } from './schema.ts';

/** What was read. A file with a problem gives none of its runbooks. */
export type Loaded = { readonly runbooks: readonly Runbook[]; readonly problems: readonly Problem[] };

/**
 * Reads one file: every variant as a runbook of its own, or every problem at once, by line.
 * `content` instead of the file's own is for editors and tests.
 */
export function loadRunbookFile(file: string, content = readFileSync(file, 'utf8')): Loaded {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const isSyntax = document.errors.some((error) => error.code !== 'DUPLICATE_KEY');
  // What follows the first syntax error is mostly its echo.
  const errors = isSyntax ? document.errors.slice(0, 1) : document.errors;
  const broken = errors.map((error): Problem => {
    const line = lineAt(error.pos[0]);
    return {
      file,
      line,
      path: '(YAML)',
      rule: 'yaml',
      found: describe(content.split('\n')[line - 1]?.trim()),
      allowed: error.message.replaceAll(/\s+/gu, ' '),
    };
  });
  if (isSyntax) return { runbooks: [], problems: broken };

  const place = (rule: string, finding: { path: Path; found: string; allowed: string }): Problem => ({
    file,
    line: lineOf(document, finding.path, lineAt),
    path: formatPath(finding.path),
    rule,
    found: finding.found,
    allowed: finding.allowed,
  });
  const written: unknown = document.toJS();
  const parsed = runbook.safeParse(written, { error: allowedBy });
  const found = parsed.success
    ? check(parsed.data).map((finding) => place(finding.rule, finding))
    : findingsOf(parsed.error.issues, written).map((finding) => place('schema', finding));
  const problems = [...broken, ...found].toSorted((a, b) => a.line - b.line);
  return { runbooks: parsed.success && problems.length === 0 ? expand(parsed.data, file) : [], problems };
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
