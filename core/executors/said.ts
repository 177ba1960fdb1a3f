import type { Localized } from '../runbook/localized.ts';
import type { Encoding } from './encoding.ts';
import type { Context } from './executor.ts';

/** What executors say is a clause without a full stop: it stands in parentheses or behind a colon. */

/** Redacts both languages. */
export const redacted = ({ redact }: Pick<Context, 'redact'>, { en, ja }: Localized): Localized => ({
  en: redact(en),
  ja: redact(ja),
});

/** It is no part of the world out there that we may reach. */
export const unknownHost = (host: string): Localized => ({
  en: `the inventory does not know ${host}`,
  ja: `インベントリに ${host} がありません`,
});

/** The encoding of the host lacks a character of the command. */
export const unwritable = (encoding: Encoding): Localized => ({
  en: `the command cannot be written in ${encoding}`,
  ja: `コマンドに ${encoding} で表せない文字があります`,
});

export const cancelledBefore: Localized = {
  en: 'told to end before it began',
  ja: '開始前に終了が指示されました',
};

/** An error that says in both languages what stood in the way; nothing was begun. */
export class Said extends Error {
  readonly said: Localized;
  constructor(said: Localized) {
    super(said.en);
    this.said = said;
  }
}

/** What a preview cannot tell. Behind an operation that is still to be done, that is nothing to worry about. */
export const notKnownYet = (why: Localized, { follows = false }: Pick<Context, 'follows'>): Localized => {
  const calm: Localized = follows
    ? {
        en: ' An earlier operation of this step may change that.',
        ja: 'この手順の前の操作で変わることがあります。',
      }
    : { en: '', ja: '' };
  return {
    en: `Not known yet: ${why.en}.${calm.en}`,
    ja: `まだ確認できません：${why.ja}。${calm.ja}`,
  };
};
