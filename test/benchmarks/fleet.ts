// One command on many hosts at once. Every host is an sshd of its own on loopback, with its own port and host key.
import { type Comparison, compared, type Missing } from './comparison.ts';
import { openOurFleet, type Way } from './our-fleet.ts';
import { openAnsible } from './peers/ansible.ts';
import type { FleetPeer } from './peers/fleet-peer.ts';
import { openPdsh } from './peers/pdsh.ts';
import { programOnPath } from './programs.ts';
import { startServers } from './servers.ts';

const COMMAND = 'uname -n';
const WAYS = ['job', 'exec'] as const satisfies readonly Way[];
const TEMPERATURES = ['cold', 'warm'] as const;
type Temperature = (typeof TEMPERATURES)[number];
const GOALS = {
  cold: { ratio: 1 / 3, is: 'at most' },
  warm: { ratio: 1 / 10, is: 'at most' },
} as const;
const MEASURES: Readonly<Record<Temperature, string>> = {
  cold: 'from no connection at all',
  warm: 'over open connections, where the program can keep any',
};
const CARRIED: Readonly<Record<Way, string>> = {
  job: 'as a detached job',
  exec: 'as a plain exec, which is what the peers do',
};

/** In turns, so that what else the machine does hits every side alike. */
export async function measureFleet(hosts: number, rounds: number): Promise<readonly Comparison[]> {
  if (programOnPath('sshd') === null) {
    const missing = { missing: 'sshd (openssh-server) is not installed' };
    return lines(hosts, () => missing, [missing]);
  }
  await using servers = await startServers(hosts);
  await using ours = openOurFleet(servers.byName, COMMAND);
  const peers: readonly (FleetPeer | Missing)[] = [
    openAnsible(servers.folder, servers.byName, COMMAND),
    openPdsh(servers.folder, servers.byName, COMMAND, false),
    // Where pdsh is missing, one line says so.
    ...[openPdsh(servers.folder, servers.byName, COMMAND, true)].filter((peer) => !('missing' in peer)),
  ];
  const taken = new Map<string, number[]>();
  const note = (key: string, ms: number) => taken.set(key, [...(taken.get(key) ?? []), ms]);
  try {
    for (let round = 0; round < rounds; round += 1) {
      // oxlint-disable no-await-in-loop -- one after the other is what is measured
      for (const way of WAYS)
        for (const temperature of TEMPERATURES) note(`${way} ${temperature}`, await ours[temperature](way));
      for (const peer of peers)
        for (const temperature of TEMPERATURES)
          if (!('missing' in peer)) note(`${peer.name} ${temperature}`, await peer[temperature]());
      // oxlint-enable no-await-in-loop
    }
  } finally {
    await Promise.all(peers.map(async (peer) => 'missing' in peer || peer.drop()));
  }
  return lines(hosts, (key) => taken.get(key) ?? [], peers);
}

function lines(
  hosts: number,
  samples: (key: string) => readonly number[] | Missing,
  peers: readonly (Pick<FleetPeer, 'name'> | Missing)[],
): readonly Comparison[] {
  return WAYS.flatMap((way) =>
    TEMPERATURES.flatMap((temperature) =>
      peers.map((peer) => {
        const theirs = 'missing' in peer ? peer : samples(`${peer.name} ${temperature}`);
        return compared(
          {
            benchmark: `fleet-${way}-${temperature}`,
            measures: `\`${COMMAND}\` on ${hosts} hosts ${CARRIED[way]}, ${MEASURES[temperature]}`,
            unit: 'ms',
            goal: GOALS[temperature],
          },
          samples(`${way} ${temperature}`),
          'missing' in theirs ? theirs : { name: 'missing' in peer ? '' : peer.name, samples: theirs },
        );
      }),
    ),
  );
}
