import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { RunView } from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { standingOf, stepName } from '../../messages/standing.ts';
import { both } from '../../messages/words.ts';
import { openSite } from '../../open-site.ts';
import { loadPeople } from '../../people.ts';
import { faultPlayer, faultsOf } from '../../rehearsal/fault-player.ts';
import { startLabProcess } from '../../rehearsal/lab-process.ts';
import { castOf, playRun } from '../../rehearsal/simulated-people.ts';
import { EXIT, type Exit } from '../screen.ts';
import { sayProblems, sayRefusal, type Session } from '../session.ts';

/** Carries a runbook out on a fresh lab, asked by one simulated person and approved by two others. */
export async function rehearse({
  args,
  screen,
  places,
}: Pick<Session, 'args' | 'screen' | 'places'>): Promise<Exit> {
  const runbook = args.words[0] ?? '';
  if (!args.yes) {
    screen.aside(
      both(
        'A rehearsal starts simulated hosts on this machine. Say --yes to go on.',
        'リハーサルはこのマシンで模擬ホストを起動します。続けるには --yes を付けてください。',
      ),
    );
    return EXIT.usage;
  }
  const dir = freshFolder(join(places.data, 'lab'));
  await using lab = disposable(await startLabProcess(dir, runbook, Number(args.seed ?? '1')));
  await using site = disposable(
    await openSite({ ...places, site: lab.site }, (text, error) => screen.aside(`${text}: ${String(error)}`)),
  );
  if (site.problems.length > 0) return sayProblems(screen, site.problems);
  const { engine, suggested } = site.desk;
  const cast = castOf(loadPeople(lab.site).people.all);
  const started = await engine.start(
    { runbook, values: { ...suggested, ...args.set }, channel: null },
    cast.asks,
  );
  if (started.kind === 'refused') return sayRefusal(screen, started.refusal);
  const { run } = started.view;
  const faults =
    args.faults === null ? { kind: 'read' as const, faults: [] } : faultsOf(args.faults, started.view.plan);
  if (faults.kind === 'wrong') {
    await engine.abort(run, 'the faults asked for cannot be', cast.asks);
    throw new UsageError(
      `--faults: found "${faults.found}", allowed: ${faults.allowed}`,
      `--faults：「${faults.found}」は使えません。使えるもの：${faults.allowed}。`,
    );
  }
  const strike = faultPlayer(lab, started.view.plan, faults.faults);
  const stop = new AbortController();
  const working = engine.work(stop.signal);
  const report = reporter((view) => screen.aside(progressLine(view)));
  const moves = await playRun(engine, run, cast, async (view) => {
    report(view);
    await strike(view);
  });
  stop.abort();
  await working;
  const view = await engine.view(run);
  if (view === null) throw new Error(`run ${run} is gone`);
  await lab.tell('export');
  screen.data({
    run,
    status: view.state.status,
    lab: lab.dir,
    steps: stepsJson(view),
    ...(moves.completed ? {} : { because: moves.because }),
  });
  const standing = standingOf(view).sentence;
  screen.line(
    both(
      `${run}: ${standing.en} The lab stays in ${lab.dir}.`,
      `${run}：${standing.ja}ラボは ${lab.dir} に残ります。`,
    ),
  );
  if (!moves.completed)
    screen.aside(both(`Not completed: ${moves.because}`, `完了しませんでした：${moves.because}`));
  return moves.completed ? EXIT.done : EXIT.no;
}

/** Calls `say` once for every new step or phase, not for every event. */
function reporter(say: (view: RunView) => void): (view: RunView) => void {
  let last = '';
  return (view) => {
    const key = `${view.step?.id ?? ''} ${view.state.attempt} ${view.state.status === 'open' ? view.state.phase.at : view.state.status}`;
    if (key !== last) say(view);
    last = key;
  };
}

function progressLine(view: RunView) {
  const standing = standingOf(view).sentence;
  if (view.step === null || view.state.status !== 'open') return standing;
  const name = stepName(view.step);
  return both(`${name.en}: ${standing.en}`, `${name.ja}：${standing.ja}`);
}

const stepsJson = (view: RunView) =>
  view.plan.steps.map(({ id, number }, index) => {
    const result = view.state.results[index];
    const ms =
      result?.startedAt == null || result.endedAt === null
        ? 0
        : Date.parse(result.endedAt) - Date.parse(result.startedAt);
    return { id, number, outcome: result?.result ?? 'pending', attempts: result?.attempts ?? 0, ms };
  });

function freshFolder(parent: string): string {
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const taken = existsSync(parent) ? readdirSync(parent) : [];
  for (let number = 1; ; number++) {
    const name = `rehearsal-${String(number).padStart(4, '0')}`;
    if (taken.includes(name)) continue;
    mkdirSync(join(parent, name), { mode: 0o700 });
    return join(parent, name);
  }
}

const disposable = <T extends { close(): Promise<void> }>(value: T): T & AsyncDisposable => ({
  ...value,
  [Symbol.asyncDispose]: () => value.close(),
});
