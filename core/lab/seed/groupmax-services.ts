import type { GroupmaxOrigin } from './groupmax.ts';

export type ServicesEncoding = 'euc-jp' | 'shift_jis';
type Encode = (text: string) => Buffer;

const COMMON = [
  '# /etc/services',
  // 0x5C is the second byte of 表, ソ and 能 in Shift_JIS.
  '# 表示機能で使うソケットの一覧です。追加は管理者が行うこと。',
  'ftp\t\t21/tcp',
  'telnet\t\t23/tcp',
  'smtp\t\t25/tcp\t\tmail',
  'pop2\t\t109/tcp',
  'sunrpc\t\t111/tcp',
  'sunrpc\t\t111/udp',
  'imap3\t\t220/tcp\t\t# 別物',
  '#imap\t\t143/tcp\t\t# 使用しない',
  'ldap 389/tcp',
  'xadrshd\t\t20140/tcp',
];
const POP = ['popcfg\t\t106/tcp', 'pop3\t\t110/tcp\t\tpop-3\t\t# POP Version 3'];
const AGENTS = ['adagt_ap\t9080/tcp', 'adreq_ap\t9081/tcp'];
const LAST = '# 以上';

/** What stands in the file before the upgrade; the rest is what the guide has added. Every file has another trap. */
export function servicesFile(origin: GroupmaxOrigin, encode: Encode): Buffer {
  const lines = {
    v5: [...COMMON, ...POP, ...AGENTS, 'imap\t\t143/tcp', 'adrshd\t\t20141/tcp', LAST],
    v3: [...COMMON, ...POP, ...AGENTS, LAST],
    // Another product brought the entry of POP 3 along: it is the one that the guide asks for.
    v2: [...COMMON, ...POP.slice(1), ...AGENTS, LAST],
    'v2-02-00': [...COMMON, LAST],
  }[origin];
  const text = encode(lines.join(origin === 'v3' ? '\r\n' : '\n'));
  // The last file ends without a line end, so that whoever appends writes into a comment.
  const end = { v5: '\n', v3: '\r\n', v2: '\n', 'v2-02-00': '' }[origin];
  return Buffer.concat([text, Buffer.from(end)]);
}
