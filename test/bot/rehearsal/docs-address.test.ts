import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { announceDocs, servedDocs } from '#bot/rehearsal/docs-address.ts';

let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'watari-data-'));
});
afterEach(() => rmSync(data, { recursive: true }));

describe('the address of the documentation', () => {
  test('is known to others while it is served, and no longer', () => {
    expect(servedDocs(data)).toBeUndefined();
    const takeBack = announceDocs(data, 'http://127.0.0.1:4711/');
    expect(servedDocs(data)).toBe('http://127.0.0.1:4711/');
    takeBack();
    expect(servedDocs(data)).toBeUndefined();
  });

  test('of a workspace that was killed is not believed', () => {
    const record = { url: 'http://127.0.0.1:4711/', pid: 2 ** 22 + 1 };
    writeFileSync(join(data, 'documentation.json'), JSON.stringify(record));
    expect(servedDocs(data)).toBeUndefined();
  });

  test('of another workspace is left alone', () => {
    const takeBack = announceDocs(data, 'http://127.0.0.1:4711/');
    const other = { url: 'http://127.0.0.1:4712/', pid: process.ppid };
    writeFileSync(join(data, 'documentation.json'), JSON.stringify(other));
    takeBack();
    expect(servedDocs(data)).toBe('http://127.0.0.1:4712/');
  });

  test('that nobody could have written is passed over', () => {
    writeFileSync(join(data, 'documentation.json'), '{"url":"');
    expect(servedDocs(data)).toBeUndefined();
  });
});
