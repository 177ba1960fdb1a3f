import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

/*
 * The part of ldapjs 3.0.7 that is used, typed as it behaves. @types/ldapjs describes another version: no messages, no
 * controls, no bytes.
 */
export interface BerReader {
  readonly offset: number;
  readonly length: number;
  peek(): number;
  readSequence(): number;
  readString(): string;
  readEnumeration(): number;
  readInt(): number;
  readBoolean(): boolean;
  readRawBuffer(tag: number): Uint8Array;
}
export interface Attribute {
  readonly type: string;
  readonly buffers: readonly Buffer[];
}
export interface Change {
  readonly operation: 'add' | 'delete' | 'replace';
  readonly modification: Attribute;
}
export interface Control {
  readonly type: string;
  readonly criticality: boolean;
  readonly value: unknown;
}
export interface PagedControl extends Control {
  readonly value: { readonly size: number; readonly cookie: Buffer };
}
export interface LdapResultMessage {
  readonly status: number;
  readonly diagnosticMessage: string;
  readonly controls: readonly Control[];
}
export interface SearchEntryMessage {
  readonly objectName: { toString(): string };
  readonly attributes: readonly Attribute[];
}
export interface SearchEvents extends EventEmitter {
  on(event: 'searchEntry', listener: (entry: SearchEntryMessage) => void): this;
  on(event: 'end', listener: (result: LdapResultMessage) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
}
type Answer = (error: Error | null, result: LdapResultMessage) => void;

export interface Client extends EventEmitter {
  on(event: 'connect', listener: (socket: Socket) => void): this;
  on(event: 'close', listener: () => void): this;
  on(event: 'error' | 'connectTimeout', listener: (error: Error) => void): this;
  readonly connected: boolean;
  starttls(options: object, controls: readonly Control[], callback: (error: Error | null) => void): void;
  bind(name: string, password: string, callback: Answer): void;
  search(
    base: object,
    options: {
      scope: 'base' | 'one' | 'sub';
      filter: object;
      attributes: readonly string[];
      timeLimit: number;
      sizeLimit: number;
    },
    controls: readonly Control[],
    callback: (error: Error | null, events: SearchEvents) => void,
  ): void;
  add(name: object, attributes: readonly Attribute[], callback: Answer): void;
  modify(name: object, changes: readonly Change[], callback: Answer): void;
  del(name: object, callback: Answer): void;
  /** Not announced, but the only way to keep the old RDN. */
  _send(message: object, expected: readonly number[], emitter: null, callback: Answer): void;
  unbind(callback?: () => void): void;
  destroy(): void;
}

/** What a server's handlers get, of any operation. */
export interface Request {
  readonly connection: Socket;
  readonly controls: readonly Control[];
}
export interface BindRequest extends Request {
  readonly name: string;
  readonly credentials: string;
}
export interface SearchRequest extends Request {
  readonly baseObject: { toString(): string };
  /** 0 base, 1 one, 2 sub. */
  readonly scope: number;
  readonly sizeLimit: number;
  readonly filter: object;
  readonly attributes: readonly string[];
}
export interface AddRequest extends Request {
  readonly entry: { toString(): string };
  readonly attributes: readonly Attribute[];
}
export interface ModifyRequest extends Request {
  readonly object: { toString(): string };
  readonly changes: readonly Change[];
}
export interface DeleteRequest extends Request {
  readonly entry: { toString(): string };
}
export interface RenameRequest extends Request {
  readonly entry: { toString(): string };
  readonly newRdn: { toString(): string };
  readonly deleteOldRdn: boolean;
  readonly newSuperior: { toString(): string } | undefined;
}
export interface CompareRequest extends Request {
  readonly entry: { toString(): string };
  readonly attribute: string;
  readonly value: string;
}
export interface Response {
  status: number;
  diagnosticMessage: string;
  matchedDN: string;
  addControl(control: Control): void;
  end(status?: number): void;
}
export interface SearchResponse extends Response {
  createSearchEntry(entry: { objectName: object; attributes: readonly Attribute[] }): object;
  send(entry: object): void;
}
type Handler<Req, Res = Response> = (request: Req, response: Res, next: () => void) => void;

export interface Server extends EventEmitter {
  bind(suffix: string, handler: Handler<BindRequest>): void;
  search(suffix: string, handler: Handler<SearchRequest, SearchResponse>): void;
  add(suffix: string, handler: Handler<AddRequest>): void;
  modify(suffix: string, handler: Handler<ModifyRequest>): void;
  del(suffix: string, handler: Handler<DeleteRequest>): void;
  modifyDN(suffix: string, handler: Handler<RenameRequest>): void;
  compare(suffix: string, handler: Handler<CompareRequest>): void;
  /** After a request that ldapjs answered by itself. */
  after(handler: (request: Request) => void): void;
  /** The listener; a server may be given connections of another one too. */
  readonly server: import('node:net').Server;
  newConnection(socket: Socket): void;
}

type Message = { parseToPojo: (ber: BerReader) => object };
export interface Ldapjs {
  createClient(options: {
    url?: string;
    socketPath?: string;
    tlsOptions?: object;
    connectTimeout: number;
    queueDisable: boolean;
  }): Client;
  createServer(): Server;
  DN: { fromString: (text: unknown) => object };
  SearchRequest: Message;
  ModifyRequest: Message;
  BindRequest: new () => BindRequest;
  ModifyDNRequest: new (options: {
    entry: object;
    newRdn: object;
    deleteOldRdn: boolean;
    newSuperior: object | undefined;
  }) => object;
  Attribute: new (options: { type: string; values: readonly Buffer[] }) => Attribute;
  Change: (new (options: { operation: string; modification: Attribute }) => Change) & {
    fromBer(ber: BerReader): Change;
  };
  PagedResultsControl: new (options: {
    criticality?: boolean;
    value: { size: number; cookie?: Buffer };
  }) => PagedControl;
}
