import { describe, expect, test } from 'vitest';

import { problemSentence } from '#bot/messages/problem-sentence.ts';
import { refusalSentence } from '#bot/messages/refusals.ts';
import { compilePlan, loadInventory } from '#core/plan/index.ts';
import { both, loadRunbookFile } from '#core/runbook/index.ts';
import { planHasProblems } from '#core/runner/plan-has-problems.ts';

const [runbook] = loadRunbookFile('runbooks/iplanet/sims-offline.yaml').runbooks;
if (runbook === undefined) throw new Error('no runbook');

const said = (values: Readonly<Record<string, string>>, path: string) => {
  const { problems } = compilePlan({ runbook, values, inventory: null });
  const problem = problems.find((one) => one.path === path);
  if (problem === undefined) throw new Error(`nothing is wrong with ${path}`);
  return problemSentence(problem, runbook.parameters);
};

describe('what is wrong with a value', () => {
  test.each([
    [
      'mailHost',
      '',
      'mailHost：値がありません。メールサーバとして、ホスト名または IP アドレスを指定してください。',
    ],
    ['mailHost', '-x', 'mailHost：「-x」は使えません。ホスト名または IP アドレスを指定してください。'],
    ['configPort', '0', 'configPort：「0」は使えません。1 から 65535 までの整数を指定してください。'],
    ['storeVia', 'ship', 'storeVia：「ship」は使えません。tape、pipe のどれかを指定してください。'],
    [
      'bindPassword',
      'hunter2',
      'bindPassword：秘密の値です。値そのものではなく、参照（env:名前、file:/絶対パス、またはインベントリの名前）を指定してください。',
    ],
  ])('is said in Japanese with what may stand there: %s "%s"', (name, value, ja) => {
    expect(said({ [name]: value }, name).ja).toBe(ja);
  });

  test('says in English what was found and what is allowed', () => {
    expect(said({ mailHost: '-x' }, 'mailHost').en).toBe(
      'mailHost: found "-x", allowed: a host name or an IP address',
    );
  });

  test('names the parameters that there are where one is unknown', () => {
    expect(said({ relay: 'x' }, 'relay').ja).toMatch(
      /^relay：このパラメータはありません。使えるのは mailHost、/u,
    );
  });

  test('names the one that was nearly typed', () => {
    const { en, ja } = said({ mailHos: 'x' }, 'mailHos');
    expect(en).toMatch(/^mailHos: found "mailHos", allowed: mailHost, .*\. The nearest is mailHost$/u);
    expect(ja).toMatch(/^mailHos：このパラメータはありません。mailHost のことですか。使えるのは mailHost、/u);
  });

  test('can be said without the runbook', () => {
    const [problem] = compilePlan({ runbook, values: { mailHost: '-x' }, inventory: null }).problems;
    if (problem === undefined) throw new Error('nothing is wrong');
    expect(problemSentence(problem).ja).toBe(
      'mailHost：「-x」は使えません（使えるもの：ホスト名または IP アドレス）。',
    );
  });
});

test('a host that the inventory lacks is a problem that says what to do', () => {
  const problem = {
    file: 'inventory.yaml',
    line: 1,
    path: 'mail.siroe.com',
    rule: 'not-in-inventory',
    found: both('nothing', '記述なし'),
    allowed: both('host mail.siroe.com', 'host mail.siroe.com'),
  };
  expect(refusalSentence(planHasProblems([problem]))).toEqual({
    en: 'The plan has problems, so nothing was started:\nmail.siroe.com: not in the inventory. Enter it in inventory.yaml.',
    ja: '計画に問題があるため、何も開始していません：\nmail.siroe.com：インベントリにありません。inventory.yaml に登録してください。',
  });
});

test('a problem of what a file holds is said in both languages, behind its file and line', () => {
  const { problems } = loadInventory('inventory.yaml', 'hosts: { a: { user: 3 } }\n');
  const [problem] = problems;
  if (problem === undefined) throw new Error('nothing is wrong');
  const { en, ja } = problemSentence(problem);
  expect(en).toBe('inventory.yaml:1 hosts.a.user: found 3, allowed: a text');
  expect(ja).toBe('inventory.yaml:1 hosts.a.user：現在は 3 です。書けるもの：テキスト。');
});
