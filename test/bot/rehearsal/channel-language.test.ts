import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { loadSettings } from '#bot/config.ts';
import { chooseChannelLanguage } from '#bot/rehearsal/channel-language.ts';

let site: string;
beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'watari-language-'));
});
afterAll(() => rmSync(site, { recursive: true, force: true }));

describe('the language of a lab’s channel', () => {
  test('is the one that was chosen last', () => {
    expect(loadSettings(site).settings.language).toBe('ja');
    chooseChannelLanguage(site, 'en');
    expect(loadSettings(site).settings.language).toBe('en');
    chooseChannelLanguage(site, 'ja');
    expect(loadSettings(site).settings.language).toBe('ja');
  });

  test('is chosen without touching other settings', () => {
    writeFileSync(join(site, 'watari.yaml'), 'timeZone: Europe/Berlin\nlanguage: ja\n');
    chooseChannelLanguage(site, 'en');
    expect(readFileSync(join(site, 'watari.yaml'), 'utf8')).toBe('language: en\ntimeZone: Europe/Berlin\n');
  });
});
