import type { DirectoryConnection } from '../connections/connections.ts';
import { InvalidFilter } from '../directory/filter.ts';
import { InvalidLdif } from '../directory/ldif.ts';
import { InvalidDefinition } from '../directory/schema-definition.ts';
import { Fault } from '../errors.ts';
import { faultSentence } from '../fault-sentence.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { Outcome, ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Context, Executor, Preview } from './executor.ts';
import { addLdif } from './ldap-add-ldif.ts';
import { NotReadable } from './ldap-answers.ts';
import { read } from './ldap-read.ts';
import { back, remember } from './ldap-remember.ts';
import { addSchema } from './ldap-schema.ts';
import { cancelledBefore, notKnownYet, redacted } from './said.ts';

/** Converges: it looks what is there, changes only what is missing, and looks again when an answer stays away. */
export const ldap: Executor<PlannedLdap> = {
  preview: async (operation, context) => {
    try {
      return await within(operation, context, (directory) => previewOf(operation, directory, context));
    } catch (error) {
      return { text: notKnownYet(known(error, context), context), changes: [] };
    }
  },
  carryOut: async (operation, context) => {
    try {
      return await within(operation, context, (directory, again) =>
        carriedOut(operation, directory, context, again),
      );
    } catch (error) {
      const detail = known(error, context);
      // Whoever was here before may have sent it.
      if (context.again === true && changes(operation))
        return { kind: 'lost', reason: 'no-answer', detail, evidence: [] };
      return { kind: 'failed', reason: 'not-started', detail, evidence: [] };
    }
  },
  probe: async (operation, context) => {
    try {
      return await within(operation, context, (directory) => probed(operation, directory, context));
    } catch (error) {
      return { kind: 'inconclusive', detail: known(error, context), evidence: [] };
    }
  },
};

const changes = ({ action }: PlannedLdap): boolean =>
  action.kind === 'add-schema' || action.kind === 'add-ldif' || action.kind === 'put-back';

function previewOf(
  { action }: PlannedLdap,
  directory: DirectoryConnection,
  context: Context,
): Promise<Preview> {
  switch (action.kind) {
    case 'add-schema':
    case 'has-schema':
      return addSchema.preview(action, directory, context);
    case 'add-ldif':
      return addLdif.preview(action, directory, context);
    case 'remember':
      return remember.preview(action, directory, context);
    case 'put-back':
    case 'is-back':
      return back.preview(action, directory, context);
    case 'read':
      return read.preview(action, directory, context);
  }
}

function probed(
  { action }: PlannedLdap,
  directory: DirectoryConnection,
  context: Context,
): Promise<ProbeResult> {
  switch (action.kind) {
    case 'add-schema':
    case 'has-schema':
      return addSchema.probe(action, directory, context);
    case 'add-ldif':
      return addLdif.probe(action, directory, context);
    case 'remember':
      return remember.probe(action, directory, context);
    case 'put-back':
    case 'is-back':
      return back.probe(action, directory, context);
    case 'read':
      return read.probe(action, directory, context);
  }
}

async function carriedOut(
  operation: PlannedLdap,
  directory: DirectoryConnection,
  context: Context,
  again: () => Promise<DirectoryConnection>,
): Promise<Outcome> {
  const { action } = operation;
  if (context.cancel.aborted)
    return { kind: 'failed', reason: 'cancelled', detail: cancelledBefore, evidence: [] };
  if (action.kind === 'add-schema') return addSchema.carryOut(action, directory, context, again);
  if (action.kind === 'add-ldif') return addLdif.carryOut(action, directory, context, again);
  if (action.kind === 'remember') return remember.carryOut(action, directory, context, again);
  if (action.kind === 'put-back') return back.carryOut(action, directory, context, again);
  const { kind, detail, evidence } = await probed(operation, directory, context);
  if (kind === 'satisfied') return { kind: 'succeeded', detail, evidence };
  const reason = kind === 'unsatisfied' ? 'expectation' : 'not-started';
  return { kind: 'failed', reason, detail, evidence };
}

/** Opens what is needed and closes all of it. */
async function within<Result>(
  { directory: name, bindDn, password }: PlannedLdap,
  context: Context,
  work: (directory: DirectoryConnection, again: () => Promise<DirectoryConnection>) => Promise<Result>,
): Promise<Result> {
  const secret = password
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('list' in piece) throw new Error('a password cannot be a list');
      const value = context.secrets.get(piece.secret);
      if (value === undefined)
        throw new Fault(
          'secret-unavailable',
          `Binding to the directory ${name}`,
          `${piece.secret} is not known`,
        );
      return value;
    })
    .join('');
  const opened: DirectoryConnection[] = [];
  const open = async (): Promise<DirectoryConnection> => {
    const connection = await context.connections.directory(name, bindDn, secret);
    opened.push(connection);
    return connection;
  };
  try {
    return await work(await open(), open);
  } finally {
    for (const connection of opened) connection.close();
  }
}

/** What can go wrong out there before anything was sent, as a clause. Our own mistakes go on as they are. */
function known(error: unknown, context: Context): Localized {
  if (error instanceof NotReadable) return redacted(context, error.said);
  if (error instanceof Fault) return redacted(context, faultSentence(error));
  const invalid = INVALID.find(([kind]) => error instanceof kind);
  if (invalid === undefined || !(error instanceof Error)) throw error;
  return redacted(context, { en: error.message, ja: `${invalid[1]}（${error.message}）` });
}

const INVALID = [
  [InvalidLdif, 'LDIF の形式が正しくありません'],
  [InvalidFilter, '検索フィルタの形式が正しくありません'],
  [InvalidDefinition, 'スキーマ定義の形式が正しくありません'],
] as const;
