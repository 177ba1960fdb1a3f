import type { Finding, FindingCode, Localized, Verdict } from '#core/index.ts';

import { DIRECTORY_FINDINGS } from './directory-findings.ts';
import type { FindingSentence } from './finding-sentence.ts';
import { HOST_FINDINGS } from './host-findings.ts';

/** One entry for every code, or it does not compile. */
const SENTENCES: { readonly [Code in FindingCode]: FindingSentence } = {
  ...HOST_FINDINGS,
  ...DIRECTORY_FINDINGS,
};

/** A finding as a sentence. */
export const findingSentence = ({ what, values }: Finding): Localized => ({
  en: SENTENCES[what].en(values),
  ja: SENTENCES[what].ja(values),
});

export const verdictName: { readonly [V in Verdict]: Localized } = {
  good: { en: 'good', ja: '正常' },
  bad: { en: 'BAD', ja: '異常' },
  unknown: { en: 'look', ja: '要確認' },
};
