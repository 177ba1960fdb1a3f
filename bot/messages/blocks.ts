import type { types } from '@slack/bolt';

import type { Language, Localized } from '#core/index.ts';

export type KnownBlock = types.KnownBlock;
export type Button = types.Button;
export type View = types.ModalView;
/** A message as Slack takes it: blocks, and the text of notifications and screen readers. */
export type Message = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/** Slack's limits on one text object, with room for a mark of omission. */
const LONGEST = { section: 2900, button: 75, header: 150, context: 1900 } as const;

/** Slack's three control characters; everything else is literal. */
export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const clip = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;

export const section = (mrkdwn: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clip(mrkdwn, LONGEST.section) },
});
export const context = (...mrkdwn: string[]): KnownBlock => ({
  type: 'context',
  elements: mrkdwn.slice(0, 10).map((text) => ({ type: 'mrkdwn', text: clip(text, LONGEST.context) })),
});
export const header = (plain: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: clip(plain, LONGEST.header) },
});
export const divider: KnownBlock = { type: 'divider' };

/** A block of code. Three backticks inside would end it, so they are broken up. */
export const code = (text: string): KnownBlock => {
  const literal = escape(text).replaceAll('```', '`\u200b``');
  return section(`\`\`\`${clip(literal, LONGEST.section - 10)}\`\`\``);
};

export const button = (
  label: string,
  action: string,
  value: string,
  style?: 'primary' | 'danger',
): Button => ({
  type: 'button',
  action_id: action,
  value,
  text: { type: 'plain_text', text: clip(label, LONGEST.button) },
  ...(style === undefined ? {} : { style }),
});

/** Slack refuses an empty row of buttons. */
export const actions = (id: string, buttons: readonly Button[]): KnownBlock[] =>
  buttons.length === 0 ? [] : [{ type: 'actions', block_id: id, elements: [...buttons] }];

/** Texts of runbooks are Markdown; Slack's dialect differs in bold and links. */
export const fromMarkdown = (markdown: string): string =>
  escape(markdown)
    .replaceAll(/\*\*([^*]+)\*\*/gu, '*$1*')
    .replaceAll(/\[([^\]]+)\]\((https?:[^)\s]+)\)/gu, '<$2|$1>');

export const inLanguage = (language: Language) => (text: Localized) => text[language];
