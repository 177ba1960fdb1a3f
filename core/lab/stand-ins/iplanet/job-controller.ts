#!/lab/node
// Delivers what is in the queue into the store, to another host or into the hold channel.
import { readFileSync, rmSync } from 'node:fs';

import { sha256 } from '../lib/archive.ts';
import { imsMta } from '../lib/ims-mta.ts';
import { addMessage, openMailbox } from '../lib/ims-store.ts';
import { controlJobs } from '../lib/mta/job-controller.ts';

const { instance, queue, recipients } = imsMta();

function store(path: string, recipient: string, date: string): void {
  const bytes = readFileSync(path);
  const inbox = openMailbox(instance, recipient, 'INBOX');
  const message = { date, flags: '-', sha256: sha256(bytes), bytes };
  addMessage(inbox, message, false, { arrived: 'now' });
  rmSync(path);
}

await controlJobs({ queue, recipients, store });
