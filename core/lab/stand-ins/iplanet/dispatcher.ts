#!/lab/node
// iPlanet's SMTP server: takes mail from other servers, those of this site and those of the world.
import process from 'node:process';

import { imsMta } from '../lib/ims-mta.ts';
import { receiveOne } from '../lib/mta/outside.ts';
import { serveSmtp, type Transfer } from '../lib/mta/smtp.ts';
import { serve } from '../lib/serve.ts';

const everyMs = 800;
const { queue, recipients } = imsMta();

function accept({ id, recipient, date, bytes }: Transfer): void {
  const [name = '', hops = '0'] = id.split('-');
  queue.accept(id, name, { recipient, date, hops: Number(hops) }, bytes);
}

// A message is taken in one go, so that this comes before or after it.
process.on('SIGTERM', () => process.exit(0));
await serve((socket) => serveSmtp(socket, accept));
setInterval(() => receiveOne(queue, recipients), everyMs);
