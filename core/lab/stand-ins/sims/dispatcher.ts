#!/lab/node
// SIMS' SMTP server: as long as it runs, mail goes on coming in, so that the queue empties for good only once it is stopped.
import process from 'node:process';

import { receiveOne, receiveOneFrom } from '../lib/mta/outside.ts';
import { serveSmtp, type Transfer } from '../lib/mta/smtp.ts';
import { serve } from '../lib/serve.ts';
import { SIMS_MTA, simsMta } from '../lib/sims-mta.ts';

const everyMs = 800;
const { queue, recipients } = simsMta();

function accept({ id, recipient, date, bytes }: Transfer): void {
  const [name = '', hops = '0'] = id.split('-');
  queue.accept(id, name, { recipient, date, hops: Number(hops) }, bytes);
}

// A message is taken in one go, so that this comes before or after it.
process.on('SIGTERM', () => process.exit(0));
await serve((socket) => serveSmtp(socket, accept));
setInterval(() => {
  receiveOne(queue, recipients);
  receiveOneFrom(`${SIMS_MTA}/incoming`, queue);
}, everyMs);
