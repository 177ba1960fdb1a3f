import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { settings } from '#bot/config.ts';
import { docsLink } from '#bot/documentation.ts';
import { stepDetails } from '#bot/messages/details.ts';
import { runMessage } from '#bot/messages/run-message.ts';
import { stepCard } from '#bot/messages/step-card.ts';

import { drawing, LAB, PHASES, plan, SITE, viewOf } from './night.ts';
import { written, writtenView } from './written.ts';

const shown = (name: string) => join(import.meta.dirname, 'shown', `${name}.txt`);
const stepOf = (id: string) => {
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(id);
  return step;
};

describe.each(['en', 'ja'] as const)('in %s', (language) => {
  test('a run says in one message where it stands, in every phase', async () => {
    const pages = Object.entries(PHASES).map(([name, { story }]) =>
      [`=== ${name}`, ...written(runMessage(viewOf(story(SITE)), drawing(language))), ''].join('\n'),
    );
    await expect(pages.join('\n')).toMatchFileSnapshot(shown(`runs.${language}`));
  });

  test('a step says on its card all that somebody must know to answer, in every phase', async () => {
    const pages = Object.entries(PHASES).map(([name, { story, card }]) =>
      [`=== ${name}`, ...written(stepCard(viewOf(story(SITE)), stepOf(card), drawing(language))), ''].join(
        '\n',
      ),
    );
    await expect(pages.join('\n')).toMatchFileSnapshot(shown(`cards.${language}`));
  });

  test('the details of a step hold everything about it', async () => {
    const view = viewOf(PHASES['waiting for approval']?.story(LAB) ?? begunNever());
    const pages = plan.steps.map((step) =>
      [...writtenView(stepDetails(view, step, language, null)), ''].join('\n'),
    );
    await expect(pages.join('\n')).toMatchFileSnapshot(shown(`details.${language}`));
  });

  test('whatever is drawn of a run on the lab says that it is a rehearsal', () => {
    const mark = language === 'ja' ? '[リハーサル]' : '[REHEARSAL]';
    for (const { story, card } of Object.values(PHASES)) {
      const view = viewOf(story(LAB));
      const [run, step] = [
        runMessage(view, drawing(language)),
        stepCard(view, stepOf(card), drawing(language)),
      ];
      for (const drawn of [run.text, step.text, JSON.stringify(run.blocks), JSON.stringify(step.blocks)])
        expect(drawn).toContain(mark);
      expect(JSON.stringify(stepDetails(view, stepOf(card), language, null))).toContain(mark);
    }
  });

  test('nothing that is drawn of a run on a site says that it is a rehearsal', () => {
    for (const { story, card } of Object.values(PHASES)) {
      const view = viewOf(story(SITE));
      const drawn = [runMessage(view, drawing(language)), stepCard(view, stepOf(card), drawing(language))];
      expect(JSON.stringify(drawn)).not.toMatch(/REHEARSAL|リハーサル/u);
    }
  });
});

function begunNever(): never {
  throw new Error('no such phase');
}

test('the card of a step is the same whoever clicked last: a function of the state alone', () => {
  const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
  const draw = () => stepCard(structuredClone(view), stepOf('stop'), drawing('ja'));
  expect(draw()).toEqual(draw());
});

test('Approve carries the whole question: run, step, attempt, what is asked, what was shown', () => {
  const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
  const { blocks } = stepCard(view, stepOf('stop'), drawing('en'));
  const row = blocks.find((block) => block.type === 'actions');
  const [approve] = row?.type === 'actions' ? row.elements : [];
  expect(approve).toMatchObject({
    action_id: 'approve',
    value: JSON.stringify({ run: 'sims-0001', step: 'stop', attempt: 1, asks: 'carry-out', shown: 's1' }),
  });
});

const DOCS = { en: 'https://docs.example.jp/#stop', ja: 'https://docs.example.jp/ja/#stop' };

test('no link is drawn before there is documentation', () => {
  const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
  const drawn = [
    stepCard(view, stepOf('stop'), drawing('ja')),
    stepDetails(view, stepOf('stop'), 'ja', null),
  ];
  expect(JSON.stringify(drawn)).not.toContain('http');
});

