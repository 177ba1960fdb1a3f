import type { RunId, RunView } from '#core/index.ts';

import { both } from '../../messages/words.ts';
import type { Session } from '../session.ts';
import { progressLines } from '../status-text.ts';

/**
 * Carries a run on in this process until it needs a person, showing progress on stderr. While a bot is there it carries
 * out instead, and this only watches until the step has ended.
 */
export async function carryOutHere({ engine, screen, store }: Session, run: RunId): Promise<RunView> {
  const before = await engine.view(run);
  const lab = before?.state.target.kind === 'lab' ? before.state.target.name : null;
  const bots = await store.leases.others('');
  if (bots.some((holder) => holder.endsWith(lab === null ? ' @site' : ` @lab:${lab}`)))
    screen.aside(both('A bot carries this out; watching.', 'ボットが実行します。様子を表示します。'));
  const stop = new AbortController();
  let shown = '';
  const show = async () => {
    const view = await engine.view(run);
    const lines = view === null ? [] : progressLines(view, screen.language, new Date().toISOString());
    const text = lines.join('\n');
    if (text === shown || text === '') return;
    shown = text;
    screen.aside(text);
  };
  const ticking = setInterval(() => void show().catch(() => undefined), 1000);
  const interrupted = () => stop.abort();
  process.once('SIGINT', interrupted);
  try {
    await engine.work(stop.signal, [run]);
  } finally {
    clearInterval(ticking);
    process.removeListener('SIGINT', interrupted);
  }
  const view = await engine.view(run);
  if (view === null) throw new Error(`run ${run} is gone`);
  return view;
}
