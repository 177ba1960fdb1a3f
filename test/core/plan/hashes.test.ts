import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { canonicalJson, planDocument, readPlanDocument, sha256 } from '#core/plan/index.ts';

import { INVENTORY, VALUES, compileCrossing, crossing, inventoryOf, planOf } from './crossing.ts';

/** The same JSON value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reversed(inner)] as const);
  return Object.fromEntries(entries.toReversed());
}

/** A JSON value with one more element, key or character somewhere. */
const changed = (value: unknown): unknown => (Array.isArray(value) ? [...value, null] : [value]);

describe('canonical JSON', () => {
  it('is the same for every order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
      { seed: 20261 },
    );
  });
  it('holds the whole value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(changed(value))).not.toBe(text);
      }),
      { seed: 20262 },
    );
  });
  it('leaves out what is undefined, and spaces', () => {
    expect(canonicalJson({ b: [1, { d: 2, c: undefined }], a: 'ü' })).toBe('{"a":"ü","b":[1,{"d":2}]}');
  });
  it('is hashed as UTF-8', () => {
    expect(sha256('渡り')).toBe(sha256(new TextEncoder().encode('渡り')));
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});

const OTHER_VALUES = {
  oldHost: 'other.example.jp',
  newHost: 'other.example.jp',
  ldapPort: '390',
  suffix: 'o=other',
  chosen: '(uid=b*)',
  bindDn: 'cn=Other',
  bindPassword: 'env:OTHER',
  schema: 'other.ldif',
  root: '/opt/other',
  remark: 'other',
  owner: 'other',
  way: 'pipe',
  careful: 'false',
  sessions: '3',
  mailboxes: 'aoki,baba',
  listFile: '/var/tmp/other',
} as const;
const plan = planOf();

describe('the plan hash', () => {
  it('is stable', () => {
    expect(planOf().planHash).toBe(plan.planHash);
    expect(planOf({ values: Object.fromEntries(Object.entries(VALUES).toReversed()) }).planHash).toBe(
      plan.planHash,
    );
  });
  it.each(Object.entries(OTHER_VALUES))('changes with %s', (name, value) => {
    expect(planOf({ values: { ...VALUES, [name]: value } }).planHash).not.toBe(plan.planHash);
  });
  it("changes with a file's content, though its name stays", () => {
    expect(planOf({ documents: () => new Uint8Array([1]) }).planHash).not.toBe(plan.planHash);
  });
  it('changes with the inventory', () => {
    const one = planOf({ inventory: inventoryOf(INVENTORY) });
    const other = planOf({ inventory: inventoryOf(INVENTORY.replace('2222', '2223')) });
    expect(new Set([plan.planHash, one.planHash, other.planHash]).size).toBe(3);
  });
  it('does not change with a host of the inventory that the plan never reaches', () => {
    const one = planOf({ inventory: inventoryOf(INVENTORY) });
    const other = planOf({ inventory: inventoryOf(INVENTORY.replace('elsewhere', 'nowhere')) });
    expect(other.planHash).toBe(one.planHash);
  });
});

describe('the procedure hash', () => {
  const where = ['oldHost', 'newHost', 'bindPassword'];
  it.each(Object.entries(OTHER_VALUES).filter(([name]) => where.includes(name)))(
    'is the same wherever it is done: %s',
    (name, value) => {
      expect(planOf({ values: { ...VALUES, [name]: value } }).procedureHash).toBe(plan.procedureHash);
    },
  );
  it.each(Object.entries(OTHER_VALUES).filter(([name]) => !where.includes(name)))(
    'changes with what is done: %s',
    (name, value) => {
      expect(planOf({ values: { ...VALUES, [name]: value } }).procedureHash).not.toBe(plan.procedureHash);
    },
  );
  it('is the same under another inventory', () => {
    expect(planOf({ inventory: inventoryOf(INVENTORY) }).procedureHash).toBe(plan.procedureHash);
  });
  it('changes with any step', () => {
    const steps = crossing.steps.slice(1);
    expect(planOf({ runbook: { ...crossing, steps } }).procedureHash).not.toBe(plan.procedureHash);
  });
});

describe('the step hash', () => {
  const hashes = (values: Record<string, string>) => planOf({ values }).steps.map((step) => step.stepHash);
  it('is the same for all values', () => {
    expect(hashes({ ...VALUES, ...OTHER_VALUES })).toEqual(hashes(VALUES));
  });
  it('changes with a word of its text, and no other step does', () => {
    const [first, ...rest] = crossing.steps;
    if (first === undefined) throw new Error('no step');
    const ja = `${first.text.ja} `;
    const runbook = { ...crossing, steps: [{ ...first, text: { ...first.text, ja } }, ...rest] };
    const after = planOf({ runbook }).steps.map((step) => step.stepHash);
    const before = plan.steps.map((step) => step.stepHash);
    expect(after[0]).not.toBe(before[0]);
    expect(after.slice(1)).toEqual(before.slice(1));
  });
});

describe('the plan document', () => {
  it('lies under the plan hash and gives the plan back', () => {
    const compiled = compileCrossing({ inventory: inventoryOf(INVENTORY) });
    if (compiled.kind !== 'planned') throw new Error('problems');
    const stored = compiled.documents.get(compiled.plan.planHash) ?? new Uint8Array();
    expect(sha256(stored)).toBe(compiled.plan.planHash);
    expect(planDocument(compiled.plan)).toEqual(stored);
    expect(readPlanDocument(stored)).toEqual(compiled.plan);
  });
  it('is told from other documents', () => {
    expect(() => readPlanDocument(new TextEncoder().encode('{"planHash":"x"}'))).toThrow('not a plan');
  });
});
