import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import {
  type CompileRequest,
  type Plan,
  type PlannedCompare,
  type PlannedOperation,
  type PlannedStep,
  type Wave,
  bindPlan,
  bindStep,
  compilePlan,
  filterOf,
  freeze,
  givenWaves,
  moveUsers,
} from '#core/plan/index.ts';
import { formatProblem, loadRunbookFile } from '#core/runbook/index.ts';
import { showPieces } from '#core/runbook/render.ts';

const FILE = join(import.meta.dirname, '../../fixtures/waves/move.yaml');
const { runbooks, problems: wrong } = loadRunbookFile(FILE);
const [runbook] = runbooks;
const VALUES = {
  oldHost: 'old',
  newHost: 'new',
  directoryHost: 'ldap',
  bindDn: 'cn=x',
  bindPassword: 'env:LDAP_PASSWORD',
  defaultDomain: 'siroe.com',
  defaultOrganization: 'dc=siroe,dc=com',
};

function compiledAs(values: Readonly<Record<string, string>>, change: Partial<CompileRequest>) {
  if (runbook === undefined) throw new Error(wrong.map(formatProblem).join('\n'));
  return compilePlan({ runbook, values, inventory: null, ...change });
}
const compiled = (waves: string, readList?: (path: string) => string) =>
  compiledAs({ ...VALUES, waves }, readList === undefined ? {} : { readList });
const planOf = (waves: string, readList?: (path: string) => string): Plan => {
  const { plan, problems } = compiled(waves, readList);
  return plan ?? expect.fail(problems.map(formatProblem).join('\n'));
};
const boundOf = (waves: string): Plan => {
  const plan = planOf(waves);
  return bindPlan(plan, givenWaves(plan));
};
const problemsOf = (waves: string, readList?: (path: string) => string) =>
  compiled(waves, readList).problems.map(
    ({ path, found, allowed }) => `${path}: ${found.en}, allowed: ${allowed.en}`,
  );
const stepOf = (plan: Plan, id: string): PlannedStep =>
  plan.steps.find((step) => step.id === id) ?? expect.fail(`no step ${id}`);
const operationOf = (step: PlannedStep, id: string): PlannedOperation =>
  [...step.operations, ...step.verify, ...step.undo].find((one) => one.id === id) ??
  expect.fail(`no operation ${id}`);
const TWO = 'canary: wallyc maryl; rest: hanako jiro';

describe('a value of type waves', () => {
  test('in words is users of the default domain, below its entry', () =>
    expect(planOf(TWO).values['waves']).toEqual({
      waves: [
        {
          name: 'canary',
          base: 'dc=siroe,dc=com',
          domain: 'siroe.com',
          filter: '',
          users: [
            { uid: 'wallyc', mailbox: 'wallyc', bytes: null },
            { uid: 'maryl', mailbox: 'maryl', bytes: null },
          ],
          movedOut: [],
        },
        expect.objectContaining({ name: 'rest' }),
      ],
    }));

  test('may stand one wave a line', () =>
    expect(planOf('canary: wallyc, maryl\nrest: hanako\n').waves?.map(({ name }) => name)).toEqual([
      'canary',
      'rest',
    ]));

  const yaml = `
- name: canary
  base: dc=red,dc=com
  domain: red.com
  users: [wallyc, { uid: maryl, bytes: 4711 }]
- { name: rest, base: "dc=red,dc=com", domain: red.com, filter: (uid=h*) }
`;
  test('of a file knows other domains, sizes and filters', () =>
    expect(planOf('@waves.yaml', () => yaml).waves).toMatchObject([
      {
        users: [
          { uid: 'wallyc', mailbox: 'wallyc@red.com', bytes: null },
          { uid: 'maryl', mailbox: 'maryl@red.com', bytes: 4711 },
        ],
      },
      { name: 'rest', users: null, filter: '(uid=h*)' },
    ]));

  test('may be the text of such a file', () => expect(planOf(yaml.trim()).waves).toHaveLength(2));

  test('names no file where people may not name files', () =>
    expect(problemsOf('@waves.yaml')).toEqual([
      'waves: "@waves.yaml", allowed: the waves themselves: name: user user; name: user …',
    ]));

  test('that cannot be read is said', () =>
    expect(
      problemsOf('@gone.yaml', () => {
        throw new Error('ENOENT');
      }),
    ).toEqual([
      'waves: "@gone.yaml", allowed: @ and a file that can be read on the machine where Watari runs',
    ]));

  test('is refused with every problem at once', () =>
    expect(
      problemsOf('Canary: -x wallyc; rest: wallyc; rest: jiro').map((one) => one.replace(/, allowed.*/u, '')),
    ).toEqual([
      'waves: "Canary"',
      'waves: "-x"',
      'waves: "wallyc" again',
      'waves: "wallyc" again',
      'waves: "rest"',
    ]));

  test('of a file is refused by line', () => {
    const text =
      '- { name: a, base: "dc=x", domain: x.com, users: [u] }\n- { name: b, base: nowhere, domain: x.com }\n';
    expect(compiled('@w.yaml', () => text).problems.map(formatProblem)).toEqual([
      'w.yaml:2 waves[1].base: found "nowhere", allowed: a distinguished name, e.g. dc=siroe,dc=com (RFC 4514)',
      'w.yaml:2 waves[1].filter: found "", allowed: a filter in balanced parentheses, e.g. (uid=s*), or users',
    ]);
  });

  test('holds no character that Watari keeps for itself', () =>
    expect(problemsOf('canary: w\uFDD0x')).toHaveLength(1));

  test('is missed where nobody gave it', () =>
    expect(problemsOf('')[0]).toMatch(/^waves: nothing, allowed: a value of type waves/u));
});