test.each([
  [
    'ja',
    ['<https://docs.example.jp/ja/#stop|ドキュメント>', '<https://docs.example.jp/#stop|Documentation>'],
  ],
  [
    'en',
    ['<https://docs.example.jp/#stop|Documentation>', '<https://docs.example.jp/ja/#stop|ドキュメント>'],
  ],
] as const)('a card in a channel that reads %s links to the step in both languages', (language, links) => {
  const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
  const { blocks } = stepCard(view, stepOf('stop'), { ...drawing(language), docs: DOCS });
  const elements = blocks.flatMap((block) => (block.type === 'context' ? [block.elements] : []));
  expect(elements).toContainEqual(links.map((text) => ({ type: 'mrkdwn', text })));
});

describe.each(['en', 'ja'] as const)('links with values, in %s', (language) => {
  const settled = settings.parse({ docsUrl: 'https://docs.example.jp' });
  const fill = (value: string) =>
    docsLink(settled, 'iplanet/sims-offline', 'stop', { a: value, 'b&c': '>|<' });

  test('stand whole on card and details, or say that they show examples', async () => {
    const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
    const pages = ['/opt/x', 'x'.repeat(2000)].flatMap((value) => {
      const docs = fill(value);
      const card = stepCard(view, stepOf('stop'), { ...drawing(language), docs });
      const lines = [...written(card), ...writtenView(stepDetails(view, stepOf('stop'), language, docs))];
      return lines.filter((line) => line.includes('http'));
    });
    await expect(pages.join('\n')).toMatchFileSnapshot(shown(`links.${language}`));
  });

  test('reach Slack uncut, however long they are', () => {
    const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
    for (let length = 1600; length < 2000; length += 1) {
      const docs = fill('x'.repeat(length));
      const drawn = [
        ...stepCard(view, stepOf('stop'), { ...drawing(language), docs }).blocks,
        ...stepDetails(view, stepOf('stop'), language, docs).blocks,
      ];
      const links = drawn.flatMap((block) =>
        block.type === 'context'
          ? block.elements.flatMap((one) => ('text' in one && one.text?.includes('http') ? [one.text] : []))
          : [],
      );
      expect(links).toHaveLength(3);
      for (const link of links) expect(link).toMatch(/^<https:[^|<>]*#stop\|[^|<>]+>$/u);
    }
  });
});

test.each([
  ['ja', '<https://docs.example.jp/ja/#stop|ドキュメント>', 'https://docs.example.jp/#stop'],
  ['en', '<https://docs.example.jp/#stop|Documentation>', 'https://docs.example.jp/ja/'],
] as const)(
  'the details of somebody who reads %s link to the step in that language alone',
  (language, own, other) => {
    const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
    const drawn = JSON.stringify(stepDetails(view, stepOf('stop'), language, DOCS));
    expect(drawn).toContain(own);
    expect(drawn).not.toContain(other);
  },
);

test('while an undo is asked for, the run names the step that would be undone, not the one that comes next', () => {
  const view = viewOf(PHASES['undo asked']?.story(SITE) ?? begunNever());
  const said = JSON.stringify(runMessage(view, drawing('en')));
  expect(said).toContain('2 Stop the mail server');
  expect(said).not.toContain('4a Move the store');
  const detailsOf = (id: string) => JSON.stringify(stepDetails(view, stepOf(id), 'en', null));
  expect(detailsOf('stop')).toContain('Two definitions to add.');
  expect(detailsOf('move')).not.toContain('Two definitions to add.');
});

test('card and details show the same eight characters of the hash of the step', () => {
  const view = viewOf(PHASES['waiting for approval']?.story(SITE) ?? begunNever());
  const step = stepOf('stop');
  for (const drawn of [stepCard(view, step, drawing('en')), stepDetails(view, step, 'en', null)])
    expect(JSON.stringify(drawn)).toContain(`\`${step.stepHash.slice(0, 8)}\``);
});
