import type { Compare } from '../runbook/operations/compare.ts';
import type { Dns } from '../runbook/operations/dns.ts';
import type { File } from '../runbook/operations/file.ts';
import type { Operation } from '../runbook/operations/index.ts';
import type { Port } from '../runbook/operations/port.ts';
import type { Site } from '../runbook/operations/site.ts';
import type { Wait } from '../runbook/operations/wait.ts';
import { renderShell, renderText } from '../runbook/render.ts';
import { mappedFor } from './mapped-command.ts';
import { type Scene, asTemplate, localizedText, namedNumber, namedText, noteOf } from './operation-values.ts';
import type {
  PlannedCompare,
  PlannedDns,
  PlannedFile,
  PlannedOperation,
  PlannedPort,
  PlannedSite,
  PlannedWait,
} from './operation.ts';
import { renderExpectation, renderRegExp } from './render-expectation.ts';
import { planLdap } from './render-ldap.ts';
import { commandLine, planMapped, planSsh, renderPrompts } from './render-ssh.ts';
import { planStream } from './render-stream.ts';

/** Minutes that a port probe waits where the runbook says nothing. */
const PORT_TIMEOUT_MINUTES = 1;
/** And a question to DNS: a changed name is seen once the old answer has run out. */
const DNS_TIMEOUT_MINUTES = 10;

/** One operation made concrete. `effect`: it stands in `do` or `undo`, not in `verify`. */
export function planOperation(
  operation: Operation,
  id: string,
  effect: boolean,
  scene: Scene,
): PlannedOperation {
  if ('ssh' in operation) return planSsh(operation.ssh, id, effect, scene);
  if ('wait' in operation) return planWait(operation.wait, id, scene);
  if ('manual' in operation) {
    const { ask, on, prompts } = operation.manual;
    return {
      id,
      verb: 'manual',
      note: null,
      command: null,
      host: on === undefined ? null : namedText(on, scene),
      ask: localizedText(ask, scene),
      prompts: renderPrompts(prompts, scene.values),
    };
  }
  if ('site' in operation) return planSite(operation.site, id, scene);
  if ('file' in operation) return planFile(operation.file, id, scene);
  if ('port' in operation) return planPort(operation.port, id, scene);
  if ('ldap' in operation) return planLdap(operation.ldap, id, scene);
  if ('stream' in operation) return planStream(operation.stream, id, scene);
  if ('dns' in operation) return planDns(operation.dns, id, scene);
  return planCompare(operation.compare, id, scene);
}

/** The probe that the inventory maps to a site operation, for the step's verification. */
export function planMappedProbe(operation: Operation, id: string, scene: Scene): PlannedOperation | null {
  if (!('site' in operation)) return null;
  const probe = mappedFor(operation.site, scene.inventory)?.verify;
  if (probe === undefined) return null;
  const planned = planMapped(probe, id, siteHost(operation.site, scene) ?? '', [], false, scene);
  if (probe.everySeconds === undefined) return planned;
  const { note, command, host, as, parts, expect, timeoutMinutes } = planned;
  const { everySeconds } = probe;
  return { id, verb: 'wait', note, command, host, as, parts, until: expect, everySeconds, timeoutMinutes };
}

function planWait(wait: Wait, id: string, scene: Scene): PlannedWait {
  const parts = [renderShell(wait.run, scene.values)];
  return {
    id,
    verb: 'wait',
    note: noteOf(wait.note, scene),
    command: commandLine(parts),
    host: namedText(wait.on, scene),
    as: wait.as === undefined ? null : renderText(wait.as, scene.values),
    parts,
    until: renderExpectation(wait.until, scene.values),
    everySeconds: wait.everySeconds,
    timeoutMinutes: wait.timeoutMinutes,
  };
}

function siteHost(site: Site, scene: Scene): string | null {
  return mappedFor(site, scene.inventory)?.on ?? (site.on === undefined ? null : namedText(site.on, scene));
}

function planSite(site: Site, id: string, scene: Scene): PlannedSite {
  const command = mappedFor(site, scene.inventory);
  const host = siteHost(site, scene);
  const prompts = renderPrompts(site.prompts, scene.values);
  const mapped =
    command === null || host === null ? null : planMapped(command, id, host, prompts, true, scene);
  return {
    id,
    verb: 'site',
    note: null,
    command: mapped?.command ?? null,
    operation: site.operation,
    host,
    ask: localizedText(site.ask, scene),
    prompts,
    mapped,
  };
}

/** An entry of a services file as people write it. */
const serviceText = ({ name, port, protocol }: NonNullable<File['services']>[number]): string =>
  `${name} ${port}/${protocol}`;

function planFile(file: File, id: string, scene: Scene): PlannedFile {
  const path = renderText(asTemplate(file.path, scene), scene.values);
  const { services } = file;
  const lines = (file.lines ?? []).map((line) => renderText(line, scene.values));
  const ensure = file.ensure ?? 'present';
  const sign = ensure === 'present' ? '+' : '-';
  const shown = [...lines, ...(services ?? []).map(serviceText)];
  return {
    id,
    verb: 'file',
    note: null,
    command: `${path}: ${shown.map((line) => sign + line).join(' ')}`,
    host: namedText(file.on, scene),
    path,
    lines,
    ...(services !== undefined && { services }),
    ensure,
    replaces: file.replaces === undefined ? null : renderRegExp(file.replaces, scene.values),
    create: file.create ?? false,
  };
}

function planPort(port: Port, id: string, scene: Scene): PlannedPort {
  const host = namedText(port.on, scene);
  const number = namedNumber(port.port, scene);
  return {
    id,
    verb: 'port',
    note: null,
    command: `${host}:${number} ${port.state}`,
    host,
    port: number,
    state: port.state,
    timeoutMinutes: port.timeoutMinutes ?? PORT_TIMEOUT_MINUTES,
  };
}

function planDns(dns: Dns, id: string, scene: Scene): PlannedDns {
  const [name, is] = [namedText(dns.name, scene), namedText(dns.is, scene)];
  return {
    id,
    verb: 'dns',
    note: null,
    command: `DNS: ${name} = ${is}`,
    name,
    is,
    timeoutMinutes: dns.timeoutMinutes ?? DNS_TIMEOUT_MINUTES,
  };
}

function planCompare(compare: Compare, id: string, scene: Scene): PlannedCompare {
  const side = (one: Compare['left']): PlannedCompare['left'] => ({
    host: namedText(one.on, scene),
    as: one.as === undefined ? null : renderText(one.as, scene.values),
    parts: [renderShell(one.run, scene.values)],
  });
  const [left, right] = [side(compare.left), side(compare.right)];
  const shown = ({ host, parts }: PlannedCompare['left']): string => `${host}: ${commandLine(parts)}`;
  return {
    id,
    verb: 'compare',
    note: noteOf(compare.note, scene),
    command: `${shown(left)} = ${shown(right)}`,
    left,
    right,
  };
}
