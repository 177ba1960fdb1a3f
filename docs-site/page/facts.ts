import type { PlannedOperation } from '../../core/plan/page.ts';
import type { Language, Localized } from '../../core/runbook/index.ts';

/** What a reader wants to know of an operation besides its command, as short phrases. */
export const factsOf = (operation: PlannedOperation, language: Language): readonly string[] =>
  facts(operation).map((text) => text[language]);

function facts(operation: PlannedOperation): readonly Localized[] {
  switch (operation.verb) {
    case 'ssh':
    case 'stream':
      return [...sessions(operation), ...expected(operation.expectedMinutes)];
    case 'wait':
      return [
        {
          en: `asked every ${operation.everySeconds} s, for ${minutes(operation.timeoutMinutes).en} at most`,
          ja: `${operation.everySeconds} 秒ごとに確認（最長 ${minutes(operation.timeoutMinutes).ja}）`,
        },
      ];
    case 'port':
    case 'dns':
      return [
        {
          en: `waits ${minutes(operation.timeoutMinutes).en} at most`,
          ja: `待ち時間は最長 ${minutes(operation.timeoutMinutes).ja}`,
        },
      ];
    case 'site':
    case 'manual':
    case 'file':
    case 'ldap':
    case 'compare':
      return [];
  }
}

const sessions = ({
  sessions: lists,
}: Extract<PlannedOperation, { verb: 'ssh' | 'stream' }>): readonly Localized[] =>
  lists.length < 2
    ? []
    : [{ en: `${lists.length} sessions at once`, ja: `${lists.length} セッションを同時に実行` }];

const expected = (count: number | null): readonly Localized[] =>
  count === null
    ? []
    : [{ en: `may take ${minutes(count).en}`, ja: `所要時間の目安は ${minutes(count).ja}` }];

const HOUR = 60;

function minutes(count: number): Localized {
  if (count >= HOUR && count % HOUR === 0) {
    const hours = count / HOUR;
    return { en: `${hours} ${hours === 1 ? 'hour' : 'hours'}`, ja: `${hours} 時間` };
  }
  return { en: `${count} ${count === 1 ? 'minute' : 'minutes'}`, ja: `${count} 分` };
}
