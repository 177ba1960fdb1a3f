import { type Preview, executorOf } from '../executors/executor.ts';
import type { PlannedOperation } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import { shownDocument } from '../plan/shown.ts';
import type { Asks, StepId } from '../run/question.ts';
import type { OpenRun } from '../run/state.ts';
import type { EngineParts } from './parts.ts';
import { rememberedBy } from './remembered.ts';
import { type Workbench, contextOf, secretsAtHand } from './workbench.ts';

/** A host that does not answer within this time is shown as one that does not answer. */
const PREVIEW_TIMEOUT_MS = 8000;
const NO_ANSWER: Preview = {
  text: { en: 'It could not be looked at: no answer.', ja: '応答がなく、確認できませんでした。' },
  changes: [],
};

/** What stands there may hold a secret that is not at hand in this process, so that nobody could take it out. */
const NOT_SHOWN: Preview = {
  text: {
    en: 'What is there is not shown: a secret of this run is not at hand here, and may stand in it.',
    ja: '内容は表示できません。この実行で使う秘密の値がここにはなく、内容に含まれていても伏せられないためです。',
  },
  changes: [],
};

export type LookAhead = { readonly shown: string; readonly previews: Readonly<Record<string, Preview>> };

/**
 * What people are asked about: the operations that are still to do, and what each would meet now. The document is stored
 * before it is named. A question that carries nothing out shows the plan alone.
 */
export async function lookAhead(
  parts: EngineParts,
  workbench: Workbench,
  plan: Plan,
  run: OpenRun,
  asks: Asks,
  step: StepId,
): Promise<LookAhead> {
  const operations = stillToDo(plan, run, asks, step);
  const entries = await Promise.all(
    operations.map(async (operation, index) => {
      const preview = await previewOf(parts, workbench, plan, run, operation, index > 0);
      return [operation.id, preview] as const;
    }),
  );
  const previews = Object.fromEntries(entries);
  const document = shownDocument({ planHash: plan.planHash, operations, previews });
  return { shown: await parts.store.documents.put(document), previews };
}

function stillToDo(plan: Plan, run: OpenRun, asks: Asks, id: StepId): readonly PlannedOperation[] {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined || (asks !== 'carry-out' && asks !== 'undo')) return [];
  const goesOn = asks === 'carry-out' || (run.phase.at === 'stopped' && run.phase.during === 'undo');
  const done = new Set(
    goesOn
      ? run.operations.filter(({ state }) => state === 'succeeded').map((operation) => operation.id)
      : [],
  );
  const all = asks === 'undo' ? step.undo : step.operations;
  const left = all.filter((operation) => !done.has(operation.id));
  // Only the proof is left: that is what is asked about.
  return left.length === 0 ? step.verify : left;
}

async function previewOf(
  parts: EngineParts,
  workbench: Workbench,
  plan: Plan,
  run: OpenRun,
  operation: PlannedOperation,
  follows: boolean,
): Promise<Preview> {
  const leave = new AbortController();
  const secrets = secretsAtHand(parts, plan);
  const context = contextOf(parts, plan, workbench.connections(run.run, plan), secrets, {
    job: `preview.${operation.id}`,
    follows,
    remembered: async (of) => rememberedBy(run, of),
    meet: async (_host, spool, boot) => ({ spool, boot }),
    report: () => {},
    cancel: leave.signal,
    leave: leave.signal,
  });
  const tooLong = parts.clock.sleep(PREVIEW_TIMEOUT_MS, leave.signal).then(() => NO_ANSWER);
  try {
    const looking = executorOf(parts.executors, operation).preview(operation, context);
    const preview = await Promise.race([looking, tooLong]);
    const quotes = operation.verb === 'file' || preview.changes.length > 0;
    return quotes && !secrets.areWhole ? NOT_SHOWN : preview;
  } catch (error) {
    parts.log(`Looking ahead at ${operation.id} of ${run.run}`, error);
    return NO_ANSWER;
  } finally {
    leave.abort();
  }
}
