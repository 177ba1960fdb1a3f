import { expect, test } from 'vitest';

import { type Values, because, conditionSentence, holds } from '#core/runbook/render.ts';
import type { Condition, Parameter } from '#core/runbook/schema.ts';

const parameters: Record<string, Parameter> = {
  separator: {
    type: 'choice',
    title: { en: 'Login separator', ja: 'ログイン区切り文字' },
    of: [
      { value: '@', title: { en: '@', ja: '@' } },
      { value: '+', title: { en: '+', ja: '+' } },
    ],
  },
  store: {
    type: 'choice',
    title: { en: 'Way of the store', ja: 'ストアの移し方' },
    of: [
      { value: 'tape', title: { en: 'By tape', ja: 'テープ経由' } },
      { value: 'pipe', title: { en: 'Directly', ja: '直接' } },
      { value: 'disk', title: { en: 'By disk', ja: 'ディスク経由' } },
    ],
  },
  autostart: { type: 'flag', title: { en: 'Automatic start', ja: '自動起動' }, default: false },
  port: { type: 'port', title: { en: 'SMTP port', ja: 'SMTP のポート' } },
};
const values: Values = {
  separator: { type: 'choice', value: '+' },
  store: { type: 'choice', value: 'pipe' },
  autostart: { type: 'flag', value: false },
  port: { type: 'port', value: 25 },
  password: { type: 'secret', value: { secret: 'password', shown: '••••' } },
};

const cases: readonly (readonly [Condition, boolean, string, string])[] = [
  [{ separator: '+' }, true, 'the login separator is +', '「ログイン区切り文字」が「+」'],
  [{ not: { separator: '+' } }, false, 'the login separator is not +', '「ログイン区切り文字」が「+」以外'],
  [{ not: { not: { separator: '+' } } }, true, 'the login separator is +', '「ログイン区切り文字」が「+」'],
  [{ store: 'tape' }, false, 'the way of the store is by tape', '「ストアの移し方」が「テープ経由」'],
  [
    { any: [{ store: 'tape' }, { store: 'pipe' }] },
    true,
    'the way of the store is by tape or directly',
    '「ストアの移し方」が「テープ経由」または「直接」',
  ],
  [
    { not: { any: [{ store: 'tape' }, { store: 'pipe' }] } },
    false,
    'the way of the store is neither by tape nor directly',
    '「ストアの移し方」が「テープ経由」、「直接」以外',
  ],
  [
    { separator: '+', store: 'pipe' },
    true,
    'the login separator is + and the way of the store is directly',
    '「ログイン区切り文字」が「+」、かつ「ストアの移し方」が「直接」',
  ],
  [{ autostart: true }, false, '“Automatic start” is on', '「自動起動」がオン'],
  [{ not: { autostart: true } }, true, '“Automatic start” is off', '「自動起動」がオフ'],
  [{ port: 25 }, true, 'the SMTP port is 25', '「SMTP のポート」が「25」'],
  [
    { all: [{ autostart: false }, { any: [{ separator: '@' }, { store: 'pipe' }] }] },
    true,
    '“Automatic start” is off and (the login separator is @ or the way of the store is directly)',
    '「自動起動」がオフ、かつ（「ログイン区切り文字」が「@」、または「ストアの移し方」が「直接」）',
  ],
  [{ password: '••••' }, false, 'the password is ••••', '「password」が「••••」'],
];

test.each(cases)('holds or not: %j → %j', (condition, expected) => {
  expect(holds(condition, values)).toBe(expected);
});

test.each(cases)('holds never together with its opposite: %j', (condition, expected) => {
  expect(holds({ not: condition }, values)).toBe(!expected);
});

test.each(cases)('says %j in both languages', (condition, _, en, ja) => {
  expect(conditionSentence(condition, parameters)).toEqual({
    en: `Only if ${en}.`,
    ja: `${ja}の場合に実行します。`,
  });
});

test('says of a step without condition that it always applies', () => {
  expect(because(undefined, parameters, values)).toEqual({ en: 'Always.', ja: '常に実行します。' });
});

test('says that a condition holds here', () => {
  expect(because({ separator: '+' }, parameters, values)).toEqual({
    en: 'Only if the login separator is +. That is the case here.',
    ja: '「ログイン区切り文字」が「+」の場合に実行します。今回は該当します。',
  });
});

test('says what stands in the way of a condition that does not hold', () => {
  expect(because({ store: 'tape', autostart: true }, parameters, values)).toEqual({
    en: 'Only if the way of the store is by tape and “Automatic start” is on. Not so here: the way of the store is directly and “Automatic start” is off.',
    ja: '「ストアの移し方」が「テープ経由」、かつ「自動起動」がオンの場合に実行します。今回は該当しません（「ストアの移し方」は「直接」、「自動起動」がオフ）。',
  });
});
