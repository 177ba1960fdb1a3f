import { describe, expect, it } from 'vitest';

import { compilePlan, missingFromInventory } from '#core/plan/index.ts';
import type { PlannedStep } from '#core/plan/index.ts';
import { formatProblem } from '#core/runbook/problem.ts';

import {
  INVENTORY,
  VALUES,
  compileCrossing,
  crossing,
  inventoryOf,
  operationOf,
  planOf,
} from './crossing.ts';

const applying = (steps: readonly PlannedStep[]) =>
  steps.map(({ number, applies }) => `${number} ${applies}`);
const problemsOf = (request: Parameters<typeof compileCrossing>[0]) =>
  compileCrossing(request).problems.map(({ path, rule }) => `${path} ${rule}`);

describe('values', () => {
  it('that are missing or wrong are all said at once', () => {
    const { suffix: _suffix, ...rest } = VALUES;
    const values = { ...rest, ldapPort: '0', way: 'ship', oldHost: '-x', nobody: '1', root: 'relative' };
    expect(problemsOf({ values })).toEqual([
      'nobody unknown-parameter',
      'oldHost value',
      'ldapPort value',
      'root value',
      'way value',
    ]);
    expect(problemsOf({ values: { ...rest, way: 'pipe' } })).toEqual(['suffix missing-value']);
  });

  it('may stay open where only steps use them that do not apply', () => {
    const { mailboxes: _mailboxes, chosen: _chosen, ...rest } = VALUES;
    const plan = planOf({ values: rest });
    expect(plan.values).not.toHaveProperty('mailboxes');
    expect(operationOf(plan, '3b do.1')).toMatchObject({ sessions: [], listPath: null });
    expect(problemsOf({ values: { ...rest, way: 'pipe' } })).toEqual([
      'chosen missing-value',
      'mailboxes missing-value',
    ]);
  });

  it('of a secret are references, and what else was typed is not repeated', () => {
    const compiled = compileCrossing({ values: { ...VALUES, bindPassword: 'hunter2hunter2' } });
    expect(compiled.problems.map(formatProblem)).toEqual([
      'values:1 bindPassword: found something that is no reference (not shown), allowed: env:NAME, file:/absolute/path',
    ]);
  });

  it.each([
    ['env:NAME', { from: 'env', name: 'NAME' }],
    ['file:/run/secret', { from: 'file', path: '/run/secret' }],
    ['directoryManager', { from: 'inventory', name: 'directoryManager' }],
  ])('take the reference %s', (bindPassword, secret) => {
    const plan = planOf({ values: { ...VALUES, bindPassword }, inventory: inventoryOf(INVENTORY) });
    expect(plan.values['bindPassword']).toEqual({ secret });
    expect(Object.keys(plan.inventory.secrets)).toEqual(
      secret.from === 'inventory' ? ['directoryManager'] : [],
    );
  });

  it('of a file become a document of the plan', () => {
    const compiled = compileCrossing();
    if (compiled.kind !== 'planned') throw new Error('problems');
    const action = operationOf(compiled.plan, '2 do.3');
    if (action.verb !== 'ldap' || action.action.kind !== 'add-schema') throw new Error('no schema');
    const bytes = compiled.documents.get(action.action.document);
    expect(new TextDecoder().decode(bytes)).toBe('content of site.ldif');
  });

  it('of a file that is not there are a problem', () => {
    const documents = () => {
      throw new Error('ENOENT');
    };
    expect(problemsOf({ documents })).toEqual(['schema value']);
  });

  it('of users come from a file only for those who may read files here', () => {
    const values = { ...VALUES, mailboxes: '@/tmp/users' };
    expect(problemsOf({ values })).toEqual(['mailboxes value']);
    const plan = planOf({ values, readList: () => 'aoki\nbaba\n' });
    expect(plan.values['mailboxes']).toEqual(['aoki', 'baba']);
  });

  it('of the lab are taken before the examples', () => {
    const inventory = inventoryOf('lab: test\nsecrets: { bindPassword: "file:/lab/secret" }');
    const plan = planOf({
      values: { mailboxes: 'a' },
      inventory,
      lab: true,
      documents: (file) => new TextEncoder().encode(file),
    });
    expect(plan.examples).toBe(false);
    expect(plan.inventory.lab).toBe('test');
    expect(plan.values).toMatchObject({
      root: '/opt/lab',
      sessions: 2,
      oldHost: 'old.siroe.com',
      bindPassword: { secret: { from: 'inventory', name: 'bindPassword' } },
    });
  });
});

describe('examples', () => {
  const plan = planOf({ values: {}, examples: true });

  it("show the guide's values, its names for what it leaves open, and its public secret", () => {
    expect(operationOf(plan, '1 do.1').command).toBe(String.raw`<Root>/bin/note -m 'it'\''s fine'`);
    expect(operationOf(plan, '2 do.5').command).toBe('migrate -w public-example');
    expect(operationOf(plan, '3b do.1')).toMatchObject({
      command: 'backup -u <UserFile> | restore',
      sessions: [],
      listPath: null,
    });
  });
  it("make every choice the guide's own", () => {
    expect(applying(plan.steps)).toEqual(['1 true', '2 true', '3a false', '3b true']);
  });
  it('are said in the plan', () => {
    expect(plan.examples).toBe(true);
    expect(plan.warnings[0]?.ja).toContain('実行は開始できません');
  });
});

