import { connect, type Socket } from 'node:net';

/**
 * The part of SMTP that the lab's servers speak with each other. BDAT (RFC 3030) carries messages byte for byte; ENVID
 * (RFC 3461) tells a message that is sent again from a new one. XDATE is the lab's own: the time of arrival that the store keeps.
 */
export type Transfer = {
  readonly id: string;
  readonly recipient: string;
  readonly date: string;
  readonly bytes: Buffer;
};

/** Serves one connection; `accept` has the message in its queue when it returns. */
export function serveSmtp(socket: Socket, accept: (transfer: Transfer) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  let transfer: Omit<Transfer, 'bytes'> = { id: '', recipient: '', date: '' };
  let wanted: number | null = null;
  const say = (line: string): void => {
    if (socket.writable) socket.write(`${line}\r\n`);
  };
  const obey = (line: string): void => {
    const [, id = '', date = ''] = /^MAIL FROM:<> ENVID=(\S+) XDATE=(\S+)$/u.exec(line) ?? [];
    const recipient = /^RCPT TO:<(.+)>$/u.exec(line)?.[1];
    const size = /^BDAT (\d+) LAST$/u.exec(line)?.[1];
    if (id !== '') transfer = { id, date, recipient: '' };
    if (recipient !== undefined) transfer = { ...transfer, recipient };
    if (size !== undefined) wanted = Number(size);
    else if (line === 'QUIT') socket.end('221 Bye\r\n');
    else
      say(
        /^(?:EHLO |HELO |NOOP|RSET)/u.test(line) || id !== '' || recipient !== undefined
          ? '250 OK'
          : '500 What?',
      );
  };
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      if (wanted !== null) {
        if (pending.length < wanted) return;
        accept({ ...transfer, bytes: pending.subarray(0, wanted) });
        pending = pending.subarray(wanted);
        wanted = null;
        say('250 OK');
      }
      const end = pending.indexOf('\r\n');
      if (end === -1) return;
      const line = pending.toString('utf8', 0, end);
      pending = pending.subarray(end + 2);
      obey(line);
    }
  });
}

/** Hands a message to another host. No means that it may be tried again: the other side knows what it has. */
export function sendSmtp(host: string, { id, date, recipient, bytes }: Transfer): Promise<boolean> {
  const lines = [
    `EHLO client`,
    `MAIL FROM:<> ENVID=${id} XDATE=${date}`,
    `RCPT TO:<${recipient}>`,
    `BDAT ${String(bytes.length)} LAST`,
  ];
  return new Promise((resolve) => {
    const socket = connect({ host, port: 25, timeout: 5000 });
    let said = '';
    let sent = 0;
    const end = (isDone: boolean): void => {
      socket.destroy();
      resolve(isDone);
    };
    socket.on('timeout', () => end(false));
    socket.on('error', () => end(false));
    socket.on('close', () => resolve(false));
    socket.on('data', (chunk) => {
      said += String(chunk);
      // One line each: the greeting, and the answers to what was sent.
      const answers = said.split('\r\n').length - 1;
      if (/^[45]/mu.test(said)) return end(false);
      if (answers > lines.length) return end(true);
      for (; sent < answers; sent += 1) {
        socket.write(`${lines[sent] ?? ''}\r\n`);
        if (sent === lines.length - 1) socket.write(bytes);
      }
      return undefined;
    });
  });
}
