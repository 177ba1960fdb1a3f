import type { ReactNode } from 'react';

import type { PageStep } from '../../page-data.ts';
import { groupAnchor } from '../../page/anchors.ts';
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
      <span>{say(words.leftOutSteps(left.map(({ number }) => number)))}</span>
      <label className="with-script">
        <input type="checkbox" checked={showsAll} onChange={(event) => setShowsAll(event.target.checked)} />{' '}
        {say(words.showLeftOut)}
      </label>
    </p>
  );
}

/** Takes what is hidden out of the table of contents, which is not drawn here, and the title of a group with its last step. */
export function HiddenInContents({
  steps,
  isHidden,
}: {
  readonly steps: readonly PageStep[];
  readonly isHidden: (step: PageStep) => boolean;
}): ReactNode {
  const hidden = steps.filter(isHidden);
  const left = new Set(steps.filter((step) => !isHidden(step)).map(({ group }) => group?.id));
  const groups = hidden.flatMap(({ group }) =>
    group === null || left.has(group.id) ? [] : [groupAnchor(group.id)],
  );
  if (hidden.length === 0) return null;
  const rules = [
    ...[...hidden.map(({ anchor }) => anchor), ...groups].map(
      (anchor) => `li:has(> .table-of-contents__link[href="#${anchor}"])`,
    ),
    ...groups.map((anchor) => `.group-title:has(> #${anchor})`),
  ];
  const css = `@media (scripting: enabled) { ${rules.join(', ')} { display: none } }`;
  // As markup, since a text inside <style> would be escaped by the build and not by the browser.
  // oxlint-disable-next-line react/no-danger
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}
