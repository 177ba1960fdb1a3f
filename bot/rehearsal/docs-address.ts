import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

const record = z.strictObject({ url: z.url(), pid: z.int().positive() });

/** Where the open workspace leaves the address of its documentation, for its bot and for terminals beside it. */
const fileIn = (data: string): string => join(data, 'documentation.json');

/** Says where this process serves the documentation; what it returns takes that back. */
export function announceDocs(data: string, url: string): () => void {
  const file = fileIn(data);
  writeFileSync(file, `${JSON.stringify({ url, pid: process.pid })}\n`, { mode: 0o600 });
  return () => {
    // Another workspace may have been opened on the same data meanwhile.
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
}

/** The documentation that an open workspace serves; undefined once whoever served it is gone. */
export function servedDocs(data: string): string | undefined {
  const found = read(fileIn(data));
  return found !== null && isAlive(found.pid) ? found.url : undefined;
}

function read(file: string): z.infer<typeof record> | null {
  if (!existsSync(file)) return null;
  try {
    return record.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
