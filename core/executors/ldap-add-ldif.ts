import type { DirectoryConnection, Entry, LdapResult } from '../connections/connections.ts';
import { parseLdif, type LdifRecord } from '../directory/ldif.ts';
import { Fault } from '../errors.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { quoteShell } from '../runbook/quoting.ts';
import { runErrand } from './errand.ts';
import type { Context } from './executor.ts';
import type { LdapAction } from './ldap-action.ts';
import { anotherValue, NOT_ONLY_ADDING, recordsSaid, unreadableFile } from './ldap-add-ldif-said.ts';
import { NotReadable, readEntries, say, STOPPED, textOf, valuesOf } from './ldap-answers.ts';
import { redacted } from './said.ts';

type AddLdif = Extract<PlannedLdap['action'], { kind: 'add-ldif' }>;
type Values = Readonly<Record<string, readonly Uint8Array[]>>;
/** One record, as far as it is not true yet. */
type Step = { readonly dn: string } & (
  | { readonly how: 'add'; readonly attributes: Values }
  | { readonly how: 'add-values'; readonly attributes: Values }
  | { readonly how: 'conflict'; readonly why: Localized }
);
const ALREADY_EXISTS = 68;
const VALUE_EXISTS = 20;
/** An LDIF of a whole directory may be long. */
const READ_MS = 5 * 60_000;

/** Directories keep passwords as hashes and write the superiors of a class themselves. */
const isKeptAsWritten = (attribute: string): boolean => attribute.toLowerCase() !== 'userpassword';
const folded = (value: Uint8Array): string => textOf(value).trim().replaceAll(/ +/g, ' ').toLowerCase();

/** The values that an entry lacks. */
function lacking(entry: Entry, attributes: Values): Values {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, values]) => {
      const present = valuesOf(entry, name);
      if (!isKeptAsWritten(name)) return present.length > 0 ? [] : [[name, values] as const];
      const known = new Set(present.map(folded));
      const missing = values.filter((value) => !known.has(folded(value)));
      return missing.length === 0 ? [] : [[name, missing] as const];
    }),
  );
}

async function stepOf(record: LdifRecord, directory: DirectoryConnection): Promise<Step | null> {
  const { dn } = record;
  const attributes = additions(record);
  if (attributes === null) return { dn, how: 'conflict', why: NOT_ONLY_ADDING };
  const names = Object.keys(attributes);
  const [entry] = (await readEntries(directory, dn, 'base', '(objectClass=*)', names)) ?? [];
  if (entry === undefined) return { dn, how: record.kind === 'add' ? 'add' : 'add-values', attributes };
  const missing = lacking(entry, attributes);
  const [first] = Object.keys(missing);
  if (first === undefined) return null;
  return record.kind === 'add'
    ? { dn, how: 'conflict', why: anotherValue(first) }
    : { dn, how: 'add-values', attributes: missing };
}

/** What a record adds, or `null` if it does anything else. */
function additions(record: LdifRecord): Values | null {
  if (record.kind === 'add') return record.attributes;
  if (record.kind !== 'modify' || record.modifications.some(({ operation }) => operation !== 'add'))
    return null;
  const added: Record<string, readonly Uint8Array[]> = {};
  for (const { attribute, values } of record.modifications)
    added[attribute] = [...(added[attribute] ?? []), ...values];
  return added;
}

async function recordsOf({ host, path }: AddLdif, context: Context): Promise<LdifRecord[]> {
  const connection = await context.connections.host(host);
  const { stdout, stderr, end } = await runErrand(connection, `cat ${quoteShell(path)}`, {
    timeoutMs: READ_MS,
    stop: context.cancel,
  });
  if (end.kind !== 'exit' || end.status !== 0)
    throw new NotReadable(unreadableFile(host, path, textOf(stderr).trim()));
  return parseLdif(textOf(stdout));
}

/** What is left to do, in the order of the file. */
async function stepsOf(records: readonly LdifRecord[], directory: DirectoryConnection): Promise<Step[]> {
  const steps = await Promise.all(records.map((record) => stepOf(record, directory)));
  return steps.filter((step) => step !== null);
}

function line(step: Step): Localized {
  const { dn } = step;
  switch (step.how) {
    case 'conflict':
      return { en: `conflict ${dn}: ${step.why.en}`, ja: `${dn} と矛盾しています：${step.why.ja}` };
    case 'add':
      return { en: `add ${dn}`, ja: `${dn} を追加` };
    case 'add-values': {
      const names = Object.keys(step.attributes);
      return { en: `add ${names.join(', ')} to ${dn}`, ja: `${dn} に ${names.join('、')} を追加` };
    }
  }
}

