import { type Place, quotedFor, withoutMarks } from '../runbook/render.ts';
import type {
  OperationId,
  PlannedCompare,
  PlannedOperation,
  PlannedSsh,
  PlannedStream,
  Rendered,
  Session,
} from './operation.ts';
import type { Plan, PlannedStep } from './plan.ts';
import { ldapCommand } from './render-ldap.ts';
import { commandLine } from './render-ssh.ts';
import { dealSessions } from './sessions.ts';
import { waveValue } from './slots.ts';
import type { Wave, WaveUser } from './waves.ts';

export type Binding = {
  /** Who is in each wave now. */
  readonly waves: ReadonlyMap<string, Wave>;
  /** Operations that an earlier attempt has begun: their retry is what runs. */
  readonly again: ReadonlySet<OperationId>;
};

/** So many commands of one that runs once a user are shown. */
const SHOWN = 3;
/** What runs for a wave that everybody has left. */
const NOTHING: readonly Rendered[] = [[':']];

/** The step as it is carried out: the members of its wave put in, and the retries of what was begun before. */
export function bindStep(step: PlannedStep, { waves, again }: Binding): PlannedStep {
  const wave = step.wave === undefined ? null : (waves.get(step.wave) ?? null);
  const bind = (operation: PlannedOperation): PlannedOperation => {
    const chosen = again.has(operation.id) ? retried(operation) : operation;
    return wave === null ? chosen : inWave(chosen, wave);
  };
  const { operations, verify, undo, ...own } = step;
  return {
    ...(wave === null ? own : put(own, wave)),
    operations: operations.map(bind),
    verify: verify.map(bind),
    undo: undo.map(bind),
  };
}

/** A plan with who is in its waves now. Its hash stays that of the plan that was frozen. */
export const bindPlan = (plan: Plan, waves: ReadonlyMap<string, Wave>): Plan =>
  plan.waves === undefined
    ? plan
    : { ...plan, steps: plan.steps.map((step) => bindStep(step, { waves, again: new Set() })) };

/** The waves as the plan was given. */
export const givenWaves = ({ waves = [] }: Pick<Plan, 'waves'>): ReadonlyMap<string, Wave> =>
  new Map(waves.map((wave) => [wave.name, wave]));

function retried(operation: PlannedOperation): PlannedOperation {
  if (operation.verb !== 'ssh' && operation.verb !== 'stream') return operation;
  const { retryParts, retryCommand, ...left } = operation;
  if (retryParts === undefined) return operation;
  const command = retryCommand ?? left.command;
  return left.verb === 'ssh'
    ? { ...left, parts: retryParts, command }
    : { ...left, to: { ...left.to, parts: retryParts }, command };
}

function inWave(operation: PlannedOperation, wave: Wave): PlannedOperation {
  switch (operation.verb) {
    case 'ssh':
      return operation.eachUser === true ? onceAUser(operation, wave) : dealtSsh(put(operation, wave), wave);
    case 'stream':
      return dealtStream(put(operation, wave), wave);
    case 'ldap': {
      const bound = put(operation, wave);
      return { ...bound, command: ldapCommand(bound) };
    }
    case 'wait':
    case 'manual':
    case 'site':
    case 'file':
    case 'port':
    case 'dns':
      return put(operation, wave);
    case 'compare':
      return comparedIn(operation, wave);
  }
}

function comparedIn(operation: PlannedCompare, wave: Wave): PlannedCompare {
  const bound = put(operation, wave);
  const isAboutIt = JSON.stringify(bound) !== JSON.stringify(operation);
  return wave.users?.length === 0 && isAboutIt ? { ...bound, ofNobody: true } : bound;
}

function dealtSsh(operation: PlannedSsh, wave: Wave): PlannedSsh {
  const { dealt, ...left } = operation;
  const sessions = sessionsOf(dealt, wave);
  if (sessions === null) return operation;
  const bound = { ...left, sessions };
  return sessions.length > 0 ? bound : { ...bound, parts: NOTHING, command: commandLine(NOTHING) };
}

function dealtStream(operation: PlannedStream, wave: Wave): PlannedStream {
  const { dealt, ...left } = operation;
  const sessions = sessionsOf(dealt, wave);
  if (sessions === null) return operation;
  const bound = { ...left, sessions };
  if (sessions.length > 0) return bound;
  const nothing = (end: PlannedStream['from']) => ({ ...end, parts: NOTHING });
  return {
    ...bound,
    from: nothing(bound.from),
    to: nothing(bound.to),
    command: commandLine(NOTHING),
  };
}

