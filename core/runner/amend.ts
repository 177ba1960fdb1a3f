import { shownDocument } from '../plan/shown.ts';
import { moveUsers, waveDocument } from '../plan/waves.ts';
import type { Members, Move } from '../plan/waves.ts';
import type { RunCommand } from '../run/commands.ts';
import { currentStep } from '../run/facts.ts';
import type { Actor } from '../run/question.ts';
import { type Refusal, refusal } from '../run/refusals.ts';
import type { OpenRun, RunState } from '../run/state.ts';
import type { UserMove } from './engine.ts';
import type { Tools } from './tools.ts';

/** What moving these users would make of both waves, stored; or why they cannot be moved. */
export async function moveOf(
  tools: Tools,
  run: OpenRun,
  { users: named, from, to }: UserMove,
): Promise<Move | Refusal> {
  const users = [...new Set(named)];
  const known = Object.keys(run.waves).join(', ');
  const [left, right] = [run.waves[from], run.waves[to]];
  if (left === undefined || right === undefined)
    return refusal('unknown-wave', { wave: left === undefined ? from : to, known });
  const [before, after] = [await tools.plans.wave(left.document), await tools.plans.wave(right.document)];
  if (before.domain !== after.domain || before.base !== after.base)
    return refusal('other-domain', { from, to });
  const moved = moveUsers(users, before, after);
  if (moved.unknown.length > 0 || users.length === 0)
    return refusal('not-in-wave', { users: moved.unknown.join(', '), wave: from });
  const store = async (wave: typeof before): Promise<Members> => ({
    document: await tools.parts.store.documents.put(waveDocument(wave)),
    count: wave.users?.length ?? 0,
  });
  return { users, from, to, members: { from: await store(moved.from), to: await store(moved.to) } };
}

/** The question about it: who moves, and who is in both waves then, is what people are shown. */
export async function requestMove(
  { parts }: Tools,
  state: RunState,
  move: Move,
  by: Actor,
  reason: string,
): Promise<RunCommand> {
  if (state.status !== 'open') throw new Error('nobody moves in a run that is over');
  const { planHash } = state.plan;
  const document = shownDocument({ planHash, operations: [], previews: {}, move });
  return {
    type: 'RequestStep',
    asks: 'amend',
    retry: false,
    shown: await parts.store.documents.put(document),
    about: { step: currentStep(state).id, attempt: state.attempt + 1, lost: null },
    move,
    reason,
    by,
    at: parts.clock.now(),
  };
}
