import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** So many characters of a secret, in whatever writing, are a leak: half a password is half a password. */
const WINDOW = 10;

/** Every piece by which a secret would give itself away, and in which writing that is. */
function tellTales(secret: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(secret);
  const writings: Record<string, readonly string[]> = {
    plain: [secret, JSON.stringify(secret).slice(1, -1)],
    base64: ['', 'x', 'xy'].map((before) => {
      const text = Buffer.from(before + secret).toString('base64');
      return text.replace(/=+$/u, '').slice(before === '' ? 0 : 4, -1);
    }),
    hex: [bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
    url: [encodeURIComponent(secret)],
  };
  return new Map(
    Object.entries(writings).flatMap(([writing, texts]) =>
      texts.flatMap((text) =>
        Array.from({ length: Math.max(1, text.length - WINDOW + 1) }, (_, at): [string, string] => [
          text.slice(at, at + WINDOW),
          writing,
        ]),
      ),
    ),
  );
}

/** Where in a text a secret, or a piece of it, stands; folds and colons do not hide it. */
export function tracesOf(secret: string, text: string): string[] {
  const tales = tellTales(secret);
  const found = [text, text.replaceAll(/\r?\n ?/gu, ''), text.replaceAll(':', '')].flatMap((form) =>
    [...tales].flatMap(([piece, writing]) => {
      const at = form.indexOf(piece);
      return at === -1 ? [] : [`${writing}: ${form.slice(Math.max(0, at - 60), at + 60)}`];
    }),
  );
  return found.slice(0, 3);
}

/** The files below a folder in which a secret stands. */
export function tracesBelow(secret: string, folder: string, but: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name);
    if (but.test(path) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return [];
    return tracesOf(secret, readFileSync(path).toString('latin1')).map((trace) => `${name}: ${trace}`);
  });
}
