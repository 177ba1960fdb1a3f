#!/lab/node
// Delivers one queued message after another, each by a rename: a message is in the queue or in a mailbox, never in both or neither.
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { controlJobs } from '../lib/mta/job-controller.ts';
import { simsMta } from '../lib/sims-mta.ts';
import { SIMS_STORE } from '../lib/sims-store.ts';

function store(path: string, recipient: string, date: string): void {
  const inbox = join(SIMS_STORE, recipient, 'INBOX');
  mkdirSync(inbox, { recursive: true });
  const numbers = readdirSync(inbox).map((name) => Number.parseInt(name, 10) || 0);
  renameSync(path, join(inbox, `${String(Math.max(0, ...numbers) + 1)}.${date}.-`));
}

await controlJobs({ ...simsMta(), store });
