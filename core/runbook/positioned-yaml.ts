import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

import { foundAs } from './describe.ts';
import { formatPath } from './path.ts';
import { lineOf } from './place.ts';
import type { Problem } from './problem.ts';
import { type Finding, allowedBy, findingsOf } from './schema-problems.ts';
import { yamlMistake } from './yaml-mistakes.ts';

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
    path: formatPath(path),
    rule,
    found,
    allowed,
  });
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
      found: foundAs(content.split('\n')[line - 1]?.trim()),
      allowed: yamlMistake(error),
    };
  });
  if (isSyntax) return { value: null, problems: broken, place };
  const written: unknown = document.toJS();
  const parsed = schema.safeParse(written, { error: allowedBy });
  const found = parsed.success
    ? []
    : findingsOf(parsed.error.issues, written).map((finding) => place('schema', finding));
  const problems = byLine([...broken, ...found]);
  return { value: parsed.success && problems.length === 0 ? parsed.data : null, problems, place };
}

/** Problems of one file in the order in which somebody reads it. */
export const byLine = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => a.line - b.line);
