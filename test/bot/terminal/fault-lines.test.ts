import { describe, expect, test } from 'vitest';

import { faultsOf } from '#bot/rehearsal/fault-player.ts';
import { faultLine, faultText } from '#bot/terminal/fault-lines.ts';
import { planOf, ssh } from '#test/core/runner/plans.ts';

test('faults that chance chose can be asked for by name', () => {
  const plan = planOf([{ do: [ssh('a'), ssh('b')] }, { do: [ssh('c')] }]);
  const chosen = faultsOf('random:7', plan);
  if (chosen.kind !== 'read') throw new Error('not read');
  const texts = chosen.faults.map((fault) => faultText(fault, plan));
  expect(texts).toHaveLength(3);
  expect(faultsOf(texts.join(','), plan)).toEqual(chosen);
});

test('a fault of a program is named with it', () => {
  const plan = planOf([{ do: [ssh('a')] }]);
  const read = faultsOf('fail-once:imsdirmig@1', plan);
  expect(read.kind === 'read' && read.faults.map((fault) => faultText(fault, plan))).toEqual([
    'fail-once:imsdirmig@1.1',
  ]);
});

describe('what is said of a fault', () => {
  const plan = planOf([{ do: [ssh('a')] }]);
  const read = faultsOf('disk-full@1', plan);
  const [fault] = read.kind === 'read' ? read.faults : [];
  if (fault === undefined) throw new Error('not read');
  const said = (at: 'strikes' | 'put-right' | 'missed') => faultLine({ at, fault, host: 'mail' }, plan);

  test('as it strikes', () => {
    expect(said('strikes')).toEqual({
      en: 'Fault disk-full@1.1: the disk of mail is full.',
      ja: '障害 disk-full@1.1：mail のディスクに空きがありません。',
    });
  });

  test('as people put it right', () => {
    expect(said('put-right')).toEqual({
      en: 'The simulated people made room on the disk of mail.',
      ja: '模擬の参加者が mail のディスクに空きを作りました。',
    });
  });

  test('as it comes too late', () => {
    expect(said('missed')?.en).toBe('Fault disk-full@1.1 came too late: the operation was over.');
  });
});
