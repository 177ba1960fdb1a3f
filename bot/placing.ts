import { createHash } from 'node:crypto';

import type { webApi } from '@slack/bolt';

import type { RunView, Store } from '#core/index.ts';

import type { Message } from './messages/blocks.ts';

/** One message of a run, and where it belongs. */
export type Placed = {
  readonly view: RunView;
  readonly channel: string;
  /** `run`, `step:stop-sims`. */
  readonly subject: string;
  readonly blockId: string;
  readonly message: Message;
  readonly thread: string | null;
};

/**
 * Posts or updates one message and returns its `ts`. The stored place is a cache: lost between post and store, the
 * message is found again by its block id; gone from Slack, it is posted anew. `force` draws even what seems to be there.
 * Null for a run that has ended and whose message is gone: nobody needs it below what is open.
 */
export async function place(
  client: webApi.WebClient,
  { cards }: Pick<Store, 'cards'>,
  placed: Placed,
  force: boolean,
): Promise<string | null> {
  const { view, channel, subject, message, thread } = placed;
  const drawn = createHash('sha256')
    .update(JSON.stringify([message, thread]))
    .digest('hex');
  const known = await cards.get(view.run, subject);
  if (known?.drawn === drawn && known.channel === channel && !force) return known.ts;
  const old = known?.channel === channel ? known.ts : await findAgain(client, placed);
  const updated = old === null ? null : await update(client, placed, old);
  if (updated === null && known !== null && view.state.status !== 'open') return null;
  const ts = updated ?? (await post(client, { channel, message, thread }));
  await cards.set(view.run, subject, { channel, ts, drawn });
  return ts;
}

/** Null where the message is gone. */
async function update(
  client: webApi.WebClient,
  { channel, message }: Placed,
  ts: string,
): Promise<string | null> {
  try {
    await client.chat.update({ channel, ts, text: message.text, blocks: [...message.blocks] });
    return ts;
  } catch (error) {
    if (slackError(error) === 'message_not_found') return null;
    throw error;
  }
}

async function post(
  client: webApi.WebClient,
  { channel, message, thread }: Pick<Placed, 'channel' | 'message' | 'thread'>,
): Promise<string> {
  const said = { channel, text: message.text, blocks: [...message.blocks] };
  const body = thread === null ? said : { ...said, thread_ts: thread };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not the browser's
  const { ts } = await client.chat.postMessage(body);
  if (ts === undefined) throw new Error(`Slack said no ts for a message in ${channel}`);
  return ts;
}

/** Looks through what was written in the channel (or thread) since the run began. */
async function findAgain(
  client: webApi.WebClient,
  { view, channel, blockId, thread }: Placed,
): Promise<string | null> {
  const oldest = String(Math.floor(Date.parse(view.state.startedAt) / 1000) - 60);
  let cursor: string | undefined;
  do {
    const request = { channel, oldest, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page =
      thread === null
        ? await client.conversations.history(request)
        : await client.conversations.replies({ ...request, ts: thread });
    const found = page.messages?.find(
      ({ blocks }) => blocks?.some((block) => block.block_id === blockId) === true,
    );
    if (found?.ts !== undefined) return found.ts;
    cursor = page.response_metadata?.next_cursor;
  } while (cursor !== undefined && cursor !== '');
  return null;
}

/** Slack's own code (`message_not_found`) of a call that it refused. */
const slackError = (error: unknown): string | null => {
  const data: unknown = error instanceof Error ? Reflect.get(error, 'data') : null;
  const code: unknown = data !== null && typeof data === 'object' ? Reflect.get(data, 'error') : null;
  return typeof code === 'string' ? code : null;
};
