import { mapProse, replaceUnmasked } from './markdown-lines.ts';

// What CommonMark takes for text and MDX for a program. An id at a heading's end is neither.
const PROGRAM = /(\\[\s\S])|<(https?:\/\/[^\s<>]+)>|( \{#[A-Za-z0-9_-]+\}\s*$)|([{}<])/dgu;

/** CommonMark as MDX that reads the same. HTML is no part of what pages may say: it comes out as text. */
export const toMdx = (markdown: string): string =>
  mapProse(markdown, (line) =>
    replaceUnmasked(line, PROGRAM, (all = '', escaped = '', address = '', id = '') => {
      if (escaped !== '' || id !== '') return all;
      return address === '' ? `\\${all}` : `[${address}](${address})`;
    })
      // A paragraph may begin with these words; a module would.
      .replace(/^(i)(?=mport\b)/u, '&#105;')
      .replace(/^(e)(?=xport\b)/u, '&#101;'),
  );
