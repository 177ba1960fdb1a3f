import { describe, expect, test } from 'vitest';

import { defaultDomainOf } from '#core/plan/example-waves.ts';
import { type CompileRequest, type Wave, compilePlan } from '#core/plan/index.ts';
import { readWaves } from '#core/plan/read-waves.ts';
import { formatProblem, loadRunbookFile } from '#core/runbook/index.ts';

const [incremental] = loadRunbookFile('runbooks/iplanet/sims-incremental.yaml').runbooks;
const VALUES = {
  oldHost: 'oldmail.siroe.com',
  newHost: 'newmail.siroe.com',
  directoryHost: 'ldap.siroe.com',
  bindPassword: 'file:/lab/password',
};
function compiled(values: CompileRequest['values']) {
  if (incremental === undefined) throw new Error('sims-incremental has problems');
  return compilePlan({ runbook: incremental, values: { ...VALUES, ...values }, inventory: null, lab: true });
}
const said = (values: CompileRequest['values']) => compiled(values).problems.map(formatProblem);
const AROUND = { defaultDomain: 'siroe.com', defaultBase: 'dc=siroe,dc=com,o=internet', readText: undefined };
const read = (text: string): readonly Wave[] | readonly string[] => {
  const reading = readWaves('waves', text, AROUND);
  return 'waves' in reading ? reading.waves : reading.problems.map(formatProblem);
};
const NO_AT =
  'a uid without @ (other domains are waves of their own; such a uid is written with its mailbox)';

describe('the default domain', () => {
  const named = (values: Readonly<Record<string, string>>) =>
    defaultDomainOf((name) => (Object.hasOwn(values, name) ? (values[name] ?? null) : null));

  test.each([
    [
      'what a parameter says',
      { defaultDomain: 'red.com', defaultOrganization: 'dc=siroe,dc=com' },
      'red.com',
    ],
    [
      'what the default organization is named for',
      { defaultOrganization: 'dc=siroe,dc=com,o=internet' },
      'siroe.com',
    ],
    [
      'the whole of that name',
      { defaultOrganization: 'ou=people, dc=mail, dc=siroe, dc=com, o=internet' },
      'mail.siroe.com',
    ],
    ['not known where the organization has no such name', { defaultOrganization: 'o=siroe.com' }, null],
    ['not known where nobody says it', {}, null],
  ])('is %s', (_what, values, domain) => expect(named(values)).toBe(domain));
});

describe('waves in words, of the incremental migration', () => {
  test('are users of the domain that the default organization is named for, below its entry', () => {
    const { plan } = compiled({ waves: 'canary: wallyc', defaultOrganization: 'dc=red,dc=com,o=internet' });
    expect(plan?.waves).toMatchObject([
      {
        name: 'canary',
        domain: 'red.com',
        base: 'dc=red,dc=com,o=internet',
        users: [{ uid: 'wallyc', mailbox: 'wallyc' }],
      },
    ]);
  });

  test('are refused where that names no domain', () =>
    expect(said({ waves: 'canary: wallyc', defaultOrganization: 'o=siroe.com' })).toEqual([
      expect.stringMatching(/^values:1 waves: found "canary: wallyc", allowed: @path of what watari waves/u),
    ]));
});

describe('a uid with @', () => {
  // Its mailbox would be the one of a user of another domain, who is not on hold.
  test('is refused in words', () =>
    expect(read('canary: maryl wallyc@red.com')).toEqual([
      `values:1 waves: found "wallyc@red.com", allowed: ${NO_AT}`,
    ]));

  test('is refused in YAML that leaves its mailbox open', () =>
    expect(
      read(
        '- { name: canary, base: "dc=siroe,dc=com", domain: siroe.com, users: [maryl, { uid: wallyc@red.com }] }',
      ),
    ).toEqual([`values:1 waves[0].users[1]: found "wallyc@red.com", allowed: ${NO_AT}`]));

  test('is taken with its mailbox', () =>
    expect(
      read(
        '- { name: canary, base: "dc=siroe,dc=com", domain: siroe.com, users: [{ uid: a@b, mailbox: a@b.com }] }',
      ),
    ).toMatchObject([{ users: [{ uid: 'a@b', mailbox: 'a@b.com' }] }]));
});

describe('one person written in two ways', () => {
  const yaml = (...users: readonly string[]) =>
    users
      .map(
        (one, index) =>
          `- { name: w${index}, base: "dc=siroe,dc=com,o=internet", domain: siroe.com, users: [${one}] }`,
      )
      .join('\n');
  const again = (who: string) => expect.stringContaining(`found "${who}" again`);

  test('is one person, whatever the case', () =>
    expect(read('canary: WallyC; rest: wallyc')).toEqual([again('WallyC'), again('wallyc')]));

  test('is one person, whatever the mailbox is called', () =>
    expect(read(yaml('wallyc', '{ uid: wallyc, mailbox: wallyc@siroe.com }'))).toEqual([
      again('wallyc'),
      again('wallyc@siroe.com'),
    ]));

  test('the same uid in another domain is another person', () =>
    expect(
      read(yaml('wallyc').concat('\n', yaml('wallyc').replace(/w0(.*)siroe\.com,/u, 'w1$1red.com,'))),
    ).toMatchObject([{ users: [{ mailbox: 'wallyc' }] }, { users: [{ mailbox: 'wallyc@red.com' }] }]));
});

test('where nobody knows the default domain, a bare uid is nobody: its mailbox may be somebody else’s', () => {
  const typed = (user: string) =>
    readWaves('waves', `- { name: a, base: "dc=red", domain: red.com, users: [${user}] }`, {
      ...AROUND,
      defaultDomain: null,
    });
  expect(typed('wallyc')).toMatchObject({ problems: [{ path: 'waves[0].users[0]' }] });
  expect(typed('{ uid: wallyc, mailbox: wallyc@red.com }')).toMatchObject({ waves: [{ name: 'a' }] });
});
