import { dnKey, parseDn } from '../directory/dn.ts';
import { Fault } from '../errors.ts';
import { askHost } from '../executors/exec-probe.ts';
import { NotReadable, readEntries, textOf, valuesOf } from '../executors/ldap-answers.ts';
import { faultSentence } from '../fault-sentence.ts';
import { mailboxOf } from '../plan/example-waves.ts';
import { type Candidate, type WaveSizes, makeWaves } from '../plan/make-waves.ts';
import type { PlannedLdap } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import type { Wave } from '../plan/waves.ts';
import type { Refusal } from '../run/refusals.ts';
import type { Localized } from '../runbook/localized.ts';
import type { Problem } from '../runbook/problem.ts';
import { escapeFilterValue, quoteShell } from '../runbook/render.ts';
import type { PlanRequest } from './engine.ts';
import type { Tools } from './tools.ts';
import { defaultDomainIn, passwordOf } from './waves-at-start.ts';
import { contextOf, resolveSecrets } from './workbench.ts';

export type WavesRequest = PlanRequest & {
  readonly sizes: WaveSizes;
  /** Mail domains to take, in this order. `null`: every one, the default domain first. */
  readonly domains: readonly string[] | null;
};
export type WavesReply =
  | { readonly kind: 'proposed'; readonly waves: readonly Wave[]; readonly unsized: Localized | null }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  /** The directory, or the runbook, has nothing to make waves of. */
  | { readonly kind: 'impossible'; readonly why: Localized };

/** Connections that no run has. */
const NO_RUN = 'waves';
// A domain of SIMS, of iPlanet, or neither: users belong to the innermost that they stand below.
const DOMAINS =
  '(|(objectClass=domain)(objectClass=simsMailDomain)(objectClass=inetDomain)(objectClass=mailDomain))';

/**
 * Reads users and domains from the directory that the runbook's waves use, and what their mailboxes hold from its count
 * tool, where that answers. Changes nothing.
 */
export async function proposeWaves(tools: Tools, request: WavesRequest): Promise<WavesReply> {
  const { parts, workbench } = tools;
  const { values } = request;
  const compiled = parts.planning.compile({
    ...request,
    // The one value that is not known yet; anything that can be read will do.
    values: { ...values, [await wavesParameter(tools, request.runbook)]: NOBODY },
  });
  if (compiled.kind !== 'planned') return compiled;
  const { plan } = compiled;
  const asked = plan.steps
    .filter((step) => step.wave !== undefined)
    .flatMap((step) => [...step.operations, ...step.verify])
    .find((operation) => operation.verb === 'ldap');
  const suffix = plan.values['userSuffix'] ?? plan.values['defaultOrganization'];
  if (asked === undefined || typeof suffix !== 'string') return { kind: 'impossible', why: NO_WAVES };
  try {
    const found = await candidates(tools, plan, asked, suffix);
    const { bytes, unsized } = await sizes(tools, plan);
    const wanted = ordered(found, request.domains, defaultDomainIn(plan));
    if (wanted.length === 0) return { kind: 'impossible', why: nobody(suffix) };
    const sized = wanted.map((user) => ({
      ...user,
      bytes: bytes?.get(user.mailbox) ?? (bytes === null ? null : 0),
    }));
    return { kind: 'proposed', waves: makeWaves(sized, request.sizes), unsized };
  } catch (error) {
    if (error instanceof NotReadable) return { kind: 'impossible', why: error.said };
    if (error instanceof Fault) return { kind: 'impossible', why: faultSentence(error) };
    throw error;
  } finally {
    await workbench.close(NO_RUN);
  }
}

const NOBODY = '[{ name: nobody, base: "dc=nowhere", domain: nowhere.invalid, users: [nobody] }]';
const NO_WAVES: Localized = {
  en: 'this runbook has no steps in waves that ask a directory, or no suffix of users',
  ja: 'このランブックには、ディレクトリを使うウェーブの手順か、ユーザのサフィックスがありません',
};
const nobody = (suffix: string): Localized => ({
  en: `no user of these domains was found below ${suffix}`,
  ja: `${suffix} の下に、該当するドメインのユーザが見つかりません`,
});

async function wavesParameter({ parts }: Tools, runbook: string): Promise<string> {
  const found = parts.planning.list().find(({ id }) => id === runbook);
  const [name] = Object.entries(found?.parameters ?? {}).find(([, { type }]) => type === 'waves') ?? [];
  return name ?? 'waves';
}

