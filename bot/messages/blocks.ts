import type { types } from '@slack/bolt';

import type { Language, Localized } from '#core/index.ts';

export type KnownBlock = types.KnownBlock;
export type Button = types.Button;
export type View = Omit<types.ModalView, 'blocks'> & { readonly blocks: KnownBlock[] };
/** A message as Slack takes it: blocks, and the text of notifications and screen readers. */
export type Message = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/** Slack's limits, with room for what is put around a text. */
export const LONGEST = {
  section: 2900,
  button: 75,
  header: 150,
  context: 1900,
  title: 24,
  text: 3000,
  messageBlocks: 50,
  modalBlocks: 100,
} as const;

/** Slack's three control characters; everything else is literal. */
export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cuts at `longest` with a mark, but never through an escape (`&amp;`) or one half of a character. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/(?:&[a-z]{0,3}|[\uD800-\uDBFF])$/u, '')}…`;
}

export const section = (mrkdwn: string): KnownBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clip(mrkdwn, LONGEST.section) },
});
/** What people wrote, or what holds some of it: shown as it was typed, whatever stars, tildes or colons are in it. */
export const plain = (text: string): KnownBlock => ({
  type: 'section',
  text: { type: 'plain_text', text: clip(text, LONGEST.section), emoji: false },
});
/** The same, small. */
export const plainContext = (text: string): KnownBlock => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: clip(text, LONGEST.context), emoji: false }],
});
/** A text of any length, in as many sections as it needs; Slack refuses an empty one. */
export const sections = (mrkdwn: string): KnownBlock[] =>
  piecesOf(mrkdwn, LONGEST.section)
    .filter((piece) => piece.trim() !== '')
    .map(section);
export const context = (...mrkdwn: string[]): KnownBlock => ({
  type: 'context',
  elements: mrkdwn.slice(0, 10).map((text) => ({ type: 'mrkdwn', text: clip(text, LONGEST.context) })),
});
export const header = (title: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: clip(title, LONGEST.header) },
});
export const divider: KnownBlock = { type: 'divider' };

/** Code, whole: what is too long for one block goes on in the next. Three backticks inside would end it, so they are broken up. */
export function code(text: string): KnownBlock[] {
  const literal = escape(text).replaceAll('```', '`\u200b``');
  return piecesOf(literal, LONGEST.section - 10)
    .filter((piece) => piece.trim() !== '')
    .map((piece) => section(`\`\`\`${piece}\`\`\``));
}

/** Cuts at line ends where it can, and never through an escape. */
function piecesOf(literal: string, longest: number): string[] {
  const pieces: string[] = [];
  let rest = literal;
  while (rest.length > longest) {
    const lineEnd = rest.lastIndexOf('\n', longest);
    const at =
      lineEnd > 0 ? lineEnd : rest.slice(0, longest).replace(/(?:&[a-z]{0,3}|[\uD800-\uDBFF])$/u, '').length;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(lineEnd > 0 ? at + 1 : at);
  }
  return [...pieces, rest];
}

/** All blocks, or as many as Slack takes and then what says that some are missing. */
export const fitting = (blocks: readonly KnownBlock[], most: number, missing: string): KnownBlock[] =>
  blocks.length <= most ? [...blocks] : [...blocks.slice(0, most - 1), context(missing)];

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

/** `Host: mail`, `ホスト：mail`. */
export const labelled = (label: Localized, text: string, language: Language): string =>
  language === 'ja' ? `${label.ja}：${text}` : `${label.en}: ${text}`;

/** Facts beside each other, as one text: elements of their own would each get a column. */
export const inOneLine = (facts: readonly string[]): string => facts.join(' | ');
