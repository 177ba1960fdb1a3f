import {
  type Plan,
  type PlannedOperation,
  type PlannedSsh,
  type PlannedStep,
  type PlannedValue,
  planDocument,
  sha256,
} from '#core/plan/index.ts';

const both = (text: string) => ({ en: text, ja: text });

/** An operation that becomes a job. Its command is its name in the world. */
export const ssh = (
  command: string,
  change: { readonly sessions?: readonly string[]; readonly host?: string } = {},
): PlannedSsh => ({
  id: '',
  verb: 'ssh',
  note: null,
  command,
  host: change.host ?? 'mail',
  as: null,
  parts: [[command]],
  stdin: null,
  expect: { exit: [0] },
  prompts: [],
  sessions: (change.sessions ?? []).map((id) => ({ id, users: ['aiko'] })),
  listPath: null,
  timeoutMinutes: 1,
  expectedMinutes: null,
  idempotent: false,
  cancel: 'term-then-kill',
  secretInArguments: false,
});
/** The same, with another command where it was begun before. */
export const sshAgain = (command: string, retry: string): PlannedOperation => ({
  ...ssh(command),
  retryParts: [[retry]],
  retryCommand: retry,
});
/** What keeps what stands in a directory, and what puts it back. */
export const remembering = (base: string): PlannedOperation => ({
  id: '',
  verb: 'ldap',
  note: null,
  command: `ldapsearch -b ${base}`,
  directory: 'mail:389',
  bindDn: '',
  password: [],
  action: { kind: 'remember', base, scope: 'sub', filter: '', attributes: ['a'] },
});
/** An operation that converges when it is repeated. */
export const file = (command: string): PlannedOperation => ({
  id: '',
  verb: 'file',
  note: null,
  command,
  host: 'mail',
  path: '/etc/x',
  lines: [],
  ensure: 'present',
  replaces: null,
  create: true,
});
export const wait = (command: string): PlannedOperation => ({
  id: '',
  verb: 'wait',
  note: null,
  command,
  host: 'mail',
  as: null,
  parts: [[command]],
  until: { exit: [0] },
  everySeconds: 1,
  timeoutMinutes: 1,
});
export const manual = (command: string): PlannedOperation => ({
  id: '',
  verb: 'manual',
  note: null,
  command,
  host: null,
  ask: both(command),
  prompts: [],
});

export type StepSketch = Partial<
  Omit<PlannedStep, 'operations' | 'verify' | 'undo'> & {
    readonly do: readonly PlannedOperation[];
    readonly verify: readonly PlannedOperation[];
    readonly undo: readonly PlannedOperation[];
  }
>;
const numbered = (
  prefix: string,
  operations: readonly PlannedOperation[] = [],
): readonly PlannedOperation[] =>
  operations.map((operation, index) => ({ ...operation, id: `${prefix}.${index + 1}` }));

/** A plan of these steps; what is not said is safe, small and needs nobody. */
export function planOf(
  sketches: readonly StepSketch[],
  change: Partial<Pick<Plan, 'examples' | 'runbook'>> & {
    readonly lab?: string | null;
    readonly secrets?: Readonly<Record<string, PlannedValue>>;
    readonly waves?: Plan['waves'];
  } = {},
): Plan {
  const steps = sketches.map((sketch, index): PlannedStep => {
    const { do: operations, verify, undo, ...rest } = sketch;
    return {
      id: `step-${index + 1}`,
      number: `${index + 1}`,
      group: null,
      title: both(`Step ${index + 1}`),
      text: both(''),
      warnings: [],
      notes: [],
      applies: true,
      because: both('always'),
      risk: 'safe',
      approvals: 0,
      service: {},
      unverifiable: null,
      stepHash: sha256(`step-${index + 1}`),
      ...rest,
      operations: numbered('do', operations ?? [ssh(`command-${index + 1}`)]),
      verify: numbered('verify', verify),
      undo: numbered('undo', undo),
    };
  });
  const plan: Plan = {
    runbook: change.runbook ?? 'iplanet/sims-offline',
    title: both('SIMS'),
    examples: change.examples ?? false,
    values: change.secrets ?? {},
    inventory: {
      lab: change.lab ?? null,
      hosts: { mail: host },
      directories: { 'mail:389': directory },
      secrets: {},
    },
    steps,
    ...(change.waves !== undefined && { waves: change.waves }),
    procedureHash: sha256('procedure'),
    planHash: '',
    warnings: [],
  };
  return { ...plan, planHash: sha256(planDocument(plan)) };
}

const directory = { address: { socket: '/nowhere' }, tls: 'plain', ca: null } as const;
const host = {
  address: { socket: '/nowhere' },
  user: 'root',
  identity: 'agent',
  fingerprints: [],
  spool: '/var/tmp/watari-root',
  path: [],
  encoding: 'utf-8',
  legacyAlgorithms: false,
  become: 'none',
} as const;
