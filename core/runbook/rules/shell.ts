import { both } from '../both.ts';
import { describe } from '../describe.ts';
import type { Localized } from '../localized.ts';
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
        found: both(`{{${name}}} ${where.en}`, `${where.ja} {{${name}}}`),
        allowed: both(
          `{{${name}}} outside of quotes, which are put around it by its type`,
          `引用符の外の {{${name}}}（引用符は、型に応じて Watari が付けます）`,
        ),
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
        : [
            {
              path,
              found: both(`a ${open} that is never closed`, `閉じていない ${open}`),
              allowed: both('closed quotes', '閉じた引用符'),
            },
          ];
    }),
};

const ONE_BY_ONE = both(
  'one operation a command, or &&, so that a failure stops the step',
  'コマンドごとの操作、または &&（失敗した時点で手順が止まります）',
);
const HIDING: Readonly<Record<string, Localized>> = {
  '|': both(
    'pipe: [...], so that the exit status of every part counts',
    'すべての部分の終了ステータスを確かめる pipe',
  ),
  ';': ONE_BY_ONE,
  '\n': ONE_BY_ONE,
  '||': both(
    'one operation a command, with expect for exit statuses that are no failure',
    'コマンドごとの操作（失敗ではない終了ステータスは expect に書きます）',
  ),
  '&': both(
    'a command in the foreground: every operation is a job of its own already',
    'フォアグラウンドのコマンド（操作はそれぞれ、もともと独立したジョブです）',
  ),
};

const bare = (text: string): Localized => both(`a bare ${describe(text)}`, `コマンド中の ${describe(text)}`);

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
          return allowed === undefined ? [] : [{ path, found: bare(token.text), allowed }];
        });
        return [
          ...operators,
          ...substitutions.map((found) => ({
            path,
            found: bare(found),
            allowed: both(
              'a command without substitutions, whose failure nobody would see',
              '置換のないコマンド（置換の中の失敗には誰も気付けません）',
            ),
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
                found:
                  run === undefined
                    ? both('neither run nor pipe', 'run も pipe もない状態')
                    : both('both run and pipe', 'run と pipe の両方'),
                allowed: both('exactly one of run, pipe', 'run か pipe のどちらか片方'),
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
              found: both(
                `{{${name}}} as a word of its own, which could be taken for an option`,
                `オプションと解釈されうる、独立した語の {{${name}}}`,
              ),
              allowed: both(
                `an option or -- before it, or text in front of it as in key={{${name}}}`,
                `直前にオプションか -- を置いた {{${name}}}、または key={{${name}}} のように文字を前に付けた形`,
              ),
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
