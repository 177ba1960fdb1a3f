import { refusal, type Refusal, type RunView } from '#core/index.ts';

import { allowed, type Desk } from '../desk.ts';

/**
 * The run that a form is about, or why nobody may answer it there. A form stands in no channel: what counts is the one of
 * its run, and the lists as they are now, not as they were when the form was opened.
 */
export async function gate(
  desk: Pick<Desk, 'engine' | 'settings'>,
  team: string,
  run: string | undefined,
): Promise<RunView | Refusal> {
  const view = run === undefined ? null : await desk.engine.view(run);
  if (view === null || view.state.channel === null) return refusal('unknown-question');
  return allowed(desk, team, view.state.channel) ? view : refusal('channel-not-allowed');
}
