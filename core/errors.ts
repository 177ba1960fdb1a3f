/** The codes of what Watari throws on purpose. A Fault is *our* machinery breaking, never a person's mistake. */
export const FAULT_CODES = [
  'journal-corrupt', // a stored event does not fold, or the hash chain does not hold
  'journal-busy', // too many lost races in a row
  'store-unusable', // the data folder cannot be opened, locked or written
  'document-missing', // a hash that the journal names is not in the store
  'connection-failed', // a host or directory cannot be reached, or refuses us
  'host-key-refused', // the host key is unknown or different
  'secret-unavailable', // a secret reference leads nowhere
  'lab-unavailable', // this machine refuses the namespaces that the lab needs
  'protocol-broken', // a peer said something that the protocol does not allow
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** Our machinery broke. `doing` says what we were about, in plain English, for the operator's log. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly doing: string;
  constructor(code: FaultCode, doing: string, saw: string, options?: { cause?: unknown }) {
    super(`${doing}: ${saw}`, options);
    this.code = code;
    this.doing = doing;
  }
}

/** Makes a forgotten case of a closed union a compile-time error. */
export function assertNever(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