describe('slots', () => {
  const plan = planOf(TWO);

  test('repeat the steps of the group once a wave, wave by wave', () =>
    expect(plan.steps.map(({ id, number }) => `${number} ${id}`)).toEqual([
      '1 look',
      '2a@canary hold@canary',
      '2b@canary copy@canary',
      '2c@canary release@canary',
      '2a@rest hold@rest',
      '2b@rest copy@rest',
      '2c@rest release@rest',
    ]));

  test('have the wave in the name of their group', () =>
    expect(stepOf(plan, 'hold@rest').group).toEqual({
      id: 'move@rest',
      number: '2',
      title: { en: 'Move: rest', ja: '移行（rest）' },
    }));

  test('are one step of the runbook, whichever wave', () =>
    expect(stepOf(plan, 'hold@rest').stepHash).toBe(stepOf(plan, 'hold@canary').stepHash));

  test('freeze with their wave and its budget', () => {
    const frozen = freeze(plan);
    expect(frozen.steps.map(({ wave }) => wave ?? '-').join(' ')).toBe(
      '- canary canary canary rest rest rest',
    );
    expect(frozen.waves).toEqual([
      { name: 'canary', budget: 1 },
      { name: 'rest', budget: 1 },
    ]);
    expect(frozen.steps[1]?.operations[0]).toMatchObject({ remembers: true });
  });

  test('after the first do without what is for the first wave', () =>
    expect(['canary', 'rest'].map((wave) => stepOf(plan, `hold@${wave}`).operations.length)).toEqual([3, 2]));

  test('put back what the step of the same wave remembered', () =>
    expect(operationOf(stepOf(plan, 'release@rest'), 'verify.1')).toMatchObject({
      action: { kind: 'is-back', of: 'hold@rest', attributes: ['mailDeliveryOption'] },
    }));
});

