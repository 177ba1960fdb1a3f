import { type Difference, difference } from './difference.ts';

type Entry = { readonly name: string; readonly place: string };

/**
 * Compares a services file with what it was: the wanted entries stand in it once each, with the file's own line ends, and
 * whatever else stands there is what stood there, byte for byte and in its order.
 */
export function compareServicesFile(
  now: Buffer,
  before: Buffer,
  wanted: Readonly<Record<string, string>>,
): Difference[] {
  const had = linesOf(before);
  const rest = linesOf(now);
  const lost: Difference[] = [];
  const added: string[] = [];
  let at = 0;
  for (const line of rest) {
    if (line === had[at]) at += 1;
    else added.push(line);
  }
  for (const line of had.slice(at)) lost.push(difference('changed', `/etc/services: ${shown(line)}`));
  const entries = rest.map(entryOf).filter((entry) => entry !== null);
  const end = before.includes('\r\n') ? '\r\n' : '\n';
  return [
    ...lost,
    ...added
      .filter((line) => {
        const entry = entryOf(line);
        return entry === null || wanted[entry.name] !== entry.place || !line.endsWith(end);
      })
      .map((line) => difference('unexpected', `/etc/services: ${shown(line)}`)),
    ...Object.entries(wanted).flatMap(([name, place]) => {
      const found = entries.filter((entry) => entry.name === name || entry.place === place);
      const isRight = found.length === 1 && found[0]?.name === name && found[0].place === place;
      return isRight
        ? []
        : [difference('missing', `/etc/services: ${name} ${place} stands there ${times(found)}`)];
    }),
    ...(end === '\r\n' && /[^\r]\n/u.test(now.toString('latin1'))
      ? [difference('changed', '/etc/services: a line ends without CR')]
      : []),
  ];
}

/** Every line with its end. One that the old file left without an end may have got one. */
function linesOf(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const complete = text.endsWith('\n') ? text : `${text}\n`;
  return complete.split(/(?<=\n)/u);
}

function entryOf(line: string): Entry | null {
  const [name = '', place = ''] = line.replace(/#.*/su, '').trim().split(/\s+/u);
  return place === '' ? null : { name, place };
}

const times = (found: readonly Entry[]): string =>
  found.length === 0 ? 'never' : found.map(({ name, place }) => `as ${name} ${place}`).join(', ');
const shown = (line: string): string => JSON.stringify(line);
