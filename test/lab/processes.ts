import { readdirSync, readFileSync } from 'node:fs';

/** Processes of the machine that have this lab's folder, or a root in it, to do with. */
export function processesOf(place: string): string[] {
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
