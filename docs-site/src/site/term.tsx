import Link from '@docusaurus/Link';
import { type ReactNode, useId, useState } from 'react';

/** A word of the glossary: a link to it everywhere, and its meaning on the spot where a pointer or the keyboard rests. */
export function Term({
  to,
  meaning,
  children,
}: {
  /** The word's place in the glossary. */
  readonly to: string;
  readonly meaning: string;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  const [shows, setShows] = useState(false);
  return (
    <span
      className="term"
      onPointerEnter={() => setShows(true)}
      onPointerLeave={() => setShows(false)}
      onFocus={() => setShows(true)}
      onBlur={() => setShows(false)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setShows(false);
      }}
    >
      <Link to={to} aria-describedby={id}>
        {children}
      </Link>
      <span role="tooltip" id={id} className="term__meaning" hidden={!shows}>
        {meaning}
      </span>
    </span>
  );
}