/** Adds what an LDIF file on a host says and the directory lacks. What is there and says something else is a conflict. */
export const addLdif: LdapAction<AddLdif> = {
  preview: async (action, directory, context) => {
    const records = await recordsOf(action, context);
    const steps = await stepsOf(records, directory);
    const there = records.length - steps.length;
    return {
      text: {
        en: `Records to add: ${steps.length}; there already: ${there}.`,
        ja: `追加するレコード ${steps.length} 件、追加済み ${there} 件です。`,
      },
      changes: steps.map((step) => line(step).en),
    };
  },

  carryOut: async (action, directory, context, again) => {
    const records = await recordsOf(action, context);
    const steps = await stepsOf(records, directory);
    const evidence = [
      await context.keep(Buffer.from(steps.map((step) => `${line(step).en}\n`).join('')), 'records added'),
    ];
    const conflict = steps.find((step) => step.how === 'conflict');
    if (conflict !== undefined)
      return { kind: 'failed', reason: 'conflict', detail: redacted(context, line(conflict)), evidence };
    for (const [index, step] of steps.entries()) {
      // In turn: a record may stand below the one before it.
      // oxlint-disable-next-line no-await-in-loop
      const result = await send(step, directory);
      if (result === null || result.kind === 'no-answer')
        return unanswered(records, again, context, evidence);
      if (result.code !== 0 && result.code !== ALREADY_EXISTS && result.code !== VALUE_EXISTS)
        return {
          kind: 'failed',
          reason: 'refused',
          detail: redacted(context, recordsSaid.refused(step.dn, say(result), index, steps.length)),
          evidence,
        };
    }
    const left = await lookedAt(records, directory);
    // It said yes to every change, and then no more.
    if (left === null) return unanswered(records, again, context, evidence);
    const [first] = left;
    if (first !== undefined)
      return {
        kind: 'failed',
        reason: 'conflict',
        detail: redacted(context, recordsSaid.notThere(left.map(line), records.length)),
        evidence,
      };
    return { kind: 'succeeded', detail: recordsSaid.added(steps.length, records.length), evidence };
  },

  probe: async (action, directory, context) => {
    const records = await recordsOf(action, context);
    const left = await stepsOf(records, directory);
    const [first] = left;
    if (first === undefined)
      return { kind: 'satisfied', detail: recordsSaid.allThere(records.length), evidence: [] };
    return {
      kind: 'unsatisfied',
      detail: redacted(context, recordsSaid.notThere(left.map(line), records.length)),
      evidence: [],
    };
  },
};

/** What is left to do; `null` if the directory does not say. */
async function lookedAt(
  records: readonly LdifRecord[],
  directory: DirectoryConnection,
): Promise<Step[] | null> {
  try {
    return await stepsOf(records, directory);
  } catch (error) {
    if (error instanceof Fault || error instanceof NotReadable) return null;
    throw error;
  }
}

/** `null`: the connection went away before it could be sent. */
async function send(step: Step, directory: DirectoryConnection): Promise<LdapResult | null> {
  if (step.how === 'conflict') throw new Error('a conflict is never sent');
  try {
    if (step.how === 'add') return await directory.add(step.dn, step.attributes);
    const modifications = Object.entries(step.attributes).map(
      ([attribute, values]) => ({ operation: 'add', attribute, values }) as const,
    );
    return await directory.modify(step.dn, modifications);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Looks again over a new connection: all of it may be there. */
async function unanswered(
  records: readonly LdifRecord[],
  again: () => Promise<DirectoryConnection>,
  context: Context,
  evidence: Outcome['evidence'],
): Promise<Outcome> {
  const lost = {
    kind: 'lost',
    reason: 'no-answer',
    detail: STOPPED,
    evidence,
  } as const;
  try {
    const left = await lookedAt(records, await again());
    if (left === null) return lost;
    return left.length === 0
      ? {
          kind: 'succeeded',
          detail: recordsSaid.seenAgain(records.length),
          evidence,
        }
      : {
          ...lost,
          detail: redacted(context, recordsSaid.stoppedWithout(left.map(line))),
        };
  } catch (error) {
    if (error instanceof Fault || error instanceof NotReadable) return lost;
    throw error;
  }
}
