type Line = readonly [attribute: string, value: string];

const SAFE = /^(?:[!-9;=-~][ -~]*[!-~]|[!-9;=-~])$/u;

/** RFC 2849: what is not plain ASCII, or begins or ends oddly, goes as base64. */
const ldifLine = ([attribute, value]: Line): string =>
  SAFE.test(value) ? `${attribute}: ${value}` : `${attribute}:: ${Buffer.from(value).toString('base64')}`;

/** An entry as LDIF; attributes without values are left out. */
export function ldifEntry(dn: string, attributes: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    values.map((value): Line => [name, value]),
  );
  return `${[['dn', dn] as const, ...lines].map(ldifLine).join('\n')}\n`;
}
