import { describe, expect, test } from 'vitest';

import { settings } from '#bot/config.ts';
import { gate } from '#bot/listeners/gate.ts';
import { Scene } from '#test/core/runner/engines.ts';
import { planOf } from '#test/core/runner/plans.ts';

const TEAM = 'T1';
const lists = (slack: { readonly channels?: string[]; readonly teams?: string[] }) =>
  settings.parse({ slack });

describe('a form about a run', () => {
  const from = async (
    channel: string | null,
    slack: Parameters<typeof lists>[0],
    asked?: (run: string) => string | undefined,
  ) => {
    await using scene = new Scene(planOf([{}]));
    const engine = scene.engine('bot');
    const run = await scene.start(engine, channel);
    const answer = await gate(
      { engine, settings: lists(slack) },
      TEAM,
      asked === undefined ? run : asked(run),
    );
    return 'code' in answer ? answer.code : answer.run === run;
  };

  test('may be answered where its channel may be used', async () =>
    expect(await from('C1', { channels: ['C1'], teams: [TEAM] })).toBe(true));

  test('is refused once its channel is no longer among those that may be used', async () =>
    expect(await from('C1', { channels: ['C2'] })).toBe('channel-not-allowed'));

  test('is refused from another workspace', async () =>
    expect(await from('C1', { teams: ['T2'] })).toBe('channel-not-allowed'));

  test('is about nothing where the run stands in no channel', async () =>
    expect(await from(null, {})).toBe('unknown-question'));

  test.each([['none', undefined] as const, ['a made-up one', 'sims-9999'] as const])(
    'is about nothing where it names %s',
    async (_what, run) => expect(await from('C1', {}, () => run)).toBe('unknown-question'),
  );
});
