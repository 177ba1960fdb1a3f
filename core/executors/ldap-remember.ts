import type { DirectoryConnection, Entry, Modification } from '../connections/connections.ts';
import { Fault } from '../errors.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { Outcome } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Context } from './executor.ts';
import type { LdapAction } from './ldap-action.ts';
import { NotReadable, STOPPED, readEntries, say, textOf, valuesOf } from './ldap-answers.ts';
import { type RememberedEntry, firstMemories, memoryDocument, readMemory } from './memory.ts';
import { redacted } from './said.ts';

type Remember = Extract<PlannedLdap['action'], { kind: 'remember' }>;
type Back = Extract<PlannedLdap['action'], { kind: 'put-back' | 'is-back' }>;
type Change = { readonly dn: string; readonly modifications: readonly Modification[] };

const NO_BASE = (base: string): Localized => ({
  en: `there is no entry ${base}`,
  ja: `エントリ ${base} がありません`,
});
const SECRET: Localized = {
  en: 'a value there holds a secret of this run, so it cannot be kept and could not be put back',
  ja: '控える値にこの実行の秘密の値が含まれているため、控えることができません（元に戻せなくなります）',
};
const entries = (count: number): Localized => ({ en: `${count} entries`, ja: `${count} 件` });

/** Keeps attributes of entries as evidence, before later operations change them. Changes nothing itself. */
export const remember: LdapAction<Remember> = {
  preview: async ({ base, scope, filter, attributes }, directory) => {
    const found = (await readEntries(directory, base, scope, filter, attributes))?.length ?? 0;
    const names = attributes.join(', ');
    return {
      text: {
        en: `Keeps ${names} of ${found} entries as they are now.`,
        ja: `エントリ ${found} 件の ${names} を、いまの値のまま控えます。`,
      },
      changes: [],
    };
  },
  carryOut: async ({ base, scope, filter, attributes }, directory, context) => {
    const found = await readEntries(directory, base, scope, filter, attributes);
    if (found === null) return { kind: 'failed', reason: 'expectation', detail: NO_BASE(base), evidence: [] };
    const bytes = memoryDocument(found, attributes);
    const text = textOf(bytes);
    // Nothing was changed yet: better not to begin than to put a blackened value back.
    if (context.redact(text) !== text)
      return { kind: 'failed', reason: 'conflict', detail: SECRET, evidence: [] };
    const { en, ja } = entries(found.length);
    return {
      kind: 'succeeded',
      detail: { en: `${en} remembered`, ja: `${ja}を控えました` },
      // Whole, not as evidence is capped: it is put back from here.
      evidence: [await context.documents.put(bytes)],
    };
  },
  probe: async () => {
    throw new Error('remembering proves nothing');
  },
};

/** Gives entries the values back that an earlier step remembered. Repeating it finds nothing to do. */
export const back: LdapAction<Back> = {
  preview: async (action, directory, context) => {
    const { changes, there, gone } = await changesOf(action, directory, context);
    return {
      text: {
        en: `Entries to put back: ${changes.length}; as they were already: ${there}; no longer there: ${gone.length}.`,
        ja: `元に戻すエントリ ${changes.length} 件、元の値のまま ${there} 件、なくなったエントリ ${gone.length} 件です。`,
      },
      changes: changes.map((change) => context.redact(line(change))),
    };
  },

  carryOut: async (action, directory, context, again) => {
    const found = await changesOf(action, directory, context);
    const { changes, there, gone } = found;
    if (isNobodyLeft(found))
      return { kind: 'failed', reason: 'expectation', detail: nobody(found, context), evidence: [] };
    const evidence = [
      await context.keep(Buffer.from(changes.map((one) => `${line(one)}\n`).join('')), 'values put back'),
    ];
    for (const [index, { dn, modifications }] of changes.entries()) {
      const result = await sent(directory, dn, modifications);
      if (result === null || result.kind === 'no-answer') return unanswered(action, again, context, evidence);
      if (result.code !== 0) {
        const said = say(result);
        const detail = {
          en: `${dn}: ${said.en}; ${index} of ${changes.length} entries were put back before`,
          ja: `${dn}：${said.ja}（先に ${changes.length} 件中 ${index} 件を元に戻しました）`,
        };
        return { kind: 'failed', reason: 'refused', detail: redacted(context, detail), evidence };
      }
    }
    const { changes: left } = await changesOf(action, directory, context);
    if (left.length > 0)
      return { kind: 'failed', reason: 'conflict', detail: notBack(left, context), evidence };
    const detail = {
      en: `${changes.length} entries put back, ${there} were as before already${missing(gone).en}`,
      ja: `${changes.length} 件を元に戻しました（${there} 件は元の値のままでした）${missing(gone).ja}`,
    };
    return { kind: 'succeeded', detail: redacted(context, detail), evidence };
  },

  probe: async (action, directory, context) => {
    const found = await changesOf(action, directory, context);
    const { changes } = found;
    if (changes.length > 0) return { kind: 'unsatisfied', detail: notBack(changes, context), evidence: [] };
    return isNobodyLeft(found)
      ? { kind: 'unsatisfied', detail: nobody(found, context), evidence: [] }
      : { kind: 'satisfied', detail: asBefore(found, context), evidence: [] };
  },
};

