import { Fault } from '../errors.ts';
import type { RunCommand } from '../run/commands.ts';
import { decide } from '../run/decide.ts';
import type { Decision } from '../run/decision.ts';
import type { RunEvent } from '../run/events.ts';
import { fold } from '../run/evolve.ts';
import type { RunId } from '../run/question.ts';
import { refusal } from '../run/refusals.ts';
import type { RunState } from '../run/state.ts';
import type { Ledger, Standing } from './ledger.ts';

/** The answer to the first command, everything that was appended, and where the run stands now. */
export type Handled = {
  readonly decision: Decision;
  readonly events: readonly RunEvent[];
  readonly standing: Standing;
};

type Commands = readonly [RunCommand, ...RunCommand[]];
const TRIES = 40;

/**
 * Read, fold, decide, append. When somebody else appended first, it decides again: the state that was decided on is gone.
 * Several commands are appended at once, up to the first that is not accepted; the answer is that to the first.
 * @throws Fault journal-busy after many lost races, journal-corrupt
 */
export async function handle(ledger: Ledger, run: RunId, commands: Commands): Promise<Handled> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const standing = await ledger.read(run);
    const { decision, events, state } = decideAll(commands, standing.state);
    if (events.length === 0) return { decision, events, standing };
    const appended = await ledger.append(run, standing, events, state);
    switch (appended.kind) {
      case 'appended':
        return { decision, events, standing: appended.standing };
      case 'held':
        return { decision: heldBy(appended.hold, appended.run), events: [], standing };
      case 'conflict':
        // Uneven waits, so that two who lost against each other do not meet again.
        await ledger.clock.sleep(Math.random() * 4 * attempt);
    }
  }
  throw new Fault('journal-busy', `Writing to the run ${run}`, `${TRIES} races were lost in a row`);
}

function decideAll(
  commands: Commands,
  start: RunState,
): { readonly decision: Decision; readonly events: readonly RunEvent[]; readonly state: RunState } {
  const [first, ...others] = commands;
  const decision = decide(first, start);
  if (decision.kind !== 'accepted') return { decision, events: [], state: start };
  let events: readonly RunEvent[] = decision.events;
  let state = fold(decision.events, start);
  for (const command of others) {
    const next = decide(command, state);
    if (next.kind !== 'accepted') break;
    events = [...events, ...next.events];
    state = fold(next.events, state);
  }
  return { decision, events, state };
}

/** `channel:C1`, `host:mail.siroe.com` or `host:lab:NAME:mail.siroe.com`, as the journal names its holds. */
function heldBy(hold: string, run: RunId): Decision {
  const refused = hold.startsWith('channel:')
    ? refusal('channel-busy', { run })
    : refusal('host-busy', { run, host: hold.slice(hold.lastIndexOf(':') + 1) });
  return { kind: 'refused', refusal: refused };
}
