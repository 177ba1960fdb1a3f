import { describe, expect, test } from 'vitest';

import { progressBlocks } from '#bot/messages/progress.ts';
import { stepStanding } from '#bot/messages/step-standing.ts';
import type { RunView } from '#core/index.ts';

import { PHASES, plan, SITE, viewOf } from './night.ts';

const viewIn = (phase: string): RunView => {
  const found = PHASES[phase];
  if (found === undefined) throw new Error(phase);
  return viewOf(found.story(SITE));
};
const standingIn = (phase: string, id = 'stop') =>
  stepStanding(
    viewIn(phase),
    plan.steps.findIndex((step) => step.id === id),
  );

describe('a step is never called to do once it was tried:', () => {
  test.each([
    ['running', 'running', { done: 1, all: 2 }],
    ['failed', 'failed', { done: 1, all: 2 }],
    ['failed and paused', 'failed', { done: 0, all: 2 }],
    ['unverified', 'unverified', { done: 2, all: 2 }],
    ['lost', 'lost', { done: 0, all: 2 }],
    ['settling asked', 'lost', { done: 0, all: 2 }],
    ['settled as not done', 'not-done', { done: 0, all: 2 }],
    ['undo failed', 'undo-failed', { done: 0, all: 1 }],
    ['being undone', 'undoing', { done: 0, all: 1 }],
    ['aborted after a failure', 'failed', { done: 1, all: 2 }],
    ['aborted while lost', 'lost', { done: 0, all: 2 }],
  ])('%s', (phase, code, operations) => {
    expect(standingIn(phase)).toMatchObject({ code, operations });
  });
});

test('a step that nobody has begun is to do, also after its run was aborted', () => {
  expect(standingIn('aborted').code).toBe('pending');
  expect(standingIn('aborted after a failure', 'move').code).toBe('pending');
});

test('a step that was undone says so', () => {
  const view = viewIn('undo asked');
  const index = plan.steps.findIndex(({ id }) => id === 'stop');
  const results = view.state.results.map((result, at) =>
    at === index ? { ...result, result: 'pending' as const, startedAt: null, endedAt: null } : result,
  );
  expect(stepStanding({ ...view, state: { ...view.state, results } }, index).code).toBe('undone');
});

describe('beside a failure', () => {
  const printed = (claim: string): RunView => {
    const view = viewIn('failed');
    return { ...view, progress: view.progress.map((report) => ({ ...report, claim })) };
  };

  test('stands what that attempt printed', () => {
    expect(JSON.stringify(progressBlocks(printed('c1'), 'en'))).toContain('mailbox 18 of 300');
  });

  test('nothing stands that an earlier attempt printed, and it is said that this one printed nothing', () => {
    const said = JSON.stringify(progressBlocks(printed('c0'), 'en'));
    expect(said).not.toContain('mailbox');
    expect(said).toContain('This attempt has printed nothing.');
  });
});
