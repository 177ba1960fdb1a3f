import { createHash } from 'node:crypto';

/** `<<WORD … WORD`, with a word that the body cannot hold. `quoted`: the body goes through as it stands. */
export function hereDocument(
  body: string,
  quoted: boolean,
): { readonly redirect: string; readonly rest: string } {
  const word = `WATARI_${createHash('sha256').update(body).digest('hex').slice(0, 12)}`;
  const end = body === '' || body.endsWith('\n') ? '' : '\n';
  return { redirect: quoted ? `<<'${word}'` : `<<${word}`, rest: `${body}${end}${word}\n` };
}
