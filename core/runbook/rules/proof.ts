import { asWritten, both, listed, oneOf } from '../both.ts';
import { describe, foundAs } from '../describe.ts';
import type { Localized } from '../localized.ts';
import { commandsIn, scanShell } from '../shell-scan.ts';
import type { SeenOperation } from '../survey.ts';
import type { Rule } from './rule.ts';

/** Programs that change things, wherever they stand: their last path component. */
const CHANGING =
  /^(?:rm|rmdir|mv|cp|ln|mkdir|touch|tee|dd|truncate|install|chmod|chown|chgrp|kill|killall|pkill|shutdown|reboot|halt|poweroff|init|mount|umount|tar|cpio|crontab|ldapmodify|ldapadd|ldapdelete|ldapmodrdn|(?:start|stop|restart)-.+|.+-(?:start|stop|restart))$/u;
/** Words that make a program change things: `im.server stop`, `sed -i`, `configutil … -v value` is caught by its option. */
const CHANGING_WORDS = new Set([
  'start',
  'stop',
  'restart',
  'reload',
  'shutdown',
  'delete',
  'remove',
  'add',
  'create',
  'enable',
  'disable',
]);

/** The word or operator by which a command changes something; `null` for what may be a probe. */
export function changesBy(template: string): string | null {
  const { tokens } = scanShell(template);
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]?.text;
    if (token.kind === 'operator' && /^[0-9]?>{1,2}$/u.test(token.text) && next !== '/dev/null')
      return token.text;
    if (token.kind === 'operator' && token.text === '&') return '&';
  }
  for (const [program = '', ...rest] of commandsIn(tokens)) {
    const name = program.slice(program.lastIndexOf('/') + 1);
    if (CHANGING.test(name)) return name;
    const word = rest.find((one, index) => index === 0 && CHANGING_WORDS.has(one));
    if (word !== undefined) return word;
    const action = name === 'find' ? rest.find((one) => /^-(?:delete|exec|ok)/u.test(one)) : undefined;
    if (action !== undefined) return `find ${action}`;
    if (name === 'sed' && rest.some((one) => /^-[a-z]*i/u.test(one))) return 'sed -i';
  }
  return null;
}

const sshWith = (key: string): Localized => both(`ssh with ${key}`, `${key} 付きの ssh`);

const CHANGING_ACTIONS = ['addSchema', 'addLdif', 'remember', 'putBack'] as const;
function effectOf({ operation }: SeenOperation): Localized | null {
  if ('file' in operation) return asWritten('file');
  if ('site' in operation) return asWritten('site');
  if ('stream' in operation) return asWritten('stream');
  if ('ldap' in operation)
    return CHANGING_ACTIONS.some((action) => operation.ldap[action] !== undefined)
      ? both('ldap that changes', '状態を変える ldap')
      : null;
  if ('ssh' in operation) {
    const { prompts, sessions, idempotent, cancel } = operation.ssh;
    if (prompts !== undefined) return sshWith('prompts');
    if (sessions !== undefined) return sshWith('sessions');
    if (idempotent !== undefined) return sshWith('idempotent');
    if (cancel !== undefined) return sshWith('cancel');
  }
  return null;
}

const verifyChanges: Rule = {
  name: 'verify-changes',
  description: {
    en: 'A verification changes nothing: no file, site, stream or adding ldap; no ssh with prompts, sessions, idempotent or cancel; and in verify, wait and compare no program that changes things (rm, kill, start-…, … stop), no output into a file. A person may look (manual).',
    ja: 'verify は状態を変えません。file、site、stream、追加用の ldap、prompts・sessions・idempotent・cancel 付きの ssh は使えません。verify、wait、compare のコマンドでは、状態を変えるプログラム（rm、kill、start-…、… stop など）やファイルへの出力も使えません。人が目で確かめる manual は使えます。',
  },
  find: (seen) => {
    const allowed = both(
      'what changes nothing: ssh, wait, port, dns, compare, ldap that reads, manual',
      '状態を変えない ssh、wait、port、dns、compare、読み取りの ldap、manual',
    );
    const operations = seen.operations.flatMap((one) => {
      const effect = one.part === 'verify' ? effectOf(one) : null;
      return effect === null ? [] : [{ path: one.path, found: effect, allowed }];
    });
    const commands = seen.templates.flatMap(({ path, kind, template }) => {
      const by = kind === 'shell-probe' ? changesBy(template) : null;
      return by === null
        ? []
        : [
            {
              path,
              found: both(`${describe(by)} in a probe`, `確認用コマンドの中の ${describe(by)}`),
              allowed: both('a command that changes nothing', '状態を変えないコマンド'),
            },
          ];
    });
    return [...operations, ...commands];
  },
};

