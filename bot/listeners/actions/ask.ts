import { readPlace } from '../../messages/question-value.ts';
import type { Parts } from '../parts.ts';
import { onPlace } from './click.ts';

/** Next step, retry, resume: asked for with a click, nothing to fill in. */
export function listenToAsk(parts: Parts): void {
  const { engine } = parts.desk;
  onPlace(parts, 'next_step', readPlace, async (click, { run }, by) =>
    click.tell(await engine.ask(run, 'carry-out', by)),
  );
  onPlace(parts, 'retry', readPlace, async (click, { run }, by) =>
    click.tell(await engine.ask(run, 'carry-out', by, undefined, true)),
  );
  onPlace(parts, 'resume', readPlace, async (click, { run }, by) =>
    click.tell(await engine.ask(run, 'resume', by)),
  );
}
