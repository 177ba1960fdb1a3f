import { quoteShell } from '../runbook/render.ts';

/** What a host says of itself, parsed and not yet judged. Null where it does not say. */
export type HostFacts = {
  readonly spoolThere: boolean;
  /** The spool, or the nearest folder above it that is there. */
  readonly folder: string;
  /** As `ls -ldn` has it, e.g. `drwx------`. */
  readonly mode: string | null;
  readonly owner: string | null;
  readonly us: string | null;
  /** What decides the encoding of its messages: LC_ALL, else LC_CTYPE, else LANG; empty for none. */
  readonly locale: string;
  readonly freeKib: number | null;
  readonly mountPoint: string | null;
  /** Kind of the file system below the spool: `ufs`, `ext4`, `nfs`, `tmpfs` … */
  readonly filesystem: string | null;
};

/** Asks with what a Bourne shell of 1996 knows. The table of mounts stands in /proc on Linux, in /etc on Solaris. */
export const factsScript = (spool: string): string => `
r=${quoteShell(spool)}; p=$r
if test -d "$r"; then echo "watari spool there"; fi
while test ! -d "$p"; do p=\`dirname "$p"\`; done
echo "watari folder $p"
echo "watari owner" \`ls -ldn "$p"\`
echo "watari me" \`id\`
echo "watari locale \${LC_ALL:-\${LC_CTYPE:-$LANG}}"
echo "watari df"
df -k "$p" 2>/dev/null
echo "watari mounts"
cat /proc/mounts 2>/dev/null || cat /etc/mnttab 2>/dev/null || cat /etc/mtab 2>/dev/null
echo "watari end"
exit 0
`;

/** Null if the answer is not whole. */
export function readFacts(said: string): HostFacts | null {
  const lines = said.split('\n');
  if (!lines.includes('watari end')) return null;
  const word = (name: string): string | null =>
    lines.find((line) => line.startsWith(`watari ${name} `))?.slice(`watari ${name} `.length) ?? null;
  const between = (from: string, to: string): readonly string[] =>
    lines.slice(lines.indexOf(`watari ${from}`) + 1, lines.indexOf(`watari ${to}`));
  const [mode = null, , owner = null] = word('owner')?.split(/\s+/u) ?? [];
  const disk = readDf(between('df', 'mounts'));
  return {
    spoolThere: word('spool') === 'there',
    folder: word('folder') ?? '/',
    mode,
    owner,
    us: /uid=(\d+)/u.exec(word('me') ?? '')?.[1] ?? null,
    locale: word('locale')?.trim() ?? '',
    freeKib: disk?.freeKib ?? null,
    mountPoint: disk?.mountPoint ?? null,
    filesystem: disk === null ? null : filesystemOf(between('mounts', 'end'), disk.mountPoint),
  };
}

/** The title line is in the host's language; a long device name has a line of its own. */
function readDf(lines: readonly string[]): { readonly freeKib: number; readonly mountPoint: string } | null {
  const found = /\s(\d+)\s+(-?\d+)\s+(-?\d+)\s+(?:\d+%|-)\s+(\/.*?)\s*$/u.exec(lines.slice(1).join(' '));
  const [, , , free, mountPoint] = found ?? [];
  return free === undefined || mountPoint === undefined ? null : { freeKib: Number(free), mountPoint };
}

/** `device mount-point type …`: the last one that is mounted there is on top. */
function filesystemOf(mounts: readonly string[], mountPoint: string): string | null {
  const last = mounts
    .map((line) => line.split(/\s+/u))
    .findLast(([, place]) => place !== undefined && unescapeMount(place) === mountPoint);
  return last?.[2] ?? null;
}

/** Linux writes blanks as `\040`. */
const unescapeMount = (place: string): string =>
  place.replaceAll(/\\([0-7]{3})/gu, (_all, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  );
