import type { ReactNode } from 'react';

import { CopyButton } from '../site/copy-button.tsx';
import { CommandText } from './command-text.tsx';

/** A command as it runs, exactly. */
export function Command({
  text,
  copies = true,
}: {
  readonly text: string;
  /** Whether somebody could type it. */
  readonly copies?: boolean;
}): ReactNode {
  return (
    <div className="command">
      <pre>
        <code>
          <CommandText text={text} />
        </code>
      </pre>
      {copies && <CopyButton text={text} />}
    </div>
  );
}
