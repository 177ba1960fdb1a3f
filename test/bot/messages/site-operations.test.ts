import { describe, expect, test } from 'vitest';

import { operationBlocks } from '#bot/messages/operations.ts';
import { planLines } from '#bot/terminal/plan-text.ts';
import { type Plan, compilePlan, loadInventory } from '#core/plan/index.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { ssh } from '#test/core/runner/plans.ts';

const HOST = 'hosts: { mail.siroe.com: { socket: /lab/ssh, user: root, identity: "file:/lab/key" } }';
const MAPPED =
  'operations: { messaging-server.install: { run: "/cdrom/ims50/setup -d {{serverRoot}}", as: inst } }';

const planned = (inventory: string): Plan => {
  const [runbook] = loadRunbookFile('runbooks/iplanet/sims-offline.yaml').runbooks;
  const loaded = loadInventory('inventory.yaml', inventory);
  if (runbook === undefined) throw new Error('no runbook');
  const { plan } = compilePlan({
    runbook,
    values: { mailboxes: 'a', serverRoot: '/opt/iplanet/server5' },
    inventory: loaded.inventory,
    lab: false,
    examples: true,
  });
  if (plan === null) throw new Error('no plan');
  return plan;
};
const installOf = (plan: Plan) => {
  const step = plan.steps.find(({ id }) => id === 'install-iplanet');
  if (step === undefined) throw new Error('no step');
  return step;
};
const card = (plan: Plan, language: 'en' | 'ja') =>
  operationBlocks(installOf(plan).operations, [], language)
    .flatMap((block) =>
      block.type === 'section'
        ? [block.text?.text]
        : block.type === 'context'
          ? block.elements.map((one) => ('text' in one ? one.text : ''))
          : [],
    )
    .join('\n');
const terminal = (plan: Plan, language: 'en' | 'ja') =>
  planLines({ ...plan, steps: [installOf(plan)] }, language).join('\n');

describe.each([
  ['a command of this site', `${HOST}\n${MAPPED}`],
  ['a person', HOST],
])('an installation by %s', (_, inventory) => {
  const plan = planned(inventory);

  test.each(['en', 'ja'] as const)('shows every answer that will be given: %s', (language) => {
    for (const shown of [card(plan, language), terminal(plan, language)]) {
      expect(shown).toContain('Do you want to use another directory to store your data?[No]: → No');
      expect(shown).toContain('Directory server network port [389]: → 390');
    }
  });

  test.each(['en', 'ja'] as const)('names its operation: %s', (language) => {
    for (const shown of [card(plan, language), terminal(plan, language)])
      expect(shown).toContain('`messaging-server.install`');
  });
});

test('whether a command or a person carries a named operation out is said of each site', () => {
  const [byCommand, byPerson] = [planned(`${HOST}\n${MAPPED}`), planned(HOST)];
  for (const show of [card, terminal]) {
    expect(show(byCommand, 'en')).toContain('carries it out by a command of its inventory');
    expect(show(byCommand, 'en')).toContain('/cdrom/ims50/setup -d /opt/iplanet/server5');
    expect(show(byCommand, 'en')).not.toContain('A person does this');
    expect(show(byPerson, 'en')).toContain('so a person does it');
    expect(show(byPerson, 'ja')).toContain('担当者が作業します');
  }
});

test('who a command runs as is shown, for a command of the inventory too', () => {
  const plan = planned(`${HOST}\n${MAPPED}`);
  expect(card(plan, 'en')).toContain('Runs as: `inst`');
  expect(terminal(plan, 'ja')).toContain('実行ユーザ: inst');
});

test('what a command reads is shown with it, a secret as dots', () => {
  const reading = {
    ...ssh('passwd'),
    id: 'do.1',
    stdin: ['new ', { secret: 'password', shown: '••••' }, '\n'],
  };
  const shown = JSON.stringify(operationBlocks([reading], [], 'en'));
  expect(shown).toContain('Standard input');
  expect(shown).toContain('new ••••');
});
