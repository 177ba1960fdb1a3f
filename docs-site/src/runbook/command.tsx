import type { ReactNode } from 'react';

import { CopyButton } from '../site/copy-button.tsx';

/** A name that the guide leaves open, as the plan prints it: `<InstanceRoot>`. */
const OPEN_NAME = /(<[A-Za-z][A-Za-z0-9_.-]*>)/u;

/** A command as it runs, exactly; names that are still open stand out. */
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
          {text.split(OPEN_NAME).map((part, index) =>
            OPEN_NAME.test(part) ? (
              // oxlint-disable-next-line react/no-array-index-key -- the same name may stand there twice
              <mark key={index}>{part}</mark>
            ) : (
              part
            ),
          )}
        </code>
      </pre>
      {copies && <CopyButton text={text} />}
    </div>
  );
}