type Found = {
  readonly changes: readonly Change[];
  /** Entries that are as before. */
  readonly there: number;
  /** Names under which nothing stands any more, or nothing that the directory shows us. */
  readonly gone: readonly string[];
};

/** Some may have been deleted meanwhile; that all of them were is more likely a mistake about where, or as whom, we look. */
const isNobodyLeft = ({ changes, there, gone }: Found): boolean =>
  gone.length > 0 && changes.length === 0 && there === 0;

const few = (names: readonly string[], by: string): string =>
  `${names.slice(0, 3).join(by)}${names.length > 3 ? ' …' : ''}`;

const nobody = ({ gone }: Found, context: Context): Localized =>
  redacted(context, {
    en: `none of the ${gone.length} entries that were remembered is there: ${few(gone, '; ')}`,
    ja: `控えたエントリ ${gone.length} 件が 1 件も見つかりません：${few(gone, '、')}`,
  });

const missing = (gone: readonly string[]): Localized =>
  gone.length === 0
    ? { en: '', ja: '' }
    : {
        en: `; ${gone.length} no longer there: ${few(gone, '; ')}`,
        ja: `、見つからないエントリ ${gone.length} 件：${few(gone, '、')}`,
      };

const asBefore = ({ there, gone }: Found, context: Context): Localized =>
  redacted(context, {
    en: `${there} entries are as before${missing(gone).en}`,
    ja: `${there} 件が元の値と一致しています${missing(gone).ja}`,
  });

/** What is left to put back. @throws NotReadable where nothing was remembered, or it cannot be read any more */
async function changesOf(
  { of, attributes }: Back,
  directory: DirectoryConnection,
  context: Context,
): Promise<Found> {
  const memory = await memoryOf(of, context);
  const changes: Change[] = [];
  let there = 0;
  const gone: string[] = [];
  for (const entry of memory) {
    const names = Object.keys(entry.values).filter((name) => attributes?.includes(name) ?? true);
    const [now] = (await readEntries(directory, entry.dn, 'base', '(objectClass=*)', names)) ?? [];
    if (now === undefined) gone.push(entry.dn);
    else {
      const modifications = names.flatMap((name) => difference(name, entry, now));
      if (modifications.length === 0) there += 1;
      else changes.push({ dn: entry.dn, modifications });
    }
  }
  return { changes, there, gone };
}

/** What stood in the entries that this step remembered, before it or its like touched them for the first time. */
async function memoryOf(step: string, context: Context): Promise<readonly RememberedEntry[]> {
  const kept = (await context.remembered?.(step)) ?? [];
  if (!kept.some((one) => one.step === step))
    throw new NotReadable({
      en: `${step} has remembered nothing in this run, so nothing can be put back`,
      ja: `この実行では ${step} が値を控えていないため、元に戻せません`,
    });
  const all: { readonly step: string; readonly entries: readonly RememberedEntry[] }[] = [];
  for (const one of kept)
    all.push({ step: one.step, entries: readMemory(await context.documents.get(one.document)) });
  const own = new Set(all.flatMap((one) => (one.step === step ? one.entries.map(({ dn }) => dn) : [])));
  return firstMemories(all.map((one) => one.entries)).filter(({ dn }) => own.has(dn));
}

const sorted = (values: readonly Uint8Array[]): string =>
  values
    .map((value) => Buffer.from(value).toString('base64'))
    .toSorted()
    .join();

/** Replacing by no value takes the attribute away (RFC 4511, 4.6), whether it stands there or not. */
function difference(name: string, { values }: RememberedEntry, now: Entry): readonly Modification[] {
  const before = values[name] ?? [];
  return sorted(before) === sorted(valuesOf(now, name))
    ? []
    : [{ operation: 'replace', attribute: name, values: before }];
}

const line = ({ dn, modifications }: Change): string =>
  `${dn}: ${modifications
    .map(({ attribute, values }) =>
      values.length === 0
        ? `-${attribute}`
        : `${attribute}=${values.map((one) => (typeof one === 'string' ? one : textOf(one))).join(',')}`,
    )
    .join(' ')}`;

function notBack(changes: readonly Change[], context: Context): Localized {
  const names = changes.map(({ dn }) => dn);
  return redacted(context, {
    en: `${changes.length} entries are not as before: ${few(names, '; ')}`,
    ja: `元の値と異なるエントリが ${changes.length} 件あります：${few(names, '、')}`,
  });
}

async function sent(directory: DirectoryConnection, dn: string, modifications: readonly Modification[]) {
  try {
    return await directory.modify(dn, modifications);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Looks again over a new connection: all of it may be as before. */
async function unanswered(
  action: Back,
  again: () => Promise<DirectoryConnection>,
  context: Context,
  evidence: Outcome['evidence'],
): Promise<Outcome> {
  const lost = { kind: 'lost', reason: 'no-answer', detail: STOPPED, evidence } as const;
  try {
    const found = await changesOf(action, await again(), context);
    if (isNobodyLeft(found)) return { ...lost, detail: nobody(found, context) };
    return found.changes.length > 0
      ? { ...lost, detail: notBack(found.changes, context) }
      : { kind: 'succeeded', detail: asBefore(found, context), evidence };
  } catch (error) {
    if (error instanceof Fault || error instanceof NotReadable) return lost;
    throw error;
  }
}
