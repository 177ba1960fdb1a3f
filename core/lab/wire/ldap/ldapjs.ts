import { createRequire } from 'node:module';

import { decodeFilter, encodeFilter } from './filter-ber.ts';
import { printFilter, type Filter } from './filter.ts';
import type { Attribute, BerReader, LdapResultMessage, Ldapjs } from './ldapjs-surface.ts';
import { resultName } from './result-codes.ts';

/*
 * ldapjs 3.0.7 with its defects repaired; it is no longer maintained, so this is done here and by nobody else. What is
 * repaired: server's texts are lost, an unknown result code crashes the process, names are torn apart and put together
 * wrongly, filters lose bytes, and a server sees binary values of a modification as text.
 */
const require = createRequire(import.meta.url);
const ldapjs: Ldapjs = require('ldapjs');
const errors: { getError: (result: LdapResultMessage) => Error } = require('ldapjs/lib/errors/index.js');

/** The server answered with a result that is not success. Anything else that ldapjs throws is no answer. */
export class DirectoryAnswer extends Error {
  override readonly name = 'DirectoryAnswer';
  readonly code: number;
  readonly diagnostic: string;
  constructor(code: number, diagnostic: string) {
    super(`result ${code} ${resultName(code)}${diagnostic === '' ? '' : `: ${diagnostic}`}`);
    this.code = code;
    this.diagnostic = diagnostic;
  }
}

errors.getError = (result) => new DirectoryAnswer(result.status, result.diagnosticMessage);

/** A name as it stands on the wire. ldapjs asks for this much of a DN, and only the text is ever sent. */
export class WireDn {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  get [Symbol.toStringTag](): string {
    return 'LdapDn';
  }
  get length(): number {
    return this.text === '' ? 0 : 1;
  }
  equals(other: unknown): boolean {
    return String(other) === this.text;
  }
  parentOf(): boolean {
    return false;
  }
  clone(): WireDn {
    return this;
  }
  reverse(): WireDn {
    return this;
  }
  toString(): string {
    return this.text;
  }
}
ldapjs.DN.fromString = (text) => new WireDn(String(text));

/** A filter whose bytes we make ourselves. */
export class WireFilter {
  readonly filter: Filter;
  constructor(filter: Filter) {
    this.filter = filter;
  }
  get [Symbol.toStringTag](): string {
    return 'FilterString';
  }
  toBer(): { readonly buffer: Buffer } {
    return { buffer: encodeFilter(this.filter) };
  }
  toString(): string {
    return printFilter(this.filter);
  }
}

function operation(ber: BerReader): number {
  return ber.readSequence();
}

ldapjs.SearchRequest.parseToPojo = (ber) => {
  const protocolOp = operation(ber);
  const head = {
    protocolOp,
    baseObject: ber.readString(),
    scope: ber.readEnumeration(),
    derefAliases: ber.readEnumeration(),
    sizeLimit: ber.readInt(),
    timeLimit: ber.readInt(),
    typesOnly: ber.readBoolean(),
    filter: new WireFilter(decodeFilter(ber.readRawBuffer(ber.peek()))),
  };
  ber.readSequence();
  const end = ber.offset + ber.length;
  const attributes: string[] = [];
  while (ber.offset < end) attributes.push(ber.readString());
  return { ...head, attributes };
};

ldapjs.ModifyRequest.parseToPojo = (ber) => {
  const protocolOp = operation(ber);
  const object = ber.readString();
  ber.readSequence();
  const end = ber.offset + ber.length;
  const changes: unknown[] = [];
  while (ber.offset < end) changes.push(ldapjs.Change.fromBer(ber));
  return { protocolOp, object, changes };
};

/** Values as bytes: ldapjs would take a string of a `;binary` attribute for base64. */
export function wireAttribute(type: string, values: readonly (string | Uint8Array)[]): Attribute {
  return new ldapjs.Attribute({
    type,
    values: values.map((value) => (typeof value === 'string' ? Buffer.from(value) : Buffer.from(value))),
  });
}

export default ldapjs;
