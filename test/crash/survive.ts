import { setTimeout as delay } from 'node:timers/promises';

import type { RunEvent } from '#core/index.ts';

import type { CrashPoint } from './dying.ts';
import type { Trial } from './lane.ts';

const PATIENCE_MS = 45_000;

/** Waits until a run is over and everybody can see it; says what is missing when patience ends. */
export async function whole(trial: Trial, isOver: () => boolean = () => false): Promise<string | null> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    if (isOver()) return 'the bot ended';
    // oxlint-disable-next-line no-await-in-loop -- asks again until it is so
    const missing = await missingOf(trial);
    if (missing === null || Date.now() > deadline) return missing;
    // oxlint-disable-next-line no-await-in-loop
    await delay(20);
  }
}

async function missingOf(trial: Trial): Promise<string | null> {
  const view = await trial.view();
  if (view === null) return 'no run';
  if (view.state.status !== 'completed') {
    const said = await eventsOf(trial);
    return `the run is ${view.state.status}: ${said.map(({ type }) => type).join(' ')}`;
  }
  if (view.holder !== null) return `${view.holder} still has it in hand`;
  if (view.progress.length > 0) return 'its progress is still there';
  const spooled = await trial.spooled();
  if (spooled.length > 0) return `left in the spool: ${spooled.join(' ')}`;
  return trial.undrawn(view);
}

async function eventsOf(trial: Trial): Promise<readonly RunEvent[]> {
  const view = await trial.view();
  return view === null ? [] : (await trial.engine.log(view.run)).map(({ event }) => event);
}

/** Everything that is wrong with a run that must have gone as if nobody had died. */
export async function faultsOf(trial: Trial, commands: readonly string[]): Promise<string[]> {
  const runs = await trial.engine.runs();
  if (runs.length !== 1) return [`${runs.length} runs`];
  const run = runs[0]?.run ?? '';
  const events = await eventsOf(trial);
  const broken = await trial.engine.audit(run);
  const counted = (type: RunEvent['type']) => events.filter((event) => event.type === type).length;
  const steps = (await trial.view())?.plan.steps.length ?? 0;
  const operations = events.flatMap((event) =>
    event.type === 'OperationStarted' ? [`${event.claim}.${event.operation}`] : [],
  );
  return [
    ...(broken === null ? [] : [`event ${broken.version}: ${broken.because}`]),
    ...commands.flatMap((name) => (trial.ran(name) === 1 ? [] : [`${name} ran ${trial.ran(name)} times`])),
    ...(counted('StepStarted') === steps ? [] : [`${counted('StepStarted')} claims of ${steps} steps`]),
    ...(counted('OperationEnded') === operations.length ? [] : ['operations that began and never ended']),
    ...(new Set(operations).size === operations.length ? [] : ['an operation began twice']),
    ...(['StepFailed', 'StepOutcomeLost', 'StepUnverified', 'QuestionVoided'] as const).flatMap((type) =>
      counted(type) === 0 ? [] : [`${type} ${counted(type)} times`],
    ),
  ];
}

export type Survival = { readonly died: boolean; readonly wrong: readonly string[] };

/** A bot that dies at a point, and a clean one that takes over. */
export async function survive(
  trial: Trial,
  point: CrashPoint,
  commands: readonly string[],
): Promise<Survival> {
  const first = await trial.bot({ point });
  const wrong: string[] = [];
  let missing = await whole(trial, () => first.bot.hasEnded);
  const died = first.bot.hasEnded;
  let last = first;
  if (died) {
    const how = await first.bot.ended;
    if (how !== 'SIGKILL') wrong.push(`the bot ended with ${how}: ${first.bot.log}`);
    await trial.bury(first.holder);
    last = await trial.bot();
    missing = await whole(trial, () => last.bot.hasEnded);
  }
  if (missing !== null) wrong.push(missing, last.bot.log);
  await last.bot.kill();
  wrong.push(...(await faultsOf(trial, commands)));
  return { died, wrong };
}
