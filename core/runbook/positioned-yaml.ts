import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

import { type Path, formatPath, lineOf } from './place.ts';
import type { Problem } from './problem.ts';
import { type Finding, allowedBy, describe, findingsOf } from './schema-problems.ts';

/** What a YAML file says, or every problem with it. `place` gives later findings their file, line and path. */
export type ParsedYaml<T> = {
  readonly value: T | null;
  readonly problems: readonly Problem[];
  readonly place: (rule: string, finding: Finding) => Problem;
};

/** Reads a YAML text by a zod schema; problems come in order of line, with what stands there and what may. */
export function parseYamlFile<T>(file: string, content: string, schema: z.ZodType<T>): ParsedYaml<T> {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const place = (rule: string, { path, found, allowed }: Finding): Problem => ({
    file,
    line: lineOf(document, path, lineAt),
    path: formatPath(path satisfies Path),
    rule,
    found,
    allowed,
  });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error): Problem => ({
      file,
      line: lineAt(error.pos[0]),
      path: '(YAML)',
      rule: 'yaml',
      found: describe(content.slice(error.pos[0], Math.max(error.pos[1], error.pos[0] + 1)).split('\n')[0]),
      allowed: error.message.split('\n')[0] ?? error.code,
    }));
    return { value: null, problems, place };
  }
  const written: unknown = document.toJS();
  const parsed = schema.safeParse(written, { error: allowedBy });
  if (parsed.success) return { value: parsed.data, problems: [], place };
  const problems = findingsOf(parsed.error.issues, written)
    .map((finding) => place('schema', finding))
    .toSorted((a, b) => a.line - b.line);
  return { value: null, problems, place };
}
