import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processes of the machine that have this lab's folder, or a root in it, to do with. A mount names its root as its own
 * file system does, where /dev/shm is not in front.
 */
export function processesOf(folder: string): string[] {
  const place = folder.replace(/^\/dev\/shm(?=\/)/u, '');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        const texts = ['cmdline', 'environ', 'mountinfo'].map((file) =>
          readFileSync(`/proc/${pid}/${file}`, 'utf8'),
        );
        return texts.some((text) => text.includes(place));
      } catch {
        return false; // it ended while we looked
      }
    });
}
