import type { FrozenInventory } from '../plan/plan.ts';

export type ExecResult = {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** `none`: the channel closed and nobody said how it ended. */
  readonly end:
    | { readonly kind: 'exit'; readonly status: number }
    | { readonly kind: 'signal'; readonly signal: string }
    | { readonly kind: 'none' };
};
export type ExecOptions = {
  readonly stdin?: Uint8Array;
  readonly timeoutMs?: number;
  /** Called with each piece of stdout as it comes. */
  readonly onStdout?: (chunk: Uint8Array) => void;
  /** How much is kept of each output; `onStdout` sees all of it. */
  readonly maxBytes?: number;
};

/** Does something accept connections on a port, seen from the host? `unknown`: it does not let us look. */
export type Reach = 'open' | 'closed' | 'unknown';

/** One host, reached. A dropped connection rejects with Fault connection-failed; MaxSessions refusals are retried inside. */
export interface HostConnection {
  readonly host: string;
  /** False once it has dropped or was closed; the pool then opens another one. */
  readonly isOpen: boolean;
  /** Runs a command line through the login shell, as sshd does. Rejects only if it certainly did not start or nobody can know: `started` on the Fault's cause is not offered, look again instead. */
  exec(command: string, options?: ExecOptions): Promise<ExecResult>;
  /** Tries a TCP port of the host through the connection, loopback first. */
  reach(port: number): Promise<Reach>;
  close(): void;
}

export type Entry = {
  readonly dn: string;
  readonly attributes: Readonly<Record<string, readonly Uint8Array[]>>;
};
export type Modification = {
  readonly operation: 'add' | 'delete' | 'replace';
  readonly attribute: string;
  readonly values: readonly (string | Uint8Array)[];
};
/** `code` is the LDAP result code (0 success). `no-answer`: sent, and nobody knows. */
export type LdapResult =
  | { readonly kind: 'result'; readonly code: number; readonly name: string; readonly diagnostic: string }
  | { readonly kind: 'no-answer' };
export type Scope = 'base' | 'one' | 'sub';

/** One bound connection to a directory. */
export interface DirectoryConnection {
  search(
    base: string,
    scope: Scope,
    filter: string,
    attributes?: readonly string[],
    pageSize?: number,
  ): Promise<{ readonly entries: readonly Entry[]; readonly result: LdapResult }>;
  add(
    dn: string,
    attributes: Readonly<Record<string, readonly (string | Uint8Array)[]>>,
  ): Promise<LdapResult>;
  modify(dn: string, modifications: readonly Modification[]): Promise<LdapResult>;
  remove(dn: string): Promise<LdapResult>;
  close(): void;
}

/** Pooled; opened by name, as the frozen inventory says. @throws Fault connection-failed, host-key-refused */
export interface Connections extends AsyncDisposable {
  host(name: string): Promise<HostConnection>;
  directory(name: string, bindDn: string, password: string): Promise<DirectoryConnection>;
}
export type OpenConnections = (
  inventory: FrozenInventory,
  secretOf: (reference: FrozenInventory['secrets'][string]) => string,
) => Connections;
