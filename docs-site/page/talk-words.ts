import type { Language } from '../../core/runbook/index.ts';
import type { PageHost, PageTalks } from './talks.ts';

const listed = (words: readonly (string | number)[], language: Language): string =>
  words.join(language === 'ja' ? '、' : ', ');

const stepsIn = (numbers: readonly string[]): string =>
  `${numbers.length === 1 ? 'step' : 'steps'} ${listed(numbers, 'en')}`;

/** What Watari does on a host, one phrase a line. */
export function workOn(host: PageHost, language: Language): readonly string[] {
  const { commands, files, ldapPorts, ports, byHand } = host;
  const ja = language === 'ja';
  const several = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
  return [
    ...(commands === 0 ? [] : [ja ? `SSH：コマンド ${commands} 件` : `SSH: ${several(commands, 'command')}`]),
    ...(files === 0
      ? []
      : [ja ? `SSH：ファイルの編集 ${files} 件` : `SSH: ${several(files, 'file')} edited`]),
    ...(ldapPorts.length === 0
      ? []
      : [ja ? `LDAP：ポート ${listed(ldapPorts, language)}` : `LDAP: port ${listed(ldapPorts, language)}`]),
    ...(ports.length === 0
      ? []
      : [
          ja
            ? `接続の確認：ポート ${listed(ports, language)}`
            : `Looks whether it answers: port ${listed(ports, language)}`,
        ]),
    ...(byHand.length === 0
      ? []
      : [ja ? `担当者の作業：手順 ${listed(byHand, language)}` : `A person works here: ${stepsIn(byHand)}`]),
  ];
}

/** Which hosts turn to which, and what DNS is asked. */
export const flowsOf = ({ calls, dns }: PageTalks, language: Language): readonly string[] => [
  ...calls.map(({ from, to, numbers }) =>
    language === 'ja'
      ? `${from} から ${to} へ：手順 ${listed(numbers, language)}`
      : `From ${from} to ${to}: ${stepsIn(numbers)}`,
  ),
  ...(dns.length === 0
    ? []
    : [
        language === 'ja'
          ? `DNS への問い合わせ：${listed(dns, language)}`
          : `DNS is asked for ${listed(dns, language)}`,
      ]),
];
