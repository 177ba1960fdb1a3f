import type { Language, Parameter } from '#core/index.ts';

import { clip, type KnownBlock, LONGEST, plain, plainContext } from './blocks.ts';
import type { FormErrors } from './form-errors.ts';

const countOf = ({ fields, others }: FormErrors): number => Object.keys(fields).length + others.length;

/** Stands above the form wherever somebody has scrolled to. */
export const mistakesTitle = (wrong: FormErrors, language: Language): string =>
  language === 'ja' ? `要修正：${countOf(wrong)} 件` : `Not started: ${countOf(wrong)} wrong`;

/** All that is wrong, at the top: in a long form the fields themselves are out of sight. */
export function mistakesBlock(
  wrong: FormErrors,
  parameters: Readonly<Record<string, Parameter>>,
  language: Language,
): KnownBlock {
  const ja = language === 'ja';
  const lines = Object.entries(wrong.fields).map(([name, text]) => {
    const title = parameters[name]?.title[language] ?? name;
    return ja ? `・${title}：${text}` : `- ${title}: ${text}`;
  });
  const head = ja
    ? '開始していません。次の点を直して、もう一度送信してください。入力した内容は残っています。'
    : 'Not started. Put this right and submit again; what you entered is still here.';
  const others = wrong.others.map((text) => (ja ? `・${text}` : `- ${text}`));
  return plain([head, ...others, ...lines].join('\n'));
}

/** The same at its field. */
export const mistakeAtField = (text: string, language: Language): KnownBlock =>
  plainContext(clip(language === 'ja' ? `要修正：${text}` : `Wrong: ${text}`, LONGEST.context));
