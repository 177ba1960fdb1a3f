import type { PlannedManual } from '../plan/operation.ts';
import type { Executor } from './executor.ts';

/** A person does it. The runner waits for their confirmation and never calls anything but `preview`. */
export const manual: Executor<PlannedManual> = {
  preview: async ({ ask }) => ({ text: ask, changes: [] }),
  carryOut: () => Promise.reject(new Error('a manual operation is confirmed by a person, never carried out')),
  probe: async () => ({
    kind: 'inconclusive',
    detail: { en: 'only a person can look at this', ja: '担当者による確認が必要です' },
    evidence: [],
  }),
};
