import { both } from '../runbook/both.ts';
import type { Localized } from '../runbook/localized.ts';
import type { PlannedOperation } from './operation.ts';

/** What counts as success besides exit status 0, as one phrase; null where nothing more is asked. */
export function expectedOf(operation: PlannedOperation): Localized | null {
  switch (operation.verb) {
    case 'ssh':
      return phrase(operation.expect);
    case 'wait':
      return phrase(operation.until);
    case 'site':
      return operation.mapped === null ? null : phrase(operation.mapped.expect);
    case 'compare':
      return both('both print the same lines', '両方の出力が一致すること');
    case 'ldap':
      return operation.action.kind === 'read' ? ofRead(operation.action) : null;
    case 'port':
      return operation.state === 'open'
        ? both('accepts connections', '接続を受け付けること')
        : both('accepts no connections', '接続を受け付けないこと');
    case 'dns':
      return both(
        `${operation.name} leads to the same addresses as ${operation.is}`,
        `${operation.name} のアドレスが ${operation.is} と同じであること`,
      );
    case 'file':
    case 'manual':
    case 'stream':
      return null;
  }
}

type Expectation = Extract<PlannedOperation, { verb: 'ssh' }>['expect'];
type Match = NonNullable<Expectation['stdout']>;
type Read = Extract<Extract<PlannedOperation, { verb: 'ldap' }>['action'], { kind: 'read' }>;

function phrase({ exit, stdout, stderr }: Expectation): Localized | null {
  const isUsual = exit === undefined || (exit.length === 1 && exit[0] === 0);
  const parts = [
    ...(isUsual
      ? []
      : [both(`exit status ${exit.join(' or ')}`, `終了ステータスが ${exit.join(' または ')}`)]),
    ...matches(stdout, both('output', '出力')),
    ...matches(stderr, both('error output', 'エラー出力')),
  ];
  return joined(parts);
}

function matches(match: Match | undefined, what: Localized): Localized[] {
  if (match === undefined) return [];
  const { is, contains, lacks, matches: found, lacksMatch, empty } = match;
  return [
    ...(is === undefined ? [] : [both(`${what.en} is "${is}"`, `${what.ja}が「${is}」`)]),
    ...(contains === undefined
      ? []
      : [both(`${what.en} contains "${contains}"`, `${what.ja}に「${contains}」を含む`)]),
    ...(lacks === undefined
      ? []
      : [both(`${what.en} lacks "${lacks}"`, `${what.ja}に「${lacks}」を含まない`)]),
    ...(found === undefined ? [] : [both(`${what.en} matches /${found}/`, `${what.ja}が /${found}/ と一致`)]),
    ...(lacksMatch === undefined
      ? []
      : [
          both(
            `no line of ${what.en} matches /${lacksMatch}/`,
            `${what.ja}の中に /${lacksMatch}/ と一致する行がない`,
          ),
        ]),
    ...(empty === undefined
      ? []
      : [empty ? both(`no ${what.en}`, `${what.ja}がない`) : both(`some ${what.en}`, `${what.ja}がある`)]),
  ];
}

function ofRead({ count, attribute }: Read): Localized | null {
  const parts = [
    ...(count?.is === undefined
      ? []
      : [both(`${count.is} ${count.is === 1 ? 'entry' : 'entries'}`, `エントリ数が ${count.is}`)]),
    ...(count?.atLeast === undefined
      ? []
      : [
          both(
            `at least ${count.atLeast} ${count.atLeast === 1 ? 'entry' : 'entries'}`,
            `エントリ数が ${count.atLeast} 以上`,
          ),
        ]),
    ...(attribute === null
      ? []
      : matches(
          attribute.every,
          both(`${attribute.name} of every entry`, `各エントリの ${attribute.name} `),
        )),
  ];
  return joined(parts);
}

const joined = (parts: readonly Localized[]): Localized | null =>
  parts.length === 0
    ? null
    : both(parts.map(({ en }) => en).join('; '), parts.map(({ ja }) => ja).join('、'));
