import { describe } from '../describe.ts';
import { commandsIn, scanShell } from '../shell-scan.ts';
import type { SeenTemplate, Survey } from '../survey.ts';
import { namesIn } from '../template.ts';
import type { Rule } from './rule.ts';

const shells = (seen: Survey): readonly SeenTemplate[] => seen.templates.filter((one) => one.kind !== 'text');

const inQuotes: Rule = {
  name: 'template-in-quotes',
  description: {
    en: 'A value stands in the open in a command, never inside quotes or a substitution: Watari quotes it by its type.',
    ja: 'コマンド中の値は引用符や置換の外に書きます。引用符は、型に応じて Watari が付けます。',
  },
  find: (seen) =>
    shells(seen).flatMap(({ path, template }) =>
      scanShell(template).misplaced.map(({ name, where }) => ({
        path,
        found: `{{${name}}} ${where}`,
        allowed: `{{${name}}} outside of quotes, which are put around it by its type`,
      })),
    ),
};

const openQuote: Rule = {
  name: 'open-quote',
  description: { en: 'Every quote in a command is closed.', ja: 'コマンド中の引用符は必ず閉じます。' },
  find: (seen) =>
    shells(seen).flatMap(({ path, template }) => {
      const { open } = scanShell(template);
      return open === null
        ? []
        : [{ path, found: `a ${open} that is never closed`, allowed: 'closed quotes' }];
    }),
};

const HIDING: Readonly<Record<string, string>> = {
  '|': 'pipe: [...], so that the exit status of every part counts',
  ';': 'one operation a command, or &&, so that a failure stops the step',
  '\n': 'one operation a command, or &&, so that a failure stops the step',
  '||': 'one operation a command, with expect for exit statuses that are no failure',
  '&': 'a command in the foreground: every operation is a job of its own already',
};

const hiddenFailure: Rule = {
  name: 'hidden-failure',
  description: {
    en: 'A command with an effect hides no failure: no bare |, ;, ||, & or line break, no $( ) or backquotes. && and redirections are fine.',
    ja: '状態を変えるコマンドでは、失敗が隠れる書き方（|、;、||、&、改行、$( )、バッククォート）を使いません。&& とリダイレクトは使えます。',
  },
  find: (seen) =>
    seen.templates
      .filter((one) => one.kind === 'shell')
      .flatMap(({ path, template }) => {
        const { tokens, substitutions } = scanShell(template);
        const operators = tokens.flatMap((token) => {
          const allowed = token.kind === 'operator' ? HIDING[token.text] : undefined;
          return allowed === undefined ? [] : [{ path, found: `a bare ${describe(token.text)}`, allowed }];
        });
        return [
          ...operators,
          ...substitutions.map((found) => ({
            path,
            found: `a bare ${describe(found)}`,
            allowed: 'a command without substitutions, whose failure nobody would see',
          })),
        ];
      }),
};

const runOrPipe: Rule = {
  name: 'run-or-pipe',
  description: {
    en: 'An ssh operation, and its retry, has either run or pipe.',
    ja: 'ssh とその retry には、run か pipe のどちらか片方を書きます。',
  },
  find: (seen) =>
    seen.operations.flatMap(({ path, operation }) => {
      if (!('ssh' in operation)) return [];
      const { retry } = operation.ssh;
      const places = [
        { at: [...path, 'ssh'], commands: operation.ssh },
        ...(retry === undefined ? [] : [{ at: [...path, 'ssh', 'retry'], commands: retry }]),
      ];
      return places.flatMap(({ at, commands: { run, pipe } }) =>
        (run === undefined) !== (pipe === undefined)
          ? []
          : [
              {
                path: at,
                found: run === undefined ? 'neither run nor pipe' : 'both run and pipe',
                allowed: 'exactly one of run, pipe',
              },
            ],
      );
    }),
};

/** Types whose values may begin with a dash: the others are refused by their form. */
const FREE_TYPES = new Set(['text', 'choice']);

const leadingDash: Rule = {
  name: 'leading-dash',
  description: {
    en: 'A value that may begin with a dash does not begin a word of its own, unless an option or -- stands before it.',
    ja: '「-」で始まりうる値は、オプションか -- の直後にだけ、独立した語として置けます。',
  },
  find: (seen) =>
    shells(seen).flatMap(({ path, template }) =>
      commandsIn(scanShell(template).tokens).flatMap((words) =>
        words.flatMap((word, index) => {
          const [name] = word.startsWith('{{') ? namesIn(word) : [];
          const before = words[index - 1] ?? '';
          if (name === undefined || !mayDash(seen, name) || before.startsWith('-')) return [];
          return [
            {
              path,
              found: `{{${name}}} as a word of its own, which could be taken for an option`,
              allowed: `an option or -- before it, or text in front of it as in key={{${name}}}`,
            },
          ];
        }),
      ),
    ),
};

function mayDash({ source }: Survey, name: string): boolean {
  const parameter = Object.hasOwn(source.parameters, name) ? source.parameters[name] : undefined;
  if (parameter === undefined || !FREE_TYPES.has(parameter.type)) return false;
  return parameter.type !== 'choice' || parameter.of.some((one) => one.value.startsWith('-'));
}

export const SHELL_RULES: readonly Rule[] = [inQuotes, openQuote, hiddenFailure, runOrPipe, leadingDash];
