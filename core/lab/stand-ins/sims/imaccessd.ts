#!/lab/node
// SIMS' IMAP and POP server. Of IMAP it speaks what shows whether somebody gets in: LOGIN, SELECT and LOGOUT. It asks the
// directory at every login, believes every password, and passes users of other hosts on if it was started as a proxy.
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { hostname } from 'node:os';

import { search } from '../lib/ldap.ts';
import { domainOfDn, mailboxOf } from '../lib/mta/recipients.ts';
import { serve } from '../lib/serve.ts';
import { simsSetting } from '../lib/sims-mta.ts';
import { SIMS_STORE, simsFolders } from '../lib/sims-store.ts';

const isProxy = readFileSync('/var/opt/SUNWmail/run/imaccessd.proxy', 'utf8').trim() === 'on';
const defaultDomain = simsSetting('defaultDomain');
const separator =
  /^loginSeparator:(.)/mu.exec(readFileSync('/etc/opt/SUNWmail/sims.cnf', 'utf8'))?.[1] ?? '+';

type Answer = { readonly says: string; readonly mailbox: string | null };
const no = (reason: string): Answer => ({ says: `NO ${reason}`, mailbox: null });

function logIn(login: string): Answer {
  const [uid = '', domain = defaultDomain] = login.split(separator);
  const place = {
    host: simsSetting('ldapHost'),
    port: simsSetting('ldapPort'),
    bindDn: simsSetting('bindDn'),
    password: simsSetting('bindPassword'),
  };
  if (!/^[\w.-]+$/u.test(uid)) return no('no such user');
  const { code, entries } = search(place, simsSetting('base'), `(&(objectClass=inetMailUser)(uid=${uid}))`);
  if (code !== 0) return no('the directory does not answer');
  const entry = entries.find(({ dn }) => domainOfDn(dn).toLowerCase() === domain.toLowerCase());
  if (entry === undefined) return no('no such user');
  if ((entry.first('inetSubscriberStatus') ?? 'active') !== 'active') return no('the account is not active');
  if (entry.get('mailFolderMap').includes('LOCK')) return no('the mailbox is locked');
  const home = entry.first('mailHost') ?? '';
  const isHere = home.toLowerCase() === hostname().toLowerCase();
  if (!isHere)
    return isProxy ? { says: `OK proxied to ${home}`, mailbox: null } : no(`the mailbox is on ${home}`);
  return { says: 'OK logged in', mailbox: mailboxOf(uid, domain, defaultDomain) };
}

function talk(socket: Socket): void {
  let pending = '';
  let mailbox: string | null = null;
  const obey = (line: string): void => {
    const [tag = '', command = '', argument = ''] = line.split(' ');
    const say = (text: string): unknown => socket.writable && socket.write(`${text}\r\n`);
    switch (command.toUpperCase()) {
      case 'LOGIN': {
        const answer = logIn(argument.replaceAll('"', ''));
        mailbox = answer.mailbox;
        say(`${tag} ${answer.says}`);
        return;
      }
      case 'SELECT': {
        const folder = argument.replaceAll('"', '');
        const found =
          mailbox === null
            ? undefined
            : simsFolders(SIMS_STORE, mailbox).find((one) => one.folder === folder);
        if (found !== undefined) say(`* ${String(found.messages.length)} EXISTS`);
        say(`${tag} ${found === undefined ? 'NO no such folder' : 'OK selected'}`);
        return;
      }
      case 'LOGOUT':
        socket.end(`* BYE\r\n${tag} OK\r\n`);
        return;
      default:
        // QUIT is POP's.
        if (tag.toUpperCase() === 'QUIT') socket.end('+OK\r\n');
        else say(`${tag} BAD`);
    }
  };
  socket.on('data', (chunk) => {
    const lines = `${pending}${String(chunk)}`.split(/\r?\n/u);
    pending = lines.pop() ?? '';
    for (const line of lines) obey(line);
  });
}

await serve(talk);
