#!/lab/node
// SIMS' SMTP server: as long as it runs, mail from outside goes on coming in, so that the queue empties for good only once it is stopped.
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { serve } from '../lib/serve.ts';

const imta = '/var/opt/SUNWmail/imta';
const everyMs = 1500;
/** Below this many waiting messages one more comes in. */
const busy = 3;

function messagesIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.endsWith('.00'));
  } catch {
    return [];
  }
}

function receiveOne(): void {
  const [next] = messagesIn(join(imta, 'incoming')).toSorted();
  const queue = join(imta, 'queue', 'sims-ms');
  if (next !== undefined && messagesIn(queue).length < busy)
    renameSync(join(imta, 'incoming', next), join(queue, next));
}

await serve();
setInterval(receiveOne, everyMs);
