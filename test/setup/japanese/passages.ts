// Japanese texts and where they stand. Placeholders become ordinary words first, or every rule would stumble over them.
import { readFileSync } from 'node:fs';

import { LineCounter, isMap, isScalar, parseDocument, visit } from 'yaml';

/** A text to check. `lineOf` tells the line of its file for a place in the text. */
export type Passage = {
  readonly file: string;
  readonly text: string;
  readonly lineOf: (index: number) => number;
};

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

/**
 * What a placeholder may become: with a space beside it a Latin word, otherwise a Japanese one; nothing where it is a
 * sentence of its own (at an end, behind a full stop) or stands behind another.
 */
function withWords(text: string, placeholder: RegExp): string {
  const between = text.split(placeholder);
  return between.reduce((done, after, at) => {
    const before = between[at - 1] ?? '';
    if (before.endsWith(' ') || after.startsWith(' ')) return `${done}X${after}`;
    const isOwnSentence = after === '' || before === '' || /[。：\n]$/u.test(before);
    return isOwnSentence ? done + after : `${done}値${after}`;
  });
}

/** Every value named `ja`. A value over several lines has a sentence a line (CONTRIBUTING). */
export function passagesOfYaml(file: string): readonly Passage[] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  const found: Passage[] = [];
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'ja' || isMap(pair.value)) return;
      if (!isScalar(pair.value) || typeof pair.value.value !== 'string' || !pair.value.range) return;
      const text = withWords(pair.value.value, /\{\{\w+\}\}/u);
      const first = lines.linePos(pair.value.range[0]).line;
      const last = lines.linePos(pair.value.range[1]).line;
      const lineOf = (index: number) => Math.min(last, first + text.slice(0, index).split('。').length - 1);
      found.push({ file, text, lineOf });
    },
  });
  return found;
}

/** Every string literal with Japanese in it. Line by line, which is how catalogues are written. */
export function passagesOfTypeScript(file: string): readonly Passage[] {
  const literal = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/gu;
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (/^\s*(?:\/\/|\/?\*)/u.test(line)) return [];
      return [...line.matchAll(literal)].flatMap(([, single, double, template]) => {
        const written = single ?? double ?? template ?? '';
        if (!JAPANESE.test(written)) return [];
        return [
          {
            file,
            text: withWords(written.replaceAll(String.raw`\n`, '\n'), /\$\{[^}]*\}/u),
            lineOf: () => at + 1,
          },
        ];
      });
    });
}

/** A whole Markdown file; the linter counts its lines itself. */
export function passageOfMarkdown(file: string): Passage {
  const text = readFileSync(file, 'utf8');
  return { file, text, lineOf: (index) => text.slice(0, index).split('\n').length };
}
