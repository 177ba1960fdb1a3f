import { expect, test } from 'vitest';

import { parseArguments } from '#bot/arguments.ts';
import { waves } from '#bot/listeners/commands/acting.ts';
import type { Typed } from '#bot/listeners/commands/subcommand.ts';
import { refusal } from '#core/index.ts';
import { aiko, Scene } from '#test/core/runner/engines.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';

const canary = {
  name: 'canary',
  base: 'dc=siroe',
  domain: 'siroe.com',
  filter: '',
  users: [{ uid: 'wallyc', mailbox: 'wallyc', bytes: null }],
  movedOut: [],
  budget: null,
};

test.each([
  ['tells people who is in which wave', aiko, /wallyc/u],
  ['names no user to an account that belongs to nobody', refusal('account-unknown'), /`account-unknown`$/u],
])('waves %s', async (_what, actor, said) => {
  await using scene = new Scene(planOf([{ wave: 'canary', do: [ssh('move')] }], { waves: [canary] }));
  const engine = scene.engine('bot');
  await scene.start(engine, 'C1');
  const desk = { engine, log: () => undefined, settings: {} };
  const typed = {
    desk,
    args: parseArguments(['waves']),
    who: { person: null, actor, language: 'en' },
    channel: 'C1',
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a command that only reads needs of a desk
  const answer = await waves(typed as unknown as Typed);
  expect(answer?.text).toMatch(said);
});
