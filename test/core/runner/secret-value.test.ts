import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { secretsFrom } from '#core/runner/index.ts';

import { Scene, aiko } from './engines.ts';
import { planOf } from './plans.ts';

const read = secretsFrom({ PASSWORD: 'swordfish', EMPTY: '' });
const unavailable = expect.objectContaining({ code: 'secret-unavailable' });

describe('a secret', () => {
  test('is read from the environment', () =>
    expect(read({ from: 'env', name: 'PASSWORD' })).toBe('swordfish'));

  test('is unavailable where the variable is missing or empty', () => {
    expect(() => read({ from: 'env', name: 'NOBODY' })).toThrow(unavailable);
    expect(() => read({ from: 'env', name: 'EMPTY' })).toThrow(unavailable);
  });

  test('is read from a file, without the line end at its end', () => {
    const folder = mkdtempSync(join(tmpdir(), 'watari-secret-'));
    try {
      const path = join(folder, 'password');
      writeFileSync(path, 'two\nlines\n');
      expect(read({ from: 'file', path })).toBe('two\nlines');
      expect(() => read({ from: 'file', path: join(folder, 'missing') })).toThrow(unavailable);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is never an example, nor a name that leads nowhere', () => {
    expect(() => read({ from: 'example', text: 'secret12' })).toThrow(unavailable);
    expect(() => read({ from: 'inventory', name: 'manager' })).toThrow(unavailable);
  });

  test('that names the inventory is looked up in the inventory of the run', async () => {
    const plan = planOf([{}], { secrets: { password: { secret: { from: 'inventory', name: 'manager' } } } });
    await using scene = new Scene(plan);
    const asked: unknown[] = [];
    const engine = scene.engine('bot', {
      secretOf: (reference) => {
        asked.push(reference);
        return 'swordfish';
      },
    });
    await scene.start(engine);
    scene.work(engine);
    await engine.ask(scene.run, 'carry-out', aiko);
    await scene.until('StepFailed');
    expect((await scene.events()).find(({ type }) => type === 'OperationEnded')).toMatchObject({
      outcome: {
        reason: 'not-started',
        detail: {
          en: 'Looking up the secret manager: the inventory of this run does not say where it is',
          ja: '秘密の値を取得できません（Looking up the secret manager: the inventory of this run does not say where it is）',
        },
      },
    });
    expect(asked).toEqual([]);
  });
});
