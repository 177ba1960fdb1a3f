import { describe, expect, it } from 'vitest';

import { compilePlan, hostsOf, planJson } from '#core/plan/index.ts';
import { loadRunbookFile } from '#core/runbook/index.ts';
import { formatProblem } from '#core/runbook/problem.ts';

import { inventoryOf, operationOf } from './crossing.ts';

const loaded = loadRunbookFile('test/core/plan/fixtures/carrying.yaml');

function planOf(inventory = 'dns: { servers: ["192.0.2.53", "[2001:db8::1]:5353"] }') {
  const [runbook] = loaded.runbooks;
  if (runbook === undefined) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  const compiled = compilePlan({
    runbook,
    values: {
      oldHost: 'old.example.jp',
      newHost: 'new.example.jp',
      root: '/opt/it is',
      mailboxes: 'a, b, c',
    },
    inventory: inventoryOf(inventory),
    documents: () => new Uint8Array(),
  });
  if (compiled.plan === null) throw new Error(compiled.problems.map(formatProblem).join('\n'));
  return compiled.plan;
}
const LISTS = [
  { id: '01', users: ['a', 'c'] },
  { id: '02', users: ['b'] },
];

describe('a command that may be begun again', () => {
  it('is planned with what runs then, and how that is shown', () => {
    expect(operationOf(planOf(), '1 do.1')).toMatchObject({
      command: 'rsh old.example.jp backup -u /var/tmp/users | restore -n',
      retryParts: [['rsh old.example.jp backup -u ', { list: '/var/tmp/users' }], ['restore']],
      retryCommand: 'rsh old.example.jp backup -u /var/tmp/users | restore',
      progress: [{ pattern: '^restoring ', counts: 'users' }],
      sessions: LISTS,
    });
  });
});

describe('a stream', () => {
  it('is planned as a command at either end, each with its host', () => {
    expect(operationOf(planOf(), '1 do.2')).toEqual({
      id: 'do.2',
      verb: 'stream',
      note: null,
      command: "old.example.jp: backup -u /var/tmp/users | new.example.jp: '/opt/it is'/restore -n",
      from: { host: 'old.example.jp', as: 'inetmail', parts: [['backup -u ', { list: '/var/tmp/users' }]] },
      to: { host: 'new.example.jp', as: null, parts: [["'/opt/it is'/restore -n"]] },
      retryParts: [["'/opt/it is'/restore"]],
      retryCommand: "old.example.jp: backup -u /var/tmp/users | new.example.jp: '/opt/it is'/restore",
      sessions: LISTS,
      listPath: '/var/tmp/users',
      timeoutMinutes: 240,
      expectedMinutes: null,
      cancel: 'term-only',
      secretInArguments: false,
    });
  });

  it('reaches both hosts', () => {
    expect(hostsOf(planOf().steps)).toEqual(['new.example.jp', 'old.example.jp']);
  });

  it('is printed with its commands as people read them', () => {
    expect(planJson(planOf()).steps[0]?.operations[1]).toMatchObject({
      from: { parts: ['backup -u /var/tmp/users'] },
      to: { parts: ["'/opt/it is'/restore -n"] },
      retryParts: ["'/opt/it is'/restore"],
    });
  });
});

it('entries of a services file are shown as they are written', () => {
  expect(operationOf(planOf(), '1 do.3')).toMatchObject({
    command: '/etc/services: +imap 143/tcp +adrshd 20141/tcp',
    lines: [],
    services: [{ name: 'imap' }, { name: 'adrshd' }],
    ensure: 'present',
  });
});

describe('a question to DNS', () => {
  it('has ten minutes, or as long as the runbook says', () => {
    expect(planOf().steps[0]?.verify).toMatchObject([
      { verb: 'dns', name: 'old.example.jp', is: 'new.example.jp', timeoutMinutes: 10 },
      { timeoutMinutes: 90 },
    ]);
  });

  it('goes to the servers that the inventory had when the plan was made', () => {
    expect(planOf().inventory.dns).toEqual({ servers: ['192.0.2.53', '[2001:db8::1]:5353'] });
    expect(planOf('{}').inventory).not.toHaveProperty('dns');
  });
});
