import { describe, expect, it } from 'vitest';

import { planJson, readShownDocument, sha256, shownDocument } from '#core/plan/index.ts';

import { INVENTORY, VALUES, inventoryOf, planOf } from './crossing.ts';

const plan = planOf({ inventory: inventoryOf(INVENTORY) });

describe('a plan as JSON', () => {
  it('has the promised shape', () => {
    const json = planJson(plan);
    expect(json).toMatchObject({
      runbook: 'fixture/crossing',
      procedureHash: plan.procedureHash,
      planHash: plan.planHash,
    });
    for (const step of json.steps)
      expect(Object.keys(step)).toEqual(
        expect.arrayContaining(
          'id number group title text applies because risk approvals stepHash operations verify undo'.split(
            ' ',
          ),
        ),
      );
    expect(json.steps[2]).toMatchObject({
      number: '3a',
      group: { id: 'convert', number: '3', title: { en: 'Convert', ja: '変換' } },
      operations: [{ verb: 'ssh', host: 'newmail.example.jp', command: 'restore', parts: ['restore'] }],
    });
  });
  it('survives being written down', () => {
    const json = planJson(plan);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
  it('shows every secret as dots, and where it is found', () => {
    const text = JSON.stringify(planJson(plan));
    expect(text).toContain('migrate -w ••••');
    expect(text).toContain('"secret":{"from":"env","name":"BIND_PASSWORD"}');
    expect(text).not.toContain('public-example');
  });
  it('never opens a reference, not even one that leads somewhere', () => {
    const values = { ...VALUES, bindPassword: 'env:PATH' };
    const path = process.env['PATH'] ?? '';
    expect(path).not.toBe('');
    expect(JSON.stringify(planJson(planOf({ values })))).not.toContain(path);
  });
});

describe('what was shown', () => {
  const operations = plan.steps[1]?.operations ?? [];
  const previews = { 'do.3': { text: { en: 'Adds 2.', ja: '2 件追加します。' }, changes: ['+ a', '+ b'] } };
  const shown = { planHash: plan.planHash, operations, previews };

  it('comes back as it was stored', () => {
    expect(readShownDocument(shownDocument(shown))).toEqual(shown);
  });
  it('has another hash once anything in it is another', () => {
    const before = sha256(shownDocument(shown));
    const other = [
      { ...shown, planHash: sha256('') },
      { ...shown, operations: operations.slice(1) },
      { ...shown, previews: {} },
      { ...shown, previews: { 'do.3': { ...previews['do.3'], changes: ['+ a'] } } },
    ].map((one) => sha256(shownDocument(one)));
    expect(new Set([before, ...other]).size).toBe(5);
  });
  it('is told from other documents', () => {
    expect(() => readShownDocument(new TextEncoder().encode('{"steps":[]}'))).toThrow('another one');
  });
});
