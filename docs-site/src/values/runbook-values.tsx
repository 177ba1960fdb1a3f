import { type ReactNode, useEffect, useRef } from 'react';

import { HiddenSteps } from '../runbook/hidden-steps.tsx';
import { WarningMark } from '../runbook/marks.tsx';
import { useRunbook } from '../runbook/runbook-context.ts';
import { useSay } from '../site/language.ts';
import { words } from '../site/words.ts';
import { ValuesForm } from './form.tsx';

/** What a page says about the reader's values, the form for them, and which steps they leave out. */
export function RunbookValues(): ReactNode {
  const say = useSay();
  const { examples, typed, secretDropped } = useRunbook();
  const isChanged = Object.values(typed).some((value) => value !== '');
  const fold = useRef<HTMLDetailsElement>(null);
  // Opened for whoever follows a link with values; folding it again is the reader's to do.
  useEffect(() => {
    if (isChanged && fold.current !== null) fold.current.open = true;
  }, [isChanged]);
  return (
    <>
      <p className="not-on-paper">{say(isChanged ? words.yourValuesStand : words.yourValuesWhy)}</p>
      {secretDropped && (
        <div className="warning" role="alert">
          <WarningMark />
          <p>{say(words.secretDropped)}</p>
        </div>
      )}
      <details className="values-fold" ref={fold}>
        <summary>{say(words.unfoldValues(examples.parameters.filter(({ asked }) => asked).length))}</summary>
        <ValuesForm />
      </details>
      <HiddenSteps />
    </>
  );
}
