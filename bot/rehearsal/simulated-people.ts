import { setTimeout as pause } from 'node:timers/promises';

import type { Actor, Asked, Engine, Localized, Reply, RunId, RunView } from '#core/index.ts';

import { refusalSentence } from '../messages/refusals.ts';
import { stepName } from '../messages/standing.ts';
import { both } from '../messages/words.ts';
import { actorOf, type Person } from '../people.ts';
import { Crew } from './crew.ts';

/** How often simulated people ask again for a step that stopped, unless told otherwise. */
export const RETRIES = 3;
/** Before they ask again for the second time and the third: a host that is on its way back is met then. */
const PAUSES_MS = [0, 1000, 3000];

export type Cast = { readonly asks: Actor; readonly approve: readonly [Actor, Actor] };

/** One who asks and two others who approve, out of a lab's people. @throws Error if the lab has too few */
export function castOf(people: readonly Person[]): Cast {
  const act = (person: Person): Actor => actorOf(person, { kind: 'lab', name: person.id }, 'rehearsal');
  const operator = people.find(({ roles }) => roles.includes('operator'));
  const [first, second] = people.filter((person) => person !== operator && person.roles.includes('approver'));
  if (operator === undefined || first === undefined || second === undefined)
    throw new Error('Rehearsing: the lab needs one operator and two other approvers in people.yaml');
  return { asks: act(operator), approve: [act(first), act(second)] };
}

export type Moves =
  | { readonly kind: 'closed'; readonly completed: boolean }
  /** Nobody of them knows what to do. */
  | { readonly kind: 'stuck'; readonly because: Localized }
  | { readonly kind: 'interrupted' };

export type Play = {
  /** How often they ask again for a step that stopped. */
  readonly retries?: number;
  /** Ends the play where it is. */
  readonly stop?: AbortSignal;
  /** Whoever carries out in this process; null where another one does. */
  readonly crew?: Crew | null;
};

/**
 * What people do at a run until it is closed or they are at a loss. Settling is left to probes, but for
 * verifications that a person makes: what they say is believed here, and the comparison of the lab finds them wrong. `watch` is told of
 * every standing of the run before anybody moves.
 */
export async function playRun(
  engine: Engine,
  run: RunId,
  cast: Cast,
  watch: (view: RunView) => Promise<void>,
  { retries = RETRIES, stop = new AbortController().signal, crew = null }: Play = {},
): Promise<Moves> {
  const stopped = new Map<string, number>();
  for (;;) {
    const view = await viewed(engine, run);
    await watch(view);
    if (stop.aborted) return { kind: 'interrupted' };
    const { state } = view;
    const step = view.step?.id ?? '';
    if (state.status !== 'open') return { kind: 'closed', completed: state.status === 'completed' };
    if (isWanting(state.asked) && nextToApprove(state.asked, cast) === undefined)
      return stuck(view, both('nobody is left to approve it', '承認できる人が残っていません'));
    if (state.asked === null && state.phase.at === 'stopped') {
      const times = stopped.get(step) ?? 0;
      if (times >= retries) return stuck(view, state.phase.detail);
      stopped.set(step, times + 1);
      await pause(PAUSES_MS[times] ?? 0, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return { kind: 'interrupted' };
    }
    if (state.asked === null && state.phase.at === 'lost') {
      await crew?.finish(run);
      const after = await viewed(engine, run);
      if (after.version === view.version) return stuck(view, state.phase.detail);
      continue;
    }
    const said = await move(engine, view, cast);
    if (said === null) {
      const changing = change(engine, view, stop);
      await (crew?.alongside(changing) ?? changing);
    } else if (said.kind === 'refused' && said.refusal.code !== 'stale-question')
      return stuck(view, refusalSentence(said.refusal));
  }
}

/** What one of them does now; null where there is nothing but to wait. */
async function move(engine: Engine, view: RunView, cast: Cast): Promise<Reply | null> {
  const { run, state } = view;
  if (state.status !== 'open') return null;
  const { asked, phase } = state;
  if (asked !== null) {
    const next = isWanting(asked) ? nextToApprove(asked, cast) : undefined;
    return next === undefined ? null : engine.approve(run, asked.question, next);
  }
  if (phase.at === 'running')
    return waitsForPerson(view)
      ? engine.confirm(run, true, 'rehearsal: done by the simulated operator', cast.asks)
      : null;
  if (phase.at === 'stopped' && phase.why === 'unverified' && isForPerson(view))
    return engine.ask(run, 'settle-done', cast.asks, 'rehearsal: looked at by the simulated operator');
  return engine.ask(run, 'carry-out', cast.asks, undefined, phase.at === 'stopped');
}

/** Part of the verification is for a person to say, and nothing was found that speaks against it. */
const isForPerson = ({ state, step }: RunView): boolean =>
  state.status === 'open' &&
  state.phase.at === 'stopped' &&
  state.phase.during === 'carry-out' &&
  step?.verify.some(({ verb }) => verb === 'manual') === true;

const isWanting = (asked: Asked | null): asked is Asked =>
  asked !== null && asked.approvedBy.length < asked.required;
const nextToApprove = ({ approvedBy }: Asked, cast: Cast): Actor | undefined =>
  cast.approve.find(({ person }) => !approvedBy.some((by) => by.person === person));

const stuck = (view: RunView, because: Localized): Moves => {
  const name = view.step === null ? both('', '') : stepName(view.step);
  return { kind: 'stuck', because: both(`${name.en}: ${because.en}`, `${name.ja}：${because.ja}`) };
};

async function viewed(engine: Engine, run: RunId): Promise<RunView> {
  const view = await engine.view(run);
  if (view === null) throw new Error(`run ${run} is gone`);
  return view;
}

function waitsForPerson({ state, step }: RunView): boolean {
  const now = state.operations.find((operation) => operation.state === 'started')?.id;
  const planned = [...(step?.operations ?? []), ...(step?.undo ?? [])].find(({ id }) => id === now);
  return planned?.verb === 'manual' || (planned?.verb === 'site' && planned.mapped === null);
}

/** Resolves once the run stands at another version, or it is over. */
function change(engine: Engine, { run, version }: RunView, stop: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const view = await engine.view(run);
      if (view !== null && view.version === version && !stop.aborted) return;
      end();
      resolve();
    };
    const looking = () => void look().catch(reject);
    const unfollow = engine.follow(looking);
    const end = () => {
      unfollow();
      stop.removeEventListener('abort', looking);
    };
    stop.addEventListener('abort', looking);
    looking();
  });
}
