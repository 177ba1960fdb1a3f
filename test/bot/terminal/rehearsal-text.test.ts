import { expect, test } from 'vitest';

import { faultsOf } from '#bot/rehearsal/fault-player.ts';
import { faultTexts } from '#bot/terminal/rehearsal-text.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';

test('faults that chance chose can be asked for by name', () => {
  const plan = planOf([{ do: [ssh('a'), ssh('b')] }, { do: [ssh('c')] }]);
  const chosen = faultsOf('random:7', plan);
  if (chosen.kind !== 'read') throw new Error('not read');
  const texts = faultTexts(chosen.faults, plan);
  expect(texts).toHaveLength(3);
  expect(faultsOf(texts.join(','), plan)).toEqual(chosen);
});

test('a fault of a program is named with it', () => {
  const plan = planOf([{ do: [ssh('a')] }]);
  const read = faultsOf('fail-once:imsdirmig@1', plan);
  expect(read.kind === 'read' && faultTexts(read.faults, plan)).toEqual(['fail-once:imsdirmig@1.1']);
});
