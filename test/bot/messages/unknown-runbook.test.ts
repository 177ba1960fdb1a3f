import { expect, test } from 'vitest';

import { refusalSentence } from '#bot/messages/refusals.ts';
import { refusal } from '#core/index.ts';

const KNOWN = 'exchange/from-v5, iplanet/sims-offline';

test('where no runbook was named, what to type is said', () => {
  expect(refusalSentence(refusal('unknown-runbook', { runbook: '', known: KNOWN }))).toEqual({
    en: `Name a runbook behind the command: ${KNOWN}.`,
    ja: `コマンドに続けてランブックを指定してください：${KNOWN}。`,
  });
});
