import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Channel, Queue } from './queue.ts';

const row = (label: string, messages: number, blocks: number, remark = ''): string =>
  `   ${label.padEnd(20)} ${String(messages).padStart(9)} ${String(messages).padStart(10)} ${String(blocks).padStart(10)}${remark}\n`;

/** `qm counters` in the shape of PMDF's: what matters is Stored. */
export function counters(imta: string, queue: Queue, local: string): string {
  const channels: readonly (readonly [channel: Channel, name: string])[] = [
    ['tcp_local', 'tcp_local'],
    ['local', local],
    ['hold', 'hold'],
  ];
  const of = ([channel, name]: readonly [Channel, string]): string => {
    const stored = queue.messages(channel);
    const bytes = stored.map(
      (one) => statSync(queue.path(channel, one), { throwIfNoEntry: false })?.size ?? 0,
    );
    const blocks = Math.ceil(bytes.reduce((sum, size) => sum + size, 0) / 1024);
    const delivered = deliveredBlocks(join(imta, 'counters', name));
    const deliveredSum = delivered.reduce((sum, size) => sum + size, 0);
    return [
      `${name}\n`,
      row('Received', stored.length + delivered.length, blocks + deliveredSum),
      row('Stored', stored.length, blocks),
      row('Delivered', delivered.length, deliveredSum, ` (${String(delivered.length)} first time)`),
      row('Submitted', 0, 0),
    ].join('');
  };
  return [
    'Channel                Messages   Recipients Blocks\n',
    '---------------------- ---------- ---------- ----------\n',
    ...channels.map(of),
  ].join('');
}

const deliveredBlocks = (file: string): readonly number[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').map(Number) : [];