describe('steps', () => {
  it('are all there, applying or not, with a reason in both languages', () => {
    const plan = planOf();
    expect(applying(plan.steps)).toEqual(['1 true', '2 true', '3a true', '3b false']);
    expect(plan.steps.map((step) => step.because)).toEqual([
      { en: 'Always.', ja: '常に実行します。' },
      { en: 'Always.', ja: '常に実行します。' },
      { en: expect.stringContaining('by tape'), ja: expect.stringContaining('今回は該当します') },
      { en: expect.stringContaining('Not so here'), ja: expect.stringContaining('今回は該当しません') },
    ]);
  });
  it('ask as many people as their risk asks for', () => {
    expect(planOf().steps.map((step) => step.approvals)).toEqual([0, 1, 2, 2]);
  });
  it('have their values in what people read', () => {
    expect(planOf().steps[0]?.text).toEqual({
      en: 'Uses oldmail.example.jp.',
      ja: 'oldmail.example.jp を使います。',
    });
  });
});

describe('operations', () => {
  it('expect exit 0 and end after four hours where nothing else is said', () => {
    expect(operationOf(planOf(), '3a do.1')).toMatchObject({ expect: { exit: [0] }, timeoutMinutes: 240 });
  });
  it('compare with a value as text and look for it as text', () => {
    expect(operationOf(planOf(), '1 verify.1')).toMatchObject({
      expect: {
        exit: [0],
        stdout: { matches: String.raw`^oldmail\.example\.jp$`, is: 'oldmail.example.jp' },
      },
    });
    expect(operationOf(planOf(), '1 do.2')).toMatchObject({
      replaces: String.raw`^host=oldmail\.example\.jp`,
    });
  });
  it('deal users out to sessions, each with a list file of its own', () => {
    const plan = planOf({ values: { ...VALUES, way: 'pipe', sessions: '2' } });
    expect(operationOf(plan, '3b do.1')).toMatchObject({
      command: 'backup -u /var/tmp/users | restore',
      parts: [['backup -u ', { list: '/var/tmp/users' }], ['restore']],
      sessions: [
        { id: '01', users: ['aoki', 'chiba'] },
        { id: '02', users: ['baba'] },
      ],
      listPath: '/var/tmp/users',
      cancel: 'term-only',
    });
  });
  it('carry a secret as a reference and say so', () => {
    const plan = planOf();
    expect(operationOf(plan, '2 do.5')).toMatchObject({
      command: 'migrate -w ••••',
      parts: [['migrate -w ', { secret: 'bindPassword', shown: '••••' }]],
      secretInArguments: true,
    });
    expect(operationOf(plan, '1 do.1')).toMatchObject({ secretInArguments: false });
    expect(plan.warnings).toHaveLength(1);
    expect(plan.warnings[0]).toEqual({
      en: expect.stringContaining('Step 2 passes “Bind password”'),
      ja: expect.stringContaining('手順 2 は「バインドパスワード」'),
    });
  });
  it('escape what stands inside a filter, and leave filters as they are', () => {
    const plan = planOf({ values: { ...VALUES, way: 'pipe', remark: 'a*(b)' } });
    expect(operationOf(plan, '3b verify.1')).toMatchObject({
      directory: 'oldmail.example.jp:389',
      bindDn: 'cn=Manager',
      action: { kind: 'read', base: 'o=example', filter: String.raw`(&(cn=a\2a\28b\29)(uid=a*))` },
    });
  });
  it('say in one line what they do, wherever a program does it', () => {
    const plan = planOf();
    const lines = plan.steps.flatMap((step) =>
      [...step.operations, ...step.verify, ...step.undo].map((one) => [step.number, one.id, one.command]),
    );
    expect(lines).toEqual([
      ['1', 'do.1', "/opt/mail/bin/note -m ''"],
      ['1', 'do.2', '/opt/mail/ims.cnf: +ims-proxy:on'],
      ['1', 'verify.1', '/opt/mail/bin/show'],
      ['1', 'undo.1', '/opt/mail/ims.cnf: -ims-proxy:on'],
      ['2', 'do.1', null],
      ['2', 'do.2', null],
      ['2', 'do.3', 'ldapmodify -h oldmail.example.jp -p 389 -D cn=Manager -w •••• -f site.ldif'],
      [
        '2',
        'do.4',
        'ldapmodify -a -h oldmail.example.jp -p 389 -D cn=Manager -w •••• -f /opt/mail/groups.ldif',
      ],
      ['2', 'do.5', 'migrate -w ••••'],
      ['3a', 'do.1', 'restore'],
      ['3a', 'verify.1', 'oldmail.example.jp: /opt/mail/count = newmail.example.jp: /opt/mail/count'],
      ['3b', 'do.1', 'backup -u /var/tmp/users | restore'],
      ['3b', 'do.2', 'queue'],
      [
        '3b',
        'verify.1',
        "ldapsearch -h oldmail.example.jp -p 389 -D cn=Manager -w •••• -b o=example -s sub '(&(cn=)(uid=a*))'",
      ],
      ['3b', 'verify.2', 'newmail.example.jp:389 open'],
    ]);
  });
});

