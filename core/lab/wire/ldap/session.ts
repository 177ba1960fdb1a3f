import { parseFilter } from './filter.ts';
import type { Client, LdapResultMessage, SearchEntryMessage } from './ldapjs-surface.ts';
import ldap, { DirectoryAnswer, wireAttribute, WireDn, WireFilter } from './ldapjs.ts';
import type { LdifChange } from './ldif.ts';

/** What the LDAP C API calls a server that cannot be reached, and one that went away. */
export const CONNECT_ERROR = 91;
export const SERVER_DOWN = 81;

type Found = { readonly dn: string; readonly attributes: Readonly<Record<string, readonly Uint8Array[]>> };

/** One short conversation of a command line program; failures are DirectoryAnswer with a result code. */
export class Session {
  readonly #client: Client;
  private constructor(client: Client) {
    this.#client = client;
  }

  /** @throws DirectoryAnswer 91, or what the server says to the bind */
  static async open(options: {
    host: string;
    port: number;
    bindDn: string;
    password: string;
  }): Promise<Session> {
    const client = ldap.createClient({
      url: `ldap://${options.host}:${options.port}`,
      connectTimeout: 30_000,
      queueDisable: true,
    });
    await new Promise<void>((resolve, reject) => {
      client.on('error', (error: Error) => reject(new DirectoryAnswer(CONNECT_ERROR, error.message)));
      client.on('connectTimeout', () => reject(new DirectoryAnswer(CONNECT_ERROR, 'no answer')));
      client.on('connect', (socket) => {
        socket.setNoDelay(true);
        resolve();
      });
    });
    const session = new Session(client);
    try {
      if (options.bindDn !== '')
        await session.#ask((done) => client.bind(options.bindDn, options.password, done));
      return session;
    } catch (error) {
      session.close();
      throw error;
    }
  }

  async search(
    base: string,
    scope: 'base' | 'one' | 'sub',
    filter: string,
    attributes: readonly string[],
    found: (entry: Found) => void,
  ): Promise<void> {
    const options = {
      scope,
      filter: new WireFilter(parseFilter(filter)),
      attributes,
      timeLimit: 600,
      sizeLimit: 0,
    };
    await this.#ask((done) =>
      this.#client.search(new WireDn(base), options, [], (error, events) => {
        if (error !== null) return done(error, NOTHING);
        events.on('searchEntry', (entry) => found(content(entry)));
        events.on('error', (failure) => done(failure, NOTHING));
        events.on('end', () => done(null, NOTHING));
      }),
    );
  }

  async change(dn: string, change: LdifChange): Promise<void> {
    const name = new WireDn(dn);
    await this.#ask((done) => {
      switch (change.kind) {
        case 'add': {
          const attributes = Object.entries(change.attributes).map(([type, values]) =>
            wireAttribute(type, values),
          );
          return this.#client.add(name, attributes, done);
        }
        case 'delete':
          return this.#client.del(name, done);
        case 'modify': {
          const changes = change.modifications.map(
            ({ operation, attribute, values }) =>
              new ldap.Change({ operation, modification: wireAttribute(attribute, values) }),
          );
          return this.#client.modify(name, changes, done);
        }
        case 'modrdn': {
          const request = new ldap.ModifyDNRequest({
            entry: name,
            newRdn: new WireDn(change.newRdn),
            deleteOldRdn: change.deleteOldRdn,
            newSuperior: change.newSuperior === null ? undefined : new WireDn(change.newSuperior),
          });
          // oxlint-disable-next-line no-underscore-dangle
          return this.#client._send(request, [0], null, done);
        }
      }
    });
  }

  close(): void {
    this.#client.destroy();
  }

  #ask(send: (done: (error: Error | null, result: LdapResultMessage) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      send((error) => {
        if (error === null) resolve();
        else if (error instanceof DirectoryAnswer) reject(error);
        else reject(new DirectoryAnswer(SERVER_DOWN, error.message));
      });
    });
  }
}

const NOTHING: LdapResultMessage = { status: 0, diagnosticMessage: '', controls: [] };

function content({ objectName, attributes }: SearchEntryMessage): Found {
  return {
    dn: objectName.toString(),
    attributes: Object.fromEntries(attributes.map(({ type, buffers }) => [type, buffers])),
  };
}
