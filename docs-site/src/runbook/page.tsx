import { type ReactNode, useMemo, useState } from 'react';

import type { PageData, PageStep } from '../../page-data.ts';
import { useValues } from '../values/use-values.ts';
import { HiddenInContents } from './hidden-steps.tsx';
import { RunbookContext } from './runbook-context.ts';
import { useNamedStep } from './use-named-step.ts';
import { useOpenOnPaper } from './use-open-on-paper.ts';

/** Everything of a runbook's page: its head and its steps draw from here. */
export function RunbookPage({
  data,
  children,
}: {
  readonly data: PageData;
  readonly children: ReactNode;
}): ReactNode {
  const values = useValues(data);
  const [showsAll, setShowsAll] = useState(false);
  const named = useNamedStep(values.drawnFromAddress);
  useOpenOnPaper();
  const shown = useMemo(() => ({ ...values, showsAll, setShowsAll, named }), [values, showsAll, named]);
  const isHidden = ({ applies, anchor }: PageStep): boolean => !applies && !showsAll && anchor !== named;
  return (
    <RunbookContext value={shown}>
      <div className="runbook" data-shows-all={showsAll}>
        {children}
      </div>
      <HiddenInContents steps={values.view.steps} isHidden={isHidden} />
    </RunbookContext>
  );
}
