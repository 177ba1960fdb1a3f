import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { Parts } from '#bot/listeners/parts.ts';
import { listenToStart } from '#bot/listeners/views/start.ts';
import type { Parameter, Problem } from '#core/index.ts';
import { aiko } from '#test/core/runner/engines.ts';

const both = (text: string) => ({ en: text, ja: text });
const parameters: Readonly<Record<string, Parameter>> = { waves: { type: 'waves', title: both('Waves') } };
const nobody: Problem = {
  file: 'values',
  line: 1,
  path: 'waves.canary',
  rule: 'value',
  found: both('nobody'),
  allowed: both('at least one user'),
};
const noUsers = { kind: 'refused', refusal: { code: 'plan-has-problems', values: {}, problems: [nobody] } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Submits the form where the run begins, or not, after a while. What came back at once, and what later. */
async function submitted(outcome: object, afterMs: number): Promise<readonly unknown[]> {
  const shown: unknown[] = [];
  const listening: ((form: object) => Promise<void>)[] = [];
  const runbook = { id: 'x/y', title: both('t'), steps: 1, stepCount: both('1'), parameters };
  const person = { id: 'aiko', language: 'en', roles: ['operator'] };
  const parts = {
    app: { view: (_id: string, one: (form: object) => Promise<void>) => listening.push(one) },
    desk: {
      settings: { slack: { roles: {} }, language: 'en' },
      people: { bySlack: () => person, byId: () => person },
      store: { preferences: { language: () => Promise.resolve('en') } },
      target: { kind: 'site' },
      suggested: {},
      secrets: [],
      log: (text: string, error: unknown) => shown.push([text, error]),
      engine: {
        list: () => Promise.resolve([runbook]),
        plan: () => Promise.resolve({ kind: 'plan' }),
        start: () => new Promise((resolve) => void setTimeout(() => resolve(outcome), afterMs)),
      },
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the form needs of a bot
  listenToStart(parts as unknown as Parts);
  const work = listening[0]?.({
    body: { team: { id: 'T1' }, user: { id: aiko.person } },
    view: {
      id: 'V1',
      private_metadata: JSON.stringify({ runbook: 'x/y', channel: 'C1' }),
      blocks: [{ type: 'input', block_id: 'waves', optional: false }],
      state: { values: { waves: { value: { value: 'canary: jiro' } } } },
    },
    ack: (answer: unknown) => Promise.resolve(shown.push(answer)),
    client: { views: { update: (answer: unknown) => Promise.resolve(shown.push(answer)) } },
  });
  await vi.advanceTimersByTimeAsync(afterMs + 5000);
  await work;
  return shown;
}

const formAgain = {
  title: { text: 'Not started: 1 wrong' },
  blocks: expect.arrayContaining([
    expect.objectContaining({
      block_id: 'waves',
      element: expect.objectContaining({ initial_value: 'canary: jiro' }),
    }),
    expect.objectContaining({
      elements: [
        expect.objectContaining({
          text: 'Wrong: Wave canary: found nobody, allowed: at least one user.',
        }),
      ],
    }),
  ]),
};

test('closes once the run has begun', async () => {
  expect(await submitted({ kind: 'accepted' }, 10)).toEqual([undefined]);
});

test('comes back with what was entered where the run cannot begin', async () => {
  expect(await submitted(noUsers, 10)).toMatchObject([{ response_action: 'update', view: formAgain }]);
});

test('comes back later too, where that took longer than Slack waits', async () => {
  expect(await submitted(noUsers, 8000)).toMatchObject([
    { response_action: 'update', view: { callback_id: 'starting' } },
    { view_id: 'V1', view: formAgain },
  ]);
});
