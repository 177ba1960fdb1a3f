import { printLdif } from './ldif.ts';
import { runProgram } from './program.ts';

const SCOPES = new Map<string, 'base' | 'one' | 'sub'>([
  ['base', 'base'],
  ['one', 'one'],
  ['sub', 'sub'],
]);

await runProgram(
  {
    valued: ['b', 's'],
    flags: [],
    usage:
      'usage: ldap-search [-h host] [-p port] [-D dn -w password] -b base [-s base|one|sub] [filter [attribute...]]',
  },
  async ({ value, rest, session }) => {
    const [filter = '(objectClass=*)', ...attributes] = rest;
    const scope = SCOPES.get(value('s') ?? 'sub') ?? 'sub';
    await session.search(value('b') ?? '', scope, filter, attributes, (entry) =>
      process.stdout.write(printLdif([{ ...entry, kind: 'add', explicit: false }])),
    );
    return 0;
  },
);
