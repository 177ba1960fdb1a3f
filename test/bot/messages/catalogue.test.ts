import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { COMMANDS } from '#bot/commands.ts';
import { SUBCOMMANDS } from '#bot/listeners/commands/index.ts';
import { cardWords } from '#bot/messages/card-words.ts';
import { eventLine } from '#bot/messages/event-line.ts';
import { refusalSentence } from '#bot/messages/refusals.ts';
import { runMessage } from '#bot/messages/run-message.ts';
import { standingOf } from '#bot/messages/standing.ts';
import { stepCard } from '#bot/messages/step-card.ts';
import { unchangedSentence } from '#bot/messages/unchanged.ts';
import { san, spaced } from '#bot/messages/words.ts';
import { loadRunbooks, REFUSALS, refusal, serviceName, UNCHANGED } from '#core/index.ts';

import { drawing, PHASES, SITE, viewOf } from './night.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/u;
/** Latin words that stand in Japanese: names of products, protocols, commands, files and what people type. */
const NAMES = new Set(
  'Watari Slack IP DN LDAP ID docsUrl npm people yaml inventory watari env file run settle start resume help list status history cancel plan approve reject next step done not as'.split(
    ' ',
  ),
);
/** Words of a Japanese text that nobody said, typed or named: English that was left behind. */
const leftBehind = (text: string, values: readonly string[] = []): string[] =>
  (values.reduce((rest, value) => rest.replaceAll(value, ''), text).match(/[A-Za-z]{2,}/gu) ?? []).filter(
    (word) => !NAMES.has(word),
  );

const values = {
  runs: 'a-1, b-2',
  runbook: 'x/y',
  known: 'x/z',
  run: 'sims-0001',
  host: 'h1',
  ways: 'retry skip',
  step: '3',
  problems: 'P-P',
  parameter: 'Q-Q',
  asks: 'skip',
  start: 'S-S',
  goOn: 'G-G',
  end: 'E-E',
  wave: 'W-W',
  from: 'V-V',
  to: 'U-U',
  users: 'hanako, jiro',
  taken: '3',
  budget: '2',
};

describe('every no', () => {
  test.each(REFUSALS)('%s has a sentence in both languages, with its values in it', (code) => {
    const { en, ja } = refusalSentence(refusal(code, values));
    expect(en).toMatch(/[.:]$|P-P$/u);
    expect(en).not.toMatch(JAPANESE);
    expect(ja).toMatch(JAPANESE);
    expect(`${en}${ja}`).not.toMatch(/undefined|\?/u);
    expect(leftBehind(ja, Object.values(values))).toEqual([]);
  });

  test.each(UNCHANGED)('%s says how things stand', (because) => {
    const { en, ja } = unchangedSentence(because);
    expect(en).not.toMatch(JAPANESE);
    expect(ja).toMatch(JAPANESE);
    expect(leftBehind(ja)).toEqual([]);
  });
});

test('every word of cards and forms is there in both languages', () => {
  for (const { en, ja } of Object.values(cardWords)) {
    expect(en).not.toMatch(JAPANESE);
    expect(ja).toMatch(JAPANESE);
    expect(leftBehind(ja)).toEqual([]);
  }
});

test('every command says in both languages what it does', () => {
  for (const { name, does } of COMMANDS) {
    expect(name).toMatch(/^[a-z-]+$/u);
    expect(does.en).toMatch(/^[A-Z].*\.$/u);
    expect(does.ja).toMatch(/。$/u);
  }
});

test('Slack answers every command that help shows there, and no other', () => {
  expect(Object.keys(SUBCOMMANDS).toSorted()).toEqual(
    COMMANDS.filter(({ at }) => at === 'both')
      .map(({ name }) => name)
      .toSorted(),
  );
});

test('every service of the runbooks that we ship has a name that people use', () => {
  const { runbooks } = loadRunbooks(join(import.meta.dirname, '../../../runbooks'));
  const services = new Set(
    runbooks.flatMap(({ steps }) => steps.flatMap((step) => Object.keys(step.service ?? {}))),
  );
  expect(services.size).toBeGreaterThan(0);
  for (const service of services) expect(serviceName(service).ja).toMatch(JAPANESE);
});

test.each(Object.entries(PHASES))(
  'no English is left behind in the Japanese of a run: %s',
  (_name, { story, card }) => {
    const view = viewOf(story(SITE));
    const step = view.plan.steps.find(({ id }) => id === card);
    if (step === undefined) throw new Error(card);
    const said = [runMessage(view, drawing('ja')), stepCard(view, step, drawing('ja'))]
      .flatMap(({ text, blocks }) => [text, ...blocks.flatMap(textsOf)])
      .map((text) => text.replaceAll(/```[^]*?```|`[^`]*`/gu, ''));
    const hosts = [
      'mail',
      'old',
      'new',
      'is unsatisfied',
      'is inconclusive',
      'exit 1',
      'sims-0001',
      'SIMS',
      'MB',
      'JST',
      'im.server stop',
      'im.server start',
    ];
    for (const text of said) expect(leftBehind(text, hosts)).toEqual([]);
  },
);

test('every event that may stand in a journal is one line in both languages', () => {
  const names = {
    person: () => ({ en: 'Aiko', ja: '田中' }),
    step: (id: string) => ({ en: `step ${id}`, ja: `手順${id}` }),
  };
  for (const { story } of Object.values(PHASES))
    for (const event of story(SITE).events) {
      const { en, ja } = eventLine(event, names);
      expect(en).not.toMatch(/undefined|\n/u);
      expect(ja).toMatch(JAPANESE);
      expect(
        leftBehind(ja, [
          'look',
          'mail',
          'stop',
          'move',
          'start',
          'exit 1',
          'iplanet/sims-offline',
          'is satisfied',
          'is unsatisfied',
          'is inconclusive',
        ]),
      ).toEqual([]);
    }
});

test('a person is called by name, not by an id, wherever somebody waits for others', () => {
  const story = PHASES['waiting for approval']?.story(SITE);
  if (story === undefined) throw new Error('no such phase');
  expect(standingOf(viewOf(story), drawing('ja').name).sentence.ja).toContain('要求した田中 愛子さん以外');
});

test.each([
  ['田中愛子', '田中愛子さん', '田中愛子さん'],
  ['ベン・カーター', 'ベン・カーターさん', 'ベン・カーターさん'],
  ['aiko', 'aiko さん', ' aiko さん'],
])(
  '%s is addressed with a space where Latin meets Japanese, and with none inside Japanese',
  (name, said, behind) => {
    expect(san(name)).toBe(said);
    expect(spaced(san(name))).toBe(behind);
  },
);

test('a step that nobody must approve is not called approved', () => {
  const story = PHASES['waiting for approval']?.story(SITE);
  if (story === undefined) throw new Error('no such phase');
  const view = viewOf(story);
  const { asked } = view.state;
  const state = { ...view.state, asked: asked === null ? null : { ...asked, required: 0, approvedBy: [] } };
  expect(standingOf({ ...view, state }).sentence).toEqual({
    en: 'No approval needed; about to begin.',
    ja: '承認は不要です。まもなく着手します。',
  });
});

function textsOf(block: object): string[] {
  return Object.entries(block).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === 'string') return key === 'text' ? [value] : [];
    return typeof value === 'object' && value !== null ? textsOf(value) : [];
  });
}