const unverified: Rule = {
  name: 'unverified',
  description: {
    en: 'A step has either verify or unverifiable, which says why nothing can be verified.',
    ja: '手順には verify か、確認できない理由を書いた unverifiable の、どちらか片方を書きます。',
  },
  find: (seen) =>
    seen.steps.flatMap(({ path, step }) => {
      const verifies = (step.verify ?? []).length > 0;
      if (verifies !== (step.unverifiable !== undefined)) return [];
      return [
        {
          path,
          found: verifies
            ? both('both verify and unverifiable', 'verify と unverifiable の両方')
            : both('neither verify nor unverifiable', 'verify も unverifiable もない状態'),
          allowed: both('exactly one of verify, unverifiable', 'verify か unverifiable のどちらか片方'),
        },
      ];
    }),
};

const irreversible: Rule = {
  name: 'irreversible-unverified',
  description: {
    en: 'A step that cannot be undone is verified, by a machine or a person.',
    ja: '取り消せない手順は、機械か人が必ず確認します。',
  },
  find: (seen) =>
    seen.steps.flatMap(({ path, step }) =>
      step.risk === 'irreversible' && step.unverifiable !== undefined && (step.verify ?? []).length === 0
        ? [
            {
              path: [...path, 'risk'],
              found: both('irreversible without verify', 'verify のない irreversible'),
              allowed: both('verify, if only manual', 'verify（manual だけでもかまいません）'),
            },
          ]
        : [],
    ),
};

const ACTIONS = ['addSchema', 'addLdif', 'read', 'hasSchema', 'remember', 'putBack', 'isBack'] as const;
const ldapAction: Rule = {
  name: 'ldap-action',
  description: {
    en: 'An ldap operation does exactly one thing.',
    ja: 'ldap の操作は、一度に 1 つだけ行います。',
  },
  find: (seen) =>
    seen.operations.flatMap(({ path, operation }) => {
      if (!('ldap' in operation)) return [];
      const given = ACTIONS.filter((action) => operation.ldap[action] !== undefined);
      return given.length === 1
        ? []
        : [
            {
              path: [...path, 'ldap'],
              found: given.length === 0 ? both('none', '操作の指定がない状態') : listed(given),
              allowed: oneOf(ACTIONS),
            },
          ];
    }),
};

const fileContent: Rule = {
  name: 'file-content',
  description: {
    en: 'A file operation is about lines or about services, not both; services are always present and replace nothing.',
    ja: 'file の操作の対象は lines と services のどちらか片方です。services には ensure: absent と replaces を使えません。',
  },
  find: (seen) =>
    seen.operations.flatMap(({ path, operation }) => {
      if (!('file' in operation)) return [];
      const { lines, services, ensure, replaces } = operation.file;
      const given = [...(lines ? ['lines'] : []), ...(services ? ['services'] : [])];
      const unfit = services && (ensure === 'absent' ? 'ensure: absent' : replaces && 'replaces');
      if (given.length === 1 && !unfit) return [];
      return [
        {
          path: [...path, 'file'],
          found: unfit
            ? both(`services with ${unfit}`, `${unfit} を付けた services`)
            : given.length === 0
              ? both('neither', 'lines も services もない状態')
              : both(given.join(' and '), 'lines と services の両方'),
          allowed: both(
            'lines, or services that are present',
            'lines、または ensure: absent も replaces もない services',
          ),
        },
      ];
    }),
};

const badExpression: Rule = {
  name: 'bad-expression',
  description: {
    en: 'Regular expressions are valid JavaScript ones with the flags mu.',
    ja: '正規表現は、JavaScript のもの（フラグ mu）として正しく書きます。',
  },
  find: (seen) =>
    seen.templates.flatMap(({ path, template }) => {
      if (!['matches', 'lacksMatch', 'replaces', 'pattern'].includes(String(path.at(-1)))) return [];
      try {
        // A value goes in escaped, so any plain text may stand for it.
        void new RegExp(template.replaceAll(/\{\{[a-z][A-Za-z0-9]*\}\}/gu, 'x'), 'mu');
        return [];
      } catch {
        return [
          {
            path,
            found: foundAs(template),
            allowed: both('a regular expression (flags mu)', 'フラグ mu の正規表現'),
          },
        ];
      }
    }),
};

export const PROOF_RULES: readonly Rule[] = [
  verifyChanges,
  unverified,
  irreversible,
  ldapAction,
  fileContent,
  badExpression,
];
