import { type Language, both } from '../../core/runbook/index.ts';
import type { Reference } from './reference-form.ts';
import { heading, meaningList, prose, referenceWords } from './reference-text.ts';
import type { ReferenceSource } from './reference.ts';

const intro = both(
  'In Slack every command stands behind `/migrate` and acts as whoever typed it, on the open run of the channel. In the terminal it stands behind `npm run -s watari --`. `<…>` is to be replaced, `[…]` may be left out, `…` may be repeated, and one of several is chosen where `|` stands.',
  'Slack では `/migrate` に続けて入力します。入力した本人として、そのチャンネルで進行中の実行を操作します。ターミナルでは `npm run -s watari --` に続けて入力します。`<…>` は置き換える部分、`[…]` は省略できる部分、`…` は繰り返せる部分です。`|` があれば、どれか 1 つを選びます。',
);
const replaced = both('What words stand for', '置き換える語の意味');
const common = both(
  'Options of every command in the terminal',
  'ターミナルのすべてのコマンドで使えるオプション',
);

type Command = Reference['commands'][number];

export const commands: ReferenceSource = {
  path: 'commands',
  title: both('Commands', 'コマンド'),
  summary: both(
    'What can be typed in Slack and in the terminal, and who may.',
    'Slack とターミナルで使えるコマンドと、使える人の一覧です。',
  ),
  body: (reference, language) =>
    [
      intro[language],
      ...reference.commands.map((command) => entry(command, language)),
      heading('##', replaced[language], 'words'),
      meaningList(reference.words, language),
      heading('##', common[language], 'common-options'),
      meaningList(reference.commonOptions, language),
    ].join('\n\n'),
};

function entry({ name, usage, places, does, who, options, no }: Command, language: Language): string {
  const where = places.map((place) => referenceWords[place][language]).join(referenceWords.and[language]);
  const ways = usage
    .split(' | ')
    .map((way) => filled(`${name} ${way}`.trim()))
    .join('\n');
  return [
    heading('##', `\`${name}\``, name),
    prose(does[language]),
    // The heading says it already where nothing stands behind the name.
    ...(usage === '' ? [] : [`\`\`\`text\n${ways}\n\`\`\``]),
    [
      `- ${referenceWords.where[language]}${language === 'ja' ? '：' : ': '}${where}\n`,
      `- ${referenceWords.who[language]}${language === 'ja' ? '：' : ': '}${who[language]}\n`,
      no === null
        ? ''
        : `- ${referenceWords.no[language]}${language === 'ja' ? '：' : ': '}${no[language]}\n`,
      options.length === 0 ? '' : `- ${referenceWords.options[language]}\n`,
      meaningList(options, language, '  '),
    ].join(''),
  ].join('\n\n');
}

const WIDTH = 38;

/** Lines that a narrow screen shows whole, broken between words, never inside brackets or quotes. */
function filled(usage: string): string {
  const words = usage.match(/(?:\[[^\]]*\]|"[^"]*"|\S)+/gu) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `    ${word}`);
  }
  return lines.join('\n');
}
