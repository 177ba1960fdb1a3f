import { asked } from './asked.ts';
import { carriedOut } from './carried-out.ts';
import { kept } from './kept.ts';
import type { Term } from './term.ts';
import { written } from './written.ts';

/** One word, one meaning: in the program, in Slack and on the pages. */
export const glossary: readonly Term[] = [...written, ...asked, ...carriedOut, ...kept].toSorted((a, b) =>
  a.id < b.id ? -1 : 1,
);
