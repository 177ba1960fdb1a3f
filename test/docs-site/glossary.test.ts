import { expect, test } from 'vitest';

import { riskName } from '#core/plan/words.ts';

import { asked } from '../../docs-site/glossary/asked.ts';
import { carriedOut } from '../../docs-site/glossary/carried-out.ts';
import { glossary } from '../../docs-site/glossary/index.ts';
import { kept } from '../../docs-site/glossary/kept.ts';
import { written } from '../../docs-site/glossary/written.ts';

/** Design, section 2: the words that code, Slack and documentation share. */
const SHARED = [
  ['runbook', 'ランブック'],
  ['parameter', 'パラメータ'],
  ['inventory', 'インベントリ'],
  ['step', '手順'],
  ['group', '見出し'],
  ['operation', '操作'],
  ['executor', '実行器'],
  ['probe', '確認'],
  ['plan', '計画'],
  ['wave', 'ウェーブ'],
  ['run', '実行'],
  ['question', '問い'],
  ['approval', '承認'],
  ['rejection', '却下'],
  ['journal', 'ジャーナル'],
  ['claim', '着手'],
  ['job', 'ジョブ'],
  ['outcome', '結果'],
  ['settle', '確定'],
  ['evidence', '証跡'],
  ['rehearsal', 'リハーサル'],
] as const;

test.each(SHARED)('%s is %s', (word, japanese) => {
  const found = glossary.find(({ en }) => en.word === word);
  expect(found?.ja.word).toBe(japanese);
});

test('names every word and every anchor once', () => {
  for (const words of [
    glossary.map(({ id }) => id),
    glossary.map(({ en }) => en.word),
    glossary.map(({ ja }) => ja.word),
  ])
    expect(new Set(words).size).toBe(words.length);
});

test.each([
  ['asked', asked],
  ['carried-out', carriedOut],
  ['kept', kept],
  ['written', written],
  ['all', glossary],
] as const)('%s stands in the order of its ids, so that a word is found and put in its place', (_, part) => {
  const ids = part.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted());
});

test('says how a Japanese word with Chinese characters is read, and only then', () => {
  for (const { ja } of glossary) {
    expect(ja.reading !== undefined).toBe(/\p{Script=Han}/u.test(ja.word));
    expect(ja.reading ?? 'よみ').toMatch(/^[\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u);
  }
});

test('has meanings that can stand in a tooltip: plain text, a sentence or two', () => {
  for (const { en, ja } of glossary) {
    expect(en.meaning).toMatch(/\.$/u);
    expect(ja.meaning).toMatch(/。$/u);
    for (const meaning of [en.meaning, ja.meaning]) {
      expect(meaning).not.toMatch(/[[\]`"]|\*\*/u);
      expect(meaning.length).toBeLessThan(160);
    }
  }
});

test('calls the risks what cards call them', () => {
  const risk = glossary.find(({ id }) => id === 'risk');
  for (const { en, ja } of Object.values(riskName)) {
    expect(risk?.en.meaning).toContain(en);
    expect(risk?.ja.meaning).toContain(ja);
  }
});
