import type { Entry } from '../connections/connections.ts';
import { printLdif } from '../directory/ldif.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { ProbeResult } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { mismatch } from './expectation.ts';
import type { LdapAction } from './ldap-action.ts';
import { readEntries, textOf, valuesOf } from './ldap-answers.ts';
import { redacted } from './said.ts';

type ReadAction = Extract<PlannedLdap['action'], { kind: 'read' }>;
/** RFC 4511: no attributes at all. */
const NONE = '1.1';
const NONE_FOUND: Localized = { en: 'no entry found', ja: 'エントリが見つかりません' };
const noEntry = (base: string): Localized => ({
  en: `there is no entry ${base}`,
  ja: `エントリ ${base} がありません`,
});
const asFound = (count: number): Localized => ({
  en: `${count} entries found, as expected`,
  ja: `エントリが期待どおり ${count} 件見つかりました`,
});

/** Reads and compares: how many entries, and what every value of one attribute looks like. */
export const read: Pick<LdapAction<ReadAction>, 'preview' | 'probe'> = {
  preview: async ({ base, scope, filter }, directory) => {
    const entries = await readEntries(directory, base, scope, filter, [NONE]);
    const found = entries?.length ?? 0;
    return {
      text: {
        en: entries === null ? `There is no entry ${base} yet.` : `Entries that match now: ${found}.`,
        ja:
          entries === null
            ? `エントリ ${base} はまだありません。`
            : `条件に一致するエントリは、現在 ${found} 件です。`,
      },
      changes: [],
    };
  },

  probe: async (action, directory, context): Promise<ProbeResult> => {
    const { base, scope, filter, attribute } = action;
    const wanted = attribute === null ? NONE : attribute.name;
    const entries = await readEntries(directory, base, scope, filter, [wanted]);
    // Not "none found": below a base that is not there, a count of 0 would prove nothing.
    if (entries === null) return { kind: 'unsatisfied', detail: noEntry(base), evidence: [] };
    const evidence = [
      await context.keep(
        Buffer.from(printLdif(entries.map((entry) => ({ ...entry, kind: 'add', explicit: false })))),
        'entries found',
      ),
    ];
    const wrong = countWrong(action, entries) ?? attributeWrong(action, entries);
    return wrong === null
      ? { kind: 'satisfied', detail: asFound(entries.length), evidence }
      : { kind: 'unsatisfied', detail: redacted(context, wrong), evidence };
  },
};

function countWrong({ count }: ReadAction, { length }: readonly Entry[]): Localized | null {
  if (count?.is !== undefined && length !== count.is)
    return {
      en: `${length} entries found, expected ${count.is}`,
      ja: `見つかったエントリは ${length} 件で、期待値の ${count.is} 件と一致しません`,
    };
  if (count?.atLeast !== undefined && length < count.atLeast)
    return {
      en: `${length} entries found, expected at least ${count.atLeast}`,
      ja: `見つかったエントリは ${length} 件で、必要な ${count.atLeast} 件に足りません`,
    };
  return null;
}

function attributeWrong({ attribute, count }: ReadAction, entries: readonly Entry[]): Localized | null {
  if (attribute === null) return null;
  if (entries.length === 0) return count === null ? NONE_FOUND : null;
  const { name, every } = attribute;
  for (const entry of entries) {
    const values = valuesOf(entry, name).map(textOf);
    // An attribute that is not there counts as one empty value, so that `empty: true` can ask for its absence.
    for (const value of values.length === 0 ? [''] : values) {
      const what = { en: `${name} of ${entry.dn}`, ja: `${entry.dn} の ${name} ` };
      const sentence = mismatch(every, value, what);
      if (sentence !== null) return sentence;
    }
  }
  return null;
}
