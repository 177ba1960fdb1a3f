import type { Scenario, ScenarioHost } from './scenarios/scenario.ts';
import type { Services } from './wire/services.ts';

/** Ports of mail that one host may ask of another. */
const PORTS = [25, 110, 143];
/** rsh and ssh: both lead to the one who runs commands. */
const SHELL_PORTS = [22, 514];

/** Where things are inside every host. */
const directorySocket = (directory: string): string => `/lab/directories/${directorySocketName(directory)}`;
const portSocket = (host: string, port: number): string => `/lab/network/${host}/${String(port)}`;
const shellSocket = (host: string): string => `/lab/network/${host}/shell`;

export const directorySocketName = (directory: string): string => `${directory.replace(':', '-')}.sock`;

/** How a host reaches the directories and the other hosts, and they it. Each other host has an address of its own in 127/8. */
export type Wiring = {
  readonly services: Omit<Services, 'sshd'>;
  /** Address and names, for its hosts file. */
  readonly neighbours: Readonly<Record<string, readonly string[]>>;
};

export function wiringOf(scenario: Scenario, { name, reaches }: ScenarioHost): Wiring {
  const own = Object.entries(reaches).map(([port, directory]) => ({
    port: Number(port),
    socket: directorySocket(directory),
  }));
  if (scenario.hosts.length === 1) return { services: { relays: own }, neighbours: {} };
  const others = scenario.hosts.flatMap((host, index) =>
    host.name === name ? [] : [{ ...host, address: `127.0.1.${String(index + 1)}` }],
  );
  const toOthers = others.flatMap((other) => {
    const relay = (port: number, socket: string) => ({ port, socket, address: other.address });
    return [
      ...PORTS.map((port) => relay(port, portSocket(other.name, port))),
      ...SHELL_PORTS.map((port) => relay(port, shellSocket(other.name))),
      ...directoriesOf(scenario, other.name).map(([port, directory]) =>
        relay(port, directorySocket(directory)),
      ),
    ];
  });
  return {
    services: {
      relays: [...own, ...toOthers],
      inbound: PORTS.map((port) => ({ port, socket: portSocket(name, port) })),
      remoteShell: shellSocket(name),
    },
    neighbours: Object.fromEntries(others.map((other) => [other.address, [other.name, ...other.aliases]])),
  };
}

/** The directories that answer under a host's name. */
function directoriesOf(scenario: Scenario, host: string): (readonly [port: number, directory: string])[] {
  return Object.keys(scenario.directories).flatMap((directory) => {
    const [at, port] = directory.split(':');
    return at === host ? [[Number(port), directory] as const] : [];
  });
}
