import {
  isManual,
  type Language,
  type OperationState,
  type PlannedOperation,
  type Rendered,
  placeOf,
  placesOf,
} from '#core/index.ts';

import { code, context, escape, type KnownBlock, labelled, sections } from './blocks.ts';
import { cardWords } from './card-words.ts';

const MARKS: { readonly [S in OperationState['state']]: string } = {
  pending: '○',
  started: '◐',
  succeeded: '●',
  failed: '✕',
  lost: '？',
};

/** The exact commands, in order; where there are several hosts, each above its commands. A person's work stands as text. */
export function operationBlocks(
  operations: readonly PlannedOperation[],
  states: readonly OperationState[],
  language: Language,
): KnownBlock[] {
  const namesHosts = placesOf(operations).length > 1;
  let host: string | null = null;
  return stretches(operations).flatMap((stretch) => {
    const [first] = stretch;
    if (first === undefined) return [];
    const place = placeOf(first);
    const above =
      namesHosts && place !== null && place !== host
        ? [context(labelled(cardWords.host, escape(place), language))]
        : [];
    host = place;
    const blocks = isManual(first)
      ? workOf(first, markOf(first, states), language)
      : code(stretch.map((one) => `${markOf(one, states)}${one.command ?? ''}`).join('\n'));
    return [...above, ...blocks];
  });
}

/** Neighbours on one host stand together; a person's work stands alone. */
function stretches(operations: readonly PlannedOperation[]): PlannedOperation[][] {
  const result: PlannedOperation[][] = [];
  for (const operation of operations) {
    const open = result.at(-1);
    const before = open?.at(-1);
    const joins =
      before !== undefined &&
      !isManual(before) &&
      !isManual(operation) &&
      placeOf(before) === placeOf(operation);
    if (joins) open?.push(operation);
    else result.push([operation]);
  }
  return result;
}

/** Only where there are several and one has begun: before that, commands stand as they will run and nothing else. */
function markOf({ id }: PlannedOperation, states: readonly OperationState[]): string {
  const says = states.length > 1 && states.some(({ state }) => state !== 'pending');
  const state = says ? states.find((one) => one.id === id)?.state : undefined;
  return state === undefined ? '' : `${MARKS[state]} `;
}

function workOf(operation: PlannedOperation, mark: string, language: Language): KnownBlock[] {
  if (operation.verb !== 'manual' && operation.verb !== 'site') return [];
  const prompts = operation.prompts.map(
    ({ asks, answer }) => `\n• ${escape(asks)} → \`${escape(shownOf(answer))}\``,
  );
  const title = labelled(cardWords.byHand, escape(operation.ask[language]), language);
  return sections(`${mark}${title}${prompts.join('')}`);
}

const shownOf = (text: Rendered): string =>
  text
    .map((piece) => (typeof piece === 'string' ? piece : 'shown' in piece ? piece.shown : piece.list))
    .join('');
