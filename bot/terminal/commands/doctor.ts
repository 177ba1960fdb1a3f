import {
  type DirectoryLogin,
  examineDirectory,
  examineHost,
  type Finding,
  type FrozenInventory,
  type HostNeeds,
  loadSiteInventory,
  needsOf,
  parseSecretReference,
  type Plan,
  type SecretReference,
  secretsFrom,
} from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { findingSentence, verdictName } from '../../messages/findings.ts';
import { both } from '../../messages/words.ts';
import { suggestedBy } from '../../open-site.ts';
import { EXIT, type Exit, type Screen } from '../screen.ts';
import { parametersOf, sayProblems, sayRefusal, type Session } from '../session.ts';

/** What is looked at, and what a runbook will need of it. */
type Rounds = {
  readonly hosts: readonly string[];
  readonly directories: readonly string[];
  readonly needs: Readonly<Record<string, HostNeeds>>;
  readonly loginOf: (directory: string) => DirectoryLogin | null;
};

/** Looks at hosts and directories: those named, those of a runbook, else all. Exit 1 if anything is bad. */
export async function doctor(session: Session): Promise<Exit> {
  const { args, screen, places } = session;
  const { inventory, problems } = loadSiteInventory(places.site);
  if (problems.length > 0) return sayProblems(screen, problems);
  if (inventory === null) {
    screen.data({ ready: false, findings: [] });
    screen.aside(
      both(
        `There is no inventory.yaml in ${places.site}, so there is nothing to look at.`,
        `${places.site} に inventory.yaml がないため、確かめる対象がありません。`,
      ),
    );
    return EXIT.no;
  }
  const { frozen } = inventory;
  const runbook = args.words.find(isRunbook);
  let rounds = named(frozen, args.words, loginFrom(frozen, { ...suggestedBy(places.site), ...args.set }));
  if (runbook !== undefined) {
    if (args.words.length > 1)
      throw new UsageError(
        'doctor: name one runbook, or hosts',
        'doctor：ランブックを 1 つ、またはホストを指定してください。',
      );
    const values = { ...suggestedBy(places.site), ...args.set };
    const reply = await session.engine.plan({ runbook, values });
    if (reply.kind === 'refused') return sayRefusal(screen, reply.refusal);
    if (reply.kind === 'problems')
      return sayProblems(screen, reply.problems, await parametersOf(session.engine, runbook));
    rounds = ofPlan(reply.plan);
  }
  return report(screen, await goRound(frozen, rounds));
}

const isRunbook = (word: string): boolean => word.includes('/');
const isDirectory = (word: string): boolean => word.includes(':');

function named(frozen: FrozenInventory, words: readonly string[], login: DirectoryLogin | null): Rounds {
  const all = words.length === 0;
  return {
    hosts: all ? Object.keys(frozen.hosts) : words.filter((word) => !isDirectory(word)),
    directories: all ? Object.keys(frozen.directories) : words.filter(isDirectory),
    needs: {},
    loginOf: () => login,
  };
}

function ofPlan(plan: Plan): Rounds {
  const needs = needsOf(plan);
  const logins = new Map<string, DirectoryLogin | null>();
  for (const step of plan.steps.filter(({ applies }) => applies))
    for (const operation of [...step.operations, ...step.verify])
      if (operation.verb === 'ldap') {
        const secret = operation.password.find((piece) => typeof piece === 'object' && 'secret' in piece);
        const value =
          typeof secret === 'object' && 'secret' in secret ? plan.values[secret.secret] : undefined;
        const password = typeof value === 'object' && 'secret' in value ? value.secret : null;
        logins.set(operation.directory, password === null ? null : { bindDn: operation.bindDn, password });
      }
  return {
    hosts: [...new Set([...Object.keys(plan.inventory.hosts), ...Object.keys(needs)])],
    directories: [...logins.keys()],
    needs,
    loginOf: (directory) => logins.get(directory) ?? null,
  };
}

/** `--set bindDn=… --set bindPassword=env:NAME` (or a name of the inventory); a lab's folder knows its own. */
function loginFrom(frozen: FrozenInventory, values: Readonly<Record<string, string>>): DirectoryLogin | null {
  const { bindDn, bindPassword } = values;
  if (bindDn === undefined || bindPassword === undefined) return null;
  const password = Object.hasOwn(frozen.secrets, bindPassword)
    ? ({ from: 'inventory', name: bindPassword } as const)
    : parseSecretReference(bindPassword);
  if (password === null)
    throw new UsageError(
      '--set bindPassword: allowed: env:NAME, file:/absolute/path, or a name of the inventory',
      '--set bindPassword：env:名前、file:/絶対パス、またはインベントリの名前を指定してください。',
    );
  return { bindDn, password };
}

/** Hosts at once, for a night has many; findings in the order in which hosts are listed. */
async function goRound(frozen: FrozenInventory, rounds: Rounds): Promise<readonly Finding[]> {
  const outside = secretsFrom(process.env);
  const secretOf = (reference: SecretReference): string => {
    const inside = reference.from === 'inventory' ? frozen.secrets[reference.name] : undefined;
    return outside(inside ?? reference);
  };
  const found = await Promise.all([
    ...rounds.hosts.map((name) => examineHost(frozen, name, secretOf, rounds.needs[name])),
    ...rounds.directories.map((name) => examineDirectory(frozen, name, secretOf, rounds.loginOf(name))),
  ]);
  return found.flat();
}

function report(screen: Screen, findings: readonly Finding[]): Exit {
  const count = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length;
  const bad = count('bad');
  screen.data({
    ready: bad === 0,
    findings: findings.map((one) => ({ ...one, sentence: findingSentence(one) })),
  });
  for (const subject of new Set(findings.map((one) => one.subject))) {
    screen.line(subject);
    for (const one of findings.filter((other) => other.subject === subject)) {
      const [mark, sentence] = [verdictName[one.verdict], findingSentence(one)];
      screen.line(both(`  ${mark.en.padEnd(4)}  ${sentence.en}`, `  ${mark.ja}  ${sentence.ja}`));
    }
  }
  const [good, unknown] = [count('good'), count('unknown')];
  screen.line(
    both(
      `${bad === 0 ? 'Ready' : 'Not ready'}: ${good} good, ${bad} bad, ${unknown} to look at yourself.`,
      `${bad === 0 ? '準備ができています' : '準備ができていません'}：正常 ${good} 件、異常 ${bad} 件、要確認 ${unknown} 件`,
    ),
  );
  return bad === 0 ? EXIT.done : EXIT.no;
}
