import { join } from 'node:path';

import { configured, findInstance } from './instance.ts';
import { Queue } from './mta/queue.ts';
import { domainOfDn, RecipientCache } from './mta/recipients.ts';

export const IMS_CACHE = 'imta/db/dirsync.ldif';

/** What iPlanet's dispatcher and job controller work with. */
export function imsMta(): {
  readonly instance: string;
  readonly queue: Queue;
  readonly recipients: RecipientCache;
} {
  const { instance } = findInstance();
  return {
    instance,
    queue: new Queue(join(instance, 'imta'), 'ims-ms'),
    recipients: new RecipientCache(
      join(instance, IMS_CACHE),
      domainOfDn(configured(instance, 'local.ugldapdeforgdn')),
    ),
  };
}
