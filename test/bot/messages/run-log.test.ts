import { expect, test } from 'vitest';

import { runLog } from '#bot/messages/run-log.ts';
import { at, ben, later } from '#test/core/run/given.ts';

import { drawing, PHASES, SITE, viewOf } from './night.ts';
import { written } from './written.ts';

const view = viewOf(PHASES['ready to begin']?.story(SITE) ?? begunNever());
const noted = (instant: string) =>
  ({ event: { type: 'NoteAdded', text: 'seen', by: ben, at: instant } }) as const;

function begunNever(): never {
  throw new Error('no such phase');
}

test.each([
  ['en', '  Times: JST', 'Note by Ben Carter: seen'],
  ['ja', '  時刻：JST', 'ベン・カーターさんのメモ：seen'],
] as const)('the log in %s names the zone of its times once', (language, zone, line) => {
  const lines = written(runLog(view, [noted(at), noted(later)], drawing(language)));
  expect(lines).toEqual([
    'text: sims-0001',
    `section: \`sims-0001\`${zone}`,
    `section: \`\`\`1  2026-11-21 10:00:00  ${line}`,
    expect.stringMatching(new RegExp(`^ {2}2  2026-11-21 [0-9:]{8} {2}${line}\`\`\`$`, 'u')),
  ]);
});

const PART = { first: 3, most: 2 };
const ten = Array.from({ length: 10 }, () => noted(at));

test('a part of a log says how much is left out before and behind it, and what to type for it', () => {
  const said = written(runLog(view, ten, drawing('en'), PART)).join('\n');
  expect(said).toContain('3 earlier events are left out: `/migrate log --from 2`');
  expect(said).toContain('npm run -s watari -- log --run sims-0001');
  expect(said).toContain('5 later events: `/migrate log --from 6`');
  expect(said.match(/seen/gu)).toHaveLength(2);
  expect(said).toContain('4  2026-11-21');
});

test('a whole log says nothing of what is left out', () => {
  expect(written(runLog(view, ten, drawing('ja'))).join('\n')).not.toContain('省略');
});

test('a log from behind its end shows none, and says where they are', () => {
  const said = written(runLog(view, ten, drawing('en'), { first: 99, most: 2 })).join('\n');
  expect(said).toContain('10 earlier events');
});
