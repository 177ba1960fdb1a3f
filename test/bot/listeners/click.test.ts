import { expect, test } from 'vitest';

import { isThere } from '#bot/listeners/actions/click.ts';
import { placeOfRun } from '#bot/messages/question-value.ts';
import type { RunView } from '#core/index.ts';
import { aiko, Scene } from '#test/core/runner/engines.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';
import { done, failure, vanished } from '#test/core/runner/world.ts';

test('a button about what is lost is old once that is known, though the step still stands there', async () => {
  await using scene = new Scene(planOf([{ do: [ssh('move'), ssh('then')] }]));
  scene.world.acts.set('move', () => vanished);
  scene.world.acts.set('then', () => failure);
  const bot = scene.engine('bot');
  const view = async (): Promise<RunView> => {
    const found = await bot.view(scene.run);
    if (found === null) throw new Error('no run');
    return found;
  };
  await scene.start(bot);
  scene.work(bot);
  await bot.ask(scene.run, 'carry-out', aiko);
  await scene.until('StepOutcomeLost');
  const place = placeOfRun(await view());
  expect(isThere(place, await view())).toBe(true);
  scene.world.found.set('move', done);
  // What it is asked for does not matter: it is looked for first, and has ended.
  await bot.ask(scene.run, 'settle-not-done', aiko, 'I looked');
  await scene.until('StepFailed');
  expect(isThere(place, await view())).toBe(false);
});
