import { readFileSync, rmSync } from 'node:fs';

import {
  LAB_SIZES,
  type LabSize,
  type Plan,
  type PlannedFault,
  type RunId,
  type RunView,
} from '#core/index.ts';

import { type Arguments, UsageError } from '../../arguments.ts';
import { standingOf } from '../../messages/standing.ts';
import { both } from '../../messages/words.ts';
import { type OpenedSite, openSite } from '../../open-site.ts';
import { loadPeople } from '../../people.ts';
import { Crew } from '../../rehearsal/crew.ts';
import { faultPlayer, faultsOf } from '../../rehearsal/fault-player.ts';
import { type LabProcess, startLabProcess } from '../../rehearsal/lab-process.ts';
import { castOf, playRun, RETRIES } from '../../rehearsal/simulated-people.ts';
import { freshStage, type Stage, stageOf } from '../../rehearsal/stage.ts';
import { faultLine, faultText } from '../fault-lines.ts';
import { progressLine, reporter, stepsJson, whyNoStage, whyNotCompleted } from '../rehearsal-text.ts';
import { EXIT, type Exit, logOn, type Screen } from '../screen.ts';
import { sayProblems, sayRefusal, type Session } from '../session.ts';

type Ready = Extract<Stage, { kind: 'ready' }>;

/**
 * Carries a runbook out on a lab, asked by one simulated person and approved by two others: on a fresh one, or with
 * `--run` on the one where a rehearsal was interrupted.
 */
