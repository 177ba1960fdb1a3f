import type { Preview } from '../executors/executor.ts';
import { readShownDocument } from '../plan/shown.ts';
import type { Question, RunId } from '../run/question.ts';
import type { OpenRun } from '../run/state.ts';
import type { RunView } from './engine.ts';
import type { Standing } from './ledger.ts';
import type { Tools } from './tools.ts';

/** Everything that a drawing of the run needs; null where nothing was started under that name. */
export async function viewOf(
  { parts, plans }: Tools,
  run: RunId,
  standing: Standing,
): Promise<RunView | null> {
  const { state, version, head } = standing;
  if (state.status === 'not-started') return null;
  const { store } = parts;
  const names = (state.plan.waves ?? []).map(({ name }) => name);
  const [plan, waves, progress, holder] = await Promise.all([
    plans.of(state),
    Promise.all(names.flatMap((name) => state.waves[name] ?? []).map(({ document }) => plans.wave(document))),
    // What is over goes no further; whoever ended it may have died before it forgot. What was broken off is still looked at.
    state.status === 'open' || state.status === 'aborted' ? store.progress.of(run) : [],
    store.leases.holder(run),
  ]);
  const isOpen = state.status === 'open';
  const step = isOpen ? (plan.steps[state.cursor] ?? null) : null;
  return {
    run,
    version,
    head,
    state,
    plan,
    step,
    previews: await previewsOf(state, store),
    progress,
    waves,
    holder,
  };
}

/** What was shown with the question that is open, or with the one that is carried out or lost. */
async function previewsOf(
  { asked, phase }: Pick<OpenRun, 'asked' | 'phase'>,
  { documents }: Tools['parts']['store'],
): Promise<Readonly<Record<string, Preview>>> {
  const claimed: Question | null = phase.at === 'running' || phase.at === 'lost' ? phase.question : null;
  const question = asked?.question ?? claimed;
  return question === null ? {} : readShownDocument(await documents.get(question.shown)).previews;
}
