import { describe, expect, it } from 'vitest';

import { compilePlan, loadInventory, missingFromInventory } from '#core/plan/index.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { formatProblem } from '#core/runbook/problem.ts';

import { operationOf } from './crossing.ts';

const [runbook] = loadRunbookFile('runbooks/iplanet/sims-offline.yaml').runbooks;
if (runbook === undefined) throw new Error('runbooks/iplanet/sims-offline.yaml has problems');
const { inventory } = loadInventory(
  'inventory.yaml',
  `lab: test
hosts: { mail.siroe.com: { socket: /lab/ssh, user: root, identity: "file:/lab/key" } }
directories: { "mail.siroe.com:389": { socket: /lab/ldap, tls: plain } }
secrets: { bindPassword: "file:/lab/password" }
operations: { messaging-server.install: { run: /lab/setup, verify: { run: /lab/look } } }
`,
);

function rehearsalOf(values: Record<string, string>) {
  const compiled = compilePlan({
    runbook: runbook ?? never(),
    values: { mailboxes: 'a,b,c', ...values },
    inventory,
    lab: true,
  });
  if (compiled.plan === null) throw new Error(compiled.problems.map(formatProblem).join('\n'));
  return compiled.plan;
}
const never = (): never => {
  throw new Error('no runbook');
};

describe('SIMS offline on the lab', () => {
  it('says once which steps pass a secret as an argument', () => {
    const said = rehearsalOf({}).warnings.filter(({ ja }) => ja.includes('引数'));
    expect(said).toEqual([
      {
        en: expect.stringMatching(/^Steps 1, 7, 9a and 9b pass “Bind password”/u),
        ja: expect.stringMatching(/^手順 1、7、9a、9b は「バインドパスワード」を/u),
      },
    ]);
  });

  it.each([
    ['tape', '+', ['10b']],
    ['tape', '@', ['8', '10b']],
    ['pipe', '+', ['5', '10a']],
    ['pipe', '@', ['5', '8', '10a']],
  ])('by %s with separator %s leaves out %j and misses nothing', (storeVia, loginSeparator, left) => {
    const plan = rehearsalOf({ storeVia, loginSeparator });
    expect(plan.steps.filter((step) => !step.applies).map((step) => step.number)).toEqual(left);
    expect(missingFromInventory(plan)).toEqual([]);
    expect(plan.examples).toBe(false);
  });

  it('deals every user out to one session', () => {
    const operation = operationOf(rehearsalOf({ storeVia: 'pipe', mailboxes: 'a,b,c,d,e,f,g' }), '10b do.3');
    expect(operation).toMatchObject({
      parts: [['imbackup -f- -u ', { list: '/var/tmp/userfile' }], expect.anything()],
      sessions: [
        { id: '01', users: ['a', 'd', 'g'] },
        { id: '02', users: ['b', 'e'] },
        { id: '03', users: ['c', 'f'] },
      ],
    });
  });

  it('proves the same procedure as on a site with other hosts', () => {
    const lab = rehearsalOf({});
    const elsewhere = rehearsalOf({ mailHost: 'mail.example.jp', directoryHost: 'ldap.example.jp' });
    expect(elsewhere.procedureHash).toBe(lab.procedureHash);
    expect(elsewhere.planHash).not.toBe(lab.planHash);
  });

  it('leaves no template and no empty argument in what people approve', () => {
    const plan = rehearsalOf({ storeVia: 'pipe' });
    const lines = plan.steps.flatMap((step) =>
      [...step.operations, ...step.verify, ...step.undo].map((one) => one.command ?? ''),
    );
    expect(lines.filter((line) => /\{\{|undefined|NaN|<[A-Z]/u.test(line))).toEqual([]);
  });
});
