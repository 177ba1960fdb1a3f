import type { Actor, Engine, Reply, RunId, RunView } from '#core/index.ts';

import { refusalSentence } from '../messages/refusals.ts';
import { actorOf, type Person } from '../people.ts';

/** How often simulated people ask for a step that failed. */
const RETRIES = 3;

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

export type Moves = { readonly completed: boolean; readonly because: string };

/** What people do at a run until it is closed or they are at a loss. Settling is left to probes alone. */
export async function playRun(
  engine: Engine,
  run: RunId,
  cast: Cast,
  watch: (view: RunView) => Promise<void>,
): Promise<Moves> {
  const failures = new Map<string, number>();
  for (;;) {
    const view = await engine.view(run);
    if (view === null) return { completed: false, because: 'the run is gone' };
    await watch(view);
    const { state } = view;
    if (state.status !== 'open') return { completed: state.status === 'completed', because: state.status };
    const step = view.step?.id ?? '';
    if (state.asked !== null && state.asked.approvedBy.length < state.asked.required) {
      const said = state.asked.approvedBy.map(({ person }) => person);
      const next = cast.approve.find(({ person }) => !said.includes(person));
      if (next === undefined) return { completed: false, because: `nobody is left to approve ${step}` };
      must(await engine.approve(run, state.asked.question, next));
    } else if (state.asked !== null || (state.phase.at === 'running' && !waitsForPerson(view)))
      await change(engine, run, view.version);
    else if (state.phase.at === 'running')
      must(await engine.confirm(run, true, 'rehearsal: done by the simulated operator', cast.asks));
    else if (state.phase.at === 'idle') must(await engine.ask(run, 'carry-out', cast.asks));
    else if (state.phase.at === 'stopped') {
      const times = (failures.get(step) ?? 0) + 1;
      failures.set(step, times);
      if (times > RETRIES) return { completed: false, because: `${step}: ${state.phase.detail}` };
      must(await engine.ask(run, 'carry-out', cast.asks, undefined, true));
    } else if (state.phase.at === 'lost')
      return { completed: false, because: `${step}: outcome lost (${state.phase.detail})` };
  }
}

function must(reply: Reply): void {
  if (reply.kind === 'refused' && reply.refusal.code !== 'stale-question')
    throw new Error(`Rehearsing: ${refusalSentence(reply.refusal).en}`);
}

function waitsForPerson({ state, step }: RunView): boolean {
  const now = state.operations.find((operation) => operation.state === 'started')?.id;
  const planned = [...(step?.operations ?? []), ...(step?.undo ?? [])].find(({ id }) => id === now);
  return planned?.verb === 'manual' || (planned?.verb === 'site' && planned.mapped === null);
}

/** Resolves once the run stands at another version. */
function change(engine: Engine, run: RunId, version: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      const view = await engine.view(run);
      if (view !== null && view.version === version) return;
      stop();
      resolve();
    };
    const stop = engine.follow(() => void look().catch(reject));
    look().catch(reject);
  });
}
