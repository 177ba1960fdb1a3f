import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { stepDetails } from '#bot/messages/details.ts';
import { eventLine } from '#bot/messages/event-line.ts';
import { runMessage } from '#bot/messages/run-message.ts';
import { standingOf } from '#bot/messages/standing.ts';
import { stepCard } from '#bot/messages/step-card.ts';
import { wavesOf } from '#bot/messages/waves-text.ts';
import { statusLines } from '#bot/terminal/status-text.ts';
import type { RunView, Wave } from '#core/index.ts';
import { freeze } from '#core/plan/index.ts';
import { verbatim } from '#core/run/index.ts';
import { aiko, ben, probe, request, startRun, Story, succeeded } from '#test/core/run/given.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';

import { drawing } from './night.ts';
import { written, writtenView } from './written.ts';

const wave = (name: string, count: number, bytes: number | null): Wave => ({
  name,
  base: 'dc=siroe,dc=com',
  domain: 'siroe.com',
  filter: '',
  users: Array.from({ length: count }, (_, index) => ({
    uid: `${name}${index + 1}`,
    mailbox: `${name}${index + 1}`,
    bytes,
  })),
  movedOut: [],
});
const WAVES = [wave('canary', 3, 1000), wave('rest', 12, null)];
const plan = planOf(
  WAVES.map(({ name }) => ({
    id: `move@${name}`,
    number: `11d@${name}`,
    wave: name,
    title: { en: 'Convert and move the mailboxes', ja: 'メールボックスの変換と移行' },
    do: [ssh('imbackup')],
    verify: [ssh('count')],
  })),
  { waves: WAVES.map((one) => ({ ...one, budget: 1 })) },
);
const members = (count: number) => ({ document: 'd', count });
const begun = new Story([]).after(startRun(freeze(plan), aiko, { canary: members(3), rest: members(12) }));
const differing = begun
  .ask()
  .claim()
  .begin()
  .end('do.1', succeeded)
  .after({
    type: 'RecordVerification',
    claim: 'c1',
    result: {
      ...probe('unsatisfied'),
      detail: verbatim(
        'the lines differ: 2 (canary1 INBOX 3 400 | canary3 INBOX 1 90) only on the left, none only on the right',
      ),
    },
    at: '2026-11-21T02:00:00.000Z',
  });
const asked = differing.after(
  request('amend', aiko, {
    move: {
      users: ['canary1', 'canary3'],
      from: 'canary',
      to: 'rest',
      members: { from: members(1), to: members(14) },
    },
    reason: '件数が一致しないため',
  }),
);
const viewOf = (story: Story): RunView => ({
  run: story.run.run,
  version: story.events.length,
  head: '0123456789abcdef'.repeat(4),
  state: story.run,
  plan,
  step: plan.steps[story.run.cursor] ?? null,
  previews: {},
  progress: [],
  waves: WAVES,
  holder: null,
});
const reading = (language: 'en' | 'ja') => {
  const { timeZone, name } = drawing(language);
  return { language, timeZone, name, now: '2026-11-21T03:00:00.000Z' };
};
const [canary] = plan.steps;
if (canary === undefined) throw new Error('no step');

describe.each(['en', 'ja'] as const)('in %s', (language) => {
  test('cards, message, details and log say whose wave it is, who differs, and how to go on', async () => {
    const names = {
      person: () => ({ en: 'Aiko Tanaka', ja: '田中 愛子' }),
      step: (id: string) => verbatim(id),
    };
    const pages = [
      ['=== message', ...written(runMessage(viewOf(begun), drawing(language)))],
      ['=== card', ...written(stepCard(viewOf(begun), canary, drawing(language)))],
      ['=== card, counts differ', ...written(stepCard(viewOf(differing), canary, drawing(language)))],
      ['=== card, a move is asked', ...written(stepCard(viewOf(asked), canary, drawing(language)))],
      ['=== details', ...writtenView(stepDetails(viewOf(begun), canary, language, null))],
      ['=== message, a move is asked', ...written(runMessage(viewOf(asked), drawing(language)))],
      ['=== details, a move is asked', ...writtenView(stepDetails(viewOf(asked), canary, language, null))],
      ['=== status, a move is asked', ...statusLines(viewOf(asked), reading(language))],
      ['=== waves', ...wavesOf(viewOf(begun)).map((line) => line[language])],
      ['=== log', ...asked.approve(ben).events.map((event) => eventLine(event, names)[language])],
    ];
    await expect(pages.map((page) => `${page.join('\n')}\n`).join('\n')).toMatchFileSnapshot(
      join(import.meta.dirname, 'shown', `waves.${language}.txt`),
    );
  });
});

describe.each(['en', 'ja'] as const)('a question about a move, in %s', (language) => {
  const drawn = [
    JSON.stringify(stepCard(viewOf(asked), canary, drawing(language))),
    JSON.stringify(stepDetails(viewOf(asked), canary, language, null)),
    statusLines(viewOf(asked), reading(language)).join('\n'),
  ];

  test('shows no command, since none is approved by it', () => {
    for (const text of drawn) expect(text).not.toContain('imbackup');
  });

  test('says who, from which wave to which, why, and how many each has then', () => {
    for (const text of drawn)
      for (const part of ['canary1', 'canary3', '件数が一致しないため', '3', '→ 1', '→ 14'])
        expect(text).toContain(part);
  });

  test('is over with its answer: the card is the step again', () => {
    const card = JSON.stringify(stepCard(viewOf(asked.approve(ben)), canary, drawing(language)));
    expect(card).toContain('imbackup');
  });
});

describe('the way on without some users', () => {
  const ways = (story: Story, change: Partial<RunView> = {}): readonly string[] =>
    standingOf({ ...viewOf(story), ...change }).ways.filter((way) => way.startsWith('waves'));

  test('names those whom the comparison names', () =>
    expect(ways(differing)).toEqual(['waves move canary1 canary3 --from canary --to rest --reason "…"']));

  test('leaves a gap where nobody is named', () => {
    const failed = begun
      .ask()
      .claim()
      .begin()
      .end('do.1', {
        kind: 'failed',
        reason: 'exit-status',
        detail: verbatim('exit 1'),
        evidence: [],
      });
    expect(ways(failed)).toEqual(['waves move <user>… --from canary --to rest --reason "…"']);
  });

  test('is offered to a wave of the same domain alone', () =>
    expect(ways(differing, { waves: WAVES.map((one, index) => ({ ...one, base: `dc=${index}` })) })).toEqual(
      [],
    ));

  test('is not offered while nothing is wrong', () => expect(ways(begun)).toEqual([]));
});
