import { both } from '../runbook/both.ts';
import type { Language, Localized } from '../runbook/localized.ts';
import type { Parameter } from '../runbook/schema.ts';

const LONGEST_FOUND = 60;

/** What stands wrong in a field of a form, and what may stand there, for the person at it. */
export function fieldProblem(parameter: Parameter, typed: string, language: Language): string {
  const may = allowedFor(parameter)[language];
  // What was typed for a secret may be the secret itself.
  if (typed === '' || parameter.type === 'secret')
    return language === 'ja' ? `${may}を指定してください。` : `Enter ${may}.`;
  const line = typed.replaceAll(/\s+/gu, ' ');
  const found =
    line.length <= LONGEST_FOUND
      ? line
      : `${line.slice(0, LONGEST_FOUND - 1).replace(/[\uD800-\uDBFF]$/u, '')}…`;
  return language === 'ja'
    ? `「${found}」は使えません。${may}を指定してください。`
    : `"${found}" cannot stand here. Enter ${may}.`;
}

/** What a parameter may hold, as a noun. */
export function allowedFor(parameter: Parameter): Localized {
  switch (parameter.type) {
    case 'host':
      return both('a host name or an IP address', 'ホスト名または IP アドレス');
    case 'path':
      return both('an absolute path', '/ で始まるパス');
    case 'dn':
      return both('a distinguished name, e.g. dc=siroe,dc=com', 'dc=siroe,dc=com のような DN');
    case 'filter':
      return both(
        'a filter in balanced parentheses, e.g. (uid=s*)',
        '(uid=s*) のような、括弧の対応したフィルタ',
      );
    case 'login':
      return both('a login name', 'ログイン名');
    case 'text':
      return both('a text', 'テキスト');
    case 'file':
      return both(
        'a file that can be read on the machine where Watari runs',
        'Watari が動いているマシンで読めるファイル',
      );
    case 'port':
      return both('a whole number from 1 to 65535', '1 から 65535 までの整数');
    case 'integer':
      return both(
        `a whole number from ${parameter.min} to ${parameter.max}`,
        `${parameter.min} から ${parameter.max} までの整数`,
      );
    case 'choice':
    case 'flag':
      return both('one of the choices', '選択肢のどれか');
    case 'secret':
      return both(
        'a reference (env:NAME, file:/path or a name of the inventory), never the value itself',
        '値そのものではなく、参照（env:名前、file:/パス、またはインベントリの名前）',
      );
    case 'users':
      return both(
        'mailbox names, one a line, each once and without spaces',
        'メールボックス名（1 行に 1 つ、空白なし、重複なし）',
      );
    case 'waves':
      return both(
        'waves as “name: user user; name: user …”, every user once',
        '「名前: ユーザ ユーザ; 名前: ユーザ …」の形のウェーブ（ユーザの重複なし）',
      );
  }
}
