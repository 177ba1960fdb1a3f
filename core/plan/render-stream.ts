import type { Stream } from '../runbook/operations/stream.ts';
import { type Values, renderShell, renderText } from '../runbook/render.ts';
import { type Scene, namedText, noteOf } from './operation-values.ts';
import type { PlannedStream, Rendered, StreamEnd } from './operation.ts';
import { carriesSecret, commandLine, TIMEOUT_MINUTES } from './render-ssh.ts';
import { splitSessions, withList } from './sessions.ts';

/** Both ends made concrete. `command` names their hosts, since they are two. */
export function planStream(stream: Stream, id: string, scene: Scene): PlannedStream {
  const { sessions, file, dealt } = splitSessions(stream.sessions, scene);
  const values = file === null ? scene.values : withList(scene.values, file);
  const [from, to] = [endOf(stream.from, values, scene), endOf(stream.to, values, scene)];
  const retry = stream.retry === undefined ? null : [renderShell(stream.retry.to, values)];
  const shown = (parts: readonly Rendered[]): string =>
    `${from.host}: ${commandLine(from.parts)} | ${to.host}: ${commandLine(parts)}`;
  return {
    id,
    verb: 'stream',
    note: noteOf(stream.note, scene),
    command: shown(to.parts),
    from,
    to,
    sessions,
    listPath: file === null ? null : namedText(file, scene),
    ...dealt,
    ...(retry !== null && { retryParts: retry, retryCommand: shown(retry) }),
    ...(stream.progress !== undefined && { progress: stream.progress }),
    timeoutMinutes: stream.timeoutMinutes ?? TIMEOUT_MINUTES.effect,
    expectedMinutes: stream.expectedMinutes ?? null,
    cancel: stream.cancel ?? 'term-then-kill',
    secretInArguments: carriesSecret([...from.parts, ...to.parts, ...(retry ?? [])]),
  };
}

const endOf = ({ on, run, as }: Stream['from'], values: Values, scene: Scene): StreamEnd => ({
  host: namedText(on, scene),
  as: as === undefined ? null : renderText(as, values),
  parts: [renderShell(run, values)],
});
