import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Difference, difference } from './difference.ts';

/**
 * Compares the configuration of the iPlanet that is installed in a host's root with the values that a migration must have
 * set: those it has, every other option still has the installer's.
 */
export function compareConfiguration(root: string, expected: ReadonlyMap<string, string>): Difference[] {
  const config = join(root, instanceOf(root), 'config');
  const options = pairs(read(join(config, 'local.conf')), ' = ');
  // The first change of an option says what the installer had set.
  const changes = pairs(read(join(config, 'configutil.history')), ': ');
  return [
    ...[...expected].flatMap(([option, value]) => {
      const found = options.get(option) ?? 'nothing';
      return found === value ? [] : [difference('option', `${option}: found ${found}, expected ${value}`)];
    }),
    ...[...changes].flatMap(([option, change]) => {
      const installed = change.slice(0, Math.max(0, change.indexOf(' -> ')));
      const isWanted = expected.has(option) || (options.get(option) ?? '') === installed;
      return isWanted ? [] : [difference('unexpected-option', option)];
    }),
  ];
}

function instanceOf(root: string): string {
  const record = join(root, 'etc/opt/iplanet/instance');
  return existsSync(record) ? readFileSync(record, 'utf8').trim() : 'nothing-installed';
}

const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** The first line of each name counts. */
const pairs = (text: string, between: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line.includes(between))
      .map((line): [string, string] => {
        const at = line.indexOf(between);
        return [line.slice(0, at), line.slice(at + between.length)];
      })
      .toReversed(),
  );
