// The Bourne shell text by which chunks of a stream go from one job's folder to another's. The same rules as in wrapper.ts.
import { commandLine } from './command-line.ts';

/** Chunks that may lie on either host, not yet fetched or not yet fed: the disk that a stream needs is bounded. */
export const CHUNKS_AHEAD = 16;
/** Of blocks of 4096 bytes: the first chunks are small, so that the other end has something to begin with. */
const FIRST_BLOCKS = 16;
const MOST_BLOCKS = 256;

/** How the parts of a stream's jobs end that are ours. */
export const CHUNK_EXITS = {
  /** The spool could not be written. */
  disk: 96,
  /** Whoever was fed ended before the end. */
  unread: 94,
  /** Told that no more will come, before the end. */
  broken: 95,
} as const;

/**
 * The last part of the source's pipeline: what it reads becomes `o<number>.<cksum>.<bytes>`, each whole from the moment
 * that it has this name. On a full disk it gives its piece up, so that there is room to note how it ended. `sums` lists them all, `all` says how many there were. It waits while nobody fetches them.
 */
export const chopperText = (): string => `n=1 c=${FIRST_BLOCKS}
while :; do
dd ibs=4096 count=$c obs=65536 of=$WJ/t 2>$WJ/d || { rm -f $WJ/t; cat $WJ/d >&2; exit ${CHUNK_EXITS.disk}; }
if test -s $WJ/t; then :; else break; fi
set x \`cksum <$WJ/t\`
echo "$n $2 $3" >>$WJ/sums || exit ${CHUNK_EXITS.disk}
mv $WJ/t $WJ/o$n.$2.$3 || exit ${CHUNK_EXITS.disk}
k=\`expr $n - ${CHUNKS_AHEAD - 1}\`
w=y
while test -n "$w"; do
w=
for f in $WJ/o$k.*; do
if test -f $f; then w=y; fi
done
if test -n "$w"; then sleep 1; fi
done
n=\`expr $n + 1\`
if test $c -lt ${MOST_BLOCKS}; then c=\`expr $c + $c\`; fi
done
rm -f $WJ/t
n=\`expr $n - 1\`
echo $n >$WJ/a && mv $WJ/a $WJ/all || exit ${CHUNK_EXITS.disk}
exit 0`;

/**
 * The first part of the target's pipeline: feeds `c1`, `c2` … as they come, and notes in `fed` how far it is. `eof` and
 * `broken` hold the number of the last chunk. The command's own status (`s2`) shows that nobody reads any more.
 */
export const feederText = (): string => `n=1
while :; do
if test -f $WJ/c$n; then
cat $WJ/c$n || exit ${CHUNK_EXITS.unread}
echo $n >$WJ/f && mv $WJ/f $WJ/fed
rm -f $WJ/c$n
n=\`expr $n + 1\`
else
if test -f $WJ/s2; then exit ${CHUNK_EXITS.unread}; fi
l=
for f in eof broken; do
if test -s $WJ/$f; then l=\`cat $WJ/$f\` e=$f; fi
done
if test -z "$l"; then sleep 1
else
if test $l -lt $n; then
if test $e = eof; then exit 0; fi
exit ${CHUNK_EXITS.broken}
fi
fi
fi
done`;

/** Brings chunk `want` of the source, and removes those that have arrived at the other end. */
export const takeText = (
  shell: string,
  root: string,
  name: string,
  want: number,
  arrived: readonly number[],
): string =>
  commandLine(
    shell,
    `j=$1/$2; n=$3; shift; shift; shift;
     for k do rm -f $j/o$k.*; done;
     for f in $j/o$n.*; do
       if test -f $f; then echo "watari chunk $f"; cat $f; exit 0; fi;
     done;
     if test -f $j/all; then echo "watari all "\`cat $j/all\`; else echo "watari none"; fi; exit 0`,
    [root, name, want, ...arrived],
  );

/** Lays a chunk, which comes on stdin, before the feeder, if it arrives as it was; never for a job that is over. */
export const putText = (
  shell: string,
  root: string,
  name: string,
  chunk: { readonly number: number; readonly sum: string; readonly bytes: number },
): string =>
  commandLine(
    shell,
    `j=$1/$2; n=$3; w="$4 $5"; umask 077; mkdir $j 2>/dev/null;
     for f in $j/gone $j/never $j/exit=*; do if test -f $f; then echo "watari over"; exit 0; fi; done;
     t=$j/t.$$; cat >$t; set x \`cksum <$t\`;
     if test "$2 $3" = "$w"; then mv -f $t $j/c$n && echo "watari put "\`cat $j/fed 2>/dev/null\`;
     else rm -f $t; echo "watari cut"; fi; exit 0`,
    [root, name, chunk.number, chunk.sum, chunk.bytes],
  );

/**
 * The number of the chunk that the target needs next, of the last one that was fed, and whether its job has begun. What is
 * fed meanwhile is gone when it is looked for: only between two looks at `fed` that agree does absence say anything.
 */
export const wantedText = (shell: string, root: string, name: string): string =>
  commandLine(
    shell,
    `j=$1/$2; f=; l=0;
     until test "$f" = $l; do
       f=$l; n=\`expr $f + 1\`; while test -f $j/c$n; do n=\`expr $n + 1\`; done;
       if test -s $j/fed; then l=\`cat $j/fed\`; fi;
     done;
     g=no; if test -d $j/go; then g=begun; fi; echo "watari next $n $f $g"; exit 0`,
    [root, name],
  );

/** Says which chunk was the last: `eof` closes the target's input, `broken` ends its job as cut off. */
export const markText = (
  shell: string,
  root: string,
  name: string,
  mark: 'eof' | 'broken',
  last: number,
): string =>
  commandLine(
    shell,
    `j=$1/$2; umask 077; mkdir $j 2>/dev/null;
     for f in $j/gone $j/never $j/exit=*; do if test -f $f; then echo "watari over"; exit 0; fi; done;
     m=$j/m.$$; echo $4 >$m; if test -s $m; then mv -f $m $j/$3 && echo "watari marked"; else rm -f $m; fi; exit 0`,
    [root, name, mark, last],
  );

/** The list of a source's chunks: number, cksum and bytes of each. */
export const sumsText = (shell: string, root: string, name: string): string =>
  commandLine(shell, `j=$1/$2; echo "watari sums"; if test -s $j/sums; then cat $j/sums; fi; exit 0`, [
    root,
    name,
  ]);
