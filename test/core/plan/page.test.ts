import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Compiled, compilePlan, planJson } from '#core/plan/index.ts';
import { isIpv6 } from '#core/plan/ip-address.ts';
import { type PageCompiled, compilePage, isAsked, stepText } from '#core/plan/page.ts';
import { stepJson } from '#core/plan/plan-json.ts';
import { loadRunbooks } from '#core/runbook/index.ts';
import type { Parameter, Runbook } from '#core/runbook/schema.ts';

const { runbooks } = loadRunbooks('runbooks');
const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** What the generator hands to a page. */
const given = (runbook: Runbook) => ({
  stepHashes: Object.fromEntries(runbook.steps.map((step) => [step.id, sha256(stepText(step))])),
  documents: Object.fromEntries(
    Object.values(runbook.parameters).flatMap((parameter) =>
      parameter.type === 'file' && parameter.example !== undefined
        ? [[parameter.example, sha256(readFileSync(parameter.example))]]
        : [],
    ),
  ),
});

/** Values that people may type, awkward ones among them. */
const OTHERS: { readonly [T in Parameter['type']]?: readonly string[] } = {
  host: ['mail2.example.jp', '2001:db8::25'],
  path: ['/opt/my mail', "/srv/it's/here"],
  dn: ['o=example', String.raw`cn=Doe\, John,o=例`],
  filter: ['(&(uid=s*)(mail=*))'],
  text: ['a b', '$HOME; `id`'],
  login: ['mailadm'],
  port: ['10389'],
  integer: [],
  users: ['aoki, baba, chiba', 'aoki'],
};

const valuesOf = (parameter: Parameter): readonly string[] => {
  if (parameter.type === 'choice') return parameter.of.map(({ value }) => value);
  if (parameter.type === 'flag') return ['true', 'false'];
  if (parameter.type === 'integer') return [String(parameter.min), String(parameter.max)];
  return OTHERS[parameter.type] ?? [];
};

/** The examples, every other value alone, all first and all last ones at once, and something wrong. */
function valueSets(runbook: Runbook): readonly Record<string, string>[] {
  const asked = Object.entries(runbook.parameters).filter(([name]) => isAsked(runbook, name));
  const alone = asked.flatMap(([name, parameter]) => valuesOf(parameter).map((value) => ({ [name]: value })));
  const all = (at: number) =>
    Object.fromEntries(
      asked.flatMap(([name, parameter]) => {
        const value = valuesOf(parameter).at(at);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const wrong = Object.fromEntries(asked.map(([name]) => [name, '\0']));
  return [{}, ...alone, all(0), all(-1), wrong];
}

/** Every text and command, as bytes. */
const shown = (compiled: Compiled | PageCompiled): string =>
  JSON.stringify(
    compiled.kind === 'problems'
      ? compiled.problems
      : [compiled.plan.values, compiled.plan.warnings, compiled.plan.steps.map(stepJson)],
  );

describe('a page', () => {
  test('is there for each of the nine variants', () => {
    expect(runbooks).toHaveLength(9);
  });

  test('has its steps as plan prints them', () => {
    for (const runbook of runbooks) {
      const plan = compilePlan({ runbook, values: {}, inventory: null, examples: true });
      if (plan.kind !== 'planned') throw new Error(runbook.id);
      expect(plan.plan.steps.map(stepJson)).toEqual(planJson(plan.plan).steps);
    }
  });

  test.each(runbooks.map((runbook) => [runbook.id, runbook] as const))(
    'of %s shows what plan prints for the same values',
    (_id, runbook) => {
      const sets = valueSets(runbook);
      expect(sets.length).toBeGreaterThan(10);
      for (const values of sets) {
        const plan = compilePlan({ runbook, values, inventory: null, examples: true });
        const page = compilePage({ runbook, values, ...given(runbook) });
        expect(shown(page)).toBe(shown(plan));
      }
    },
  );

  test('leaves a parameter aside that the runbook no longer has', () => {
    const [runbook] = runbooks;
    if (runbook === undefined) throw new Error('no runbook');
    const page = compilePage({ runbook, values: { longGone: 'x' }, ...given(runbook) });
    expect(page).toEqual(compilePage({ runbook, values: {}, ...given(runbook) }));
  });

  test('takes neither a secret nor what stands in a file', () => {
    for (const runbook of runbooks) {
      const kept = Object.entries(runbook.parameters).filter(([, { type }]) =>
        ['secret', 'file', 'waves'].includes(type),
      );
      const values = Object.fromEntries(kept.map(([name]) => [name, 'hunter2']));
      expect(JSON.stringify(compilePage({ runbook, values, ...given(runbook) }))).not.toContain('hunter2');
    }
  });
});

describe('an IPv6 address', () => {
  const hex = fc.stringMatching(/^[0-9a-fA-F]{0,5}$/u);
  const group = fc.oneof(hex, fc.constant(''), fc.constant('192.0.2.1'), fc.constant('1.2.3.256'));
  const text = fc
    .tuple(fc.array(group, { maxLength: 9 }), fc.constantFrom('', '%eth0', '%', '%a b'))
    .map(([groups, zone]) => groups.join(':') + zone);

  test('is what Node takes for one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), text), (one) => {
        expect(isIpv6(one)).toBe(isIP(one) === 6);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
  test.each([
    '::',
    '::1',
    '1::',
    '1:2:3:4:5:6:7::',
    '::ffff:192.0.2.1',
    '1:2:3:4:5:6:192.0.2.1',
    'fe80::1%eth0',
  ])('may be %s', (one) => {
    expect(isIpv6(one)).toBe(true);
  });
  test.each(['', ':', ':::', '1::2::3', '192.0.2.1::', '1:2:3:4:5:6:7:8:9', '12345::'])(
    'is not %j',
    (one) => {
      expect(isIpv6(one)).toBe(false);
    },
  );
});
