import type { z } from 'zod';

import type { prompt } from '../runbook/operations/prompt.ts';
import type { Ssh } from '../runbook/operations/ssh.ts';
import { type Values, renderInput, renderShell, renderText, showPieces } from '../runbook/render.ts';
import type { MappedOperation } from './inventory.ts';
import { type Scene, namedText, noteOf } from './operation-values.ts';
import type { PlannedPrompt, PlannedSsh, Rendered } from './operation.ts';
import { renderExpectation } from './render-expectation.ts';
import { splitSessions, withList } from './sessions.ts';

/** How long a command may take where nothing is said: one with an effect, and one that only looks. */
export const TIMEOUT_MINUTES = { effect: 240, probe: 30 } as const;

export const carriesSecret = (parts: readonly Rendered[]): boolean =>
  parts.some((part) => part.some((piece) => typeof piece === 'object' && 'secret' in piece));

/** A command as people read it: the parts of a pipeline with bars between them. */
export const commandLine = (parts: readonly Rendered[]): string => parts.map(showPieces).join(' | ');

export const renderPrompts = (
  prompts: readonly z.infer<typeof prompt>[] | undefined,
  values: Values,
): readonly PlannedPrompt[] =>
  (prompts ?? []).map(({ asks, answer }) => ({
    asks: renderText(asks, values),
    answer: renderInput(answer, values),
  }));

export function planSsh(ssh: Ssh, id: string, effect: boolean, scene: Scene): PlannedSsh {
  const { sessions, file, dealt } = splitSessions(ssh.sessions, scene);
  const values = file === null ? scene.values : withList(scene.values, file);
  const rendered = ({ run, pipe }: Pick<Ssh, 'run' | 'pipe'>): readonly Rendered[] =>
    (pipe ?? [run ?? '']).map((part) => renderShell(part, values));
  const parts = rendered(ssh);
  const retryParts = ssh.retry === undefined ? null : rendered(ssh.retry);
  return {
    id,
    verb: 'ssh',
    note: noteOf(ssh.note, scene),
    command: commandLine(parts),
    host: namedText(ssh.on, scene),
    as: ssh.as === undefined ? null : renderText(ssh.as, values),
    parts,
    stdin: ssh.stdin === undefined ? null : renderInput(ssh.stdin, values),
    expect: renderExpectation(ssh.expect, values),
    prompts: renderPrompts(ssh.prompts, values),
    sessions,
    listPath: file === null ? null : namedText(file, scene),
    ...dealt,
    ...(ssh.eachUser === true && !scene.examples && { eachUser: true as const }),
    ...(ssh.takenOutToo === true && !scene.examples && { takenOutToo: true as const }),
    ...(retryParts !== null && { retryParts, retryCommand: commandLine(retryParts) }),
    ...(ssh.progress !== undefined && { progress: ssh.progress }),
    timeoutMinutes: ssh.timeoutMinutes ?? (effect ? TIMEOUT_MINUTES.effect : TIMEOUT_MINUTES.probe),
    expectedMinutes: ssh.expectedMinutes ?? null,
    idempotent: ssh.idempotent ?? false,
    cancel: ssh.cancel ?? 'term-then-kill',
    secretInArguments: carriesSecret([...parts, ...(retryParts ?? [])]),
  };
}

/** The inventory's command for a site operation, or the probe that proves it. `host` where the inventory names none. */
export function planMapped(
  mapped: MappedOperation | NonNullable<MappedOperation['verify']>,
  id: string,
  host: string,
  prompts: readonly PlannedPrompt[],
  effect: boolean,
  { values }: Scene,
): PlannedSsh {
  const parts = [renderShell(mapped.run, values)];
  return {
    id,
    verb: 'ssh',
    note: null,
    command: commandLine(parts),
    host: mapped.on ?? host,
    as: mapped.as === undefined ? null : renderText(mapped.as, values),
    parts,
    stdin: null,
    expect: renderExpectation(mapped.expect, values),
    prompts,
    sessions: [],
    listPath: null,
    timeoutMinutes: mapped.timeoutMinutes ?? (effect ? TIMEOUT_MINUTES.effect : TIMEOUT_MINUTES.probe),
    expectedMinutes: null,
    idempotent: false,
    cancel: 'term-then-kill',
    secretInArguments: carriesSecret(parts),
  };
}
