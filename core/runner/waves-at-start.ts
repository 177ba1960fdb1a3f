import { Fault } from '../errors.ts';
import { NotReadable, readEntries, textOf, valuesOf } from '../executors/ldap-answers.ts';
import { defaultDomainOf, mailboxOf } from '../plan/example-waves.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import { isMailbox } from '../plan/value-syntax.ts';
import { marksOf, type Wave, waveDocument } from '../plan/waves.ts';
import type { Members } from '../plan/waves.ts';
import type { RunId } from '../run/question.ts';
import { asWritten, both } from '../runbook/both.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Problem } from '../runbook/problem.ts';
import type { Tools } from './tools.ts';
import { type Secrets, resolveSecrets } from './workbench.ts';

type Found = { readonly wave: Wave } | { readonly problem: Problem };

/**
 * Who is in each wave as the run starts, stored; or why that cannot be known. A wave that is given by its filter alone is
 * looked up, in the directory that its own steps use: from then on it is the list of those who were found.
 */
export async function wavesAtStart(
  tools: Tools,
  run: RunId,
  plan: Plan,
): Promise<Readonly<Record<string, Members>> | readonly Problem[]> {
  const found = await Promise.all(
    (plan.waves ?? []).map(async ({ name, base, domain, filter, users, movedOut }): Promise<Found> => {
      const wave = { name, base, domain, filter, users, movedOut };
      return users === null ? lookedUp(tools, run, plan, wave) : { wave };
    }),
  );
  const waves = found.flatMap((one) => ('wave' in one ? [one.wave] : []));
  const problems = [...found.flatMap((one) => ('problem' in one ? [one.problem] : [])), ...twice(waves)];
  if (problems.length > 0) return problems;
  const { documents } = tools.parts.store;
  const members: Record<string, Members> = {};
  for (const wave of waves)
    members[wave.name] = {
      document: await documents.put(waveDocument(wave)),
      count: wave.users?.length ?? 0,
    };
  return members;
}

async function lookedUp(tools: Tools, run: RunId, plan: Plan, wave: Wave): Promise<Found> {
  const refused = (found: Localized, allowed: Localized): Found => ({
    problem: problemOf(wave, found, allowed),
  });
  const asked = plan.steps
    .filter((step) => step.wave === wave.name && step.applies)
    .flatMap((step) => [...step.operations, ...step.verify])
    .find((operation) => operation.verb === 'ldap');
  if (asked === undefined)
    return refused(
      both('a filter', 'フィルタ'),
      both(
        'users, since no step of the wave asks a directory',
        'users（ウェーブの手順がディレクトリを使わないためです）',
      ),
    );
  try {
    const { values } = resolveSecrets(tools.parts, plan);
    const connections = tools.workbench.connections(run, plan);
    const directory = await connections.directory(asked.directory, asked.bindDn, passwordOf(asked, values));
    try {
      const entries = await readEntries(directory, wave.base, 'sub', wave.filter, ['uid']);
      const uids = (entries ?? []).flatMap((entry) => valuesOf(entry, 'uid').slice(0, 1).map(textOf));
      const bad = uids.find((uid) => !isMailbox(uid));
      if (bad !== undefined)
        return refused(
          asWritten(JSON.stringify(bad)),
          both('a uid without spaces that begins with no dash', '空白がなく「-」で始まらない uid'),
        );
      if (uids.length === 0)
        return refused(
          both(
            `nobody with ${wave.filter} below ${wave.base}`,
            `${wave.base} の下で ${wave.filter} に当たるユーザがいない状態`,
          ),
          both('at least one user', '1 人以上のユーザ'),
        );
      const domain = defaultDomainIn(plan);
      const users = uids.toSorted().map((uid) => ({
        uid,
        mailbox: mailboxOf(uid, wave.domain, domain),
        bytes: null,
      }));
      return { wave: { ...wave, users } };
    } finally {
      directory.close();
    }
  } catch (error) {
    if (error instanceof Fault || error instanceof NotReadable)
      return refused(
        both(
          `no answer of ${asked.directory}: ${error.message}`,
          `${asked.directory} が応答しない状態（${error.message}）`,
        ),
        both('users, or a directory that answers', 'users、または応答するディレクトリ'),
      );
    throw error;
  }
}

/** @see defaultDomainOf */
export const defaultDomainIn = ({ values }: Plan): string | null =>
  defaultDomainOf((name) => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : null;
  });

export const passwordOf = ({ password }: PlannedLdap, secrets: Secrets['values']): string =>
  password
    .map((piece) =>
      typeof piece === 'string' ? piece : 'secret' in piece ? (secrets.get(piece.secret) ?? '') : '',
    )
    .join('');

/** Filters may overlap. */
function twice(waves: readonly Wave[]): readonly Problem[] {
  const first = new Map<string, string>();
  return waves.flatMap((wave) =>
    (wave.users ?? []).flatMap((user): readonly Problem[] => {
      const { mailbox } = user;
      const marks = marksOf(user, wave);
      const other = marks.map((mark) => first.get(mark)).find((name) => name !== undefined);
      if (other === undefined) {
        for (const mark of marks) first.set(mark, wave.name);
        return [];
      }
      return [
        problemOf(
          wave,
          both(`${mailbox}, who is in ${other} as well`, `${other} にもいる ${mailbox}`),
          both('every user in one wave', '1 つのウェーブだけのユーザ'),
        ),
      ];
    }),
  );
}

const problemOf = (wave: Wave, found: Localized, allowed: Localized): Problem => ({
  file: 'values',
  line: 1,
  path: `waves.${wave.name}`,
  rule: 'value',
  found,
  allowed,
});
