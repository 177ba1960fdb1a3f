import type { Socket } from 'node:net';

import { refused, type Answer } from './directory-answer.ts';
import type { DirectoryData } from './directory-data.ts';
import type { StoredEntry } from './directory-match.ts';
import type { DirectoryChange } from './directory-tree.ts';
import type {
  Attribute,
  Request,
  Response,
  SearchRequest,
  SearchResponse,
  Server,
} from './ldap/ldapjs-surface.ts';
import ldap, { wireAttribute, WireDn, WireFilter } from './ldap/ldapjs.ts';

const SCOPES = ['base', 'one', 'sub'] as const;
/** What is left of a paged search, by the cookie that asks for it. */
type Pages = Map<string, readonly StoredEntry[]>;

/** Ties ldapjs's handlers to a directory. ldapjs matches neither names nor filters: everything goes to one suffix. */
export function answerRequests(server: Server, data: DirectoryData): void {
  const managers = new WeakSet<Socket>();
  const pages = new WeakMap<Socket, Pages>();

  const end = (response: Response, { code, diagnostic, matched }: Answer): void => {
    response.diagnosticMessage = diagnostic;
    response.matchedDN = matched;
    response.end(code);
  };
  const change = (request: Request, response: Response, wanted: DirectoryChange): void =>
    end(response, managers.has(request.connection) ? data.apply(wanted) : refused(50, 'Insufficient access'));

  server.bind('', (request, response) => {
    managers.delete(request.connection);
    const answer = data.bind(request.name, request.credentials);
    if (answer.code === 0 && data.isManager(request.name)) managers.add(request.connection);
    end(response, answer);
  });
  // ldapjs answers an anonymous bind by itself.
  server.after((request) => {
    if (request instanceof ldap.BindRequest) managers.delete(request.connection);
  });

  server.search('', (request, response) => {
    const { filter } = request;
    const scope = SCOPES[request.scope];
    if (!(filter instanceof WireFilter) || scope === undefined) return end(response, refused(2));
    const everything = managers.has(request.connection);
    const { answer, entries } = data.search(request.baseObject.toString(), scope, filter.filter, everything);
    const own = pages.get(request.connection) ?? new Map<string, readonly StoredEntry[]>();
    pages.set(request.connection, own);
    end(response, answer.code === 0 ? send(data, own, request, response, entries) : answer);
  });
  server.add('', (request, response) =>
    change(request, response, {
      dn: request.entry.toString(),
      kind: 'add',
      explicit: true,
      attributes: collected(request.attributes),
    }),
  );
  server.modify('', (request, response) =>
    change(request, response, {
      dn: request.object.toString(),
      kind: 'modify',
      modifications: request.changes.map(({ operation, modification }) => ({
        operation,
        attribute: modification.type,
        values: modification.buffers,
      })),
    }),
  );
  server.del('', (request, response) =>
    change(request, response, { dn: request.entry.toString(), kind: 'delete' }),
  );
  server.modifyDN('', (request, response) =>
    change(request, response, {
      dn: request.entry.toString(),
      kind: 'modrdn',
      newRdn: request.newRdn.toString(),
      deleteOldRdn: request.deleteOldRdn,
      newSuperior: request.newSuperior?.toString() ?? null,
    }),
  );
  server.compare('', (request, response) =>
    end(
      response,
      managers.has(request.connection)
        ? data.compare(request.entry.toString(), request.attribute, Buffer.from(request.value))
        : refused(50, 'Insufficient access'),
    ),
  );
}

/** Names of one attribute in several spellings or pieces are one attribute. */
function collected(attributes: readonly Attribute[]): Record<string, readonly Uint8Array[]> {
  const found: Record<string, readonly Uint8Array[]> = {};
  for (const { type, buffers } of attributes) found[type] = [...(found[type] ?? []), ...buffers];
  return found;
}

let cookies = 0;

function send(
  data: DirectoryData,
  pages: Pages,
  request: SearchRequest,
  response: SearchResponse,
  entries: readonly StoredEntry[],
): Answer {
  const paged = request.controls.find((control) => control instanceof ldap.PagedResultsControl);
  const cookie = paged?.value.cookie.toString() ?? '';
  const rest = cookie === '' ? entries : pages.get(cookie);
  if (rest === undefined) return refused(53, 'the page is gone');
  pages.delete(cookie);
  const { sizeLimit } = request;
  const limit = paged?.value.size ?? (sizeLimit > 0 ? sizeLimit : rest.length);
  for (const entry of rest.slice(0, limit)) {
    const attributes = data
      .select(entry, request.attributes)
      .map(({ name, values }) => wireAttribute(name, values));
    response.send(response.createSearchEntry({ objectName: new WireDn(entry.dn), attributes }));
  }
  const left = rest.slice(limit);
  if (paged === undefined) return refused(left.length > 0 ? 4 : 0);
  cookies += 1;
  const next = left.length === 0 ? '' : `page-${cookies}`;
  if (next !== '') pages.set(next, left);
  response.addControl(new ldap.PagedResultsControl({ value: { size: 0, cookie: Buffer.from(next) } }));
  return refused(0);
}
