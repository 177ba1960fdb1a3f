import type { ReactNode } from 'react';

import { CommandText } from '../../runbook/command-text.tsx';
import { CopyButton } from '../../site/copy-button.tsx';
import { useSay } from '../../site/language.ts';
import { words } from '../../site/words.ts';

type Props = {
  readonly children?: ReactNode;
  /** `language-sh` */
  readonly className?: string;
  /** What stands behind the language of a fence: `title="var/site/inventory.yaml"`. */
  readonly metastring?: string;
};

/** Languages of what a reader takes along; the others are what a program printed. */
const SHELL = new Set(['sh', 'bash']);
const TAKEN = new Set(['sh', 'bash', 'yaml', 'json', 'ini', 'sql']);

/**
 * A block of a page, without colours: comments are lighter, and that is all. A highlighter would weigh as much as all
 * of a runbook's data.
 */
export default function CodeBlock({ children, className = '', metastring = '' }: Props): ReactNode {
  const say = useSay();
  const text = typeof children === 'string' ? children.replace(/\n$/u, '') : null;
  const language = /language-(\w+)/u.exec(className)?.[1] ?? '';
  const title = /title="([^"]*)"/u.exec(metastring)?.[1];
  const takes = text !== null && TAKEN.has(language);
  return (
    <figure className="code-block" data-language={language}>
      {title !== undefined && <figcaption>{title}</figcaption>}
      <div className="command">
        {/* Long lines scroll, so the keyboard must be able to get there. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0}>
          <code>
            {text === null || !takes ? (
              children
            ) : SHELL.has(language) ? (
              <ShellText text={text} />
            ) : (
              lighterComments(text)
            )}
          </code>
        </pre>
        {takes && <CopyButton text={text} label={say(words.copyBlock)} />}
      </div>
    </figure>
  );
}

/** A fence may mark a name that the reader fills in, as commands of runbooks do. */
const ShellText = ({ text }: { readonly text: string }): ReactNode =>
  /^\s*#/mu.test(text) ? lighterComments(text) : <CommandText text={text} />;

function lighterComments(text: string): ReactNode {
  return text.split('\n').map((line, index) => {
    const end = index === 0 ? '' : '\n';
    // A line has no name but its place, and the text never changes.
    // oxlint-disable-next-line react/no-array-index-key
    return /^\s*#/u.test(line) ? <i key={index}>{end + line}</i> : end + line;
  });
}
