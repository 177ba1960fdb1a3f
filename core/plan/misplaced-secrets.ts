import { both } from '../runbook/both.ts';
import { formatPath } from '../runbook/path.ts';
import type { Problem } from '../runbook/problem.ts';
import { namesIn } from '../runbook/render.ts';
import type { Runbook } from '../runbook/schema.ts';
import { survey } from '../runbook/survey.ts';

/** Where text stays open until the moment of use; prose, which shows dots, ends in its language. */
const FITTING = new Set<string | number>(['stdin', 'answer', 'en', 'ja']);

/**
 * A secret is put in at the moment of use, and only where commands, their input and their answers are made. Anywhere
 * else (a line of a file, an expectation, a login) its dots would be taken for the value.
 */
export function misplacedSecrets(runbook: Runbook): readonly Problem[] {
  const isSecret = (name: string): boolean => runbook.parameters[name]?.type === 'secret';
  const { templates } = survey({ ...runbook, assumptions: [], advice: [], steps: [...runbook.steps] });
  return templates
    .filter(({ kind, path }) => kind === 'text' && !FITTING.has(path.at(-1) ?? ''))
    .flatMap(({ path, template }) =>
      namesIn(template)
        .filter(isSecret)
        .map((name) => ({
          file: runbook.file,
          line: 1,
          path: formatPath(path),
          rule: 'misplaced-secret',
          found: both(`the secret ${JSON.stringify(name)}`, `秘密の値 ${name}`),
          allowed: both(
            'secrets in commands, stdin, answers and bind passwords',
            '秘密ではない値（秘密の値を使えるのは、コマンド、標準入力、質問への回答、バインドパスワードだけです）',
          ),
        })),
    );
}
