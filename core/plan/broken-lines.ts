import { both } from '../runbook/both.ts';
import type { Problem } from '../runbook/problem.ts';
import { type Values, namesIn } from '../runbook/render.ts';
import type { Runbook } from '../runbook/schema.ts';
import { survey } from '../runbook/survey.ts';

/** What ends a line for one program or another. */
const BREAK = /[\r\n\v\f\u0085\u2028\u2029]/u;

/** A value that goes into a line of a file must not put further lines there: each could be a setting of its own. */
export function brokenLines(runbook: Runbook, values: Values): readonly Problem[] {
  const { operations, templates } = survey({
    ...runbook,
    assumptions: [],
    advice: [],
    steps: [...runbook.steps],
  });
  const files = new Set(operations.filter(({ verb }) => verb === 'file').map(({ path }) => path.join('.')));
  // steps.3.do.0.file.lines.2
  const names = templates
    .filter(({ path }) => path.at(-2) === 'lines' && files.has(path.slice(0, -3).join('.')))
    .flatMap(({ template }) => namesIn(template));
  return [...new Set(names)]
    .filter((name) => {
      const value = Object.hasOwn(values, name) ? values[name]?.value : undefined;
      return typeof value === 'string' && BREAK.test(value);
    })
    .map((name) => ({
      file: 'values',
      line: 1,
      path: name,
      rule: 'broken-line',
      found: both('a line break', '改行'),
      allowed: both('one line: it goes into a line of a file', 'ファイルの 1 行に入る、改行のない値'),
    }));
}
