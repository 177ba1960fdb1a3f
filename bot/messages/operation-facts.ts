import { inputText, isManual, type Localized, type PlannedOperation } from '#core/index.ts';

import { both } from './words.ts';

/** What is approved of an operation besides its command. */
export type OperationFacts = {
  /** Which named operation it is, and whether this site has a command for it. */
  readonly named: Localized | null;
  /** Who it runs as, where that is not the login user. */
  readonly as: string | null;
  /** `question → answer`, in order. */
  readonly prompts: readonly string[];
  readonly whoAnswers: Localized;
  /** What the command reads on its standard input. */
  readonly input: string | null;
};

const ENTER = '(Enter)';

export function factsOfOperation(operation: PlannedOperation): OperationFacts {
  // The inventory's command stands in for a named operation, so its user counts.
  const carried = operation.verb === 'site' ? (operation.mapped ?? operation) : operation;
  const prompts = 'prompts' in operation ? operation.prompts : [];
  return {
    named: operation.verb === 'site' ? namedLine(operation.operation, isManual(operation)) : null,
    as: 'as' in carried ? carried.as : null,
    prompts: prompts.map(({ asks, answer }) => `${asks} → ${inputText(answer) || ENTER}`),
    whoAnswers: isManual(operation)
      ? both('The program asks, and is answered', 'プログラムの質問と、入力する回答')
      : both('The program asks, and Watari answers', 'プログラムの質問と、Watari の回答'),
    input: operation.verb === 'ssh' && operation.stdin !== null ? inputText(operation.stdin) : null,
  };
}

function namedLine(name: string, byHand: boolean): Localized {
  return byHand
    ? both(
        `Named operation \`${name}\`: no command is mapped to it in the inventory, so a person does it.`,
        `名前付きの操作 \`${name}\`：インベントリにコマンドの割り当てがないため、担当者が作業します。`,
      )
    : both(
        `Named operation \`${name}\`: this site carries it out by a command of its inventory, which Watari runs.`,
        `名前付きの操作 \`${name}\`：この拠点では、インベントリで割り当てたコマンドを Watari が実行します。`,
      );
}