/** Every mail user, each with the innermost domain that its entry stands below. */
async function candidates(
  { parts, workbench }: Tools,
  plan: Plan,
  asked: PlannedLdap,
  suffix: string,
): Promise<readonly Candidate[]> {
  const password = passwordOf(asked, resolveSecrets(parts, plan).values);
  const directory = await workbench
    .connections(NO_RUN, plan)
    .directory(asked.directory, asked.bindDn, password);
  try {
    const domains = ((await readEntries(directory, suffix, 'sub', DOMAINS, ['1.1'])) ?? [])
      .map(({ dn }) => ({ base: dn, key: dnKey(dn), domain: domainOf(dn) }))
      .filter(({ domain }) => domain !== '')
      .toSorted((a, b) => b.key.length - a.key.length);
    const { oldHost } = plan.values;
    // Whoever is somewhere else has moved already, or was never here.
    const here = typeof oldHost === 'string' ? `(mailHost=${escapeFilterValue(oldHost)})` : '';
    const users =
      (await readEntries(directory, suffix, 'sub', `(&(objectClass=inetMailUser)${here})`, ['uid'])) ?? [];
    const usual = defaultDomainIn(plan);
    return users
      .flatMap((entry): readonly Candidate[] => {
        const [uid] = valuesOf(entry, 'uid').map(textOf);
        const key = dnKey(entry.dn);
        const home = domains.find((one) => key.endsWith(`,${one.key}`));
        if (uid === undefined || home === undefined) return [];
        const { base, domain } = home;
        return [{ uid, mailbox: mailboxOf(uid, domain, usual), bytes: null, domain, base }];
      })
      .toSorted((a, b) => (a.mailbox < b.mailbox ? -1 : 1));
  } finally {
    directory.close();
  }
}

/** `siroe.com` of `dc=siroe,dc=com,o=internet`; empty where the entry is named otherwise. */
const domainOf = (dn: string): string =>
  parseDn(dn)
    .flatMap(([assertion]) => (assertion?.type.toLowerCase() === 'dc' ? [textOf(assertion.value)] : []))
    .join('.');

function ordered(
  users: readonly Candidate[],
  domains: readonly string[] | null,
  usual: string | null,
): readonly Candidate[] {
  const all = [...new Set(users.map(({ domain }) => domain))].toSorted();
  const order = domains ?? [...all.filter((one) => one === usual), ...all.filter((one) => one !== usual)];
  return order.flatMap((domain) => users.filter((user) => user.domain === domain));
}

/** What each mailbox holds, by the count tool of the old host: mailbox, folder, messages, bytes. */
async function sizes(
  { parts, workbench }: Tools,
  plan: Plan,
): Promise<{ readonly bytes: ReadonlyMap<string, number> | null; readonly unsized: Localized | null }> {
  const { oldHost: host, countTool: tool } = plan.values;
  if (typeof host !== 'string' || typeof tool !== 'string')
    return {
      bytes: null,
      unsized: { en: 'the runbook has no count tool', ja: '件数を数えるプログラムがありません' },
    };
  const never = new AbortController().signal;
  const context = contextOf(parts, plan, workbench.connections(NO_RUN, plan), resolveSecrets(parts, plan), {
    job: NO_RUN,
    meet: async (_host, spool, boot) => ({ spool, boot }),
    report: () => {},
    cancel: never,
    leave: never,
  });
  const command = { host, as: null, parts: [[`${quoteShell(tool)} sims`]], stdin: null };
  const answer = await askHost(command, context);
  if (answer.kind === 'unknown') return { bytes: null, unsized: answer.saw };
  if (answer.left.exits.some((exit) => exit !== 0)) {
    const said = answer.left.stderr.trim().split('\n').at(-1) ?? '';
    return { bytes: null, unsized: { en: `${tool} failed: ${said}`, ja: `${tool} が失敗しました：${said}` } };
  }
  const bytes = new Map<string, number>();
  for (const line of answer.left.stdout.split('\n')) {
    const words = line.trim().split(/\s+/u);
    const [mailbox = ''] = words;
    const size = Number(words.at(-1));
    if (words.length >= 4 && Number.isSafeInteger(size)) bytes.set(mailbox, (bytes.get(mailbox) ?? 0) + size);
  }
  return { bytes, unsized: null };
}
