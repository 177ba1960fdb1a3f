// The Bourne shell text of everything that is done to a job besides starting it. The same rules as in wrapper.ts.
import { commandLine } from './command-line.ts';

/**
 * Looks many jobs up. First ps, then the files: where a group was empty and no exit status is found *afterwards*, the
 * job was not just ending.
 */
export const lookText = (shell: string, root: string, spool: string, names: readonly string[]): string =>
  commandLine(
    shell,
    `: ${root}/; r=$1; if test -f $r/id.$2; then echo "watari spool"; fi; shift; shift;
     e="\\|$r/|p";
     for i do if test -s $r/$i/pid; then
       g=\`(exec <$r/$i/pid; read w g b; echo $g)\`; e="$e;/^ *[0-9]* *[0-9]* *$g /p";
     fi; done;
     ps -e -o pid -o ppid -o pgid -o s -o etime -o args 2>/dev/null | sed -n "$e";
     for i do
       j=$r/$i; echo "watari job $i"; if test -d $j/go; then echo "watari go"; fi;
       for f in pid parts why asked unseen; do
         if test -s $j/$f; then echo "watari $f \`cat $j/$f\`"; fi;
       done;
       for f in $j/gone $j/never $j/exit=*; do if test -f $f; then echo "watari $f"; fi; done;
       for f in out err; do if test -s $j/$f; then echo "watari size-$f "\`wc -c <$j/$f\`; fi; done;
       if test -s $j/pid; then
         for w in \`cat $j/pid\`; do if kill -0 $w 2>/dev/null; then echo "watari zero"; fi; break; done;
       fi;
     done; echo "watari end"; exit 0`,
    [root, spool, ...names],
  );

/**
 * Signals processes (a negative number is a group), unless the job was over before anybody told it to end: then daemons
 * that it was to start may live in its group. Who told it first, stays noted. Where the
 * shell has no kill of its own, that of procps 4.0 takes `kill -15 -16880` for a signal to -1, which is everybody. Behind
 * `--` it does not; a shell whose own kill does not know `--` is safe without it.
 */
export const signalText = (
  shell: string,
  root: string,
  name: string,
  why: string,
  signal: 9 | 15,
  processes: readonly number[],
): string =>
  commandLine(
    shell,
    `j=$1/$2;
     if test -s $j/why; then :; else
       for f in $j/exit=*; do if test -f $f; then echo "watari $2 over"; exit 0; fi; done;
       (echo $3 >$j/why) 2>/dev/null;
     fi; s=$4; shift; shift; shift; shift;
     if kill -0 -- $$ 2>/dev/null; then kill -$s -- $* 2>/dev/null; else kill -$s $* 2>/dev/null; fi; exit 0`,
    [root, name, why, signal, ...processes],
  );

/** Reads an output from a block on: `dd`, because `tail -c` and `tail +Nc` exclude each other. */
export const readText = (
  shell: string,
  root: string,
  name: string,
  stream: 'out' | 'err',
  skip: number,
  count: number,
): string =>
  commandLine(
    shell,
    `f=$1/$2/$3;
     if test -s $f; then
       echo "watari size "\`wc -c <$f\`; dd if=$f bs=4096 skip=$4 count=$5 2>/dev/null;
     else echo "watari size 0"; fi; exit 0`,
    [root, name, stream, skip, count],
  );

/** Makes sure that a job can never begin: whoever wins \`go\` with a tombstone has the last word. */
export const abandonText = (shell: string, root: string, spool: string, name: string): string =>
  commandLine(
    shell,
    `j=$1/$2; umask 077;
     if test -f $1/id.$3; then
       mkdir $j 2>/dev/null;
       if mkdir $j/go 2>/dev/null; then >$j/gone; rm -f $j/cmd.* $j/env.*; fi;
     fi;
     if test -f $j/gone; then echo "watari $2 gone"; fi; exit 0`,
    [root, name, spool],
  );

/** A tombstone keeps the time at which it was set. */
const BURY = `if test -f $j/gone; then :; else >$j/gone; fi;
  l=; for f in $j/*; do case $f in */go|*/gone) ;; *) l="$l $f";; esac; done;
  if test -n "$l"; then rm -rf $l; fi;`;

/**
 * Empties what is over: outputs are not redacted there, so they do not stay. `go` does: a controller that stood still
 * since before the job began would launch it once more.
 */
export const emptyText = (shell: string, root: string, names: readonly string[]): string =>
  commandLine(
    shell,
    `r=$1; shift; umask 077;
     for i do
       j=$r/$i; o=; for f in $j/exit=* $j/gone $j/never; do if test -f $f; then o=y; fi; done;
       if test -n "$o"; then ${BURY} fi;
     done; exit 0`,
    [root, ...names],
  );

/** Empties jobs whether or not they have noted an end: only for those that are known to be dead. */
export const buryText = (shell: string, root: string, names: readonly string[]): string =>
  commandLine(shell, `r=$1; shift; umask 077; for i do j=$r/$i; ${BURY} done; exit 0`, [root, ...names]);

/** Removes tombstones that have stood for two days by the host's own clock: nobody stands still for so long. */
export const forgetText = (shell: string, root: string, names: readonly string[]): string =>
  commandLine(
    shell,
    `r=$1; shift;
     for i do
       if test -n "\`find $r/$i/gone -mtime +1 -print 2>/dev/null\`"; then rm -rf $r/$i; fi;
     done; exit 0`,
    [root, ...names],
  );

/** Prepares the spool, makes its id at first contact, and says who we are and when the host was started. */
export const meetText = (shell: string, root: string, fresh: string): string =>
  commandLine(
    shell,
    `r=$1; umask 077; if test -d $r; then :; else mkdir $r 2>/dev/null || mkdir -p $r; fi;
     s=; for f in $r/id.*; do if test -f $f; then s=y; fi; done;
     if test -z "$s"; then (>$r/id.$2); fi;
     for f in $r/id.*; do if test -f $f; then echo "watari id $f"; fi; done;
     echo "watari boot "\`cat /proc/sys/kernel/random/boot_id 2>/dev/null || who -b\`;
     echo "watari owner "\`ls -ldn $r\`; echo "watari me "\`id\`; exit 0`,
    [root, fresh],
  );

/** Names of the jobs that a spool holds. */
export const listText = (shell: string, root: string): string =>
  commandLine(shell, `for f in $1/*; do if test -d $f; then echo "watari dir $f"; fi; done; exit 0`, [root]);
