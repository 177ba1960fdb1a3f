import { bindPlan, givenWaves } from '../plan/bind.ts';
import type { RunCommand } from '../run/commands.ts';
import { decide } from '../run/decide.ts';
import type { Decision } from '../run/decision.ts';
import { lostKey } from '../run/facts.ts';
import { has } from '../run/policy.ts';
import type { Actor, Asks, Question, RunId } from '../run/question.ts';
import { type Refusal, refusal } from '../run/refusals.ts';
import type { OpenRun, RunState } from '../run/state.ts';
import { moveOf, requestMove } from './amend.ts';
import type { Engine, PlanReply, PlanRequest, Reply } from './engine.ts';
import { follow } from './follow.ts';
import { type Handled, handle } from './handle.ts';
import { lookBack } from './look-back.ts';
import type { EngineParts } from './parts.ts';
import { proposeWaves } from './propose-waves.ts';
import { lookAhead } from './shown.ts';
import { startRun } from './start.ts';
import { type Tools, toolsOf } from './tools.ts';
import { viewOf } from './view.ts';
import { workAsBot, workOn } from './work.ts';

/** The engine of this process. Several may share a store: the journal decides between them. */
export function openEngine(parts: EngineParts): Engine {
  const tools = toolsOf(parts);
  const { store, clock } = parts;

  async function reply(run: RunId, { decision, events, standing }: Handled): Promise<Reply> {
    const view = await viewOf(tools, run, standing);
    if (decision.kind === 'refused') return { kind: 'refused', refusal: decision.refusal, view };
    if (view === null) throw new Error(`run ${run} was decided on before it started`);
    return decision.kind === 'unchanged'
      ? { kind: 'unchanged', because: decision.because, view }
      : { kind: 'accepted', events, view };
  }

  /** Decides one command, built from how the run stands. */
  async function answer(run: RunId, command: (state: RunState) => RunCommand | Refusal): Promise<Reply> {
    const standing = await tools.ledger.read(run);
    if (standing.state.status === 'not-started')
      return { kind: 'refused', refusal: refusal('unknown-run', { run }), view: null };
    const made = command(standing.state);
    if ('code' in made) return { kind: 'refused', refusal: made, view: await viewOf(tools, run, standing) };
    return reply(run, await handle(tools.ledger, run, [made]));
  }

  return {
    list: async () => parts.planning.list(),
    plan: async (request) => planReply(parts, request),
    async start(request, by) {
      const started = await startRun(tools, request, by);
      return 'code' in started
        ? { kind: 'refused', refusal: started, view: null }
        : reply(started.run, started.handled);
    },
    async ask(run, asks, by, reason, retry = false) {
      const standing = await tools.ledger.read(run);
      if (standing.state.status === 'not-started')
        return { kind: 'refused', refusal: refusal('unknown-run', { run }), view: null };
      const request = requestOf(standing.state, asks, by, reason ?? null, retry, clock.now());
      // First whether it may be asked at all: looking ahead asks the hosts, and takes a moment.
      const decision = decide(request, standing.state);
      if (decision.kind !== 'accepted' || standing.state.status !== 'open')
        return reply(run, { decision, events: [], standing });
      const [requested] = decision.events;
      if (requested.type !== 'StepRequested') throw new Error(`${requested.type} answers a request`);
      const overtaken = await overtakes(tools, standing.state, asks);
      if (overtaken !== null) return reply(run, { ...overtaken, standing: await tools.ledger.read(run) });
      const { question } = requested;
      const shown = await lookedAhead(tools, standing.state, question);
      const about = { step: question.step, attempt: question.attempt, lost: lostKey(standing.state) };
      return reply(run, await handle(tools.ledger, run, [{ ...request, shown, about }]));
    },
    proposeWaves: (request) => proposeWaves(tools, request),
    async moveUsers(run, wanted, by, reason) {
      const standing = await tools.ledger.read(run);
      const { state } = standing;
      const move =
        state.status === 'open'
          ? await moveOf(tools, state, wanted)
          : refusal(state.status === 'not-started' ? 'unknown-run' : 'run-not-open', { run });
      if ('code' in move) return { kind: 'refused', refusal: move, view: await viewOf(tools, run, standing) };
      return reply(run, await handle(tools.ledger, run, [await requestMove(tools, state, move, by, reason)]));
    },
    async approve(run, question, by) {
      const { state } = await tools.ledger.read(run);
      const open = openQuestion(state);
      // Before anything is looked for: what is open afterwards may be another question.
      const about = question ?? open;
      const overtaken =
        state.status === 'open' && open !== null && has(by, 'approver')
          ? await overtakes(tools, state, open.asks)
          : null;
      if (overtaken !== null) return reply(run, { ...overtaken, standing: await tools.ledger.read(run) });
      return answer(run, () =>
        about === null
          ? refusal('nothing-to-answer')
          : { type: 'ApproveStep', question: about, by, at: clock.now() },
      );
    },
    reject: (run, question, reason, by) =>
      answer(run, (state) => {
        const about = question ?? openQuestion(state) ?? runningQuestion(state);
        return about === null
          ? refusal('nothing-to-answer')
          : { type: 'RejectStep', question: about, reason, by, at: clock.now() };
      }),
    confirm: (run, done, note, by, of = null) =>
      answer(run, () => ({ type: 'ConfirmOperation', of, done, note, by, at: clock.now() })),
    cancel: (run, by) => answer(run, () => ({ type: 'CancelJobs', by, at: clock.now() })),
    note: (run, text, by) => answer(run, () => ({ type: 'AddNote', text, by, at: clock.now() })),
    pause: (run, reason, by) => answer(run, () => ({ type: 'PauseRun', reason, by, at: clock.now() })),
    async abort(run, reason, by) {
      const { state } = await tools.ledger.read(run);
      const abort: RunCommand = { type: 'AbortRun', reason, by, at: clock.now() };
      // A run that is closed gives its hosts free: not while a command of it still works there.
      const isLost = state.status === 'open' && state.phase.at === 'lost';
      if (isLost && decide(abort, state).kind === 'accepted' && (await lookBack(tools, state)) === 'alive') {
        const decision: Decision = { kind: 'refused', refusal: refusal('still-alive') };
        return reply(run, { decision, events: [], standing: await tools.ledger.read(run) });
      }
      return answer(run, () => abort);
    },
    view: async (run) => viewOf(tools, run, await tools.ledger.read(run)),
    runs: async () => (await store.journal.runs()).map(({ run, open }) => ({ run, open })),
    log: (run) => store.journal.read(run),
    audit: (run) => store.journal.audit(run),
    evidence: (hash) => store.documents.get(hash),
    work: (stop, runs) => (runs === undefined ? workAsBot(tools, stop) : workOn(tools, stop, runs)),
    follow: (callback) => follow(tools, callback),
    [Symbol.asyncDispose]: () => tools.workbench.closeAll(),
  };
}

