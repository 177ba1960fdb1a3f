import { printDn, parseDn } from '../directory/dn.ts';
import { parseFilter } from '../directory/filter.ts';
import { Fault } from '../errors.ts';
import type { Client, SearchEntryMessage } from '../lab/wire/ldap/ldapjs-surface.ts';
import ldap, { DirectoryAnswer, wireAttribute, WireDn, WireFilter } from '../lab/wire/ldap/ldapjs.ts';
import { resultName } from '../lab/wire/ldap/result-codes.ts';
import type { InventoryDirectory } from '../plan/plan.ts';
import type { DirectoryConnection, Entry, LdapResult, Scope } from './connections.ts';
import { openLdapSocket } from './ldap-socket.ts';

export type DirectoryOptions = InventoryDirectory & {
  readonly bindDn: string;
  readonly password: string;
  /** For reaching and binding, and for each operation after that. Default 30 s. */
  readonly timeoutMs?: number;
  /** Called once, when it was closed or has dropped: nobody needs to remember it any longer. */
  readonly onGone?: () => void;
};

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Connects, secures and binds as simple. `ca` is a file of certificates in PEM; none means those that Node trusts.
 * One connection that never reconnects by itself: a new one would be anonymous. Filters are RFC 4515 text, names are
 * readable RFC 4514 text, values are bytes.
 * @throws Fault connection-failed
 */
export async function openDirectory(options: DirectoryOptions): Promise<DirectoryConnection> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const client = await openLdapSocket(options, timeoutMs);
  const connection = new LdapjsConnection(client, timeoutMs, options.onGone ?? (() => undefined));
  const bound = await connection.bind(options.bindDn, options.password);
  if (bound.kind === 'result' && bound.code === 0) return connection;
  connection.close();
  const saw = bound.kind === 'no-answer' ? 'no answer' : `${bound.name} (${bound.code}) ${bound.diagnostic}`;
  throw new Fault('connection-failed', `Binding to the directory as ${options.bindDn}`, saw.trim());
}

const SUCCESS: LdapResult = { kind: 'result', code: 0, name: resultName(0), diagnostic: '' };
const NO_ANSWER: LdapResult = { kind: 'no-answer' };

class LdapjsConnection implements DirectoryConnection {
  readonly #client: Client;
  readonly #timeoutMs: number;
  readonly #onGone: () => void;
  readonly #pending = new Set<() => void>();
  #gone = false;

  constructor(client: Client, timeoutMs: number, onGone: () => void) {
    this.#client = client;
    this.#timeoutMs = timeoutMs;
    this.#onGone = onGone;
    // Permanent: without a listener, a late ECONNRESET would end the process.
    client.on('error', () => this.#lose());
    client.on('close', () => this.#lose());
    // Closed between opening and here.
    if (!client.connected) this.#lose();
  }

  bind(name: string, password: string): Promise<LdapResult> {
    return this.#ask('Binding', (done) => this.#client.bind(name, password, done));
  }

  async search(
    base: string,
    scope: Scope,
    filter: string,
    attributes: readonly string[] = [],
    pageSize?: number,
  ): Promise<{ entries: readonly Entry[]; result: LdapResult }> {
    const entries: Entry[] = [];
    const wireFilter = new WireFilter(parseFilter(filter));
    for (let cookie: Buffer | undefined = Buffer.alloc(0); ;) {
      let next: Buffer | undefined;
      const asked: Buffer = cookie;
      // Never critical: directories of the nineties know no pages, and would refuse instead of giving all at once.
      const controls =
        pageSize === undefined
          ? []
          : [new ldap.PagedResultsControl({ criticality: false, value: { size: pageSize, cookie: asked } })];
      const doing = `Searching ${base}`;
      const result = await this.#ask(doing, (done) => {
        const options = {
          scope,
          filter: wireFilter,
          attributes,
          timeLimit: Math.ceil(this.#timeoutMs / 1000),
          sizeLimit: 0,
        };
        this.#client.search(new WireDn(base), options, controls, (error, events) => {
          if (error !== null) return done(error);
          events.on('searchEntry', (entry) => {
            // Whatever is thrown in here ends the process.
            try {
              entries.push(readable(entry));
            } catch (cause) {
              const saw = cause instanceof Error ? cause.message : String(cause);
              done(new Fault('protocol-broken', doing, saw, { cause }));
            }
          });
          events.on('error', done);
          events.on('end', ({ controls: sent }) => {
            const paged = sent.find((control) => control instanceof ldap.PagedResultsControl);
            next = paged?.value.cookie;
            done(null);
          });
        });
      });
      const more = result.kind === 'result' && result.code === 0 && next !== undefined && next.length > 0;
      if (!more || next === undefined) return { entries, result };
      cookie = next;
    }
  }

  add(
    dn: string,
    attributes: Readonly<Record<string, readonly (string | Uint8Array)[]>>,
  ): Promise<LdapResult> {
    const all = Object.entries(attributes).map(([name, values]) => wireAttribute(name, values));
    return this.#ask(`Adding ${dn}`, (done) => this.#client.add(new WireDn(dn), all, done));
  }

  modify(dn: string, modifications: Parameters<DirectoryConnection['modify']>[1]): Promise<LdapResult> {
    const changes = modifications.map(
      ({ operation, attribute, values }) =>
        new ldap.Change({ operation, modification: wireAttribute(attribute, values) }),
    );
    return this.#ask(`Modifying ${dn}`, (done) => this.#client.modify(new WireDn(dn), changes, done));
  }

  remove(dn: string): Promise<LdapResult> {
    return this.#ask(`Removing ${dn}`, (done) => this.#client.del(new WireDn(dn), done));
  }

  close(): void {
    this.#lose();
  }

  /** Pending operations get no answer; the connection is never used again, or an answer could reach another question. */
  #lose(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const settle of this.#pending) settle();
    this.#pending.clear();
    this.#client.destroy();
    this.#onGone();
  }

  #ask(doing: string, send: (done: (error: Error | null) => void) => void): Promise<LdapResult> {
    if (this.#gone || !this.#client.connected)
      return Promise.reject(
        new Fault('connection-failed', doing, 'the connection to the directory is closed'),
      );
    return new Promise((resolve, reject) => {
      // One for the whole operation: ldapjs's own stops counting at the first entry of a search.
      const timer = setTimeout(() => this.#lose(), this.#timeoutMs);
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.#pending.delete(lost);
        settle();
      };
      const lost = (): void => finish(() => resolve(NO_ANSWER));
      this.#pending.add(lost);
      const done = (error: Error | null): void =>
        finish(() => {
          if (error === null) resolve(SUCCESS);
          else if (error instanceof DirectoryAnswer) resolve(answered(error));
          // By name, not by code: they have the code of LDAP's "other".
          else if (error.name === 'ConnectionError' || error.name === 'TimeoutError') resolve(NO_ANSWER);
          else reject(error);
        });
      try {
        send(done);
      } catch (error) {
        finish(() => reject(error instanceof Error ? error : new Error(String(error))));
      }
    });
  }
}

function answered({ code, diagnostic }: DirectoryAnswer): LdapResult {
  return { kind: 'result', code, name: resultName(code), diagnostic };
}

function readable({ objectName, attributes }: SearchEntryMessage): Entry {
  return {
    dn: printDn(parseDn(objectName.toString())),
    attributes: Object.fromEntries(attributes.map(({ type, buffers }) => [type, buffers])),
  };
}
