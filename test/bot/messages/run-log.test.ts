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
    `section: \`\`\`2026-11-21 10:00:00  ${line}`,
    expect.stringMatching(new RegExp(`^ {2}2026-11-21 [0-9:]{8} {2}${line}\`\`\`$`, 'u')),
  ]);
});
