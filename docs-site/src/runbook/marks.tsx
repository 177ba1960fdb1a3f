import type { ReactNode } from 'react';

import type { Risk } from '../../../core/runbook/index.ts';

// Drawn, not only coloured: a ring, a triangle, a filled diamond are told apart on a grey printout too.
const SHAPES: { readonly [R in Risk]: ReactNode } = {
  safe: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2.5" />,
  disruptive: <path d="M8 1.5 15 14.5H1Z" fill="currentColor" />,
  irreversible: <path d="M8 0 16 8 8 16 0 8Z" fill="currentColor" />,
};

/** The shape of a risk; its name always stands beside it. */
export const RiskMark = ({ risk }: { readonly risk: Risk }): ReactNode => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" className="risk-mark">
    {SHAPES[risk]}
  </svg>
);

export const WarningMark = (): ReactNode => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path
      d="M8 1.6 15.2 14.4H.8Z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
    <path d="M8 6v4.2M8 11.8v1.2" stroke="currentColor" strokeWidth="1.6" />
  </svg>
);
