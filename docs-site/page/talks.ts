import {
  type PagePlan,
  type PlannedOperation,
  hostsOfOperation,
  isManual,
  withoutWave,
} from '../../core/plan/page.ts';
import type { Language, Runbook } from '../../core/runbook/index.ts';

/** A machine of a plan, and what Watari does there in the steps that apply. */
export type PageHost = {
  readonly name: string;
  /** Titles of the parameters that name it. */
  readonly titles: readonly string[];
  /** Commands over SSH, those that only look included. */
  readonly commands: number;
  /** Files that lines are put into. */
  readonly files: number;
  /** Ports of directories that Watari binds to there. */
  readonly ldapPorts: readonly string[];
  /** Ports that are looked at from outside. */
  readonly ports: readonly number[];
  /** Steps' numbers in which a person works there. */
  readonly byHand: readonly string[];
};
type PageCall = { readonly from: string; readonly to: string; readonly numbers: readonly string[] };
export type PageTalks = {
  readonly hosts: readonly PageHost[];
  /** Which host's commands name another one, in which steps: what is moved there, or asked. Each pair once. */
  readonly calls: readonly PageCall[];
  /** Names that are looked up in DNS. */
  readonly dns: readonly string[];
};

/** Who talks to whom. */
export function talksOf(runbook: Runbook, plan: PagePlan, language: Language): PageTalks {
  const steps = plan.steps.filter(({ applies }) => applies);
  // Without the undo, which is not carried out as a rule: the drawing says what happens.
  const all = steps.flatMap((step) =>
    [...step.operations, ...step.verify].map((operation) => ({
      // Of a wave: what is done in each of them.
      number: withoutWave(step.number),
      operation,
    })),
  );
  const operations = all.map(({ operation }) => operation);
  const directories = operations.flatMap((one) => (one.verb === 'ldap' ? [splitPort(one.directory)] : []));
  const byHand = all.flatMap(({ number, operation }) =>
    placeByHand(operation).map((host) => ({ host, number })),
  );
  const names = [
    ...operations.flatMap(hostsOfOperation),
    ...byHand.map(({ host }) => host),
    ...directories.map(({ host }) => host),
  ];
  const hosts = each(names).map((name) => ({
    name,
    titles: Object.entries(runbook.parameters).flatMap(([key, { type, title }]) =>
      type === 'host' && plan.values[key] === name ? [title[language]] : [],
    ),
    commands: operations.flatMap(commandsOn).filter((host) => host === name).length,
    files: operations.filter((one) => one.verb === 'file' && one.host === name).length,
    ldapPorts: each(directories.filter(({ host }) => host === name).map(({ port }) => port)),
    ports: each(operations.flatMap((one) => (one.verb === 'port' && one.host === name ? [one.port] : []))),
    byHand: each(byHand.filter(({ host }) => host === name).map(({ number }) => number)),
  }));
  return {
    hosts,
    calls: callsOf(all, names),
    dns: each(operations.flatMap((one) => (one.verb === 'dns' ? [one.name] : []))),
  };
}

/** One operation of a step. */
type Seen = { readonly number: string; readonly operation: PlannedOperation };

function callsOf(all: readonly Seen[], names: readonly string[]): readonly PageCall[] {
  const found = new Map<string, { from: string; to: string; numbers: Set<string> }>();
  for (const { number, operation } of all)
    for (const [from, to] of pairsOf(operation, each(names))) {
      const key = JSON.stringify([from, to]);
      const pair = found.get(key) ?? { from, to, numbers: new Set<string>() };
      pair.numbers.add(number);
      found.set(key, pair);
    }
  return [...found.values()].map(({ from, to, numbers }) => ({ from, to, numbers: [...numbers] }));
}

function pairsOf(
  operation: PlannedOperation,
  names: readonly string[],
): readonly (readonly [string, string])[] {
  if (operation.verb === 'stream')
    return operation.from.host === operation.to.host ? [] : [[operation.from.host, operation.to.host]];
  if (operation.verb !== 'ssh' && operation.verb !== 'wait') return [];
  const { host, command } = operation;
  // As a name of its own: `mail` is no part of `newmail.siroe.com`.
  const isNamed = (name: string): boolean =>
    (command ?? '')
      .split(name)
      .slice(0, -1)
      .some((before, index) => {
        const after = (command ?? '').split(name)[index + 1] ?? '';
        return !/[A-Za-z0-9.-]$/u.test(before) && !/^(?:[A-Za-z0-9-]|\.[A-Za-z0-9])/u.test(after);
      });
  return names.filter((name) => name !== host && isNamed(name)).map((name) => [host, name] as const);
}

const each = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Verbs of commands that run over SSH. */
const OVER_SSH: ReadonlySet<PlannedOperation['verb']> = new Set(['ssh', 'wait', 'compare', 'stream', 'site']);

/** The hosts on which a command runs over SSH. */
const commandsOn = (operation: PlannedOperation): readonly string[] =>
  OVER_SSH.has(operation.verb) ? hostsOfOperation(operation) : [];

const placeByHand = (operation: PlannedOperation): readonly string[] =>
  isManual(operation) && 'host' in operation && operation.host !== null ? [operation.host] : [];

function splitPort(directory: string): { readonly host: string; readonly port: string } {
  const at = directory.lastIndexOf(':');
  return { host: directory.slice(0, at), port: directory.slice(at + 1) };
}
