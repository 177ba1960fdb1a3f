import { createHash } from 'node:crypto';

import type { PlannedPrompt, Rendered } from '../plan/operation.ts';
import type { InventoryHost } from '../plan/plan.ts';
import { quoteShell } from '../runbook/render.ts';
import { hereDocument } from './here-document.ts';
import { promptedText } from './prompts.ts';
import { ScriptImpossible } from './script-impossible.ts';
import { hereInput, SecretVariables, shellText } from './secret-variables.ts';

/** What a script is to run. Several parts are a pipeline, of which every part's exit counts. */
export type ScriptSource = {
  readonly host: InventoryHost;
  readonly parts: readonly Rendered[];
  readonly as: string | null;
  readonly stdin: Rendered | null;
  readonly prompts: readonly PlannedPrompt[];
  readonly session: {
    readonly id: string;
    readonly users: readonly string[];
    readonly listPath: string;
  } | null;
  readonly secrets: ReadonlyMap<string, string>;
  /** Shell text of ours that stands before the first part, or behind the last one, as the login user. */
  readonly feeds?: string;
  readonly takes?: string;
  /** How long a program may stand at an unfinished line that nobody expected. Default 20 s. */
  readonly promptIdleSeconds?: number;
};

/**
 * The script of a job, and the assignments of its secrets, which go to the host by themselves. It is called with the job
 * directory and the name of the env file.
 * @throws ScriptImpossible
 * @throws Fault secret-unavailable
 */
export function jobScript(source: ScriptSource): { readonly script: string; readonly env: string | null } {
  const variables = new SecretVariables(source.secrets);
  const body =
    source.prompts.length === 0 ? bodyText(source, variables, jobStatus) : prompted(source, variables);
  const env = variables.assignments();
  const script = [
    'WJ=$1',
    ...(env === null ? [] : ['mv $WJ/$2 $WJ/env && . $WJ/env', 'rm -f $WJ/env $WJ/env.*']),
    'shift; shift',
    ...pathLines(source.host),
    ...suLines(source),
    ...listLines(source),
    body,
  ].join('\n');
  return { script: `${script}\n`, env };
}

/**
 * The same for a plain exec that changes nothing: secrets stand in it, for it is read from a channel and kept nowhere.
 * A pipeline's exits come on standard error, as lines of `tag`.
 */
export function probeScript(source: ScriptSource, tag: string): string {
  const variables = new SecretVariables(source.secrets);
  const body = bodyText(source, variables, (part) => `echo "${tag} ${part} $?" >&2`);
  return [variables.assignments() ?? '', ...pathLines(source.host), ...suLines(source), body].join('\n');
}

const jobStatus = (part: number): string => `echo $? >$WJ/s${part}`;

function bodyText(
  source: ScriptSource,
  variables: SecretVariables,
  status: (part: number) => string,
): string {
  const { parts, stdin, session, host, feeds, takes } = source;
  const isFed = stdin !== null || source.prompts.length > 0 || feeds !== undefined;
  const commands = [
    ...(feeds === undefined ? [] : [feeds]),
    ...parts.map((part, index) => asUser(source, variables, part, index > 0 || isFed)),
    ...(takes === undefined ? [] : [takes]),
  ];
  const piped =
    commands.length === 1
      ? `{\n${commands[0]}\n}`
      : commands.map((command, index) => `{ (\n${command}\n); ${status(index + 1)}; }`).join(' | ');
  const tail = commands.length === 1 || !status(1).includes('$WJ') ? '' : partsText(commands.length);
  if (stdin === null) return piped + tail;
  const here = hereInput(stdin, variables, session?.id ?? null, host.encoding);
  // A redirection of the whole reaches the first part; every other one reads the part before it.
  return `{ ${piped}\n} ${here.redirect}\n${here.rest}${tail}`;
}

/** Gathers what the parts noted; a part that noted nothing did not end well. */
const partsText = (count: number): string => `
p=
for n in ${Array.from({ length: count }, (_, index) => index + 1).join(' ')}; do
c=
if test -s $WJ/s$n; then exec <$WJ/s$n; read c; fi
p="$p \${c:-255}"
done
echo $p >$WJ/parts
for c in $p; do
if test $c -ne 0; then exit $c; fi
done
exit 0`;

function prompted(source: ScriptSource, variables: SecretVariables): string {
  const { session, host } = source;
  const prompts = source.prompts.map(({ asks, answer }) => ({
    asks,
    answer: hereInput(answer, variables, session?.id ?? null, host.encoding),
  }));
  return promptedText(bodyText(source, variables, jobStatus), prompts, source.promptIdleSeconds ?? 20);
}

/** Where su takes the shell as an option, service accounts without a login shell can be become as well. */
const suLines = ({ as, host }: ScriptSource): readonly string[] =>
  as === null || as === host.user || host.become !== 'su'
    ? []
    : ['WS=', "if test -f /etc/login.defs; then WS='-s /bin/sh'; fi"];

const pathLines = ({ path }: InventoryHost): readonly string[] =>
  path.length === 0 ? [] : [`PATH=${path.map(quoteShell).join(':')}:$PATH`, 'export PATH'];

/** A session's list of mailboxes, written by its own job. A list that is not whole must not be carried out. */
function listLines({ session }: ScriptSource): readonly string[] {
  if (session === null) return [];
  const here = hereDocument(session.users.map((user) => `${user}\n`).join(''), true);
  const file = quoteShell(`${session.listPath}.${session.id}`);
  return [`if cat >${file} ${here.redirect}\n${here.rest}then :; else exit 90; fi`];
}

/**
 * What their login shell reads, in one line without an exclamation mark: a C shell would take every further line for a
 * command of its own, quotes or not. Should su not hand `WI` on, this fails.
 */
const BY_SU = `exec /bin/sh -c 'eval "\${WI:?}"'`;

/** A command as another user. Its secrets come first on its standard input; what it is to read comes after them. */
function asUser(
  { as, host, session }: ScriptSource,
  variables: SecretVariables,
  part: Rendered,
  reads: boolean,
): string {
  const text = shellText(part, variables, session?.id ?? null);
  if (as === null || as === host.user) return text;
  if (host.become === 'none')
    throw new ScriptImpossible({
      en: `the inventory says that ${host.user} cannot become ${as} there`,
      ja: `インベントリの設定では、${host.user} から ${as} に切り替えられません`,
    });
  const numbers = variables.numbersIn(part);
  const inner = [...pathLines(host), ...numbers.map((number) => `read W${number}`), text].join('\n');
  const line =
    host.become === 'sudo'
      ? `sudo -n -u ${quoteShell(as)} /bin/sh -c ${quoteShell(inner)}`
      : `WI=${quoteShell(inner)} su $WS ${quoteShell(as)} -c ${quoteShell(BY_SU)}`;
  if (numbers.length === 0) return line;
  const here = hereDocument(numbers.map((number) => `\${R${number}}\n`).join(''), false);
  const feed = `cat ${here.redirect}\n${here.rest}`;
  return `{ ${feed}${reads ? 'cat\n' : ''}} | ${line}`;
}

/** Tells one probe's lines from whatever its command prints. */
export const probeTag = (seed: string): string =>
  `watari-${createHash('sha256').update(seed).digest('hex').slice(0, 12)}`;
