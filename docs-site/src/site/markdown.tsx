import { Fragment, type ReactNode } from 'react';

// What the texts of runbooks use of Markdown: paragraphs, lists, code, strong. No links: a value stands in
// a text as the address of the page says it, and must not lead anywhere. The page draws them by itself, in the
// build and again when the reader's values change, so that both look the same; a parser would outweigh all of a page's data.
const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*/gu;

/** One line of text. */
export function Inline({ text }: { readonly text: string }): ReactNode {
  const out: ReactNode[] = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    out.push(text.slice(at, found.index), <Marked key={found.index} found={found} />);
    at = found.index + found[0].length;
  }
  return [...out, text.slice(at)];
}

function Marked({ found: [, , code, strong = ''] }: { readonly found: RegExpMatchArray }) {
  if (code !== undefined) return <code>{code}</code>;
  return (
    <strong>
      <Inline text={strong} />
    </strong>
  );
}

/** Paragraphs, and lists of lines that begin with a dash. */
export function Markdown({ text }: { readonly text: string }): ReactNode {
  return text.split(/\n{2,}/u).map((paragraph, index) => (
    // A text is drawn as a whole: a paragraph has no name but its place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      <Paragraph text={paragraph} />
    </Fragment>
  ));
}

function Paragraph({ text }: { readonly text: string }) {
  const items = text.split('\n').map((line) => /^- (.*)$/u.exec(line)?.[1] ?? null);
  if (items.includes(null))
    return (
      <p>
        <Inline text={text} />
      </p>
    );
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>
          <Inline text={item ?? ''} />
        </li>
      ))}
    </ul>
  );
}
