import { afterEach, expect, test } from 'vitest';

import { announcer } from '#bot/announcer.ts';
import { both } from '#bot/messages/words.ts';
import { CHANNEL } from '#bot/rehearsal/local-slack.ts';
import { aiko } from '#test/core/runner/engines.ts';
import { manual, planOf, ssh } from '#test/core/runner/plans.ts';

import { Room } from './bot-room.ts';

let room: Room | null = null;
afterEach(async () => {
  await room?.[Symbol.asyncDispose]();
  room = null;
});

const open = async (...sketches: Parameters<typeof planOf>[0]) => {
  room = await Room.open(planOf(sketches));
  await room.scene.start(room.engine, CHANNEL);
  return room;
};
const move = { id: 'move', risk: 'irreversible', approvals: 2, do: [ssh('move')] } as const;
const look = { id: 'look', do: [ssh('look')] } as const;

test('two people who approve at once are two events, and the step is carried out once', async () => {
  const here = await open(move, look);
  const { scene } = here;
  scene.work(here.engine);
  here.type('aiko', 'next-step');
  const { ts, value } = await here.button('move', 'approve');
  here.click('ben', ts, 'approve', value);
  here.click('chie', ts, 'approve', value);
  await scene.until('StepSucceeded');
  const types = await scene.types();
  expect(types.filter((type) => type === 'StepApproved')).toHaveLength(2);
  expect(types.filter((type) => type === 'StepStarted')).toHaveLength(1);
  expect(scene.world.effects.get('move')).toBe(1);
});

test('what changed since it was shown is shown again, and an answer to what was shown before says so', async () => {
  const here = await open(move, look);
  const { scene } = here;
  scene.world.previews.set('move', ['3 mailboxes']);
  here.type('aiko', 'next-step');
  const { ts, value } = await here.button('move', 'approve');
  here.click('ben', ts, 'approve', value);
  await scene.until('StepApproved');
  scene.world.previews.set('move', ['4 mailboxes']);
  here.click('chie', ts, 'approve', value);
  await scene.until('StepApproved', 2);
  scene.work(here.engine);
  await scene.until('QuestionVoided');
  const asked = await here.until(async () => {
    const now = await here.button('move', 'approve');
    return now.value === value ? undefined : now;
  });
  expect(JSON.stringify((await here.card('move')).blocks)).toContain('4 mailboxes');
  const before = await here.journal();
  here.click('ben', ts, 'approve', value);
  await here.until(async () =>
    (await here.whispered('ben')).some((text) => text.includes('`changed-since-shown`')),
  );
  expect(await here.journal()).toBe(before);
  expect(scene.world.effects.get('move')).toBeUndefined();
  expect(asked.value).not.toBe(value);
});

test('a no needs a reason, said at the field, and nothing that was typed is lost', async () => {
  const here = await open(move, look);
  here.type('aiko', 'next-step');
  const { ts, value } = await here.button('move', 'reject');
  here.click('ben', ts, 'reject', value);
  await here.until(async () => here.views.length > 0);
  const before = await here.journal();
  here.submit('ben', { text: '' });
  await here.until(async () => here.errors !== null);
  expect(here.errors).toEqual({ text: 'Say why: this needs a reason, which goes into the journal.' });
  expect(await here.journal()).toBe(before);
  here.submit('ben', { text: 'テープがいっぱい' });
  await here.scene.until('StepRejected');
  await here.until(async () => JSON.stringify((await here.card('move')).blocks).includes('テープがいっぱい'));
});

test('an abort asks once more, says who aborted and why, and can still be read about where the run ended', async () => {
  const here = await open(move, look);
  here.type('aiko', 'note 21:10 に連絡済み');
  await here.until(async () => (await here.whispered('aiko')).includes('メモをジャーナルに記録しました。'));
  here.type('aiko', 'pause');
  await here.until(async () =>
    (await here.whispered('aiko')).some((text) => text.includes('例：`/migrate pause')),
  );
  here.type('aiko', 'abort *先に* 増設');
  await here.until(async () => JSON.stringify(here.views).includes('再開できません'));
  expect(await here.journal()).not.toContain('AbortRequested');
  here.submit('aiko', { text: '*先に* 増設' });
  await here.scene.until('RunAborted');
  const ended = await here.until(async () =>
    (await here.said()).find(({ blocks }) =>
      JSON.stringify(blocks).includes('愛子さんが中止しました：*先に* 増設'),
    ),
  );
  const sentence = ended.blocks.find((block) => JSON.stringify(block).includes('*先に*'));
  expect(sentence).toMatchObject({ text: { type: 'plain_text' } });
  const heard = (await here.whispered('aiko')).length;
  here.type('aiko', 'status');
  here.type('aiko', 'log');
  await here.until(async () => (await here.whispered('aiko')).length >= heard + 2);
  expect((await here.whispered('aiko')).slice(heard).join()).not.toContain('no-open-run');
});

