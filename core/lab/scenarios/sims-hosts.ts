import { underWay } from '../compare.ts';
import type { SeedData } from '../seed/index.ts';
import {
  COUNT_TOOL,
  DNS_CHANGE,
  installDirectoryTools,
  installIplanetMedia,
  installNetworkTools,
  installSims,
  IPLANET_SETUP,
  iplanetPath,
  LAB_PATHS,
  POWER_OFF,
  seedSimsStore,
  seedWorld,
  SERVER_ROOT,
} from '../stand-ins/install.ts';
import { DIRECTORY_MANAGER, MAIL_SERVER_USER, type Scenario, type ScenarioHost } from './scenario.ts';

/** The names of the guide's online scenarios. */
export const OLD = 'oldmail.siroe.com';
export const NEW = 'newmail.siroe.com';
export const LDAP = 'ldap.siroe.com';
/** Where the other hosts find it whatever its name leads to; the first of the lab's hosts. */
export const OLD_ADDRESS = '127.0.1.1';
export const DIRECTORY = `${LDAP}:389`;

const shortOf = (host: string): string => host.split('.')[0] ?? host;

/** SIMS with its mail; with `also`, iPlanet's CD lies in the drive too. */
function simsHost(data: SeedData, also?: 'iplanet'): ScenarioHost {
  return {
    name: OLD,
    aliases: [shortOf(OLD)],
    accounts: [MAIL_SERVER_USER],
    path: [...(also === 'iplanet' ? iplanetPath(shortOf(OLD)) : []), ...LAB_PATHS.sims, ...LAB_PATHS.network],
    reaches: {},
    install(root, managerPassword) {
      installSims(root, { host: LDAP, port: 389, bindDn: DIRECTORY_MANAGER, password: managerPassword });
      installIplanetMedia(root);
      installNetworkTools(root);
      seedSimsStore(root, data, 'in the world');
    },
  };
}

const iplanetHost: ScenarioHost = {
  name: NEW,
  aliases: [shortOf(NEW)],
  accounts: [MAIL_SERVER_USER],
  path: [...iplanetPath(shortOf(NEW)), ...LAB_PATHS.network],
  reaches: {},
  install(root) {
    installIplanetMedia(root);
    installNetworkTools(root);
  },
};

const directoryHost: ScenarioHost = {
  name: LDAP,
  aliases: [shortOf(LDAP)],
  accounts: [],
  path: [...LAB_PATHS.directory],
  reaches: { 389: DIRECTORY },
  install(root, managerPassword) {
    installNetworkTools(root);
    installDirectoryTools(root, {
      port: 389,
      rootDn: DIRECTORY_MANAGER,
      rootPassword: managerPassword,
      suffix: 'o=internet',
    });
  },
};

/** SIMS on oldmail with its directory on another host, and iPlanet to come there or to newmail. */
export function simsOnline(data: SeedData, iplanetOn: typeof OLD | typeof NEW): Scenario {
  const isSame = iplanetOn === OLD;
  return {
    hosts: isSame ? [simsHost(data, 'iplanet'), directoryHost] : [simsHost(data), iplanetHost, directoryHost],
    directories: { [DIRECTORY]: { ldif: data.directoryLdif } },
    fillNetwork: (folder) =>
      seedWorld(
        folder,
        { zone: `${OLD} A 192.0.2.1\n${NEW} A 192.0.2.2\n${LDAP} A 192.0.2.3\n`, mailServer: OLD },
        data,
      ),
    underWay: (root) => underWay(root).map(({ where }) => where),
    operations: {
      'messaging-server.install': { run: `${IPLANET_SETUP} -d {{serverRoot}}`, timeoutMinutes: 10 },
      'dns.change': { on: LDAP, run: `${DNS_CHANGE} {{oldHost}} {{newHost}}`, timeoutMinutes: 1 },
      'old-host.stop': { run: POWER_OFF, timeoutMinutes: 1 },
    },
    values: {
      oldHost: OLD,
      ...(isSame ? {} : { newHost: iplanetOn }),
      directoryHost: LDAP,
      directoryPort: 389,
      bindDn: DIRECTORY_MANAGER,
      serverRoot: SERVER_ROOT,
      instanceRoot: `${SERVER_ROOT}/msg-${shortOf(iplanetOn)}`,
      countTool: COUNT_TOOL,
    },
  };
}
