import type { PlannedStream } from '../plan/operation.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Executor } from './executor.ts';

const UNBUILT: Localized = { en: 'nothing was run: streams are not carried yet', ja: '何も実行していません' };

export const streamExecutor = (): Executor<PlannedStream> => ({
  preview: async () => ({ text: UNBUILT, changes: [] }),
  carryOut: async () => ({ kind: 'failed', reason: 'not-started', detail: UNBUILT, evidence: [] }),
  probe: async () => ({ kind: 'inconclusive', detail: UNBUILT, evidence: [] }),
});
