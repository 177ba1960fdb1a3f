import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createRedactor, EVIDENCE_LIMIT_BYTES, keepEvidence } from '#core/evidence/index.ts';
import { decodeText, encodeText } from '#core/executors/encoding.ts';
import { openSqliteStore } from '#core/journal/index.ts';

const SECRET = "hunter2's p@ß/word";
const bytes = Buffer.from(SECRET);
const base64 = (before: string, after: string) => Buffer.from(before + SECRET + after).toString('base64');
const folded = (text: string, width: number, by: string) =>
  text.replaceAll(new RegExp(`(.{${width}})`, 'g'), `$1${by}`);

const forms: [string, string][] = [
  ['plain', SECRET],
  ['base64', bytes.toString('base64')],
  ['base64 behind one byte', base64('x', 'yz')],
  ['base64 behind two bytes', base64('xx', 'yz')],
  ['base64url', bytes.toString('base64url')],
  ['hex', bytes.toString('hex')],
  ['upper-case hex', bytes.toString('hex').toUpperCase()],
  ['hex with colons', bytes.toString('hex').replaceAll(/(..)(?=.)/g, '$1:')],
  ['URL-encoded', encodeURIComponent(SECRET)],
  ['quoted for a shell', SECRET.replaceAll("'", String.raw`'\''`)],
  ['inside JSON', JSON.stringify(`\n${SECRET}`)],
  ['form-encoded', new URLSearchParams({ a: SECRET }).toString().slice(2)],
  ['LDIF, base64 and folded', folded(bytes.toString('base64'), 7, '\n ')],
  ['LDIF, plain and folded', `${SECRET.slice(0, 5)}\n ${SECRET.slice(5)}`],
  ['base64 wrapped with CRLF', folded(bytes.toString('base64'), 9, '\r\n')],
];

describe('a secret', () => {
  test.each(forms)('is removed when it is %s', (_form, written) => {
    const redacted = createRedactor([SECRET]).text(`before ${written} after`);
    expect(redacted).toMatch(/^before .{0,3}••••.* after$/s);
    for (const piece of [SECRET, bytes.toString('hex'), written.slice(1, -2)])
      expect(redacted).not.toContain(piece);
  });

  test.each(forms)('is removed from a stream cut anywhere when it is %s', (_form, written) => {
    const whole = Buffer.from(`start ${written} end`);
    for (let cut = 0; cut <= whole.length; cut++) {
      const stream = createRedactor([SECRET]).stream();
      const out = Buffer.concat([
        stream.push(whole.subarray(0, cut)),
        stream.push(whole.subarray(cut)),
        stream.end(),
      ]);
      expect(Buffer.compare(out, Buffer.from(createRedactor([SECRET]).bytes(whole)))).toBe(0);
    }
  });

  test.each(['euc-jp', 'shift_jis'] as const)('is removed from what a host prints in %s', (encoding) => {
    const secret = '渡り鳥の合言葉';
    const printed = encodeText(`鍵は${secret}です`, encoding);
    if (printed === null) throw new Error(`not written in ${encoding}`);
    expect(decodeText(createRedactor([secret]).bytes(printed), encoding)).toBe('鍵は****です');
  });

  test('shorter than eight bytes is refused', () => {
    expect(() => createRedactor(['secret'])).toThrow(/shorter than 8 bytes/);
  });

  test('that contains another one is removed whole', () => {
    expect(createRedactor(['password', 'password-longer']).text('x password-longer y')).toBe('x •••• y');
  });
});

describe('everything else', () => {
  test('goes through byte for byte, in chunks of any size', () => {
    const redactor = createRedactor([SECRET, 'another-secret']);
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (chunks) => {
        const stream = redactor.stream();
        const out = Buffer.concat([...chunks.map((chunk) => stream.push(chunk)), stream.end()]);
        return Buffer.compare(out, Buffer.concat(chunks)) === 0;
      }),
      { seed: 1 },
    );
  });
});

describe('evidence', () => {
  test('is redacted before it is kept', async () => {
    await using store = openSqliteStore(':memory:');
    const hash = await keepEvidence(store.documents, createRedactor([SECRET]), Buffer.from(`pw=${SECRET}`));
    expect(Buffer.from(await store.documents.get(hash)).toString()).toBe('pw=****');
  });

  test('over the limit keeps head and tail and says how much there was', async () => {
    await using store = openSqliteStore(':memory:');
    const big = Buffer.alloc(3 * EVIDENCE_LIMIT_BYTES, 'ab');
    big.write('HEAD');
    big.write('TAIL', big.length - 4);
    const kept = Buffer.from(
      await store.documents.get(await keepEvidence(store.documents, createRedactor([]), big)),
    );
    expect(kept.length).toBeLessThanOrEqual(EVIDENCE_LIMIT_BYTES);
    expect(kept.toString()).toMatch(/^HEAD.*bytes left out here; 3145728 bytes in all.*TAIL$/s);
  });
});

describe('a text that goes on', () => {
  const secret = 'Tr0ub4dor7 Correct/9Hörse';
  const writings = {
    plain: secret,
    base64: Buffer.from(secret).toString('base64'),
    hex: Buffer.from(secret).toString('hex').match(/../gu)?.join(':') ?? '',
    url: encodeURIComponent(secret),
    json: JSON.stringify(secret).slice(1, -1),
    folded: Buffer.from(secret).toString('base64').replaceAll(/.{7}/gu, '$&\n '),
  };
  const redactor = createRedactor([secret]);

  test.each(Object.entries(writings))('shows no beginning of a secret at its end: %s', (_, written) => {
    for (let length = 4; length <= written.length; length += 1) {
      const said = redactor.unfinished(`before ${written.slice(0, length)}`);
      // The last character of base64 and what fills it up depend on what would come next.
      expect(said).toMatch(/^before ••••\s*[A-Za-z0-9]?[\s=]*$/u);
    }
  });

  test('shows what is no beginning of a secret', () => {
    expect(redactor.unfinished('Processing 3 of 10\nTr')).toBe('Processing 3 of 10\nTr');
    expect(redactor.unfinished('Tr0 was long ago')).toBe('Tr0 was long ago');
  });
});
