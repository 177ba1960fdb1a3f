import type { Language, Parameter } from '#core/index.ts';

import { clip, type KnownBlock, LONGEST, plain, plainContext, section } from './blocks.ts';
import type { FormErrors } from './form-errors.ts';

const countOf = ({ fields, others }: FormErrors): number => Object.keys(fields).length + others.length;

/** Stands above the form wherever somebody has scrolled to. */
export const mistakesTitle = (wrong: FormErrors, language: Language): string =>
  language === 'ja' ? `要修正：${countOf(wrong)} 件` : `Not started: ${countOf(wrong)} wrong`;

/** More than these make the fields themselves hard to find. */
const MOST_NAMED = 10;

/** All that is wrong, at the top and in the order of the fields, in `room` blocks at most: in a long form the fields themselves are out of sight. */
export function mistakesBlocks(
  wrong: FormErrors,
  parameters: Readonly<Record<string, Parameter>>,
  room: number,
  language: Language,
): KnownBlock[] {
  const ja = language === 'ja';
  const atFields = Object.entries(parameters).flatMap(([name, { title }]) => {
    const text = wrong.fields[name];
    return text === undefined ? [] : [ja ? `${title.ja}：${text}` : `${title.en}: ${text}`];
  });
  const lines = [...wrong.others, ...atFields].map((line) => (ja ? `・${line}` : `- ${line}`));
  const head = ja
    ? '開始していません。次の点を直して、もう一度送信してください。入力した内容は残っています。'
    : 'Not started. Put this right and submit again; what you entered is still here.';
  const most = Math.min(MOST_NAMED, room - 1);
  if (most < 1) return [plain([head, ...lines].join('\n'))];
  const named =
    lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join('\n')];
  return [section(`*${head}*`), ...named.map(plain)];
}

/** The same at its field. */
export const mistakeAtField = (text: string, language: Language): KnownBlock =>
  plainContext(clip(language === 'ja' ? `要修正：${text}` : `Wrong: ${text}`, LONGEST.context));
