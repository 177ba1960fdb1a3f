import { createHash } from 'node:crypto';
import { lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Fault } from '../errors.ts';

/** sockaddr_un holds 108 bytes with the final zero; the longest name below the folder is about 60. */
const LONGEST_FOLDER = 45;

/** A folder for Unix sockets with a path short enough for them. `release` takes the short way away again. */
export type SocketFolder = { readonly path: string; release(): Promise<void> };

/**
 * `<dir>/run`, or a link to it from the temporary folder if that path is too long. The link's name follows from `dir`
 * alone: runs freeze socket paths, and a lab that is started again must be where it was.
 */
export async function socketFolder(dir: string): Promise<SocketFolder> {
  const folder = join(dir, 'run');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = shortPath(folder);
  if (path === folder) return { path: folder, release: async () => {} };
  await symlink(folder, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  // The temporary folder belongs to everybody: only a link of our own, to our own folder, will do.
  const there = await lstat(path);
  if (!there.isSymbolicLink() || there.uid !== process.getuid?.() || (await readlink(path)) !== folder) {
    throw new Fault(
      'lab-unavailable',
      'Making a short path for the lab’s sockets',
      `${path} is somebody else’s`,
    );
  }
  return { path, release: () => rm(path, { force: true }) };
}

const shortPath = (folder: string): string =>
  Buffer.byteLength(folder) <= LONGEST_FOLDER
    ? folder
    : join(tmpdir(), `watari-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);

/** Whether some process has the lab in `dir` running. */
export const isLabRunning = (dir: string): Promise<boolean> =>
  answers(join(shortPath(join(dir, 'run')), 'lab.sock'));

/** Makes sure that one process alone has this lab: whoever holds the socket. @throws Fault lab-unavailable */
export async function holdLab(folder: string, dir: string): Promise<Server> {
  const path = join(folder, 'lab.sock');
  if (await answers(path)) {
    throw new Fault('lab-unavailable', `Starting the lab in ${dir}`, 'another process has this lab running');
  }
  await rm(path, { force: true });
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return server;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
