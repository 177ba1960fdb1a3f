import { describe, expect, test } from 'vitest';

import { stepDetails } from '#bot/messages/details.ts';
import { stepCard } from '#bot/messages/step-card.ts';
import { statusLines } from '#bot/terminal/status-text.ts';
import type { Preview } from '#core/index.ts';

import { drawing, PHASES, plan, SITE, viewOf } from './night.ts';
import { written, writtenView } from './written.ts';

const both = (en: string, ja: string) => ({ en, ja });
const first: Preview = {
  text: both('Runs on mail as root.', 'mail で root として実行します。'),
  changes: [],
};
const second: Preview = {
  ...first,
  concerns: [both('/opt/x is not on mail yet.', '/opt/x はまだ mail にありません。')],
};
const asked = PHASES['waiting for approval']?.story(SITE);
const step = plan.steps.find(({ id }) => id === 'stop');
if (asked === undefined || step === undefined) throw new Error('no such phase');
const view = { ...viewOf(asked), previews: { 'do.1': first, 'do.2': second } };

const lines = {
  card: (language: 'en' | 'ja') => written(stepCard(view, step, drawing(language))),
  details: (language: 'en' | 'ja') => writtenView(stepDetails(view, step, language, null)),
  status: (language: 'en' | 'ja') => {
    const { timeZone, name } = drawing(language);
    return statusLines(view, { language, timeZone, name, now: '2026-11-21T03:00:00.000Z' });
  },
};

describe.each(Object.entries(lines))('on %s', (_, draw) => {
  test('what an operation would meet stands behind its command, once', () => {
    const text = draw('en');
    const concern = text.findIndex((line) => line.includes('/opt/x is not on mail yet.'));
    const command = text.findIndex((line) => line.includes('im.server stop'));
    expect(text.filter((line) => line.includes('/opt/x'))).toHaveLength(1);
    expect(concern).toBe(command + 1);
  });

  test('it is a sentence in the language of whoever reads', () => {
    const text = draw('ja').join('\n');
    expect(text).toContain('mail で root として実行します。/opt/x はまだ mail にありません。');
    expect(text).not.toContain('not on mail');
  });
});

test('a card leaves out what would change nothing and needs no attention', () =>
  expect(lines.card('en').filter((line) => line.includes('As things stand now'))).toHaveLength(1));
