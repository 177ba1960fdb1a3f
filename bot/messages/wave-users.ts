import type { WaveUser } from '#core/index.ts';

import { code, escape, type KnownBlock, section } from './blocks.ts';
import { size } from './sessions-line.ts';

/** Everybody of a wave below a title, with their sizes where they are known. */
export function usersBlocks(title: string, users: readonly WaveUser[]): KnownBlock[] {
  if (users.length === 0) return [];
  const lines = users.map(({ mailbox, bytes }) => (bytes === null ? mailbox : `${mailbox}  ${size(bytes)}`));
  return [section(`*${escape(title)}* (${users.length})`), ...code(lines.join('\n'))];
}
