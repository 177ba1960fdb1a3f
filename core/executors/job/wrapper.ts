// The Bourne shell text that starts a job. It runs on hosts as old as Solaris 2.6: nothing in it that a shell of 1996
// does not know (test/core/executors/old-shell.test.ts). What is said here of shells was tried, see `decisions.md` E.
import { commandLine } from './command-line.ts';

/** Outputs up to this size come with the exit status, in the same round trip. */
export const INLINE_BYTES = 65_536;

const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/gu, ' ');

/**
 * Arguments: job directory, umask, pid of the launching shell (its process group), boot, names of the env file and of the
 * script. `trap :`, not `trap ''`: an ignored signal is inherited, and a daemon that the step starts would ignore HUP for
 * life. How it ended stands in a file's name: that is there whole or not at all, and needs no process. A full disk may
 * take no new name either, but it takes a rename.
 */
export const wrapperText = (shell: string): string =>
  oneLine(`
    trap : 1 2 3 15; j=$1; echo $$ $3 $4 >$j/pid;
    if test -s $j/pid; then
      umask $2; ${shell} $j/$6 $j $5; c=$?;
      (>$j/exit=$c) 2>/dev/null;
      if test -f $j/exit=$c; then :; else mv $j/live $j/exit=$c; fi;
    else mv $j/live $j/never; fi
  `);

export type LaunchText = {
  readonly shell: string;
  readonly root: string;
  readonly name: string;
  readonly spool: string;
  readonly boot: string;
  readonly bytes: number;
  /** Name of the uploaded env file, or `none`. */
  readonly env: string;
  /** Name of the uploaded script: `cmd.` and something that no other launch has. */
  readonly script: string;
  /** Stay until the job is over, and bring its outputs. Otherwise leave at once, and give the session back. */
  readonly wait: boolean;
};

/**
 * The launching command line; the script comes on stdin. The first `mkdir` is no lock: whoever made the directory may
 * have died before the script was whole. The second one, after the upload was measured, is. Each launch uploads under a
 * name of its own, so that a late one cannot overwrite what runs. A job that was told to end must be looked up: something of
 * it may live. The leading `:` names the job to `ps`.
 */
export function launchText(launch: LaunchText): string {
  const { shell, root, name, spool, boot, bytes, env, script, wait } = launch;
  const text = `
    : ${root}/${name}/; j=$1/$2; i=$j/$8;
    if test -f $1/id.$3; then :; else echo "watari $2 spool"; exit 0; fi;
    u=\`umask\`; umask 077; mkdir $j 2>/dev/null; cat >$i;
    if test \`wc -c <$i\` -eq $4; then :; else rm -f $i $j/$7; echo "watari $2 cut"; exit 0; fi;
    if mkdir $j/go 2>/dev/null; then
      echo "$5" >$j/w; >$j/live;
      ${shell} $j/w $j $u $$ $6 $7 $8 </dev/null >$j/out 2>$j/err & ${wait ? 'wait;' : ''}
    else rm -f $i $j/$7; fi;
    e=; for f in $j/exit=*; do if test -f $f; then e=$f; fi; done;
    if test -s $j/why; then e=; fi;
    if test -n "$e"; then
      p=; if test -s $j/parts; then exec <$j/parts; read p; fi;
      echo "watari $2 done $e $p"; echo "watari $2" >&2;
      if test -s $j/out; then dd if=$j/out bs=${INLINE_BYTES} count=1 2>/dev/null; fi;
      if test -s $j/err; then dd if=$j/err bs=${INLINE_BYTES} count=1 >&2 2>/dev/null; fi;
    else echo "watari $2 going"; fi; exit 0`;
  return commandLine(shell, text, [root, name, spool, bytes, `'${wrapperText(shell)}'`, boot, env, script]);
}

/** Uploads secrets in an exec of their own, under a name that the launch will tell. */
export const envText = (shell: string, root: string, name: string, env: string, bytes: number): string =>
  commandLine(
    shell,
    `j=$1/$2; umask 077; mkdir $j 2>/dev/null; cat >$j/$3;
     if test \`wc -c <$j/$3\` -eq $4; then echo "watari $2 env"; else rm -f $j/$3; fi; exit 0`,
    [root, name, env, bytes],
  );
