import { describe, expect, test } from 'vitest';

import { parseArguments, UsageError } from '#bot/arguments.ts';
import { run } from '#bot/terminal/run.ts';

const parse = (line: string) => parseArguments(line === '' ? [] : line.split(' '));
const wrong = (line: string): UsageError => {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${line} was understood`);
};

describe('what is typed', () => {
  test('is help where nothing is', () => {
    expect(parse('')).toMatchObject({ command: 'help', words: [] });
  });

  test.each([
    ['plan iplanet/sims-offline', { command: 'plan', words: ['iplanet/sims-offline'] }],
    ['--json plan x', { command: 'plan', json: true }],
    ['plan x --json --examples', { json: true, examples: true }],
    ['plan x --set a=b --set c=d=e', { set: { a: 'b', c: 'd=e' } }],
    ['plan x --set a=', { set: { a: '' } }],
    ['confirm --not-done --note seen', { notDone: true, note: 'seen' }],
    ['status --run sims-0007 --lang ja', { run: 'sims-0007', lang: 'ja' }],
    ['approve --lab demo --as ben', { lab: 'demo', as: 'ben' }],
    ['rehearse x --faults power-cut@4 --seed 3 --yes', { faults: 'power-cut@4', seed: '3', yes: true }],
    ['rehearse x --size small --yes', { size: 'small', yes: true }],
    ['rehearse x --retries 0 --yes', { retries: '0' }],
    ['hosts trust mail --fingerprint SHA256:x', { words: ['trust', 'mail'], fingerprint: 'SHA256:x' }],
    ['-h', { help: true }],
    ['note -- --not-an-option', { words: ['--not-an-option'] }],
  ])('%s', (line, expected) => {
    expect(parse(line)).toMatchObject(expected);
  });

  test.each([
    ['list --lang fr', /--lang: found "fr", allowed: en, ja/u],
    ['list --colour', /--colour/u],
    ['status --run', /--run/u],
    ['list --json=yes', /--json/u],
    ['plan x --set a', /--set: found "a", allowed: name=value/u],
    ['plan x --set =b', /--set: found "=b"/u],
    ['plan x --set a=1 --set a=2', /--set: a is given twice/u],
  ])('%s is wrong, and says what', (line, message) => {
    const error = wrong(line);
    expect(error.message).toMatch(message);
    expect(error.ja).toMatch(/[ぁ-ん]/u);
  });

  test('may name a parameter like something that every object has', () => {
    expect(Object.keys(parse('plan x --set constructor=1').set)).toEqual(['constructor']);
  });
});

describe('what was typed wrong', () => {
  const EN = /^Unknown option '--fast'/mu;
  const JA = /^--fast というオプションはありません/mu;

  test.each([
    ['in English where --lang en was typed', 'status --fast --lang en', [EN], [JA]],
    ['in Japanese where --lang=ja was typed', '--lang=ja status --fast', [JA], [EN]],
    ['in both languages where nobody said which', 'status --fast', [EN, JA], []],
    [
      'in both languages where the language is what is wrong',
      'status --lang fr',
      [/allowed: en, ja/u, /使えません/u],
      [],
    ],
  ])('is said %s', async (_where, line, says, doesNot) => {
    let err = '';
    const streams = { out: () => undefined, err: (text: string) => void (err += text) };
    expect(await run(line.split(' '), streams)).toBe(2);
    for (const one of says) expect(err).toMatch(one);
    for (const one of doesNot) expect(err).not.toMatch(one);
  });
});
