#!/lab/node
// hold_master: releases what the hold channel keeps for one user. The messages go back to the queue and are delivered as
// dirsync last saw the user: into the mailbox here, to another host, or, if the user is on hold still, right back.
import { stdout } from 'node:process';

import { imsMta } from './ims-mta.ts';
import { configured, findInstance } from './instance.ts';
import { domainOfDn, mailboxOf } from './mta/recipients.ts';
import { begin, calledAs, die, options } from './program.ts';
import { simsMta, simsSetting } from './sims-mta.ts';

const USAGE = 'hold_master -u user -d domain';
const { values, rest } = options('u:d:', USAGE);
begin();
const user = values.get('u') ?? die(`usage: ${USAGE}`, 2);
const domain = values.get('d') ?? die(`usage: ${USAGE}`, 2);
if (rest.length > 0) die(`usage: ${USAGE}`, 2);

const isSims = calledAs.startsWith('/opt/SUNWmail/');
const { queue } = isSims ? simsMta() : imsMta();
const defaultDomain = isSims
  ? simsSetting('defaultDomain')
  : domainOfDn(configured(findInstance().instance, 'local.ugldapdeforgdn'));
const mailbox = mailboxOf(user, domain, defaultDomain);

const names = queue.messages('hold').filter((name) => queue.envelope(name).recipient === mailbox);
for (const name of names) queue.move(name, 'hold', 'local');
stdout.write(`${String(names.length)} messages of ${user}@${domain} released\n`);
