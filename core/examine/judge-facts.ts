import type { InventoryHost } from '../plan/plan.ts';
import { type Finding, finding } from './finding.ts';
import type { HostFacts } from './host-facts.ts';

/** Less than this beside the spool, and outputs of a long night may not fit. */
const ENOUGH_KIB = 100 * 1024;
/** Further apart than this is worth a word. No decision rests on it. */
const CLOSE_SECONDS = 5;

const OVER_THE_NETWORK =
  /^(?:nfs\d?|cifs|smb\w*|afs|autofs|9p|ceph|gluster\w*|fuse\.\w*|lustre|ncpfs|virtiofs)$/u;
const IN_MEMORY = /^(?:tmpfs|ramfs|devtmpfs|mfs|rootfs)$/u;

/** What the facts mean for a spool, an encoding and a disk. */
export const judgeFacts = (name: string, host: InventoryHost, facts: HostFacts): readonly Finding[] => [
  judgeOwner(name, host.spool, facts),
  judgeFilesystem(name, facts),
  judgeSpace(name, facts),
  judgeEncoding(name, host.encoding, facts.locale),
];

function judgeOwner(name: string, spool: string, facts: HostFacts): Finding {
  if (!facts.spoolThere) return finding(name, 'spool-can-be-made', { spool, folder: facts.folder });
  const ours =
    facts.mode?.startsWith('drwx------') === true && facts.owner !== null && facts.owner === facts.us;
  const values = { spool, mode: facts.mode ?? '?', owner: facts.owner ?? '?', us: facts.us ?? '?' };
  return finding(name, ours ? 'spool-ready' : 'spool-not-ours', values);
}

function judgeFilesystem(name: string, { folder, filesystem, mountPoint }: HostFacts): Finding {
  const values = { folder, filesystem: filesystem ?? '?', mountPoint: mountPoint ?? '?' };
  if (filesystem === null) return finding(name, 'spool-filesystem-unknown', values);
  if (OVER_THE_NETWORK.test(filesystem)) return finding(name, 'spool-on-network', values);
  return finding(name, IN_MEMORY.test(filesystem) ? 'spool-in-memory' : 'spool-on-disk', values);
}

function judgeSpace(name: string, { freeKib, folder }: HostFacts): Finding {
  if (freeKib === null) return finding(name, 'space-unknown', { folder });
  const values = {
    folder,
    freeMib: String(Math.floor(freeKib / 1024)),
    neededMib: String(ENOUGH_KIB / 1024),
  };
  return finding(name, freeKib >= ENOUGH_KIB ? 'space-enough' : 'space-short', values);
}

/** A host without a locale prints ASCII, which fits every encoding. */
function judgeEncoding(name: string, expected: InventoryHost['encoding'], locale: string): Finding {
  const found = encodingOf(locale);
  const values = { locale: locale === '' ? 'C' : locale, expected, found: found ?? '?' };
  if (found === null) return finding(name, 'encoding-unknown', values);
  return finding(
    name,
    found === 'ascii' || found === expected ? 'encoding-fits' : 'encoding-differs',
    values,
  );
}

/** `ja` alone is EUC on Solaris, and `PCK` is its name for Shift_JIS. */
function encodingOf(locale: string): InventoryHost['encoding'] | 'ascii' | null {
  const codeset = (/\.([^@]*)/u.exec(locale)?.[1] ?? locale).toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
  if (['', 'c', 'posix', 'ascii', 'usascii', 'ansix341968'].includes(codeset)) return 'ascii';
  if (codeset === 'utf8') return 'utf-8';
  if (['eucjp', 'ujis', 'euc', 'ja', 'japanese'].includes(codeset)) return 'euc-jp';
  return ['sjis', 'shiftjis', 'pck', 'mskanji', 'cp932', 'windows31j'].includes(codeset) ? 'shift_jis' : null;
}

/** `said` is the host's UTC clock to the second; `before` and `after` are ours, in milliseconds, around the question. */
export function judgeClock(name: string, said: string, before: number, after: number): Finding {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$/u.exec(said.trim())?.[1];
  if (found === undefined) return finding(name, 'clock-unreadable', { said: said.trim() });
  // It cuts fractions off: half a second is its best guess.
  const apart = Math.round((Date.parse(`${found}Z`) + 500 - (before + after) / 2) / 1000);
  const values = { seconds: String(Math.abs(apart)), direction: apart < 0 ? 'behind' : 'ahead' };
  return finding(name, Math.abs(apart) > CLOSE_SECONDS ? 'clock-apart' : 'clock-close', values);
}
