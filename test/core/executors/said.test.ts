import { expect, test } from 'vitest';

import { Fault, FAULT_CODES } from '#core/errors.ts';
import { SAW } from '#core/executors/job/saw.ts';
import { recordsSaid } from '#core/executors/ldap-add-ldif-said.ts';
import { schemaSaid } from '#core/executors/ldap-schema-said.ts';
import { redacted, Said, unknownHost } from '#core/executors/said.ts';
import { faultSentence } from '#core/fault-sentence.ts';
import type { Localized } from '#core/runbook/localized.ts';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const why: Localized = { en: 'busy (51)', ja: 'busy (51)' };

const clauses: readonly Localized[] = [
  ...FAULT_CODES.map((code) => faultSentence(new Fault(code, 'Connecting to mail', 'ECONNREFUSED'))),
  SAW.anotherSpool('/var/tmp/w'),
  SAW.spoolGone('/var/tmp/w'),
  SAW.cut('no space left'),
  SAW.abandoned,
  SAW.neverBegan,
  SAW.unheard,
  SAW.restarted,
  SAW.orphaned,
  SAW.vanished,
  recordsSaid.added(1, 2),
  recordsSaid.allThere(2),
  recordsSaid.seenAgain(2),
  recordsSaid.refused('ou=a', why, 1, 2),
  recordsSaid.notThere([why], 2),
  recordsSaid.stoppedWithout([why, why]),
  schemaSaid.already,
  schemaSaid.inUse(['mail']),
  schemaSaid.written(2),
  schemaSaid.notThere(1),
  schemaSaid.allThere(2),
  schemaSaid.missing(['a', 'b', 'c', 'd', 'e', 'f'], 9),
];

test.each(clauses)('%j is a clause in both languages, without a full stop', ({ en, ja }) => {
  expect(en).toMatch(/[^.]$/u);
  expect(en).not.toMatch(JAPANESE);
  expect(ja).toMatch(JAPANESE);
  expect(ja).toMatch(/[^。]$/u);
});

test('the line of the log stays literal in the Japanese of a fault', () => {
  const fault = new Fault('connection-failed', 'Connecting to mail', 'ECONNREFUSED');
  expect(faultSentence(fault)).toEqual({
    en: 'Connecting to mail: ECONNREFUSED',
    ja: '接続できないか、接続が切れました（Connecting to mail: ECONNREFUSED）',
  });
});

test('a secret is taken out of both languages', () => {
  const redact = (text: string) => text.replaceAll('swordfish', '••••');
  expect(redacted({ redact }, { en: 'said swordfish', ja: 'swordfish と表示' })).toEqual({
    en: 'said ••••',
    ja: '•••• と表示',
  });
});

test('an error that says why in both languages logs its English', () => {
  expect(new Said(unknownHost('mail')).message).toBe('the inventory does not know mail');
});
