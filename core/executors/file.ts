import { Fault } from '../errors.ts';
import type { PlannedFile } from '../plan/operation.ts';
import type { FailureReason, Outcome } from '../run/outcome.ts';
import type { Context, Executor } from './executor.ts';
import { type Edit, editFile } from './file-edit.ts';
import { isReachablePath, readRemoteFile, replaceRemoteFile } from './remote-file.ts';

/** Converges: it reads the file, writes only what differs, and reads it again. */
export const file: Executor<PlannedFile> = {
  preview: async (operation, context) => {
    const looked = await look(operation, context);
    if (typeof looked === 'string')
      return {
        text: { en: `Not known yet: ${looked}`, ja: `まだ確認できません：${looked}` },
        changes: [],
      };
    const { path, host } = operation;
    const text = looked.edit.changed
      ? { en: `Changes ${path} on ${host}.`, ja: `${host} の ${path} を変更します。` }
      : {
          en: `${path} on ${host} is already as it must be.`,
          ja: `${host} の ${path} は、すでに目的の状態です。変更はありません。`,
        };
    return { text, changes: looked.edit.diff.map((line) => context.redact(line)) };
  },
  carryOut: async (operation, context) => {
    const looked = await look(operation, context);
    if (typeof looked === 'string') return failed('not-started', `Nothing was changed: ${looked}.`, context);
    if (looked.missing && !operation.create && operation.ensure === 'present')
      return failed('conflict', `Nothing was changed: ${operation.path} does not exist.`, context);
    if (!looked.edit.changed) return { kind: 'succeeded', detail: 'It is already so.', evidence: [] };
    return write(operation, looked.edit, context);
  },
  probe: async (operation, context) => {
    const looked = await look(operation, context);
    if (typeof looked === 'string')
      return { kind: 'inconclusive', detail: context.redact(`Not known: ${looked}.`), evidence: [] };
    if (!looked.edit.changed) return { kind: 'satisfied', detail: 'As expected.', evidence: [] };
    const evidence = [await context.keep(Buffer.from(looked.edit.diff.join('\n')), 'what differs')];
    return { kind: 'unsatisfied', detail: `${operation.path} is not as it must be.`, evidence };
  },
};

type Looked = { readonly edit: Edit; readonly missing: boolean };

/** What is there and what it would become, or why that cannot be said. */
async function look(operation: PlannedFile, context: Context): Promise<Looked | string> {
  const { host, path } = operation;
  const inventory = context.inventory.hosts[host];
  if (inventory === undefined) return `the inventory does not know ${host}`;
  if (!isReachablePath(path)) return `the path ${path} has characters that not every shell takes`;
  try {
    const before = await readRemoteFile(await context.connections.host(host), path);
    const edit = editFile(before ?? new Uint8Array(), operation, inventory.encoding);
    if (edit === null) return `the lines cannot be written in ${inventory.encoding}`;
    return { edit, missing: before === null };
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

/** A connection that drops here is a Fault: whoever calls again finds the file changed or not, and converges. */
async function write(operation: PlannedFile, edit: Edit, context: Context): Promise<Outcome> {
  const { host, path } = operation;
  const connection = await context.connections.host(host);
  const backup = `${path}.watari-${context.job.split('.')[0] ?? ''}`;
  const wrong = await replaceRemoteFile(connection, path, backup, edit.bytes);
  const after = await readRemoteFile(connection, path);
  const evidence = [await context.keep(Buffer.from(edit.diff.join('\n')), 'diff')];
  if (after !== null && Buffer.from(after).equals(edit.bytes))
    return { kind: 'succeeded', detail: `Changed; the file before it is ${backup}.`, evidence };
  const saw = wrong ?? 'somebody else changed it at the same moment';
  return { ...failed('conflict', `${path} on ${host} is not as it must be: ${saw}.`, context), evidence };
}

const failed = (reason: FailureReason, detail: string, context: Context): Outcome => ({
  kind: 'failed',
  reason,
  detail: context.redact(detail),
  evidence: [],
});
