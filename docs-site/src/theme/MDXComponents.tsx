import MDXComponents from '@theme-original/MDXComponents';
import type { ComponentProps } from 'react';

import { RunbookHead } from '../runbook/head.tsx';
import { RunbookPage } from '../runbook/page.tsx';
import { StepHeading } from '../runbook/step-heading.tsx';
import { Step } from '../runbook/step.tsx';
import { GlossaryLink } from '../site/glossary-link.tsx';
import { RunbookValues } from '../values/runbook-values.tsx';

type Heading = Omit<ComponentProps<typeof StepHeading>, 'as'>;

/** What the generated pages may name. */
export default {
  ...MDXComponents,
  h2: (props: Heading) => <StepHeading as="h2" {...props} />,
  h3: (props: Heading) => <StepHeading as="h3" {...props} />,
  a: GlossaryLink,
  RunbookPage,
  RunbookHead,
  RunbookValues,
  Step,
};
