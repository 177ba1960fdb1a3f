import { describe, expect, test } from 'vitest';

import { LineCounter } from '#core/executors/count-lines.ts';
import { encodeText } from '#core/executors/encoding.ts';

const patterns = [
  { pattern: '^restoring .*/INBOX$', counts: 'users' },
  { pattern: '([0-9]+) messages restored', counts: 'messages' },
] as const;

describe('lines of an output', () => {
  test('count one, or the number that they hold', () => {
    const counter = new LineCounter(patterns, 'utf-8');
    counter.feed(Buffer.from('restoring a/INBOX\nrestoring a/Sent\r\n12 messages restored\n'));
    expect(counter.counted).toEqual({ users: 1, messages: 12 });
  });

  test('count once, however they are cut', () => {
    const text = Buffer.from(
      'restoring a/INBOX\nrestoring 田中/INBOX\n3 messages restored\n4 messages restored',
    );
    for (let cut = 0; cut <= text.length; cut += 1) {
      const counter = new LineCounter(patterns, 'utf-8');
      counter.feed(text.subarray(0, cut));
      counter.feed(text.subarray(cut));
      expect(counter.counted).toEqual({ users: 2, messages: 3 });
      expect(counter.finish()).toEqual({ users: 2, messages: 7 });
    }
  });

  test('are read in the encoding of the host', () => {
    const counter = new LineCounter([{ pattern: '^復元：', counts: 'users' }], 'euc-jp');
    counter.feed(encodeText('復元：a\n復元：b\n', 'euc-jp') ?? Buffer.of());
    expect(counter.counted).toEqual({ users: 2 });
  });

  test('count nothing where nothing is asked', () => {
    const counter = new LineCounter([], 'utf-8');
    counter.feed(Buffer.from('restoring a/INBOX\n'));
    expect(counter.counted).toEqual({});
  });
});
