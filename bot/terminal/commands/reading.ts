import { existsSync, statSync } from 'node:fs';

import { loadRunbookFile, loadRunbooks, planJson, problemLine } from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { viewIfReadable } from '../../desk.ts';
import { chainBreakSentence } from '../../messages/chain-break.ts';
import { both, rehearsalMark, statusName } from '../../messages/words.ts';
import { planLines } from '../plan-text.ts';
import { EXIT, type Exit } from '../screen.ts';
import {
  parametersOf,
  sayProblems,
  sayRefusal,
  type Session,
  viewJson,
  whichRun,
  whichRunToRead,
} from '../session.ts';
import { resultLines, statusLines } from '../status-text.ts';
import { logLines } from './log-lines.ts';
import { readingOf } from './names.ts';

export async function list({ engine, screen }: Session): Promise<Exit> {
  const runbooks = await engine.list();
  screen.data(runbooks.map(({ id, title, steps }) => ({ id, title, steps })));
  const width = Math.max(...runbooks.map(({ id }) => id.length), 0);
  for (const { id, title, stepCount } of runbooks)
    screen.line(
      both(
        `${id.padEnd(width)}  ${title.en}: ${stepCount.en}`,
        `${id.padEnd(width)}  ${title.ja}：${stepCount.ja}`,
      ),
    );
  return EXIT.done;
}

export async function plan({ engine, screen, args, suggested }: Session): Promise<Exit> {
  const runbook = args.words[0] ?? '';
  const reply = await engine.plan({
    runbook,
    values: { ...suggested, ...args.set },
    examples: args.examples,
  });
  if (reply.kind === 'refused') {
    const exit = sayRefusal(screen, reply.refusal);
    if (runbook === '') screen.aside(withExamples('<runbook>'));
    return exit;
  }
  if (reply.kind === 'problems') {
    const exit = sayProblems(screen, reply.problems, await parametersOf(engine, runbook));
    if (reply.problems.some(({ rule }) => rule === 'missing-value')) screen.aside(withExamples(runbook));
    return exit;
  }
  screen.data(planJson(reply.plan));
  for (const line of planLines(reply.plan, screen.language)) screen.line(line);
  return EXIT.done;
}

const withExamples = (runbook: string) =>
  both(
    `To read it with example values: npm run -s watari -- plan ${runbook} --examples`,
    `例の値で表示するには：npm run -s watari -- plan ${runbook} --examples`,
  );

export async function check({
  screen,
  args,
  places,
}: Pick<Session, 'screen' | 'args' | 'places'>): Promise<Exit> {
  const missing = args.words.filter((path) => !existsSync(path));
  if (missing.length > 0)
    throw new UsageError(
      `check: there is no file ${missing.join(', ')}`,
      `check：${missing.join('、')} というファイルはありません。`,
    );
  const paths = args.words.length === 0 ? [places.runbooks] : args.words;
  const loaded = paths.map((path) =>
    statSync(path).isDirectory() ? loadRunbooks(path) : loadRunbookFile(path),
  );
  const problems = loaded.flatMap((one) => one.problems);
  const runbooks = loaded.flatMap((one) => one.runbooks);
  if (problems.length > 0) {
    screen.data({ problems });
    for (const problem of problems) screen.aside(problemLine(problem));
    return EXIT.no;
  }
  screen.data({ problems, runbooks: runbooks.map(({ id }) => id) });
  screen.line(
    both(
      `${runbooks.length} ${runbooks.length === 1 ? 'runbook' : 'runbooks'} checked, no problem found.`,
      `ランブック ${runbooks.length} 件を確認しました。問題はありません。`,
    ),
  );
  return EXIT.done;
}

export async function status(session: Session): Promise<Exit> {
  const { engine, screen } = session;
  const run = await whichRunToRead(session);
  if (typeof run !== 'string') return sayRefusal(screen, run);
  const view = await engine.view(run);
  if (view === null) return sayRefusal(screen, { code: 'unknown-run', values: { run } });
  screen.data(viewJson(view));
  for (const line of resultLines(view, screen.language)) screen.line(line);
  screen.line('');
  for (const line of statusLines(view, readingOf(session, view))) screen.line(line);
  return EXIT.done;
}

export async function log(session: Session): Promise<Exit> {
  const { args, engine, screen } = session;
  const run = await whichRunToRead(session);
  if (typeof run !== 'string') return sayRefusal(screen, run);
  const first = args.from === null ? 1 : Number(args.from);
  if (!Number.isInteger(first) || first < 1)
    throw new UsageError(
      `log --from: found "${args.from}", allowed: the number of an event. Example: log --from 12`,
      `log --from：「${args.from}」は使えません。イベントの番号を指定してください（例：log --from 12）。`,
    );
  const events = (await engine.log(run)).filter(({ version }) => version >= first);
  screen.data(events);
  for (const line of logLines(session, await engine.view(run), events)) screen.line(line);
  return EXIT.done;
}

export async function history({ engine, screen }: Session): Promise<Exit> {
  const rows = [];
  const unread = (text: string, error?: unknown) => {
    const said = error instanceof Error ? error.message : text;
    screen.aside(both(`${text}: ${said}`, `処理中に問題が起きました（${text}）：${said}`));
  };
  for (const { run } of await engine.runs()) {
    const view = await viewIfReadable({ engine, log: unread }, run);
    if (view !== null) rows.push(view);
  }
  screen.data(
    rows.map((view) => ({
      run: view.run,
      runbook: view.plan.runbook,
      status: view.state.status,
      target: view.state.target,
      startedAt: view.state.startedAt,
    })),
  );
  const width = Math.max(...rows.map(({ plan: { runbook } }) => runbook.length), 0);
  for (const { run, plan: planned, state } of rows) {
    const [name, standing] = [planned.runbook.padEnd(width), statusName[state.status]];
    const mark =
      state.target.kind === 'lab' ? both(` (${rehearsalMark.en})`, `（${rehearsalMark.ja}）`) : both('', '');
    screen.line(
      both(`${run}  ${name}  ${standing.en}${mark.en}`, `${run}  ${name}  ${standing.ja}${mark.ja}`),
    );
  }
  if (rows.length === 0) screen.line(both('No run yet.', 'まだ実行はありません。'));
  return EXIT.done;
}

export async function audit(session: Session): Promise<Exit> {
  const { engine, screen, args, store } = session;
  const run = args.words[0] === undefined ? await whichRun(session) : args.words[0];
  if (typeof run !== 'string') return sayRefusal(screen, run);
  // Its events are counted, not read: those of a newer Watari hold together as well.
  const events = (await store.journal.runs()).find((one) => one.run === run)?.version;
  if (events === undefined) return sayRefusal(screen, { code: 'unknown-run', values: { run } });
  const broken = await engine.audit(run);
  screen.data({ run, holds: broken === null, broken });
  if (broken === null) {
    screen.line(
      both(
        `The chain of ${run} holds: ${events} ${events === 1 ? 'event' : 'events'}.`,
        `${run} のチェーンは正しくつながっています（イベント ${events} 件）。`,
      ),
    );
    return EXIT.done;
  }
  screen.aside(chainBreakSentence(run, broken.version, broken.because));
  return EXIT.no;
}
