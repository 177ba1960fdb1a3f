import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { abortForm } from '#bot/messages/abort-form.ts';
import { ASKING, meansOf } from '#bot/messages/asking-form.ts';
import type { View } from '#bot/messages/blocks.ts';
import { cancelForm } from '#bot/messages/cancel-form.ts';
import { textForm } from '#bot/messages/forms.ts';
import { aboutStep } from '#bot/messages/standing.ts';
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

  test('a form that asks for a verdict says which operation it is about, what follows and who has to approve', async () => {
    const asked = [
      ['lost', 'settle_done'],
      ['lost', 'settle_not_done'],
      ['failed', 'settle_done'],
      ['failed', 'skip'],
      ['undo failed', 'settle_done'],
      ['undo failed', 'undo'],
    ] as const;
    const pages = asked.map(([phase, action]) => {
      const view = viewIn(phase);
      const [about, means] = [aboutStep(view, 'stop'), meansOf(action, view)];
      const { title } = ASKING[action];
      const form = { callback: action, value: '{}', field: 'reason', title, about, means } as const;
      return [`=== ${action}, ${phase}`, ...writtenView(textForm(form, language)), ''].join('\n');
    });
    await expect(pages.join('\n')).toMatchFileSnapshot(shown(`asking.${language}`));
  });
});
