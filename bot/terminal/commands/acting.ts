import type { Asks, Reply, RunView } from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { unchangedSentence } from '../../messages/unchanged.ts';
import { moveIn } from '../../typed-move.ts';
import { EXIT, type Exit } from '../screen.ts';
import { onRun, parametersOf, sayProblems, sayRefusal, type Session, viewJson, whoActs } from '../session.ts';
import { statusLines } from '../status-text.ts';
import { carryOutHere } from './carrying.ts';
import { logLines } from './log-lines.ts';
import { readingOf } from './names.ts';

export async function start(session: Session): Promise<Exit> {
  const { args, engine, screen, suggested } = session;
  const by = whoActs(session, args.lab);
  if ('code' in by) return sayRefusal(screen, by);
  const request = { runbook: args.words[0] ?? '', values: { ...suggested, ...args.set } };
  const planned = await engine.plan(request);
  if (planned.kind === 'problems')
    return sayProblems(screen, planned.problems, await parametersOf(engine, request.runbook));
  return answer(session, await engine.start({ ...request, channel: null }, by));
}

const asking = (asks: Asks) => (session: Session) =>
  andCarryOut(session, () =>
    onRun(
      session,
      (run, by) => session.engine.ask(run, asks, by, session.args.reason ?? undefined),
      asks === 'skip' || asks === 'resume' ? undefined : 'always',
    ),
  );

export const nextStep = asking('carry-out');
export const skip = asking('skip');
export const undo = asking('undo');
export const resume = asking('resume');

export const retry = (session: Session): Promise<Exit> =>
  andCarryOut(session, () =>
    onRun(
      session,
      (run, by) => session.engine.ask(run, 'carry-out', by, session.args.reason ?? undefined, true),
      'always',
    ),
  );

export async function settle(session: Session): Promise<Exit> {
  const [verdict] = session.args.words;
  if (verdict !== 'done' && verdict !== 'not-done') {
    throw new UsageError(
      `settle: found ${verdict === undefined ? 'nothing' : `"${verdict}"`}, allowed: done, not-done`,
      verdict === undefined
        ? 'settle：done か not-done を指定してください。'
        : `settle：「${verdict}」は使えません。done か not-done を指定してください。`,
    );
  }
  return asking(verdict === 'done' ? 'settle-done' : 'settle-not-done')(session);
}

export const approve = (session: Session): Promise<Exit> =>
  andCarryOut(session, () => onRun(session, (run, by) => session.engine.approve(run, null, by), 'always'));

export const reject = async (session: Session): Promise<Exit> =>
  answer(
    session,
    await onRun(session, (run, by) => session.engine.reject(run, null, session.args.reason ?? '', by)),
  );

export const confirm = (session: Session): Promise<Exit> =>
  andCarryOut(session, () =>
    onRun(
      session,
      (run, by) => session.engine.confirm(run, !session.args.notDone, session.args.note ?? '', by),
      'always',
    ),
  );

/** `waves move <user>… --from <wave> --to <wave> --reason "…"`. */
export const moveUsers = async (session: Session): Promise<Exit> =>
  answer(
    session,
    await onRun(session, (run, by) =>
      session.engine.moveUsers(run, moveIn(session.args), by, session.args.reason ?? ''),
    ),
  );

export const cancel = async (session: Session): Promise<Exit> =>
  answer(session, await onRun(session, (run, by) => session.engine.cancel(run, by)));

export const note = async (session: Session): Promise<Exit> =>
  answer(
    session,
    await onRun(session, (run, by) => session.engine.note(run, session.args.words.join(' '), by)),
  );

export const pause = async (session: Session): Promise<Exit> =>
  answer(
    session,
    await onRun(session, (run, by) => session.engine.pause(run, session.args.reason ?? '', by)),
  );

export const abort = (session: Session): Promise<Exit> =>
  andCarryOut(session, () =>
    onRun(session, (run, by) => session.engine.abort(run, session.args.reason ?? '', by), 'while-running'),
  );

/** Asks, then carries out here what is approved, unless a bot is there to do it; says what happened, then where it stands. */
async function andCarryOut(session: Session, ask: () => Promise<Reply>): Promise<Exit> {
  const reply = await ask();
  if (reply.kind === 'refused') return (await takeOver(session, reply)) ?? answer(session, reply);
  const { view } = reply;
  const ended = await carryOutHere(session, view.run);
  const asked = reply.kind === 'accepted' ? reply.events.length : 0;
  await sayWhatHappened(session, ended, view.version - asked);
  return answer(session, { ...reply, view: ended });
}

/**
 * Follows here what a process that has died began: its jobs go on, and without a bot nobody else would ever look at them.
 * Null where somebody holds the run, or a person has to act.
 */
async function takeOver(session: Session, { refusal, view }: Refused): Promise<Exit | null> {
  if (refusal.code !== 'step-is-running' || view === null || view.holder !== null) return null;
  const ended = await carryOutHere(session, view.run);
  if (ended.version === view.version) return null;
  await sayWhatHappened(session, ended, view.version);
  return answer(session, { kind: 'unchanged', because: 'already-started', view: ended });
}
type Refused = Extract<Reply, { kind: 'refused' }>;

async function sayWhatHappened(session: Session, ended: RunView, since: number): Promise<void> {
  const happened = (await session.engine.log(ended.run)).filter(({ version }) => version > since);
  for (const line of logLines(session, ended, happened)) session.screen.line(line);
  if (happened.length > 0) session.screen.line('');
}

function answer(session: Session, reply: Reply): Exit {
  const { screen } = session;
  if (reply.kind === 'refused') return sayRefusal(screen, reply.refusal);
  const { view } = reply;
  screen.data({ ...viewJson(view), answer: reply.kind });
  if (reply.kind === 'unchanged') screen.line(unchangedSentence(reply.because));
  for (const line of statusLines(view, readingOf(session, view))) screen.line(line);
  const { status, asked, phase } = view.state;
  // What was asked for is done once the question stands, or the run is closed as somebody wished.
  if (status !== 'open' || asked !== null) return EXIT.done;
  const isStuck = phase.at === 'lost' || (phase.at === 'stopped' && phase.why !== 'rejected');
  return isStuck ? EXIT.no : EXIT.done;
}
