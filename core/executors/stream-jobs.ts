import type { PlannedStream, Session } from '../plan/operation.ts';

/** The two jobs of one session of a stream, by their full names, or of the whole where it has no sessions. */
export type StreamJobs = { readonly session: Session | null; readonly from: string; readonly to: string };

/** `<claim>.<operation>[.<session>].from` and `.to`. */
export function streamJobs({ sessions }: PlannedStream, job: string): readonly StreamJobs[] {
  const pair = (session: Session | null): StreamJobs => {
    const name = session === null ? job : `${job}.${session.id}`;
    return { session, from: `${name}.from`, to: `${name}.to` };
  };
  return sessions.length === 0 ? [pair(null)] : sessions.map(pair);
}