test('jobs end only once the form that names them was sent, and the card says who wanted it', async () => {
  const here = await open(look, move);
  here.scene.world.acts.set('look', async ({ cancel }) => {
    await new Promise((resolve) => cancel.addEventListener('abort', resolve, { once: true }));
    const detail = both(
      'the command on mail was ended as asked',
      '指示に従い、mail のコマンドを終了させました',
    );
    return { kind: 'failed', reason: 'cancelled', evidence: [], detail };
  });
  here.scene.work(here.engine);
  here.type('aiko', 'next-step');
  const { ts, value } = await here.button('look', 'cancel');
  here.click('ben', ts, 'cancel', value);
  await here.until(async () => JSON.stringify(here.views).includes('Let them run'));
  expect(await here.journal()).not.toContain('CancelRequested');
  here.submit('ben', {});
  await here.scene.until('StepFailed');
  await here.until(async () =>
    JSON.stringify((await here.card('look')).blocks).includes('指示した人：ベンさん'),
  );
});

test('after a restart a run that has ended is not posted anew, so the open one stays last', async () => {
  const here = await open(move);
  await here.until(async () => (await here.said()).find(({ text }) => text.includes(here.scene.run)));
  await here.engine.abort(here.scene.run, 'enough', aiko);
  const { ts } = await here.until(async () =>
    (await here.said()).find(({ text }) => text.includes('中止しました')),
  );
  await here.app.app.client.chat.delete({ channel: CHANNEL, ts });
  // Drawn otherwise than before: the names of people have changed.
  await here.scene.store.cards.set(here.scene.run, 'run', { channel: CHANNEL, ts, drawn: 'another' });
  await here.restart();
  expect(await here.said()).toEqual([]);
});

test('what a person does by hand is ended by that person, with a note as evidence', async () => {
  const here = await open({ id: 'hand', do: [manual('hand')] }, look);
  here.scene.work(here.engine);
  here.type('aiko', 'next-step');
  const { ts, value } = await here.button('hand', 'confirm_done');
  here.click('aiko', ts, 'confirm_done', value);
  await here.until(async () => here.views.length > 0);
  here.submit('aiko', { text: 'ログインできた' });
  await here.scene.until('StepSucceeded');
  expect(await here.journal()).toContain('ログインできた');
});

test('after a restart everything is drawn again, once each', async () => {
  const here = await open(move, look);
  here.type('aiko', 'next-step');
  await here.button('move', 'approve');
  const before = await here.said();
  await here.restart();
  expect((await here.said()).map(({ ts }) => ts)).toEqual(before.map(({ ts }) => ts));
});

test('a card that was posted and never stored is found again by its block', async () => {
  const here = await open(move, look);
  here.type('aiko', 'next-step');
  await here.button('move', 'approve');
  const before = (await here.said()).map(({ ts }) => ts);
  await here.app.stop();
  const { cards } = here.scene.store;
  const forgotten = { ...cards, get: async () => null };
  const desk = { ...here.desk, store: { ...here.scene.store, cards: forgotten } };
  const again = announcer(desk, here.app.app.client);
  await again.start();
  await again.stop();
  expect((await here.said()).map(({ ts }) => ts)).toEqual(before);
});

test('a message that somebody deleted is posted anew', async () => {
  const here = await open(move, look);
  here.type('aiko', 'next-step');
  const { ts } = await here.card('move');
  await here.app.app.client.chat.delete({ channel: CHANNEL, ts });
  await here.app.announcer.redraw(here.scene.run);
  expect((await here.card('move')).ts).not.toBe(ts);
});

test('a run that another bot has in hand is left to that bot', async () => {
  const here = await open(move, look);
  here.type('aiko', 'next-step');
  await here.button('move', 'approve');
  const drawn = JSON.stringify(await here.said());
  await here.scene.leases.take(here.scene.run, 'other @site');
  await here.engine.note(here.scene.run, 'said elsewhere', aiko);
  await here.app.announcer.redraw(here.scene.run);
  expect(JSON.stringify(await here.said())).toBe(drawn);
});

test('a run says in one message how it stands, with the head of its journal', async () => {
  const here = await open(look, move);
  here.scene.work(here.engine);
  here.type('aiko', 'next-step');
  await here.scene.until('StepSucceeded');
  const events = await here.scene.store.journal.read(here.scene.run);
  const head = events.at(-1)?.hash.slice(0, 12) ?? 'none';
  await here.until(async () => JSON.stringify(await here.said()).includes(head));
  expect(
    (await here.said()).filter(({ blocks }) =>
      blocks.some(({ block_id: id }) => id === `watari:${here.scene.run}`),
    ),
  ).toHaveLength(1);
});
