import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';

import { useSay } from '../../../site/language.ts';
import { words } from '../../../site/words.ts';

/** A runbook's address never changes; who lands here has mistyped it, or follows a link to a page that is gone. */
export default function NotFoundContent({ className = '' }: { readonly className?: string }): ReactNode {
  const say = useSay();
  return (
    <main className={`container margin-vert--xl not-found ${className}`}>
      <h1>{say(words.notFound)}</h1>
      <p>{say(words.notFoundWhy)}</p>
      <ul>
        <li>
          <Link to="/">{say(words.notFoundHome)}</Link>
        </li>
        <li>{say(words.notFoundSearch)}</li>
      </ul>
    </main>
  );
}
