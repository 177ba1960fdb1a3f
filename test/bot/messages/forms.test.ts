import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { abortForm } from '#bot/messages/abort-form.ts';
import type { View } from '#bot/messages/blocks.ts';
import { cancelForm } from '#bot/messages/cancel-form.ts';
import type { RunView } from '#core/index.ts';

import { drawing, LAB, PHASES, SITE, viewOf } from './night.ts';
import { writtenView } from './written.ts';

const shown = (name: string) => join(import.meta.dirname, 'shown', `${name}.txt`);
const viewIn = (phase: string, target = SITE): RunView => {
  const found = PHASES[phase];
  if (found === undefined) throw new Error(phase);
  return viewOf(found.story(target));
};

describe.each(['en', 'ja'] as const)('in %s', (language) => {
  test('what cannot be taken back is asked once more, with what it leaves behind', async () => {
    const views: Readonly<Record<string, View>> = {
      'abort before anything is done': abortForm(viewIn('ready to begin'), '', drawing(language)),
      'abort while a step runs': abortForm(viewIn('running'), '', drawing(language)),
      'abort after a failure': abortForm(viewIn('failed'), 'no *time* left', drawing(language)),
      'abort a rehearsal': abortForm(viewIn('lost', LAB), '', drawing(language)),
      'end jobs': cancelForm(viewIn('running'), language),
      'end jobs of an undo': cancelForm(viewIn('being undone'), language),
    };
    const pages = Object.entries(views).map(([name, view]) =>
      [`=== ${name}`, ...writtenView(view), ''].join('\n'),
    );
    await expect(pages.join('\n')).toMatchFileSnapshot(shown(`forms.${language}`));
  });
});
