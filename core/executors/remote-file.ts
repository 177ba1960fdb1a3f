import type { HostConnection } from '../connections/connections.ts';
import { Fault } from '../errors.ts';
import { verbatim } from '../run/outcome.ts';
import type { Localized } from '../runbook/localized.ts';
import { cksum } from './cksum.ts';
import { runErrand } from './errand.ts';
import { lineAfter } from './job/answer.ts';
import { commandLine } from './job/command-line.ts';

/** A path that can stand in a command line of any login shell. */
export const isReachablePath = (path: string): boolean => /^\/[ "-&(-~]*$/u.test(path);

const CUT: Localized = {
  en: 'the new bytes did not arrive whole',
  ja: '新しい内容の一部がホストに届きませんでした',
};

const OVERTAKEN: Localized = {
  en: 'somebody changed it after it was read; nothing was written',
  ja: '読み取った後に別の変更があったため、何も書き込んでいません',
};

/** Of a line of `ls -ldn`: user and group. Only root may give a file to somebody else. */
const OWNER = 'read m l u g r; echo $u.$g';

const inQuotes = (path: string): string => `'${path}'`;

/**
 * A remote file's bytes; null if there is none. `stop`: nobody waits any more.
 * @throws Fault connection-failed, protocol-broken
 */
export async function readRemoteFile(
  connection: HostConnection,
  path: string,
  stop?: AbortSignal,
): Promise<Uint8Array | null> {
  const text = `if test -f "$1"; then echo "watari file"; cat "$1"; else if test -d "$1"; then exit 3; fi; echo "watari none"; fi; exit $?`;
  const command = commandLine('/bin/sh', text, [inQuotes(path)]);
  const result = await runErrand(connection, command, stop === undefined ? {} : { stop });
  const doing = `Reading ${path} on ${connection.host}`;
  if (result.end.kind !== 'exit') throw new Fault('connection-failed', doing, 'the connection dropped');
  const said = lineAfter(result.stdout, 'watari ');
  if (said === null || result.end.status !== 0)
    throw new Fault(
      'protocol-broken',
      doing,
      Buffer.from(result.stderr).toString('utf8').trim() || 'it is no file',
    );
  return said.rest === 'none' ? null : said.after;
}

/** `original`: what was read a moment ago, null if there was nothing. */
export type Replacement = { readonly original: Uint8Array | null; readonly bytes: Uint8Array };

/**
 * Puts new bytes in the place of a file in one move, keeping its owner and mode; a copy stays under `backup` (the first
 * one, if this is done again). A symbolic link stays one, as /etc/services is on Solaris: what it leads to is moved away,
 * never emptied and written anew, which a full disk would end in between. A file that is not `original` any more, as
 * looked at right before the move, is left alone, and so is one whose owner cannot be kept. Returns what went wrong, or
 * null.
 * @throws Fault connection-failed
 */
export async function replaceRemoteFile(
  connection: HostConnection,
  path: string,
  backup: string,
  { original, bytes }: Replacement,
): Promise<Localized | null> {
  const text = `
    f=$1;
    if test -f "$f"; then
      while test -h "$f"; do
        l=\`ls -ld "$f" | sed "s/.* -> //"\`;
        case $l in /*) f=$l;; *) f=\`dirname "$f"\`/$l;; esac;
      done;
    fi;
    t=$f.watari-new.$$; n=$f.watari-tmp.$$; umask 077; cat >"$t";
    if test \`wc -c <"$t"\` -eq $3; then :; else rm -f "$t"; echo "watari cut"; exit 0; fi;
    if test $4 = none; then
      if test -f "$f"; then rm -f "$t"; echo "watari overtaken"; exit 0; fi;
    else
      cksum <"$f" | (read a b c; test "$a.$b" = $4) || { rm -f "$t"; echo "watari overtaken"; exit 0; };
    fi;
    if test -f "$f"; then
      if test -f "$2"; then :; else cp -p "$f" "$2" || { rm -f "$t" "$2"; echo "watari backup"; exit 0; }; fi;
      cp -p "$f" "$n" && cat "$t" >"$n" && test \`wc -c <"$n"\` -eq $3 &&
        if test \`ls -ldn "$n" | (${OWNER})\` = \`ls -ldn "$f" | (${OWNER})\`; then
          if cksum <"$f" | (read a b c; test "$a.$b" = $4); then mv -f "$n" "$f" && echo "watari done";
          else echo "watari overtaken"; fi;
        else echo "its owner cannot be kept" >&2; fi;
    else chmod 644 "$t" && mv -f "$t" "$f" && echo "watari done"; fi;
    rm -f "$t" "$n"; exit 0`;
  const { crc, size } = cksum(original ?? new Uint8Array());
  const before = original === null ? 'none' : `${crc}.${size}`;
  const command = commandLine('/bin/sh', text, [inQuotes(path), inQuotes(backup), bytes.length, before]);
  const result = await runErrand(connection, command, { stdin: bytes });
  if (result.end.kind !== 'exit')
    throw new Fault('connection-failed', `Writing ${path} on ${connection.host}`, 'the connection dropped');
  if (lineAfter(result.stdout, 'watari done') !== null) return null;
  const said = Buffer.from(result.stderr).toString('utf8').trim();
  // What else went wrong says so on standard error: a host without cksum, a file that is gone.
  if (said === '' && lineAfter(result.stdout, 'watari overtaken') !== null) return OVERTAKEN;
  return said === '' ? CUT : verbatim(said);
}