export async function rehearse(session: Pick<Session, 'args' | 'screen' | 'places'>): Promise<Exit> {
  const { args, screen, places } = session;
  if (args.abort && args.run === null)
    throw new UsageError('--abort: allowed with --run alone', '--abort は --run と一緒にだけ使えます。');
  if (!args.yes)
    throw new UsageError(
      'A rehearsal starts simulated hosts on this machine. Say --yes to go on.',
      'リハーサルはこのマシンで模擬ホストを起動します。続けるには --yes を付けてください。',
    );
  const wanted = args.abort ? 'aborted' : 'completed';
  const seed = wholeNumber('--seed', args.seed, 1);
  const size = sizeOf(args.size);
  const retries = wholeNumber('--retries', args.retries, RETRIES);
  const stage =
    args.run === null ? await freshStage(places, args.words[0] ?? '') : await stageOf(places, args.run);
  if (stage.kind !== 'ready') return sayWhyNot(screen, stage);
  let hasBegun = stage.run !== null;
  const stop = new AbortController();
  const interrupt = () => stop.abort();
  for (const signal of SIGNALS) process.once(signal, interrupt);
  try {
    await using lab = disposable(await startLabProcess(stage.dir, { scenario: stage.scenario, seed, size }));
    await using site = disposable(
      await openSite(
        { ...places, site: lab.site },
        (text, error) => logOn(screen, text, error),
        (path) => readFileSync(path, 'utf8'),
      ),
    );
    if (site.problems.length > 0) return sayProblems(screen, site.problems);
    const begun = await begin(session, stage, lab, site);
    if (typeof begun === 'number') return begun;
    hasBegun = true;
    const thrown = begun.faults.map((fault) => faultText(fault, begun.plan));
    if (thrown.length > 0)
      screen.aside(both(`Faults: ${thrown.join(',')}`, `起こす障害：${thrown.join(',')}`));
    return await play(screen, lab, site, { ...begun, wanted, retries, stop: stop.signal });
  } finally {
    // On a lab without a run nothing happened that somebody would want to look at.
    if (!hasBegun) rmSync(stage.dir, { recursive: true, force: true });
    for (const signal of SIGNALS) process.removeListener(signal, interrupt);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

type Begun = { readonly run: RunId; readonly plan: Plan; readonly faults: readonly PlannedFault[] };

type Manner = {
  readonly retries: number;
  readonly stop: AbortSignal;
  readonly wanted: 'completed' | 'aborted';
};

/** Starts the run, or finds the one that was left. Faults are read first, so that a wrong one leaves no run behind. */
async function begin(
  { args, screen }: Pick<Session, 'args' | 'screen'>,
  stage: Ready,
  lab: LabProcess,
  { desk: { engine, suggested } }: OpenedSite,
): Promise<Begun | Exit> {
  const { asks } = castOf(loadPeople(lab.site).people.all);
  if (stage.run !== null) {
    const view = await engine.view(stage.run);
    if (view === null) throw new Error(`run ${stage.run} is gone`);
    const aborting = args.abort ? await engine.abort(stage.run, 'rehearse --abort', asks) : null;
    if (aborting?.kind === 'refused') return sayRefusal(screen, aborting.refusal);
    return { run: stage.run, plan: view.plan, faults: readFaults(args, view.plan) };
  }
  const request = { runbook: stage.runbook, values: { ...suggested, ...args.set } };
  const planned = await engine.plan(request);
  if (planned.kind === 'problems') return sayProblems(screen, planned.problems);
  if (planned.kind === 'refused') return sayRefusal(screen, planned.refusal);
  const faults = readFaults(args, planned.plan);
  const started = await engine.start({ ...request, channel: null }, asks);
  if (started.kind === 'refused') return sayRefusal(screen, started.refusal);
  return { run: started.view.run, plan: started.view.plan, faults };
}

/** Lets the simulated people play it to its end, and says how that was. */
async function play(
  screen: Screen,
  lab: LabProcess,
  { desk: { engine } }: OpenedSite,
  { run, plan, faults, wanted, retries, stop }: Begun & Manner,
): Promise<Exit> {
  const strike = faultPlayer(lab, plan, faults, (moment) => {
    const line = faultLine(moment, plan);
    if (line !== null) screen.aside(line);
  });
  const report = reporter((view) => screen.aside(progressLine(view)));
  const watch = async (view: RunView) => {
    report(view);
    await strike(view);
  };
  const cast = castOf(loadPeople(lab.site).people.all);
  const moves = await (async () => {
    await using crew = new Crew(engine);
    return await playRun(engine, run, cast, watch, { retries, stop, crew });
  })();
  const view = await engine.view(run);
  if (view === null) throw new Error(`run ${run} is gone`);
  await lab.tell('export');
  screen.data({
    run,
    status: view.state.status,
    lab: lab.dir,
    faults: faults.map((fault) => faultText(fault, plan)),
    steps: stepsJson(view),
  });
  const standing = standingOf(view).sentence;
  screen.line(
    both(
      `${run}: ${standing.en} The lab stays in ${lab.dir}.`,
      `${run}：${standing.ja}ラボは ${lab.dir} に残ります。`,
    ),
  );
  const isWell = view.state.status === wanted;
  if (!isWell) screen.aside(whyNotCompleted(moves, run));
  return isWell ? EXIT.done : EXIT.no;
}

function sayWhyNot(screen: Screen, stage: Exclude<Stage, Ready>): Exit {
  switch (stage.kind) {
    case 'refused':
      return sayRefusal(screen, stage.refusal);
    case 'problems':
      return sayProblems(screen, stage.problems);
    case 'no-rehearsal':
    case 'lab-removed':
      return sayNoStage(screen, stage);
  }
}

function sayNoStage(screen: Screen, stage: Extract<Stage, { kind: 'no-rehearsal' | 'lab-removed' }>): Exit {
  const sentence = whyNoStage(stage);
  screen.data({ refused: stage.kind, values: { run: stage.run }, sentence });
  screen.aside(sentence);
  return EXIT.no;
}

function readFaults(args: Arguments, plan: Plan): readonly PlannedFault[] {
  if (args.faults === null) return [];
  const reading = faultsOf(args.faults, plan);
  if (reading.kind === 'read') return reading.faults;
  throw new UsageError(
    `--faults: found "${reading.found}", allowed: ${reading.allowed}`,
    `--faults：「${reading.found}」は使えません。使えるもの：${reading.allowed}。`,
  );
}

function sizeOf(text: string | null): LabSize {
  const size = LAB_SIZES.find((known) => known === (text ?? 'full'));
  if (size !== undefined) return size;
  throw new UsageError(
    `--size: found "${text}", allowed: ${LAB_SIZES.join(', ')}`,
    `--size：「${text}」は使えません。${LAB_SIZES.join(' か ')} を指定してください。`,
  );
}

function wholeNumber(option: string, text: string | null, otherwise: number): number {
  if (text === null) return otherwise;
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new UsageError(
    `${option}: found "${text}", allowed: a whole number`,
    `${option}：「${text}」は使えません。0 以上の整数を指定してください。`,
  );
}

const disposable = <T extends { close(): Promise<void> }>(value: T): T & AsyncDisposable => ({
  ...value,
  [Symbol.asyncDispose]: () => value.close(),
});
