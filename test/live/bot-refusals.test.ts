import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { CHANNEL } from '#bot/rehearsal/local-slack.ts';
import { aiko } from '#test/core/runner/engines.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';

import { Room } from './bot-room.ts';

let room: Room;
const plan = planOf([
  { id: 'stop', risk: 'disruptive', approvals: 1, do: [ssh('stop')], undo: [ssh('start')] },
  { id: 'move', risk: 'irreversible', approvals: 2, do: [ssh('move')] },
]);

beforeAll(async () => {
  room = await Room.open(plan);
});
afterAll(() => room[Symbol.asyncDispose]());

/** Each test has a run of its own; the last one's is aborted. */
beforeEach(async () => {
  const before = room.scene.run;
  if (before !== '') await room.engine.abort(before, 'next test', aiko);
  await room.scene.start(room.engine, CHANNEL);
  await room.engine.ask(room.scene.run, 'carry-out', aiko);
});

const approvals = async () => (await room.scene.types()).filter((type) => type === 'StepApproved').length;
const told = (who: string, code: string, count = 1) =>
  room.until(
    async () => (await room.whispered(who)).filter((text) => text.includes(`\`${code}\``)).length >= count,
  );

describe('a no is told to one person alone, and the journal stays as it is', () => {
  test.each([
    ['aiko', 'requester-cannot-approve', 'この手順を要求した本人は承認できません'],
    ['dan', 'not-an-approver', 'You do not have the role approver'],
    ['emi', 'account-unknown', 'people.yaml'],
  ])('%s approves: %s', async (who, code, sentence) => {
    const { ts, value } = await room.button('stop', 'approve');
    const before = await room.journal();
    const others = (await room.said()).filter(({ ephemeral_to: to }) => to === undefined).length;
    const heard = (await room.whispered(who)).length;
    room.click(who, ts, 'approve', value);
    await room.until(async () => (await room.whispered(who)).length > heard);
    expect((await room.whispered(who)).at(-1)).toContain(sentence);
    expect((await room.whispered(who)).at(-1)).toContain(`\`${code}\``);
    expect(await room.journal()).toBe(before);
    expect((await room.said()).filter(({ ephemeral_to: to }) => to === undefined)).toHaveLength(others);
  });

  test.each([
    ['no JSON', 'yes'],
    ['a run alone', JSON.stringify({ run: 'sims-0001' })],
    [
      'a run that there is not',
      JSON.stringify({
        run: 'sims-9999',
        step: 'stop',
        attempt: 1,
        asks: 'carry-out',
        shown: 'a'.repeat(64),
      }),
    ],
  ])('a forged value (%s) answers no question', async (_what, forged) => {
    const { ts } = await room.button('stop', 'approve');
    const before = await room.journal();
    const heard = (await room.whispered('ben')).length;
    room.click('ben', ts, 'approve', forged);
    await room.until(async () => (await room.whispered('ben')).length > heard);
    expect((await room.whispered('ben')).at(-1)).toContain('`unknown-question`');
    expect(await room.journal()).toBe(before);
  });

  test('a question that was made up for the right step answers nothing', async () => {
    const { ts, value } = await room.button('stop', 'approve');
    const before = await room.journal();
    room.click('ben', ts, 'approve', value.replace(/"shown":"[0-9a-f]{64}"/u, `"shown":"${'0'.repeat(64)}"`));
    await told('ben', 'unknown-question');
    expect(await room.journal()).toBe(before);
  });
});

test('ten clicks of one person are one event', async () => {
  const { ts, value } = await room.button('stop', 'approve');
  const heard = (await room.whispered('ben')).length;
  for (let click = 0; click < 10; click += 1) room.click('ben', ts, 'approve', value);
  await room.until(async () => (await room.whispered('ben')).length >= heard + 9);
  expect(await approvals()).toBe(1);
});

test('an old card says that it is old, and is drawn anew', async () => {
  const { ts, value } = await room.button('stop', 'approve');
  const { question } = (await room.engine.view(room.scene.run))?.state.asked ?? {};
  if (question === undefined) throw new Error('nothing is asked');
  await room.engine.reject(room.scene.run, question, 'not yet', { ...aiko, person: 'ben' });
  await room.engine.ask(room.scene.run, 'carry-out', aiko, undefined, true);
  await room.until(async () => (await room.button('stop', 'approve')).value !== value);
  const before = await room.journal();
  const edited = JSON.stringify((await room.card('stop'))['edited']);
  room.click('chie', ts, 'approve', value);
  await told('chie', 'stale-question');
  expect(await room.journal()).toBe(before);
  await room.until(async () => JSON.stringify((await room.card('stop'))['edited']) !== edited);
});
