import { Fault } from '../errors.ts';
import { faultSentence } from '../fault-sentence.ts';
import type { PlannedFile } from '../plan/operation.ts';
import type { FailureReason, Outcome } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Encoding } from './encoding.ts';
import type { Context, Executor } from './executor.ts';
import { type Edit, editFile } from './file-edit.ts';
import { asExpected, notKnown } from './probe-result.ts';
import { isReachablePath, readRemoteFile, replaceRemoteFile } from './remote-file.ts';
import { notKnownYet, redacted, unknownHost } from './said.ts';

/** Converges: it reads the file, writes only what differs, and reads it again. */
export const file: Executor<PlannedFile> = {
  preview: async (operation, context) => {
    const looked = await look(operation, context);
    if ('en' in looked) return { text: notKnownYet(looked, context), changes: [] };
    const { path, host } = operation;
    const [first] = looked.edit.conflicts;
    if (first !== undefined) {
      const { en, ja } = redacted(context, conflict(operation, looked.edit));
      return { text: { en: `${en}.`, ja: `${ja}。` }, changes: [] };
    }
    const text = looked.edit.changed
      ? { en: `Changes ${path} on ${host}.`, ja: `${host} の ${path} を変更します。` }
      : {
          en: `${path} on ${host} is already as it must be.`,
          ja: `${host} の ${path} は、すでに目的の状態です。変更はありません。`,
        };
    return { text, changes: looked.edit.diff.map((line) => context.redact(line)) };
  },
  carryOut: async (operation, context) => {
    const looked = await look(operation, context, context.again !== false);
    if ('en' in looked) return failed('not-started', unchanged(looked), context);
    if ('kind' in looked) return looked;
    if (looked.original === null && !operation.create && operation.ensure === 'present')
      return failed('conflict', unchanged(missing(operation.path)), context);
    if (looked.edit.conflicts.length > 0)
      return failed('conflict', unchanged(conflict(operation, looked.edit)), context);
    if (!looked.edit.changed) return { kind: 'succeeded', detail: ALREADY, evidence: [] };
    return write(operation, looked, context);
  },
  probe: async (operation, context) => {
    const looked = await look(operation, context);
    if ('en' in looked)
      return { kind: 'inconclusive', detail: redacted(context, notKnown(looked)), evidence: [] };
    if (looked.edit.conflicts.length > 0)
      return {
        kind: 'unsatisfied',
        detail: redacted(context, conflict(operation, looked.edit)),
        evidence: [],
      };
    if (!looked.edit.changed) return { kind: 'satisfied', detail: asExpected, evidence: [] };
    const evidence = [await context.keep(Buffer.from(looked.edit.diff.join('\n')), 'what differs')];
    return { kind: 'unsatisfied', detail: notAsWanted(operation), evidence };
  },
};

type Looked = { readonly edit: Edit; readonly original: Uint8Array | null };

/** What is there and what it would become, or why that cannot be said. */
function look(operation: PlannedFile, context: Context): Promise<Looked | Localized>;
/** `mayHaveBegun`: a host that cannot be reached may have been changed before. @throws Fault connection-failed */
function look(
  operation: PlannedFile,
  context: Context,
  mayHaveBegun: boolean,
): Promise<Looked | Localized | Outcome>;
async function look(
  operation: PlannedFile,
  context: Context,
  mayHaveBegun = false,
): Promise<Looked | Localized | Outcome> {
  const { host, path } = operation;
  const inventory = context.inventory.hosts[host];
  if (inventory === undefined) return unknownHost(host);
  if (!isReachablePath(path))
    return {
      en: `the path ${path} has characters that not every shell takes`,
      ja: `パス ${path} に、シェルによっては扱えない文字があります`,
    };
  try {
    // Whether it was changed before is worth waiting for, even where nobody wants it to go on.
    const stop = mayHaveBegun ? undefined : context.cancel;
    const before = await readRemoteFile(await context.connections.host(host), path, stop);
    const edit = editFile(before ?? new Uint8Array(), operation, inventory.encoding);
    if (edit === null) return unwritableLines(inventory.encoding);
    return { edit, original: before };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (!mayHaveBegun || error.code !== 'connection-failed') return faultSentence(error);
    if (context.cancel.aborted) return lost(error, context);
    throw error;
  }
}

/** A connection that drops here is a Fault: whoever calls again finds the file changed or not, and converges. */
async function write(operation: PlannedFile, { edit, original }: Looked, context: Context): Promise<Outcome> {
  const { host, path } = operation;
  const connection = await context.connections.host(host);
  const backup = `${path}.watari-${context.job.split('.')[0] ?? ''}`;
  const wrong = await replaceRemoteFile(connection, path, backup, { original, bytes: edit.bytes });
  const after = await readRemoteFile(connection, path);
  const evidence = [await context.keep(Buffer.from(edit.diff.join('\n')), 'diff')];
  if (after !== null && Buffer.from(after).equals(edit.bytes))
    return { kind: 'succeeded', detail: changed(backup), evidence };
  const saw = wrong ?? OVERTAKEN;
  const is = notAsWanted(operation);
  const detail = { en: `${is.en}: ${saw.en}`, ja: `${is.ja}：${saw.ja}` };
  return { ...failed('conflict', detail, context), evidence };
}

const failed = (reason: FailureReason, detail: Localized, context: Context): Outcome => ({
  kind: 'failed',
  reason,
  detail: redacted(context, detail),
  evidence: [],
});

const lost = (error: Fault, context: Context): Outcome => {
  const saw = faultSentence(error);
  return {
    kind: 'lost',
    reason: 'no-answer',
    detail: redacted(context, {
      en: `whether the file was changed is not known: ${saw.en}`,
      ja: `ファイルを変更したかどうかが不明です：${saw.ja}`,
    }),
    evidence: [],
  };
};

const ALREADY: Localized = { en: 'it is already so', ja: 'すでに目的の状態です' };
const OVERTAKEN: Localized = {
  en: 'somebody else changed it at the same moment',
  ja: '同時に別の変更が行われました',
};
const unchanged = (why: Localized): Localized => ({
  en: `nothing was changed: ${why.en}`,
  ja: `何も変更していません：${why.ja}`,
});
const changed = (backup: string): Localized => ({
  en: `changed; the file before it is ${backup}`,
  ja: `変更しました（変更前のファイル：${backup}）`,
});
const missing = (path: string): Localized => ({ en: `${path} does not exist`, ja: `${path} がありません` });
const notAsWanted = ({ host, path }: PlannedFile): Localized => ({
  en: `${path} on ${host} is not as it must be`,
  ja: `${host} の ${path} が目的の状態ではありません`,
});
function conflict({ host, path }: PlannedFile, { conflicts }: Edit): Localized {
  const [en, ja] = [conflicts.map((one) => one.en).join(', and '), conflicts.map((one) => one.ja).join('。')];
  return { en: `in ${path} on ${host} ${en}`, ja: `${host} の ${path} に、${ja}` };
}
const unwritableLines = (encoding: Encoding): Localized => ({
  en: `the lines cannot be written in ${encoding}`,
  ja: `書き込む行に ${encoding} で表せない文字があります`,
});
