import type { Language, OperationState, PlannedOperation } from '#core/index.ts';

import { code, escape, type KnownBlock, section } from './blocks.ts';
import { cardWords } from './card-words.ts';

const MARKS: { readonly [S in OperationState['state']]: string } = {
  pending: '○',
  started: '◐',
  succeeded: '●',
  failed: '✕',
  lost: '？',
};

/** The host (or directory) that an operation works on. */
export function placeOf(operation: PlannedOperation): string | null {
  switch (operation.verb) {
    case 'ldap':
      return operation.directory;
    case 'compare':
      return operation.left.host;
    case 'manual':
    case 'site':
    case 'ssh':
    case 'wait':
    case 'file':
    case 'port':
      return operation.host;
  }
}

/** Every host of a list of operations, once. */
export const placesOf = (operations: readonly PlannedOperation[]): string[] => [
  ...new Set(operations.map(placeOf).filter((place) => place !== null)),
];

/** The exact commands, one block for each run of operations on one host; a person's work as text. */
export function operationBlocks(
  operations: readonly PlannedOperation[],
  states: readonly OperationState[],
  language: Language,
): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let commands: string[] = [];
  const flush = () => {
    if (commands.length > 0) blocks.push(code(commands.join('\n')));
    commands = [];
  };
  for (const operation of operations) {
    const state = states.find(({ id }) => id === operation.id)?.state;
    const mark = states.length < 2 || state === undefined ? '' : `${MARKS[state]} `;
    if (operation.verb === 'manual' || (operation.verb === 'site' && operation.mapped === null)) {
      flush();
      const prompts = operation.prompts.map(
        ({ asks, answer }) =>
          `\n• ${escape(asks)} → \`${escape(answer.map((piece) => (typeof piece === 'string' ? piece : 'shown' in piece ? piece.shown : piece.list)).join(''))}\``,
      );
      blocks.push(
        section(
          `${mark}*${cardWords.byHand[language]}*: ${escape(operation.ask[language])}${prompts.join('')}`,
        ),
      );
    } else if (operation.command !== null) commands.push(`${mark}${operation.command}`);
  }
  flush();
  return blocks;
}
