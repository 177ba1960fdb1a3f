import type { types } from '@slack/bolt';

import type { KnownBlock, Message, View } from '#bot/messages/blocks.ts';

/** A message or modal as a page that people can read, with everything in it: what a snapshot holds. */
export const written = ({ text, blocks }: Message): string[] => [`text: ${text}`, ...blocks.flatMap(block)];

export const writtenView = (view: View): string[] => [
  `title: ${view.title.text}`,
  ...(view.submit === undefined ? [] : [`submit: ${view.submit.text}`]),
  ...(view.private_metadata === undefined ? [] : [`metadata: ${view.private_metadata}`]),
  ...view.blocks.flatMap(block),
];

function block(one: KnownBlock): string[] {
  const id = one.block_id === undefined ? '' : ` (${one.block_id})`;
  if (one.type === 'header') return [`header${id}: ${one.text.text}`];
  if (one.type === 'section') return indented(`section${id}`, one.text?.text ?? '');
  if (one.type === 'divider') return ['---'];
  if (one.type === 'context')
    return one.elements.flatMap((element) =>
      indented('context', 'text' in element ? (element.text ?? '') : element.type),
    );
  if (one.type === 'actions')
    return [
      `actions${id}:`,
      ...one.elements.map((element) => `  ${element.type === 'button' ? button(element) : element.type}`),
    ];
  return [JSON.stringify(one)];
}

const indented = (head: string, text: string): string[] => {
  const [first = '', ...rest] = text.split('\n');
  return [`${head}: ${first}`, ...rest.map((line) => `  ${line}`)];
};

const button = ({ text, action_id: action, value, style }: types.Button): string =>
  `[${text.text}]${style === undefined ? '' : ` ${style}`} ${action} ${value ?? ''}`;
