import type { ReactNode } from 'react';

/** A name that the guide leaves open, as the plan prints it: `<InstanceRoot>`. */
const OPEN_NAME = /(<[A-Za-z][A-Za-z0-9_.-]*>)/u;
/** Where a browser would break a line inside a word: after a hyphen, before a parenthesis. */
const BREAKS = /^(?=..)\S*[-/!?(){}|]/u;

/**
 * A command as text. Lines break between words alone, so that nobody types `-- examples` for `--examples`; a word that is
 * longer than a line still breaks. Names that are open stand out.
 */
export function CommandText({ text }: { readonly text: string }): ReactNode {
  return text.split(/(\s+)/u).map((word, index) =>
    BREAKS.test(word) ? (
      // A text is drawn as a whole: a word has no name but its place.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className="word">
        {marked(word)}
      </span>
    ) : (
      marked(word)
    ),
  );
}

const marked = (word: string): ReactNode =>
  OPEN_NAME.test(word)
    ? word.split(OPEN_NAME).map((part, index) =>
        // oxlint-disable-next-line react/no-array-index-key
        OPEN_NAME.test(part) ? <mark key={index}>{part}</mark> : part,
      )
    : word;
