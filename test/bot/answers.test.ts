import { expect, test } from 'vitest';

import { answerTo, refused } from '#bot/answers.ts';
import { refusal } from '#core/index.ts';

const no = refusal('requester-cannot-approve');
const settings = { docsUrl: 'https://docs.example.com/' };

test('a refusal says what its code is, and leads to what the reference says of it', () => {
  expect(refused(no, 'en', settings).text).toBe(
    'You asked for this step, so somebody else must approve it.  Refusal code: `requester-cannot-approve`  <https://docs.example.com/reference/refusals-and-faults#requester-cannot-approve|What it means>',
  );
  expect(refused(no, 'ja', settings).text).toContain(
    '拒否コード：`requester-cannot-approve`  <https://docs.example.com/ja/reference/refusals-and-faults#requester-cannot-approve|コードの説明>',
  );
});

test('the code stands small below the sentence', () => {
  expect(refused(no, 'en', {}).blocks?.map(({ type }) => type)).toEqual(['section', 'context']);
});

test('without a published documentation there is no link', () => {
  const reply = { kind: 'refused', refusal: no, view: null } as const;
  expect(answerTo(reply, 'ja', {})?.text).toMatch(/拒否コード：`requester-cannot-approve`$/u);
});
