import { createContext, useContext } from 'react';

import type { Values } from '../values/use-values.ts';

export type RunbookShown = Values & {
  /** Whether steps that do not apply are shown, greyed. */
  readonly showsAll: boolean;
  readonly setShowsAll: (shows: boolean) => void;
  /** The anchor that the address names. */
  readonly named: string | null;
};

export const RunbookContext = createContext<RunbookShown | null>(null);

/** The runbook of the page that is being drawn. */
export function useRunbook(): RunbookShown {
  const shown = useContext(RunbookContext);
  if (shown === null) throw new Error('a step stands outside of its runbook');
  return shown;
}
