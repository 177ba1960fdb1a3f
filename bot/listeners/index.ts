import { listenToActions } from './actions/index.ts';
import { listenToCommands } from './commands/index.ts';
import type { Parts } from './parts.ts';
import { listenToViews } from './views/index.ts';

/** Everything that people can do in Slack. */
export function listen(parts: Parts): void {
  listenToCommands(parts);
  listenToActions(parts);
  listenToViews(parts);
}
