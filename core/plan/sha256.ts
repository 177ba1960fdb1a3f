import { createHash } from 'node:crypto';

import type { Sha256 } from './plan.ts';

/** Lower-case hexadecimal SHA-256 of bytes, or of a text's UTF-8. */
export const sha256 = (data: string | Uint8Array): Sha256 => createHash('sha256').update(data).digest('hex');
