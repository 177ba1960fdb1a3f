import { afterAll, beforeAll, expect, test } from 'vitest';

import { CHANNEL } from '#bot/rehearsal/local-slack.ts';
import { aiko } from '#test/core/runner/engines.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';

import { Room } from './bot-room.ts';

let room: Room;
beforeAll(async () => {
  room = await Room.open(planOf([{ id: 'stop', risk: 'disruptive', approvals: 1, do: [ssh('stop')] }]));
  await room.scene.start(room.engine, CHANNEL);
  await room.engine.ask(room.scene.run, 'carry-out', aiko);
});
afterAll(() => room[Symbol.asyncDispose]());

const BUTTONS = [
  'approve',
  'reject',
  'details',
  'next_step',
  'retry',
  'resume',
  'cancel',
  'skip',
  'undo',
  'settle_done',
  'settle_not_done',
  'confirm_done',
  'confirm_not_done',
  'open_start',
] as const;
const SHA = 'a'.repeat(64);
const FORGED = {
  'prototype keys': '{"__proto__":{"run":"x"},"constructor":{"prototype":{"run":"x"}},"run":"x"}',
  'a run named for a prototype': JSON.stringify({
    run: '__proto__',
    step: 'constructor',
    attempt: 1,
    asks: 'carry-out',
    shown: SHA,
    claim: 'toString',
    operation: 'valueOf',
    runbook: '__proto__',
    channel: CHANNEL,
  }),
  'ten thousand characters': JSON.stringify({ run: 'x'.repeat(10_000) }),
  'ten thousand brackets': '['.repeat(10_000),
  'numbers for words': '{"run":1,"step":2,"attempt":"3","asks":4,"shown":5}',
  'an attempt that is none': `{"run":"r","step":"stop","attempt":-1e400,"asks":"carry-out","shown":"${SHA}"}`,
  nothing: '',
} as const;

test.each(Object.entries(FORGED))('no button does anything with %s', async (_, value) => {
  const { ts } = await room.button('stop', 'approve');
  const before = await room.journal();
  for (const action of BUTTONS) {
    const heard = (await room.whispered('ben')).length;
    room.click('ben', ts, action, value);
    await room.until(async () => (await room.whispered('ben')).length > heard);
    expect((await room.whispered('ben')).at(-1)).toContain('`unknown-question`');
  }
  expect(await room.journal()).toBe(before);
  expect(room.logged).toEqual([]);
});

test.each([
  ['a quote that is not closed', `note "it's`],
  ['only quotes', `"''"'"`],
  ['emoji', 'next-step :fire: \u{1F525}\u{1F9D1}\u200D\u{1F692}'],
  ['five thousand characters', 'x'.repeat(5000)],
  ['five thousand words', 'a '.repeat(2500)],
  ['prototype words', '__proto__'],
  ['a method of every object', 'constructor toString'],
  ['options that nobody knows', 'status --__proto__=x --eval'],
  ['a run that is a prototype', 'status --run __proto__'],
  ['control characters', `start ${String.fromCodePoint(0, 7, 27)}[31m`],
  ['mentions', '<!channel> <@U0BEN>'],
])('/migrate with %s gets an answer, and the journal stays as it is', async (_, text) => {
  const before = await room.journal();
  const heard = (await room.whispered('ben')).length;
  room.type('ben', text);
  await room.until(async () => (await room.whispered('ben')).length > heard);
  expect((await room.whispered('ben')).at(-1)).not.toBe('');
  expect(await room.journal()).toBe(before);
  expect(room.logged).toEqual([]);
});
