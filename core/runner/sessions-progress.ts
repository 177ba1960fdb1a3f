import type { ProgressReport } from '../journal/store.ts';
import type { PlannedOperation, Session } from '../plan/operation.ts';

/** How far the sessions of one operation are together. */
export type SessionsProgress = {
  readonly all: number;
  readonly done: number;
  readonly failed: number;
  /** Neither done nor failed, begun or not. */
  readonly left: number;
  readonly users: { readonly done: number; readonly all: number };
  /** Null where no program says. */
  readonly messages: number | null;
  /** `all`: null where no store could say. */
  readonly bytes: { readonly done: number; readonly all: number | null } | null;
  readonly bytesPerSecond: number | null;
  /** Until the last is done, if it goes on like this; null where nobody can tell. */
  readonly leftMs: number | null;
};

/** Sessions of an operation, whatever its verb. */
function sessionsIn(operation: PlannedOperation): readonly Session[] {
  if (operation.verb === 'ssh' || operation.verb === 'stream') return operation.sessions;
  return operation.verb === 'site' ? (operation.mapped?.sessions ?? []) : [];
}

/**
 * Adds up what the sessions of an operation have reported; null where it has none. `doneBefore` succeeded in an earlier
 * attempt. Without a clock of its own: the newest report is the present.
 */
export function sessionsProgress(
  operation: PlannedOperation,
  reports: readonly ProgressReport[],
  doneBefore: readonly string[],
): SessionsProgress | null {
  const sessions = sessionsIn(operation);
  if (sessions.length === 0) return null;
  const facts = sessions.map((session) => factsOf(session, operation.id, reports, doneBefore));
  const done = facts.filter(({ state }) => state === 'done').length;
  const failed = facts.filter(({ state }) => state === 'failed').length;
  const users = { done: sum(facts, (one) => one.users), all: sum(sessions, (one) => one.users.length) };
  const bytes = bytesOf(sessions, facts);
  const left = sessions.length - done - failed;
  const seconds = elapsedSeconds(facts);
  const bytesNow = sum(facts, (one) => (one.before ? 0 : (one.bytes ?? 0)));
  const bytesPerSecond = bytes === null || seconds < 1 || bytesNow === 0 ? null : bytesNow / seconds;
  const counts = facts.flatMap(({ report }) => report?.counted?.messages ?? []);
  return {
    all: sessions.length,
    done,
    failed,
    left,
    users,
    messages: counts.length === 0 ? null : counts.reduce((total, count) => total + count, 0),
    bytes,
    bytesPerSecond,
    leftMs: left === 0 ? null : leftMs({ bytes, bytesPerSecond, seconds }, facts),
  };
}

type Facts = {
  readonly session: Session;
  readonly state: 'done' | 'failed' | 'left';
  /** Succeeded in an earlier attempt: it tells nothing about the pace of this one. */
  readonly before: boolean;
  readonly users: number;
  readonly bytes: number | null;
  readonly report: ProgressReport | undefined;
};

function factsOf(
  session: Session,
  operation: string,
  reports: readonly ProgressReport[],
  doneBefore: readonly string[],
): Facts {
  const report = reports.find((one) => one.operation === operation && one.session === session.id);
  const before = doneBefore.includes(session.id);
  const state =
    before || report?.ended === 'succeeded' ? 'done' : report?.ended === undefined ? 'left' : 'failed';
  const counted = report?.counted;
  const all = session.users.length;
  return {
    session,
    state,
    before,
    users: state === 'done' ? all : Math.min(all, counted?.users ?? 0),
    // What goes through is not what lies in the store to the byte; where that is known, it is the measure.
    bytes:
      state === 'done'
        ? (session.bytes ?? counted?.bytes ?? null)
        : counted?.bytes === undefined
          ? null
          : Math.min(counted.bytes, session.bytes ?? Infinity),
    report,
  };
}

function bytesOf(sessions: readonly Session[], facts: readonly Facts[]): SessionsProgress['bytes'] {
  const sizes = sessions.flatMap(({ bytes }) => bytes ?? []);
  const all = sizes.length === sessions.length ? sizes.reduce((total, size) => total + size, 0) : null;
  const isTold = facts.some(({ bytes }) => bytes !== null);
  if (all === null && !isTold) return null;
  return { done: sum(facts, ({ bytes }) => bytes ?? 0), all };
}

function elapsedSeconds(facts: readonly Facts[]): number {
  const reports = facts.flatMap(({ report, before }) => (report === undefined || before ? [] : [report]));
  if (reports.length === 0) return 0;
  const from = Math.min(...reports.map(({ startedAt }) => Date.parse(startedAt)));
  const to = Math.max(...reports.map(({ updatedAt }) => Date.parse(updatedAt)));
  return (to - from) / 1000;
}

/** By bytes if they are known, else by users that were counted. */
function leftMs(
  {
    bytes,
    bytesPerSecond,
    seconds,
  }: Pick<SessionsProgress, 'bytes' | 'bytesPerSecond'> & { seconds: number },
  facts: readonly Facts[],
): number | null {
  const going = facts.filter(({ state }) => state === 'left');
  if (bytes?.all !== null && bytes !== null && bytesPerSecond !== null) {
    const missing = sum(going, (one) => Math.max(0, (one.session.bytes ?? 0) - (one.bytes ?? 0)));
    return (missing / bytesPerSecond) * 1000;
  }
  const isCounted = going.some(({ report }) => report?.counted?.users !== undefined);
  const usersNow = sum(facts, (one) => (one.before ? 0 : one.users));
  if (!isCounted || usersNow === 0 || seconds < 1) return null;
  const missing = sum(going, (one) => one.session.users.length - one.users);
  return (missing / usersNow) * seconds * 1000;
}

const sum = <T>(of: readonly T[], number: (one: T) => number): number =>
  of.reduce((total, one) => total + number(one), 0);