type RequestStep = Extract<RunCommand, { type: 'RequestStep' }>;

/** Retrying what stopped while it was undone means undoing it. */
function requestOf(
  state: RunState,
  asks: Asks,
  by: Actor,
  reason: string | null,
  retry: boolean,
  at: string,
): RequestStep {
  const undoing =
    retry && state.status === 'open' && state.phase.at === 'stopped' && state.phase.during === 'undo';
  if (!undoing || asks !== 'carry-out')
    return { type: 'RequestStep', asks, retry, shown: '', reason, by, at };
  const before = state.past.findLast(({ question }) => question.asks === 'undo')?.reason ?? null;
  return { type: 'RequestStep', asks: 'undo', retry, shown: '', reason: reason ?? before, by, at };
}

async function lookedAhead(tools: Tools, run: OpenRun, question: Question): Promise<string> {
  const { parts, workbench, plans, lookedAt } = tools;
  const plan = await plans.of(run);
  const { shown } = await lookAhead(parts, workbench, plan, run, question.asks, question.step);
  lookedAt.note(question, shown);
  return shown;
}

/** What is lost is looked for before anybody says how it ended: it may live, or its end may be known by now. */
async function overtakes(tools: Tools, run: OpenRun, asks: Asks): Promise<Omit<Handled, 'standing'> | null> {
  if (run.phase.at !== 'lost' || (asks !== 'settle-done' && asks !== 'settle-not-done')) return null;
  const found = await lookBack(tools, run);
  if (found === null) return null;
  const code = found === 'alive' ? 'still-alive' : 'outcome-not-lost';
  return { decision: { kind: 'refused', refusal: refusal(code) }, events: [] };
}

const openQuestion = (state: RunState): Question | null =>
  state.status === 'open' ? (state.asked?.question ?? null) : null;
const runningQuestion = (state: RunState): Question | null =>
  state.status === 'open' && state.phase.at === 'running' ? state.phase.question : null;

function planReply({ planning }: EngineParts, request: PlanRequest): PlanReply {
  const compiled = planning.compile(request);
  return compiled.kind === 'planned'
    ? { kind: 'planned', plan: bindPlan(compiled.plan, givenWaves(compiled.plan)) }
    : compiled;
}
