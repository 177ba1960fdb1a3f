import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { planningOf } from '#core/runner/index.ts';

const shipped = planningOf({ runbooks: 'runbooks', inventory: () => null, lab: false });

describe('planning', () => {
  test('lists every runbook with what it asks for', () => {
    const offline = shipped.list().find(({ id }) => id === 'iplanet/sims-offline');
    expect(offline).toMatchObject({ title: { en: expect.any(String), ja: expect.any(String) } });
    expect(offline?.steps).toBeGreaterThan(14);
  });

  test('compiles the runbook that is asked for', () =>
    expect(shipped.compile({ runbook: 'iplanet/sims-offline', values: {}, examples: true })).toMatchObject({
      kind: 'planned',
      plan: { runbook: 'iplanet/sims-offline', examples: true },
    }));

  test('says every value that is missing', () => {
    const compiled = shipped.compile({ runbook: 'iplanet/sims-offline', values: {} });
    expect(compiled.kind).toBe('problems');
  });

  test('refuses a runbook that nobody wrote, and says which there are', () =>
    expect(shipped.compile({ runbook: 'iplanet/nothing', values: {} })).toMatchObject({
      kind: 'refused',
      refusal: {
        code: 'unknown-runbook',
        values: { runbook: 'iplanet/nothing', known: expect.stringContaining('iplanet/sims-offline') },
      },
    }));

  test('says what is wrong with a runbook that does not load', () => {
    const folder = mkdtempSync(join(tmpdir(), 'watari-runbooks-'));
    try {
      mkdirSync(join(folder, 'iplanet'));
      const source = readFileSync('runbooks/iplanet/sims-offline.yaml', 'utf8');
      writeFileSync(
        join(folder, 'iplanet', 'sims-offline.yaml'),
        source.replace(/risk: disruptive/u, 'risk: high'),
      );
      const broken = planningOf({ runbooks: folder, inventory: () => null, lab: false });
      expect(broken.list()).toEqual([]);
      expect(broken.compile({ runbook: 'iplanet/sims-offline', values: {} })).toMatchObject({
        kind: 'refused',
        refusal: { code: 'plan-has-problems', values: { problems: expect.stringContaining('high') } },
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('says of a variant what is wrong with the file that it is made of', () => {
    const folder = mkdtempSync(join(tmpdir(), 'watari-runbooks-'));
    try {
      cpSync('runbooks/groupmax', join(folder, 'groupmax'), { recursive: true });
      const file = join(folder, 'groupmax', 'upgrade.yaml');
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace('id: clear-journal', 'id: stop-address-service'),
      );
      const broken = planningOf({ runbooks: folder, inventory: () => null, lab: false });
      expect(broken.compile({ runbook: 'groupmax/from-v5', values: {} })).toMatchObject({
        kind: 'refused',
        refusal: {
          code: 'plan-has-problems',
          values: { problems: expect.stringContaining('upgrade.yaml:') },
        },
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
