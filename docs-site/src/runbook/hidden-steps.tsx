import type { ReactNode } from 'react';

import type { PageStep } from '../../page-data.ts';
import { useSay } from '../site/language.ts';
import { words } from '../site/words.ts';
import { useRunbook } from './runbook-context.ts';

/** Which steps do not apply is the plan's to say; this says how many they are, and shows them on request. */
export function HiddenSteps(): ReactNode {
  const say = useSay();
  const { view, showsAll, setShowsAll } = useRunbook();
  const left = view.steps.filter(({ applies }) => !applies);
  if (left.length === 0) return null;
  return (
    <p className="left-out">
      <span>
        {say(words.leftOutSteps(left.length))}
        {': '}
        {left.map(({ number }) => number).join(', ')}.
      </span>
      <label className="with-script">
        <input type="checkbox" checked={showsAll} onChange={(event) => setShowsAll(event.target.checked)} />{' '}
        {say(words.showLeftOut)}
      </label>
    </p>
  );
}

/** Takes the steps that are hidden out of the table of contents, which is not drawn here. */
export function HiddenInContents({ steps }: { readonly steps: readonly PageStep[] }): ReactNode {
  const rows = steps.map(({ anchor }) => `li:has(> .table-of-contents__link[href="#${anchor}"])`);
  if (rows.length === 0) return null;
  return <style>{`@media (scripting: enabled) { ${rows.join(',')} { display: none } }`}</style>;
}
