import { expect, test } from 'vitest';

import { compare } from '#core/executors/compare.ts';
import type { PlannedCompare } from '#core/plan/operation.ts';

import { contextWith, printed } from './answering-host.ts';

const operation: PlannedCompare = {
  id: 'verify.1',
  verb: 'compare',
  note: null,
  command: 'old = new',
  left: { host: 'mail', as: null, parts: [['old']] },
  right: { host: 'mail', as: null, parts: [['new']] },
};

test('two lists that are equal as far as they were brought prove nothing', async () => {
  const long = Buffer.alloc(20 * 1024 * 1024, 'x');
  const context = contextWith((_command, { stdin, maxBytes }) => {
    const whole = Buffer.concat([long, Buffer.from(stdin ?? '')]);
    return printed(whole.subarray(0, maxBytes));
  });
  expect(await compare.probe(operation, context)).toMatchObject({
    kind: 'inconclusive',
    detail: {
      en: 'not known: it printed more than 16 MiB',
      ja: '確認できません：出力が 16 MiB を超えました',
    },
  });
});
