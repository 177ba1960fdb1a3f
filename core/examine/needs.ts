import type { PlannedOperation, Rendered } from '../plan/operation.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import { scanShell } from '../runbook/shell-scan.ts';

/** A program that a command begins with. `later`: an earlier step may be the one that installs it. */
export type ProgramNeed = {
  readonly program: string;
  readonly as: string | null;
  readonly step: string;
  readonly later: boolean;
};
/** What a plan needs of one host. */
export type HostNeeds = { readonly as: readonly string[]; readonly programs: readonly ProgramNeed[] };

type Command = { readonly host: string; readonly as: string | null; readonly parts: readonly Rendered[] };

export const NO_NEEDS: HostNeeds = { as: [], programs: [] };

/** Logins and programs that the steps that apply need, by host. */
export function needsOf(plan: Plan): Readonly<Record<string, HostNeeds>> {
  const needs = new Map<string, { as: Set<string>; programs: Map<string, ProgramNeed> }>();
  let later = false;
  for (const step of plan.steps.filter(({ applies }) => applies)) {
    for (const { host, as, parts } of commandsOf(step)) {
      const ofHost = needs.get(host) ?? { as: new Set<string>(), programs: new Map<string, ProgramNeed>() };
      needs.set(host, ofHost);
      if (as !== null) ofHost.as.add(as);
      for (const program of parts.flatMap(programsIn)) {
        const key = `${as ?? ''} ${program}`;
        if (!ofHost.programs.has(key)) ofHost.programs.set(key, { program, as, step: step.number, later });
      }
    }
    later ||= mayInstall(step);
  }
  return Object.fromEntries(
    [...needs].map(([host, { as, programs }]) => [host, { as: [...as], programs: [...programs.values()] }]),
  );
}

/** What only looks installs nothing; what a person or a command with an effect did, nobody knows before. */
const mayInstall = (step: PlannedStep): boolean =>
  step.risk !== 'safe' || step.operations.some(({ verb }) => verb === 'manual' || verb === 'site');

const commandsOf = (step: PlannedStep): readonly Command[] =>
  [...step.operations, ...step.verify].flatMap(commandsIn);

function commandsIn(operation: PlannedOperation): readonly Command[] {
  switch (operation.verb) {
    case 'ssh':
    case 'wait':
      return [operation];
    case 'site':
      return operation.mapped === null ? [] : [operation.mapped];
    case 'compare':
      return [operation.left, operation.right];
    case 'stream':
      return [operation.from, operation.to];
    case 'file':
    case 'port':
    case 'dns':
    case 'ldap':
    case 'manual':
      return [];
  }
}

const NO_PROGRAMS = new Set(
  'if then else elif fi for do done while until case esac in { } ! cd : . test [ echo eval exec exit export read set shift trap umask unset wait true false return times ulimit type'.split(
    ' ',
  ),
);

/** First words of the commands of a shell text, as far as they are plain words. */
function programsIn(part: Rendered): readonly string[] {
  const text = part.map((piece) => (typeof piece === 'string' ? piece : "'…'")).join('');
  const programs: string[] = [];
  let atHead = true;
  let redirected = false;
  for (const token of scanShell(text).tokens) {
    if (token.kind === 'operator') {
      redirected = /[<>]/u.test(token.text);
      atHead ||= !redirected;
    } else if (redirected) redirected = false;
    else if (atHead && !/^[A-Za-z_][A-Za-z0-9_]*=/u.test(token.text)) {
      const word = token.text.replaceAll(/^'(.*)'$/gu, '$1');
      atHead = ['if', 'then', 'else', 'elif', 'do', 'while', 'until', '{', '!', 'exec'].includes(word);
      if (/^[A-Za-z0-9_./+-]+$/u.test(word) && !NO_PROGRAMS.has(word)) programs.push(word);
    }
  }
  return programs;
}
