import MDXComponents from '@theme-original/MDXComponents';
import type { ComponentProps } from 'react';

import { RunbookHead } from '../runbook/head.tsx';
import { RunbookPage } from '../runbook/page.tsx';
import { StepHeading } from '../runbook/step-heading.tsx';
import { Step } from '../runbook/step.tsx';
import { Term } from '../site/term.tsx';

type Heading = Omit<ComponentProps<typeof StepHeading>, 'as'>;

/** What the generated pages may name. */
export default {
  ...MDXComponents,
  h2: (props: Heading) => <StepHeading as="h2" {...props} />,
  h3: (props: Heading) => <StepHeading as="h3" {...props} />,
  RunbookPage,
  RunbookHead,
  Step,
  Term,
};