/** They stay as they were dealt, whoever is taken out: those that are done are known by their number. */
function sessionsOf(count: number | undefined, { users, movedOut }: Wave): readonly Session[] | null {
  if (count === undefined || users === null) return null;
  const all = [...users, ...movedOut].toSorted((a, b) => (a.mailbox < b.mailbox ? -1 : 1));
  const bytes = new Map(all.map((user) => [user.mailbox, user.bytes]));
  const here = new Set(users.map(({ mailbox }) => mailbox));
  return dealSessions([...bytes.keys()], count, (mailbox) => bytes.get(mailbox) ?? null).flatMap(
    ({ id, users: ofAll }) => {
      const stay = ofAll.filter((mailbox) => here.has(mailbox));
      const sizes = stay.flatMap((mailbox) => bytes.get(mailbox) ?? []);
      const known = sizes.length === stay.length;
      const sum = sizes.reduce((total, size) => total + size, 0);
      return stay.length === 0 ? [] : [{ id, users: stay, ...(known && { bytes: sum }) }];
    },
  );
}

/** One job that runs the command for one user after the other; whoever fails does not stop the others. */
function onceAUser({ eachUser, takenOutToo, ...operation }: PlannedSsh, wave: Wave): PlannedSsh {
  if (eachUser === undefined) return operation;
  const users = takenOutToo === true && wave.users !== null ? [...wave.users, ...wave.movedOut] : wave.users;
  const [part = []] = operation.parts;
  const rest = put({ ...operation, parts: [] }, wave);
  if (users === null) return { ...rest, parts: [put(part, wave)] };
  if (users.length === 0) return { ...rest, parts: NOTHING, command: commandLine(NOTHING) };
  const commands = users.map((user) => put(part, wave, user));
  const nameOf = (index: number): string => quotedFor('shell', users[index]?.mailbox ?? '');
  const script: Rendered = [
    's=0 f=\n',
    ...commands.flatMap((command, index): Rendered => [
      '(\n',
      ...command,
      `\n)\nc=$?\nif test $c -ne 0; then echo "exit $c:" ${nameOf(index)} >&2; f="$f "${nameOf(index)}; fi\n`,
      'if test $s -eq 0; then s=$c; fi\n',
    ]),
    // The last line is what people read of a failure, and what says who could be taken out of the wave.
    'if test $s -ne 0; then echo "failed:$f" >&2; fi\n',
    '(exit $s)',
  ];
  const shown = commands.slice(0, SHOWN).map((command) => commandLine([command]));
  const more = commands.length > SHOWN ? `; … (${commands.length})` : '';
  return { ...rest, parts: [script], command: `${shown.join('; ')}${more}` };
}

/** A copy in which every mark is replaced by what it stands for. */
function put<T>(value: T, wave: Wave, user: WaveUser | null = null): T {
  const box = { value: structuredClone(value) };
  fill(box, (text) =>
    withoutMarks(text, (name, place) => {
      const known = userValue(name, user) ?? waveValue(name, wave);
      // Not known yet: what people see until the run starts.
      return known === null ? `<${name.slice(name.indexOf('.') + 1)}>` : inPlace(known, place);
    }),
  );
  return box.value;
}

function fill(inside: object, text: (text: string) => string): void {
  for (const key of Object.keys(inside)) {
    const value: unknown = Reflect.get(inside, key);
    if (typeof value === 'string') Reflect.set(inside, key, text(value));
    else if (typeof value === 'object' && value !== null) fill(value, text);
  }
}

/** Several users are several words. Nobody is an empty word: a tool that is given none would take everybody. */
const inPlace = (values: readonly string[], place: Place): string =>
  (values.length === 0 ? [''] : values)
    .map((value) => quotedFor(place, value))
    .join(place === 'shell' || place === 'shell-head' ? ' ' : ', ');

function userValue(name: string, user: WaveUser | null): readonly string[] | null {
  if (user === null) return null;
  return name === 'user.uid' ? [user.uid] : name === 'user.mailbox' ? [user.mailbox] : null;
}
