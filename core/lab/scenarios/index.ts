import { groupmaxFromV2, groupmaxFromV20200, groupmaxFromV3, groupmaxFromV5 } from './groupmax.ts';
import { netscape } from './netscape.ts';
import { hostsOfPlain, plainHosts, type PlainScenarioName } from './plain.ts';
import type { LabScenario, Making, Scenario } from './scenario.ts';
import { simsIncremental } from './sims-incremental.ts';
import { simsOffline } from './sims-offline.ts';
import { simsOnlineNewHost, simsOnlineSameHost } from './sims-online.ts';

/** By runbook. */
const SCENARIOS = {
  'iplanet/sims-offline': simsOffline,
  'iplanet/sims-online-same-host': simsOnlineSameHost,
  'iplanet/sims-online-new-host': simsOnlineNewHost,
  'iplanet/sims-incremental': simsIncremental,
  'iplanet/netscape': netscape,
  'groupmax/from-v5': groupmaxFromV5,
  'groupmax/from-v3': groupmaxFromV3,
  'groupmax/from-v2': groupmaxFromV2,
  'groupmax/from-v2-02-00': groupmaxFromV20200,
} as const satisfies Readonly<Record<string, LabScenario>>;

type OwnScenario = keyof typeof SCENARIOS;
export type ScenarioName = OwnScenario | PlainScenarioName;
/** The runbooks that have a lab of their own. */
export const SCENARIO_NAMES: readonly string[] = Object.keys(SCENARIOS);

const isOwn = (name: string): name is OwnScenario => Object.hasOwn(SCENARIOS, name);

/** A runbook's own scenario, or `plain:` and names of hosts. */
export function isScenario(name: string): name is ScenarioName {
  return isOwn(name) || hostsOfPlain(name) !== null;
}

/** The scenario of a runbook, with data made from a seed: the same making, the same bytes. */
export function scenarioOf(name: ScenarioName, making: Making): Scenario {
  return isOwn(name) ? SCENARIOS[name].make(making) : plainHosts(hostsOfPlain(name) ?? []);
}

/** How a lab of this scenario is compared with what the procedure promises; nobody promised anything of plain hosts. */
export function comparisonOf(name: ScenarioName): LabScenario['compare'] {
  return isOwn(name) ? SCENARIOS[name].compare : () => [];
}