describe('site operations', () => {
  const mapping = (lines: string) =>
    inventoryOf(`operations:\n  server.install:\n${lines.replaceAll(/^/gmu, '    ')}`);

  it('are for a person where the inventory maps nothing', () => {
    expect(operationOf(planOf(), '2 do.1')).toMatchObject({
      verb: 'site',
      mapped: null,
      host: 'newmail.example.jp',
      ask: { en: 'Install below /opt/mail.' },
    });
  });
  it('become the command that the inventory says, with its proof', () => {
    const inventory = mapping('run: setup -d {{root}}\nas: root\nverify: { run: "test -d {{root}}" }');
    const plan = planOf({ inventory });
    expect(operationOf(plan, '2 do.1')).toMatchObject({
      command: 'setup -d /opt/mail',
      mapped: { id: 'do.1', verb: 'ssh', host: 'newmail.example.jp', as: 'root', expect: { exit: [0] } },
    });
    expect(operationOf(plan, '2 verify.1')).toMatchObject({ verb: 'ssh', command: 'test -d /opt/mail' });
    expect(plan.steps[1]?.unverifiable).toBeNull();
  });
  it('are proven by a probe that goes on asking, where the inventory says how often', () => {
    const inventory = mapping(
      'run: restart\nverify: { run: restarted, expect: { exit: [7] }, everySeconds: 5, timeoutMinutes: 30 }',
    );
    expect(operationOf(planOf({ inventory }), '2 verify.1')).toMatchObject({
      verb: 'wait',
      command: 'restarted',
      until: { exit: [7] },
      everySeconds: 5,
      timeoutMinutes: 30,
    });
  });
  it('use no parameter that the runbook does not hand over', () => {
    const inventory = mapping('run: setup {{root}}\nverify: { run: "look {{bindPassword}}" }');
    expect(compileCrossing({ inventory }).problems.map(formatProblem)).toEqual([
      'inventory.yaml:4 operations.server.install.verify.run: found "bindPassword", allowed: root',
    ]);
  });
});

describe('the inventory of a plan', () => {
  it('holds what the plan needs and nothing else', () => {
    const { inventory } = planOf({ inventory: inventoryOf(INVENTORY) });
    expect(Object.keys(inventory.hosts)).toEqual(['oldmail.example.jp', 'newmail.example.jp']);
    expect(Object.keys(inventory.directories)).toEqual(['oldmail.example.jp:389']);
    expect(inventory.secrets).toEqual({});
  });
  it('misses nothing that applying steps need, or says what', () => {
    expect(missingFromInventory(planOf({ inventory: inventoryOf(INVENTORY) }))).toEqual([]);
    expect(missingFromInventory(planOf())).toEqual([
      'host oldmail.example.jp',
      'host newmail.example.jp',
      'directory oldmail.example.jp:389',
    ]);
  });
  it('makes the plan warn of passwords in the clear', () => {
    const said = planOf({ inventory: inventoryOf(INVENTORY) }).warnings.map((one) => one.en);
    expect(said).toContainEqual(expect.stringContaining('oldmail.example.jp:389 is reached without TLS'));
  });
});

it.each([
  { file: { on: 'oldHost', path: '/x', lines: ['password={{bindPassword}}'], ensure: 'present' as const } },
  { ssh: { on: 'oldHost', run: 'x', expect: { stdout: { is: '{{bindPassword}}' } } } },
  { ssh: { on: 'oldHost', run: 'x', as: '{{bindPassword}}' } },
])('refuses a secret where its dots would be taken for the value: %j', (operation) => {
  const [first, ...rest] = crossing.steps;
  if (first === undefined) throw new Error('no step');
  const runbook = { ...crossing, steps: [{ ...first, do: [operation] }, ...rest] };
  expect(problemsOf({ runbook })).toEqual([
    expect.stringMatching(/^steps\[0\]\.do\[0\].* misplaced-secret$/u),
  ]);
});

it.each(['a\nb', 'a\rb', 'a\u2028b'])(
  'refuses a value that would put further lines into a file: %j',
  (remark) => {
    const [first, ...rest] = crossing.steps;
    if (first === undefined) throw new Error('no step');
    const file = { on: 'oldHost', path: '/x', lines: ['remark {{remark}}'], ensure: 'present' as const };
    const runbook = { ...crossing, steps: [{ ...first, do: [{ file }] }, ...rest] };
    expect(problemsOf({ runbook, values: { ...VALUES, remark } })).toEqual(['remark broken-line']);
  },
);

it('takes a value of several lines where it goes into no file', () => {
  expect(problemsOf({ values: { ...VALUES, remark: 'a\nb' } })).toEqual([]);
});

it('compiles nothing while there are problems', () => {
  expect(compilePlan({ runbook: crossing, values: {}, inventory: null })).toMatchObject({
    kind: 'problems',
    plan: null,
  });
});
