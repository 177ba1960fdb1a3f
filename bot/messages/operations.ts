import {
  isManual,
  type Language,
  type Localized,
  type OperationState,
  type PlannedOperation,
  placeOf,
  placesOf,
} from '#core/index.ts';

import { code, context, escape, type KnownBlock, labelled, sections } from './blocks.ts';
import { cardWords } from './card-words.ts';
import { factsOfOperation } from './operation-facts.ts';
import { both } from './words.ts';

const MARKS: { readonly [S in OperationState['state']]: string } = {
  pending: '○',
  started: '◐',
  succeeded: '●',
  failed: '✕',
  lost: '？',
};

const STATE_NAMES: { readonly [S in OperationState['state']]: Localized } = {
  succeeded: both('done', '完了'),
  started: both('under way', '実行中'),
  failed: both('failed', '失敗'),
  lost: both('outcome unknown', '結果不明'),
  pending: both('not run', '未実行'),
};
const STATES = ['succeeded', 'started', 'failed', 'lost', 'pending'] as const;

/** What is said of one operation in front of its command and behind it. */
export type Around = { readonly above: readonly KnownBlock[]; readonly below: readonly KnownBlock[] };
const NOTHING: Around = { above: [], below: [] };

/**
 * The exact commands, in order; where there are several hosts, each above its commands. A person's work stands as text.
 * Behind each what is approved with it: what its program asks and is answered, what it reads; then `around`.
 */
export function operationBlocks(
  operations: readonly PlannedOperation[],
  states: readonly OperationState[],
  language: Language,
  around: (operation: PlannedOperation) => Around = () => NOTHING,
): KnownBlock[] {
  const namesHosts = placesOf(operations).length > 1;
  const drawn = operations.map((operation) => ({
    operation,
    facts: joined(factBlocks(operation, language), around(operation)),
  }));
  let host: string | null = null;
  const blocks = stretches(drawn).flatMap((stretch) => {
    const [first] = stretch;
    if (first === undefined) return [];
    const { operation, facts } = first;
    const place = placeOf(operation);
    const above =
      namesHosts && place !== null && place !== host
        ? [context(labelled(cardWords.host, escape(place), language))]
        : [];
    host = place;
    const commands = isManual(operation)
      ? workOf(operation, markOf(operation, states), language)
      : code(
          stretch.map((one) => `${markOf(one.operation, states)}${one.operation.command ?? ''}`).join('\n'),
        );
    return [...above, ...facts.above, ...commands, ...facts.below];
  });
  return [...blocks, ...legend(operations, states, language)];
}

type Drawn = { readonly operation: PlannedOperation; readonly facts: Around };

/** Neighbours on one host stand together; a person's work stands alone, and so does whatever more is said of. */
function stretches(drawn: readonly Drawn[]): Drawn[][] {
  const result: Drawn[][] = [];
  for (const one of drawn) {
    const open = result.at(-1);
    const before = open?.at(-1);
    const joins =
      before !== undefined &&
      isPlain(before) &&
      isPlain(one) &&
      placeOf(before.operation) === placeOf(one.operation);
    if (joins) open?.push(one);
    else result.push([one]);
  }
  return result;
}

const isPlain = ({ operation, facts: { above, below } }: Drawn): boolean =>
  !isManual(operation) && above.length === 0 && below.length === 0;

/** What the marks mean, those that stand there: a circle alone says nothing to who sees it for the first time. */
function legend(
  operations: readonly PlannedOperation[],
  states: readonly OperationState[],
  language: Language,
): KnownBlock[] {
  const marked = operations.filter((operation) => markOf(operation, states) !== '').map(({ id }) => id);
  const used = new Set(states.filter(({ id }) => marked.includes(id)).map(({ state }) => state));
  const words = STATES.filter((state) => used.has(state)).map(
    (state) => `${MARKS[state]} ${STATE_NAMES[state][language]}`,
  );
  return words.length === 0 ? [] : [context(words.join('  '))];
}

/** Only where there are several and one has begun: before that, commands stand as they will run and nothing else. */
function markOf({ id }: PlannedOperation, states: readonly OperationState[]): string {
  const says = states.length > 1 && states.some(({ state }) => state !== 'pending');
  const state = says ? states.find((one) => one.id === id)?.state : undefined;
  return state === undefined ? '' : `${MARKS[state]} `;
}

function workOf(operation: PlannedOperation, mark: string, language: Language): KnownBlock[] {
  if (operation.verb !== 'manual' && operation.verb !== 'site') return [];
  return sections(`${mark}${labelled(cardWords.byHand, escape(operation.ask[language]), language)}`);
}

function factBlocks(operation: PlannedOperation, language: Language): Around {
  const { named, as, prompts, whoAnswers, input } = factsOfOperation(operation);
  return {
    above: [
      ...(named === null ? [] : [context(escape(named[language]))]),
      ...(as === null ? [] : [context(labelled(cardWords.as, `\`${escape(as)}\``, language))]),
    ],
    below: [
      ...(prompts.length === 0
        ? []
        : [context(labelled(whoAnswers, '', language).trimEnd()), ...code(prompts.join('\n'))]),
      ...(input === null ? [] : [context(labelled(cardWords.input, '', language).trimEnd()), ...code(input)]),
    ],
  };
}

const joined = (inner: Around, outer: Around): Around => ({
  above: [...outer.above, ...inner.above],
  below: [...inner.below, ...outer.below],
});
