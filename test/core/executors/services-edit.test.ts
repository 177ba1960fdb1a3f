import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { decodeText, encodeText } from '#core/executors/encoding.ts';
import { editFile } from '#core/executors/file-edit.ts';
import { file } from '#core/executors/file.ts';
import type { PlannedFile, ServiceEntry } from '#core/plan/operation.ts';

import { contextWith, printed } from './answering-host.ts';

const cases = z
  .array(
    z.strictObject({
      rule: z.string(),
      encoding: z.enum(['utf-8', 'shift_jis']).default('utf-8'),
      before: z.string(),
      wanted: z.array(z.string()),
      after: z.string().optional(),
      diff: z.array(z.string()).optional(),
      conflicts: z.array(z.string()).default([]),
    }),
  )
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'services-cases.json'), 'utf8')));

const entryOf = (text: string): ServiceEntry => {
  const [, name = '', port = '', protocol] = /^(\S+) (\d+)\/(\S+)$/u.exec(text) ?? [];
  return { name, port: Number(port), protocol: protocol === 'udp' ? 'udp' : 'tcp' };
};
const operation = (wanted: readonly string[]): PlannedFile => ({
  id: 'do.1',
  verb: 'file',
  note: null,
  command: null,
  host: 'mail',
  path: '/etc/services',
  lines: [],
  services: wanted.map(entryOf),
  ensure: 'present',
  replaces: null,
  create: false,
});

describe('in a services file', () => {
  test.each(cases)('$rule', ({ encoding, before, wanted, after, diff, conflicts }) => {
    const bytes = encodeText(before, encoding) ?? Buffer.of();
    const edit = editFile(bytes, operation(wanted), encoding);
    expect(edit?.conflicts.map(({ en }) => en)).toEqual(conflicts);
    expect(decodeText(edit?.bytes ?? Buffer.of(), encoding)).toBe(after ?? before);
    expect(edit?.diff).toEqual(diff ?? []);
    const again = editFile(edit?.bytes ?? Buffer.of(), operation(wanted), encoding);
    expect(again?.changed).toBe(false);
  });
});

describe('a conflict in a services file', () => {
  const wanted = operation(['imap 143/tcp']);
  const commands: string[] = [];
  const context = contextWith((command) => {
    commands.push(command);
    return printed('watari file\nimap2 143/tcp\n');
  });
  const en = 'in /etc/services on mail "imap2 143/tcp" stands where "imap 143/tcp" must stand';
  const ja = 'mail の /etc/services に、"imap 143/tcp" と競合する "imap2 143/tcp" がすでにあります';

  test('is shown before anybody approves', async () =>
    expect(await file.preview(wanted, context)).toEqual({
      text: { en: `${en}.`, ja: `${ja}。` },
      changes: [],
    }));

  test('fails before anything is written', async () => {
    commands.length = 0;
    expect(await file.carryOut(wanted, context)).toEqual({
      kind: 'failed',
      reason: 'conflict',
      detail: { en: `nothing was changed: ${en}`, ja: `何も変更していません：${ja}` },
      evidence: [],
    });
    expect(commands).toHaveLength(1);
  });

  test('is not as it must be', async () =>
    expect(await file.probe(wanted, context)).toEqual({
      kind: 'unsatisfied',
      detail: { en, ja },
      evidence: [],
    }));
});
