import { describe, expect, test } from 'vitest';

import { emptyFields, formErrors } from '#bot/messages/form-errors.ts';
import type { Parameter, Problem } from '#core/index.ts';
import { readWaves } from '#core/plan/read-waves.ts';

const both = (text: string) => ({ en: text, ja: text });
const parameters: Readonly<Record<string, Parameter>> = {
  oldHost: { type: 'host', title: both('Old') },
  waves: { type: 'waves', title: both('Waves') },
};
const FIELDS = ['oldHost', 'waves'];
const problem = (path: string, found: string, allowed: string): Problem => ({
  file: 'values',
  line: 1,
  path,
  rule: 'value',
  found: both(found),
  allowed: both(allowed),
});
const errors = (problems: readonly Problem[], values: Record<string, string>) => ({
  en: formErrors(problems, parameters, FIELDS, values, 'en'),
  ja: formErrors(problems, parameters, FIELDS, values, 'ja'),
});
const around = { defaultDomain: 'siroe.com', defaultBase: 'dc=siroe,dc=com', readText: undefined };
/** What is said in the field of waves in which this was typed. */
const aboutWaves = (waves: string) => {
  const read = readWaves('waves', waves, around);
  if (!('problems' in read)) throw new Error('these waves are right');
  const { en, ja } = errors(read.problems, { waves });
  expect([...en.others, ...ja.others]).toEqual([]);
  expect(Object.keys(en.fields)).toEqual(['waves']);
  return { en: en.fields['waves'], ja: ja.fields['waves'] };
};

describe('what is wrong with submitted values', () => {
  test('stands at its field, with what was typed and what may stand there', () => {
    const { en, ja } = errors([problem('oldHost', '"a b"', 'a host')], { oldHost: 'a b' });
    expect(en.fields).toEqual({ oldHost: '"a b" cannot stand here. Enter a host name or an IP address.' });
    expect(ja.fields).toEqual({
      oldHost: '「a b」は使えません。ホスト名または IP アドレスを指定してください。',
    });
  });

  test('is said apart where it belongs to no field', () => {
    const { en } = errors([problem('inventory', 'nothing', 'a host')], {});
    expect(en).toEqual({ fields: {}, others: ['inventory: found nothing, allowed: a host'] });
  });

  test('is asked for where nothing was entered', () => {
    const { ja } = errors([problem('waves', 'nothing', 'waves')], {});
    expect(ja.fields['waves']).toMatch(/ウェーブ.*を指定してください。$/u);
  });

  test('is at every field in which a host stands that the inventory lacks', () => {
    const unknown = { ...problem('mail.nope', 'nothing', 'host mail.nope'), rule: 'not-in-inventory' };
    const lacking = [{ ...unknown, file: 'inventory.yaml' }];
    const { en, ja } = errors(lacking, { oldHost: 'mail.nope', waves: 'a: b' });
    expect(en).toEqual({
      fields: { oldHost: '"mail.nope" is not in the inventory. Enter it in inventory.yaml.' },
      others: [],
    });
    expect(ja.fields).toEqual({
      oldHost: '「mail.nope」はインベントリにありません。inventory.yaml に登録してください。',
    });
  });
});

describe('what is wrong with waves', () => {
  test('that cannot be read is said at their field, in Japanese without the words of the parser', () => {
    const { en, ja } = aboutWaves('[{"name":"canary","users":[');
    expect(en).toMatch(/^Line 1 cannot be read: /u);
    expect(ja).toMatch(/^1 行目が読み取れません。書けるもの：正しい YAML（[^a-z]+）。$/u);
  });

  test('names the wave by its number, and leaves the list out', () => {
    const { en, ja } = aboutWaves(JSON.stringify([{ name: 'canary', users: ['a'] }]));
    expect(en).toContain('Wave 1, base: found nothing, allowed: a text.');
    expect(ja).toContain('1 番目のウェーブの base：値がありません。使えるもの：テキスト。');
    expect(`${en}${ja}`).not.toContain('canary');
  });

  test('with two of one name says that name', () => {
    const { en, ja } = aboutWaves('canary: wallyc; canary: maryl');
    expect(en).toBe('found "canary", allowed: a name that no other wave has.');
    expect(ja).toBe('「canary」は使えません。使えるもの：ほかのウェーブと重ならない名前。');
  });

  test('is said of one by its name once they are looked up', () => {
    const { ja } = errors([problem('waves.canary', '誰もいない状態', '1 人以上のユーザ')], { waves: 'x' });
    expect(ja.fields['waves']).toBe(
      'ウェーブ canary：誰もいない状態では開始できません。使えるもの：1 人以上のユーザ。',
    );
  });
});

test('a field that somebody emptied is asked for', () => {
  expect(emptyFields(['oldHost'], parameters, 'ja').fields).toEqual({
    oldHost: 'ホスト名または IP アドレスを指定してください。',
  });
});
