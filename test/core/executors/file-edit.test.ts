import { describe, expect, test } from 'vitest';

import { encodeText, decodeText } from '#core/executors/encoding.ts';
import { editFile } from '#core/executors/file-edit.ts';
import type { PlannedFile } from '#core/plan/operation.ts';

const file = (own: Partial<PlannedFile>): PlannedFile => ({
  id: 'do.1',
  verb: 'file',
  note: null,
  command: null,
  host: 'mail',
  path: '/etc/mail.cnf',
  lines: ['size=2'],
  ensure: 'present',
  replaces: null,
  create: false,
  ...own,
});
const edit = (before: string, own: Partial<PlannedFile> = {}) => {
  const edited = editFile(Buffer.from(before, 'latin1'), file(own), 'utf-8');
  return edited === null ? null : [Buffer.from(edited.bytes).toString('latin1'), edited.diff];
};

describe('a line that must stand in a file', () => {
  test('changes nothing when it stands there', () => {
    expect(edit('a\nsize=2\nb')).toEqual(['a\nsize=2\nb', []]);
  });
  test('goes to the end when nothing gives it a place', () => {
    expect(edit('a\nb\nc\n')).toEqual(['a\nb\nc\nsize=2\n', ['…', ' b', ' c', '+size=2']]);
  });
  test('ends an unfinished last line before it', () => {
    expect(edit('a')).toEqual(['a\nsize=2\n', ['-a', '+a', '+size=2']]);
  });
  test('begins an empty file', () => {
    expect(edit('')).toEqual(['size=2\n', ['+size=2']]);
  });
  test('takes the place of the same setting with another value', () => {
    expect(edit('a\nsize=1\nb\n', { replaces: '^size=' })).toEqual([
      'a\nsize=2\nb\n',
      [' a', '-size=1', '+size=2', ' b'],
    ]);
  });
  test('takes every other value out', () => {
    expect(edit('size=1\nsize=2\nsize=3\n', { replaces: '^size=' })).toEqual([
      'size=2\n',
      ['-size=1', ' size=2', '-size=3'],
    ]);
  });
  test('ends as the other lines end', () => {
    expect(edit('a\r\nsize=1\r\n', { replaces: '^size=' })?.[0]).toBe('a\r\nsize=2\r\n');
    expect(edit('a\r\nb\r\n')?.[0]).toBe('a\r\nb\r\nsize=2\r\n');
  });
  test('leaves bytes that are no characters as they are', () => {
    expect(edit('\xff\xfe\x00\nb\n')?.[0]).toBe('\xff\xfe\x00\nb\nsize=2\n');
  });
});

test('a line that must not stand in a file is taken out wherever it stands', () => {
  expect(edit('size=2\nsize=22\nsize=2', { ensure: 'absent' })).toEqual([
    'size=22\n',
    ['-size=2', ' size=22', '-size=2'],
  ]);
});

describe('a file in EUC-JP', () => {
  const before = Buffer.concat([encodeText('# 件名=古い\n', 'euc-jp') ?? Buffer.of(), Buffer.of(0xff, 0x0a)]);
  test('is found and written in EUC-JP, and shown as text', () => {
    const edited = editFile(before, file({ lines: ['# 件名=新しい'], replaces: '^# 件名' }), 'euc-jp');
    expect(edited?.diff).toEqual(['-# 件名=古い', '+# 件名=新しい', ' \ufffd']);
    expect(Buffer.from(edited?.bytes ?? []).subarray(-2)).toEqual(Buffer.of(0xff, 0x0a));
    expect(decodeText(edited?.bytes.subarray(0, -2) ?? Buffer.of(), 'euc-jp')).toBe('# 件名=新しい\n');
  });
  test('does not take a character that it has not', () => {
    expect(editFile(before, file({ lines: ['한국어'] }), 'euc-jp')).toBeNull();
  });
});

test.each(['euc-jp', 'shift_jis'] as const)('%s is written as it is read', (encoding) => {
  const text = 'abc 渡り、ﾜﾀﾘ ～ ①\\~';
  const bytes = encodeText(text, encoding);
  expect(bytes).not.toBeNull();
  expect(decodeText(bytes ?? Buffer.of(), encoding)).toBe(text);
});
