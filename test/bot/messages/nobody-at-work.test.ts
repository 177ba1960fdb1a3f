import { expect, test } from 'vitest';

import { nobodyAtWork } from '#bot/messages/nobody-at-work.ts';
import type { RunView } from '#core/index.ts';

import { LAB, PHASES, SITE, viewOf } from './night.ts';

const viewIn = (phase: string, target = SITE): RunView => {
  const found = PHASES[phase];
  if (found === undefined) throw new Error(phase);
  return viewOf(found.story(target));
};

test.each(['running', 'verifying', 'being undone', 'approved', 'being aborted'])(
  'a run that is %s says that nobody is at work on it once no process holds it',
  (phase) => {
    const standing = nobodyAtWork(viewIn(phase));
    expect(standing?.sentence.en).toContain('nobody is at work on it');
    expect(standing?.ways).toContain('next-step');
  },
);

test.each(['running', 'approved'])(
  'of a run that is %s nothing of the kind is said while somebody holds it',
  (phase) => {
    expect(nobodyAtWork({ ...viewIn(phase), holder: 'bot mail 4711 @site' })).toBeNull();
  },
);

test.each([
  'ready to begin',
  'waiting for approval',
  'failed',
  'lost',
  'a person at work',
  'paused',
  'aborted',
  'completed',
])('a run that is %s waits for a person, and for no process', (phase) => {
  expect(nobodyAtWork(viewIn(phase))).toBeNull();
});

test('a rehearsal of the workspace goes on with the workspace', () => {
  const standing = nobodyAtWork(viewIn('running', LAB));
  expect(standing?.ways).toEqual(['npm start']);
});

test('a rehearsal of the terminal goes on with the command that carries it on', () => {
  const view = viewIn('running', LAB);
  const standing = nobodyAtWork({ ...view, state: { ...view.state, channel: null } });
  expect(standing?.ways).toContain('rehearse --run sims-0001 --yes');
});
