import { z } from 'zod';

const message = z.looseObject({
  ts: z.string(),
  text: z.string().default(''),
  thread_ts: z.string().optional(),
  blocks: z.array(z.looseObject({ block_id: z.string().optional() })).default([]),
});
const page = z.looseObject({ ok: z.literal(true), messages: z.array(message) });
export type Said = z.infer<typeof message>;

async function ask(
  apiUrl: string,
  method: string,
  values: Readonly<Record<string, string>>,
): Promise<Said[]> {
  const answer = await fetch(`${apiUrl}${method}`, { method: 'POST', body: new URLSearchParams(values) });
  return page.parse(await answer.json()).messages;
}

/** What stands in a channel since a moment, threads included, oldest first. */
export async function saidIn(apiUrl: string, channel: string, sinceMs: number): Promise<Said[]> {
  const oldest = String(sinceMs / 1000);
  const top = await ask(apiUrl, 'conversations.history', { channel, oldest, limit: '200' });
  const threads = await Promise.all(
    top.map(({ ts }) => ask(apiUrl, 'conversations.replies', { channel, ts, limit: '200' })),
  );
  return [...new Map([...top, ...threads.flat()].map((one) => [one.ts, one])).values()].toSorted(
    (a, b) => Number(a.ts) - Number(b.ts),
  );
}
