import type { Account } from './hosts/root.ts';
import { seedData } from './seed/index.ts';
import {
  COUNT_TOOL,
  installDirectoryTools,
  installIplanetMedia,
  installSims,
  IPLANET_SETUP,
  LAB_PATHS,
  seedSimsStore,
} from './stand-ins/install.ts';

export const DIRECTORY_MANAGER = 'cn=Directory Manager';

/** What is rehearsed: hosts, directories and data as they are on the evening before the migration. */
export type Scenario = {
  readonly hosts: readonly {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly accounts: readonly Account[];
    /** For the inventory: put in front of PATH. */
    readonly path: readonly string[];
    /** Ports of the host's own loopback that reach a directory (its `host:port` name). */
    readonly reaches: Readonly<Record<number, string>>;
    /** Fills a root that is new. `managerPassword` is the directory manager's. */
    readonly install: (root: string, managerPassword: string) => void;
  }[];
  /** By `host:port`. */
  readonly directories: Readonly<Record<string, { readonly ldif: string }>>;
  /** The inventory's mapping of site operations. */
  readonly operations: Readonly<Record<string, { readonly run: string; readonly timeoutMinutes: number }>>;
  /** Values of parameters that neither the runbook's `lab:` nor its examples give. */
  readonly values: Readonly<Record<string, string | number | boolean | readonly string[]>>;
};

/** The only mailbox-server account of the guides' commands (`chown mailsrv`, `su mailsrv`). */
const MAIL_SERVER_USER: Account = { name: 'mailsrv', uid: 500, home: '/home/mailsrv', shell: '/bin/sh' };

function simsOffline(seed: number): Scenario {
  const data = seedData(seed);
  return {
    hosts: [
      {
        name: 'mail.siroe.com',
        aliases: ['mail'],
        accounts: [MAIL_SERVER_USER],
        path: [...LAB_PATHS.iplanet, ...LAB_PATHS.sims, ...LAB_PATHS.directory],
        reaches: { 389: 'mail.siroe.com:389' },
        install(root, managerPassword) {
          installSims(root);
          installIplanetMedia(root);
          installDirectoryTools(root, {
            port: 389,
            rootDn: DIRECTORY_MANAGER,
            rootPassword: managerPassword,
            suffix: 'o=internet',
          });
          seedSimsStore(root, data);
        },
      },
    ],
    directories: { 'mail.siroe.com:389': { ldif: data.directoryLdif } },
    operations: {
      'messaging-server.install': { run: `${IPLANET_SETUP} -d {{serverRoot}}`, timeoutMinutes: 10 },
    },
    values: {
      mailHost: 'mail.siroe.com',
      directoryHost: 'mail.siroe.com',
      directoryPort: 389,
      bindDn: DIRECTORY_MANAGER,
      countTool: COUNT_TOOL,
      mailboxes: data.users.map(({ uid }) => uid),
    },
  };
}

const SCENARIOS = { 'iplanet/sims-offline': simsOffline } as const;
export type ScenarioName = keyof typeof SCENARIOS;
/** The runbooks that can be rehearsed. */
export const SCENARIO_NAMES: readonly string[] = Object.keys(SCENARIOS);

export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}

/** The scenario of a runbook, with data made from `seed`: the same number, the same bytes. */
export function scenarioOf(name: ScenarioName, seed: number): Scenario {
  return SCENARIOS[name](seed);
}