describe('binding', () => {
  test('puts the members into commands, each quoted for its place', () => {
    const hold = stepOf(boundOf("canary: wallyc o'brien"), 'hold@canary');
    expect(operationOf(hold, 'do.2').command).toBe(
      String.raw`imsdirmig -b dc=siroe,dc=com -F '(|(uid=wallyc)(uid=o'\''brien))' -A mailDeliveryOption:hold -O`,
    );
    expect(operationOf(hold, 'do.1')).toMatchObject({
      action: { filter: "(&(objectClass=inetMailUser)(|(uid=wallyc)(uid=o'brien)))" },
      command: expect.stringContaining(
        String.raw`'(&(objectClass=inetMailUser)(|(uid=wallyc)(uid=o'\''brien)))'`,
      ),
    });
  });

  test('puts them into titles, texts and expectations', () => {
    const hold = stepOf(boundOf(TWO), 'hold@canary');
    expect([hold.title.ja, hold.text.en]).toEqual(['canary の保留', '2 users of siroe.com']);
    expect(operationOf(hold, 'verify.1')).toMatchObject({ expect: { stdout: { is: '2' } } });
  });

  test('puts the users in as several words', () =>
    expect(operationOf(stepOf(boundOf("canary: wallyc o'brien"), 'hold@canary'), 'do.3').command).toBe(
      String.raw`tell wallyc 'o'\''brien'`,
    ));

  test('puts an empty word where everybody has left', () => {
    const waves = new Map([...givenWaves(planOf(TWO))].map(([name, wave]) => [name, { ...wave, users: [] }]));
    const hold = bindStep(stepOf(planOf(TWO), 'hold@canary'), { waves, again: new Set() });
    expect(operationOf(hold, 'do.3').command).toBe("tell ''");
  });

  test('lets a comparison about a wave that everybody has left find nothing, and no other one', () => {
    const step = stepOf(planOf(TWO), 'hold@canary');
    const { parts } = z.looseObject({ parts: z.array(z.array(z.string())) }).parse(operationOf(step, 'do.3'));
    const compare = (of: PlannedCompare['left']['parts']): PlannedCompare => ({
      id: 'verify.9',
      verb: 'compare',
      note: null,
      command: '',
      left: { host: 'old', as: null, parts: of },
      right: { host: 'new', as: null, parts: of },
    });
    const bound = (of: PlannedCompare['left']['parts'], change: Partial<Wave>) => {
      const waves = new Map(
        [...givenWaves(planOf(TWO))].map(([name, wave]) => [name, { ...wave, ...change }]),
      );
      return bindStep({ ...step, verify: [compare(of)] }, { waves, again: new Set() }).verify[0];
    };
    expect(bound(parts, { users: [] })).toMatchObject({ ofNobody: true });
    expect(bound(parts, {})).not.toHaveProperty('ofNobody');
    expect(bound([['ls /var/mail']], { users: [] })).not.toHaveProperty('ofNobody');
  });

  test('leaves no mark behind', () => expect(JSON.stringify(boundOf(TWO))).not.toMatch(/[\uFDD0\uFDD1]/u));

  test('leaves a plan without waves as it is', () => {
    const plan = { ...planOf(TWO), waves: undefined };
    const { waves: _waves, ...rest } = plan;
    expect(bindPlan(rest, new Map())).toBe(rest);
  });

  test('escapes names in filters (RFC 4515)', () =>
    expect(filterOf({ users: [{ uid: 'a*(b)', mailbox: 'x', bytes: null }], filter: '' })).toBe(
      String.raw`(uid=a\2a\28b\29)`,
    ));

  test('finds nobody in a wave that everybody has left', () =>
    expect(filterOf({ users: [], filter: '(uid=*)' })).toBe('(!(objectClass=*))'));

  test('runs the retry where an earlier attempt has begun', () => {
    const step = stepOf(planOf(TWO), 'copy@canary');
    const waves = givenWaves(planOf(TWO));
    const first = operationOf(bindStep(step, { waves, again: new Set() }), 'do.1');
    const again = operationOf(bindStep(step, { waves, again: new Set(['do.1']) }), 'do.1');
    expect(first.command).toMatch(/ \| imsrestore -n$/u);
    expect(again.command).toMatch(/ \| imsrestore$/u);
    expect(again.verb === 'ssh' && again.parts.map(showPieces).join(' | ')).toBe(again.command);
  });
});

