import { type Language, type Localized, both } from '../../core/runbook/index.ts';
import type { Key } from './reference-form.ts';

/** Words that only the tables of the reference use. */
export const referenceWords = {
  required: both('required', '必須'),
  otherwise: both('left out: ', '省略時：'),
  where: both('Where', '使える場所'),
  who: both('Who', '使える人'),
  options: both('Options', 'オプション'),
  no: both('Exit status 1', '終了ステータス 1'),
  slack: both('Slack', 'Slack'),
  terminal: both('the terminal', 'ターミナル'),
  and: both(' and ', ' と'),
  keys: both('Keys', 'キー'),
  todo: both('What to do', '対処'),
} as const;

/** Text as Markdown, code of its own left alone: `<name>` would be taken for HTML, `--run` be broken at the end of a line. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`]*`)/u)
    .map((part) =>
      part.startsWith('`')
        ? part
        : part
            .replaceAll(/<([^<>\s]+)>/gu, '`<$1>`')
            .replaceAll(/(?<![\w`-])--[a-z][a-z-]*/gu, (option) => `\`${option}\``),
    )
    .join('');

/** A heading with the same id in both languages. */
export const heading = (level: '##' | '###', text: string, id: string): string => `${level} ${text} {#${id}}`;

/** Keys as a list that reads well on a narrow screen; keys of keys below them. `sees`: where forms of their own stand. */
export function keyList(
  keys: readonly Key[],
  language: Language,
  sees: (form: string) => string | null,
  indent = '',
): string {
  return keys
    .map(({ name, required, form, means, otherwise, see, keys: inner = [] }) => {
      const target = see === undefined ? null : sees(see);
      const noun = prose(form[language]);
      const facts = [
        ...(required ? [referenceWords.required[language]] : []),
        target === null ? noun : `[${noun}](${target})`,
        ...(otherwise === undefined
          ? []
          : [`${referenceWords.otherwise[language]}\`${otherwise.replaceAll('"', '')}\``]),
      ];
      const line = `${indent}- **\`${name}\`** · ${facts.join(' · ')}  \n${indent}  ${prose(means[language])}\n`;
      return line + keyList(inner, language, sees, `${indent}  `);
    })
    .join('');
}

/** A list of names with what they mean. */
export const meaningList = (
  entries: readonly { readonly name: string; readonly means: Localized }[],
  language: Language,
  indent = '',
): string =>
  entries
    .map(({ name, means }) => `${indent}- **\`${name}\`**  \n${indent}  ${prose(means[language])}\n`)
    .join('');
