import { userInfo } from 'node:os';
import { join } from 'node:path';

import {
  type Actor,
  type Engine,
  isLabRunning,
  type Language,
  type Problem,
  refusal,
  type Refusal,
  type Reply,
  type RunbookSummary,
  type RunId,
  type RunView,
  type Store,
} from '#core/index.ts';

import { type Arguments, UsageError } from '../arguments.ts';
import type { Places, Settings } from '../config.ts';
import { cardWords } from '../messages/card-words.ts';
import { problemSentence } from '../messages/problem-sentence.ts';
import { refusalSentence } from '../messages/refusals.ts';
import { stepStanding } from '../messages/step-standing.ts';
import { both } from '../messages/words.ts';
import { actorOf, loadPeople, type People } from '../people.ts';
import { EXIT, type Exit, type Screen } from './screen.ts';

/** What a command of the terminal works with. */
export type Session = {
  readonly args: Arguments;
  readonly screen: Screen;
  readonly places: Places;
  readonly settings: Settings;
  readonly people: People;
  readonly store: Store;
  readonly engine: Engine;
  /** Values that this place already knows: a lab's. */
  readonly suggested: Readonly<Record<string, string>>;
};

/**
 * The OS login that types: the process's own, or the one behind sudo where that is root or an account of nobody's. Anybody
 * can set SUDO_USER, so it must not make one person of `people.yaml` another.
 */
export function loginOf(
  environment: NodeJS.ProcessEnv,
  people: People,
  own: { readonly uid: number; readonly username: string } = userInfo(),
): string {
  const behind = environment['SUDO_USER'];
  const believed = behind !== undefined && (own.uid === 0 || people.byLogin(own.username) === undefined);
  return believed ? behind : own.username;
}

/** Where the lab `name` keeps its site folder. */
export const labSite = (places: Pick<Places, 'data'>, name: string): string =>
  join(places.data, 'lab', name, 'site');

/** Who types: by OS login; on a lab alone, whoever `--as` names. */
export function whoActs(session: Session, lab: string | null): Actor | Refusal {
  const { args, people } = session;
  if (args.as !== null) {
    if (lab === null) return refusal('rehearsal-only');
    const simulated = loadPeople(labSite(session.places, lab)).people;
    const person = simulated.byId(args.as);
    if (person === undefined) {
      const known = simulated.all.map(({ id }) => id);
      throw new UsageError(
        `--as: found "${args.as}", allowed in ${lab}: ${known.join(', ')}`,
        `--as：「${args.as}」という人は ${lab} にいません。指定できるのは ${known.join('、')} です。`,
      );
    }
    return actorOf(person, { kind: 'lab', name: args.as }, 'terminal');
  }
  const login = loginOf(process.env, people);
  const person = people.byLogin(login);
  return person === undefined
    ? refusal('account-unknown', { login })
    : actorOf(person, { kind: 'os', login }, 'terminal');
}

/** `--run`, else the only open run. */
export async function whichRun({ args, engine }: Session): Promise<RunId | Refusal> {
  const runs = await engine.runs();
  if (args.run !== null)
    return runs.some(({ run }) => run === args.run) ? args.run : refusal('unknown-run', { run: args.run });
  const open = runs.filter((one) => one.open);
  const [only, ...others] = open;
  if (only === undefined) return refusal('no-open-run');
  return others.length === 0
    ? only.run
    : refusal('which-run', { runs: open.map(({ run }) => run).join(', ') });
}

/** The run to read about: as `whichRun`, but where none is open, the one that was started last. */
export async function whichRunToRead(session: Session): Promise<RunId | Refusal> {
  const found = await whichRun(session);
  if (typeof found === 'string' || found.code !== 'no-open-run') return found;
  const [newest] = await session.engine.runs();
  return newest?.run ?? found;
}

/** What is asked for needs the hosts, or does so only while something runs there. Left out: never. */
type NeedsHosts = 'always' | 'while-running';