describe('sessions of a wave', () => {
  const users = (sizes: Readonly<Record<string, number | null>>): Wave['users'] =>
    Object.entries(sizes).map(([uid, bytes]) => ({ uid, mailbox: uid, bytes }));
  const waveOf = (change: Partial<Wave>): Wave => ({
    name: 'canary',
    base: 'dc=x',
    domain: 'x.com',
    filter: '',
    users: [],
    movedOut: [],
    ...change,
  });
  const sessionsOf = (wave: Wave) => {
    const step = stepOf(planOf(TWO), 'copy@canary');
    const bound = bindStep(step, { waves: new Map([['canary', wave]]), again: new Set() });
    const operation = operationOf(bound, 'do.1');
    return operation.verb === 'ssh' ? operation : expect.fail(operation.verb);
  };

  test('are dealt by size, the largest first', () =>
    expect(sessionsOf(waveOf({ users: users({ a: 90, b: 40, c: 30, d: 20 }) })).sessions).toEqual([
      { id: '01', users: ['a'], bytes: 90 },
      { id: '02', users: ['b', 'c', 'd'], bytes: 90 },
    ]));

  test('stay as they were for everybody else when somebody is taken out', () => {
    const all = users({ a: 90, b: 40, c: 30, d: 20 }) ?? [];
    const left = all.filter(({ uid }) => uid !== 'b');
    const out = all.filter(({ uid }) => uid === 'b');
    expect(sessionsOf(waveOf({ users: left, movedOut: out })).sessions).toEqual([
      { id: '01', users: ['a'], bytes: 90 },
      { id: '02', users: ['c', 'd'], bytes: 50 },
    ]);
  });

  test('keep their numbers when one of them is empty', () => {
    const all = users({ a: 90, b: 40, c: 30, d: 20 }) ?? [];
    const wave = waveOf({ users: all.slice(1), movedOut: all.slice(0, 1) });
    expect(sessionsOf(wave).sessions.map(({ id }) => id)).toEqual(['02']);
  });

  test('of nobody are nothing that runs, instead of a command without its list', () => {
    const { sessions, command } = sessionsOf(waveOf({ users: [], movedOut: users({ a: 1 }) ?? [] }));
    expect([sessions, command]).toEqual([[], ':']);
  });
});

describe('a command once a user', () => {
  const release = (waves: string) => {
    const operation = operationOf(stepOf(boundOf(waves), 'release@canary'), 'do.1');
    return operation.verb === 'ssh' ? operation : expect.fail(operation.verb);
  };

  test('is one job', () => {
    const { parts, sessions } = release('canary: a b');
    expect([parts.length, sessions]).toEqual([1, []]);
  });

  test('shows the first few and how many they are', () =>
    expect(release('canary: a b c d e').command).toBe(
      'hold_master a a; hold_master b b; hold_master c c; … (5)',
    ));

  test.each(['sh', 'bash'])(
    'goes on after one that fails, ends as the first did, names everybody who failed: %s',
    (shell) => {
      const script = release('canary: a b c').parts.map(showPieces).join('');
      const own =
        'hold_master() { echo "released $1"; test $1 != b || return 7; test $1 != c || return 3; }\n';
      const { status, stdout, stderr } = spawnSync(shell, { input: own + script, encoding: 'utf8' });
      expect([status, stdout, stderr]).toEqual([
        7,
        'released a\nreleased b\nreleased c\n',
        'exit 7: b\nexit 3: c\nfailed: b c\n',
      ]);
    },
  );

  test('succeeds where every one did', () => {
    const script = `hold_master() { :; }\n${release('canary: a b').parts.map(showPieces).join('')}`;
    expect(execFileSync('sh', { input: script, encoding: 'utf8' })).toBe('');
  });
});

describe('examples', () => {
  const { plan } = compiledAs({}, { examples: true });
  const commands = (plan?.steps ?? []).map(({ operations }) => operations.map(({ command }) => command));

  test("print the guide's name for the list and what stands for users", () =>
    expect(commands.slice(1).map((of) => of.at(-1))).toEqual([
      'tell <users>',
      'imbackup -u <usernames_file> | imsrestore -n',
      'hold_master <mailbox> <uid>',
    ]));

  test("print the guide's filter", () =>
    expect(commands[1]?.[1]).toBe(
      "imsdirmig -b dc=siroe,dc=com,o=internet -F '(uid=s*)' -A mailDeliveryOption:hold -O",
    ));
});

describe('moving users', () => {
  const [from, to] = givenWaves(planOf(TWO)).values();
  if (from === undefined || to === undefined) throw new Error('two waves');

  test('takes them out of one wave and puts them into the other', () => {
    const moved = moveUsers(['maryl'], from, to);
    const names = ({ users, movedOut }: Wave) => [users, movedOut].map((all) => all?.map(({ uid }) => uid));
    expect([names(moved.from), names(moved.to), moved.unknown]).toEqual([
      [['wallyc'], ['maryl']],
      [['hanako', 'jiro', 'maryl'], []],
      [],
    ]);
  });

  test('says who is not there', () =>
    expect(moveUsers(['maryl', 'hanako'], from, to).unknown).toEqual(['hanako']));
});
