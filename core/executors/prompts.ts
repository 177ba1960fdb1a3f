import type { hereDocument } from './here-document.ts';

/** A prompt, and the here-document that is its answer. */
export type ScriptPrompt = { readonly asks: string; readonly answer: ReturnType<typeof hereDocument> };

/**
 * Runs `body` with a FIFO as its standard input, into which each answer is put once its prompt was seen in the output
 * that came after the answer before. `asked` counts them; `unseen` is noted when the program stands at an unfinished
 * line that is no prompt we know. One compound command, so that a syntax error anywhere starts nothing.
 */
export function promptedText(body: string, prompts: readonly ScriptPrompt[], idleSeconds: number): string {
  return `{
mkfifo $WJ/tty 2>/dev/null || mknod $WJ/tty p
(
exec 4>$WJ/tty
if sleep 0.1 2>/dev/null; then z=0.1 m=${idleSeconds * 10}; else z=1 m=${idleSeconds}; fi
a=0 b=0
${prompts.map((prompt, index) => promptText(prompt, index + 1)).join('\n')}
) &
WD=$!
(
${body}
) <$WJ/tty
c=$?
kill $WD 2>/dev/null
exit $c
}`;
}

/**
 * `case` instead of grep: old greps leave an unfinished line out, and a prompt is one. A dot is put behind the output,
 * because command substitution eats line ends.
 */
const promptText = ({ asks, answer }: ScriptPrompt, number: number): string => `k=0 l=
while :; do
s=\`dd if=$WJ/out bs=1 skip=$a 2>/dev/null; echo .\`
t=\`dd if=$WJ/err bs=1 skip=$b 2>/dev/null; echo .\`
case "$s" in *${quoted(asks)}*) break;; esac
case "$t" in *${quoted(asks)}*) break;; esac
if test "$s$t" = "$l"; then k=\`expr $k + 1\`; else k=0 l="$s$t"; fi
case "$s" in
.|*"
.") ;;
*) if test $k -gt $m; then echo ${number} >$WJ/unseen; exit; fi;;
esac
sleep $z
done
set x \`wc -c <$WJ/out\`; a=$2
set x \`wc -c <$WJ/err\`; b=$2
echo ${number} >$WJ/asked
cat >&4 ${answer.redirect}
${answer.rest}`;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