/** Finds the run and who acts on it; `act` is called with both, unless it needs hosts of a lab that has ended. */
export async function onRun(
  session: Session,
  act: (run: RunId, by: Actor) => Promise<Reply>,
  needs?: NeedsHosts,
): Promise<Reply> {
  const run = await whichRun(session);
  if (typeof run !== 'string') return { kind: 'refused', refusal: run, view: null };
  const view = await session.engine.view(run);
  const by = whoActs(session, view?.state.target.kind === 'lab' ? view.state.target.name : null);
  if ('code' in by) return { kind: 'refused', refusal: by, view };
  if (view !== null && needs !== undefined && (await isOnEndedLab(session, view, needs)))
    return { kind: 'refused', refusal: labNotRunning(view), view };
  return act(run, by);
}

function labNotRunning({ run, state }: RunView): Refusal {
  const goOn = `npm run -s watari -- rehearse --run ${run} --yes`;
  const ways = { run, goOn, end: `${goOn} --abort` };
  // The workspace opens on the lab of a run that was started in it, and on no other.
  return refusal('lab-not-running', state.channel === null ? ways : { ...ways, start: 'npm start' });
}

/** Whoever waited for such a host would wait for ever. */
async function isOnEndedLab(
  { places }: Session,
  { state: { target, ...state } }: RunView,
  needs: NeedsHosts,
): Promise<boolean> {
  if (target.kind !== 'lab' || state.status !== 'open') return false;
  if (needs === 'while-running' && state.phase.at !== 'running') return false;
  return !(await isLabRunning(join(places.data, 'lab', target.name)));
}

/** Says no, on stderr and as JSON. */
export function sayRefusal(screen: Screen, no: Refusal): Exit {
  const sentence = refusalSentence(no);
  screen.data({ refused: no.code, values: no.values, sentence });
  screen.aside(sentence);
  // By it the reference, logs and scripts know the refusal.
  const { en, ja } = cardWords.refusalCode;
  screen.aside(both(`  ${en}: ${no.code}`, `  ${ja}：${no.code}`));
  return EXIT.no;
}

/** Says every problem. With the runbook's parameters, Japanese can say what each may hold. */
export function sayProblems(
  screen: Screen,
  problems: readonly Problem[],
  parameters?: RunbookSummary['parameters'],
): Exit {
  screen.data({ problems });
  for (const problem of problems) {
    const said = problemSentence(problem, parameters);
    screen.aside(problem.file === 'values' ? both(`--set ${said.en}`, `--set ${said.ja}`) : said);
  }
  return EXIT.no;
}

/** Parameters of a runbook; none where there is no such runbook. */
export const parametersOf = async (engine: Engine, runbook: string): Promise<RunbookSummary['parameters']> =>
  (await engine.list()).find(({ id }) => id === runbook)?.parameters ?? {};

export const languageFor = (args: Arguments, stored: Language | null, settings: Settings): Language =>
  args.lang ?? stored ?? settings.language;

/** What scripts get of a run. */
export const viewJson = (view: RunView) => ({
  run: view.run,
  runbook: view.plan.runbook,
  status: view.state.status,
  target: view.state.target,
  version: view.version,
  head: view.head,
  planHash: view.plan.planHash,
  step:
    view.step === null
      ? null
      : { id: view.step.id, number: view.step.number, title: view.step.title, risk: view.step.risk },
  attempt: view.state.attempt,
  phase: view.state.phase,
  question: view.state.asked?.question ?? null,
  approvedBy: view.state.asked?.approvedBy.map(({ person }) => person) ?? [],
  requiredApprovals: view.state.asked?.required ?? 0,
  operations: view.state.operations.map(({ id, state }) => ({ id, state })),
  results: view.state.results.map((result, index) => {
    const { code, operations } = stepStanding(view, index);
    return { ...result, standing: code, operations };
  }),
  downtime: view.state.downtime,
  paused: view.state.paused,
  aborting: view.state.aborting,
  cancelledBy: view.state.claimed?.cancelledBy ?? null,
  endedAt: view.state.status === 'open' ? null : view.state.endedAt,
  previews: view.previews,
  progress: view.progress,
  holder: view.holder,
});
