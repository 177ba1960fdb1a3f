import type { Ldap } from '../runbook/operations/ldap.ts';
import {
  quoteShell,
  renderDn,
  renderFilter,
  renderShell,
  renderText,
  showPieces,
} from '../runbook/render.ts';
import { type Scene, asTemplate, namedText } from './operation-values.ts';
import type { PlannedLdap } from './operation.ts';
import { renderMatch } from './render-expectation.ts';

export function planLdap(ldap: Ldap, id: string, scene: Scene): PlannedLdap {
  const { values } = scene;
  const host = namedText(ldap.host, scene);
  const port = namedText(ldap.port, scene);
  const bindDn = renderDn(asTemplate(ldap.bindDn, scene), values);
  const password = renderShell(`{{${ldap.password}}}`, values);
  const action = actionOf(ldap, scene);
  const login = `-h ${quoteShell(host)} -p ${port} -D ${quoteShell(bindDn)} -w ${showPieces(password)}`;
  return {
    id,
    verb: 'ldap',
    note: null,
    // Nobody runs this line: it says what happens in the words that directory people know.
    command: toolLine(action, login),
    directory: `${host}:${port}`,
    bindDn,
    password,
    action,
  };
}

function actionOf(ldap: Ldap, scene: Scene): PlannedLdap['action'] {
  const { values } = scene;
  if (ldap.addSchema !== undefined) return { kind: 'add-schema', ...documentOf(ldap.addSchema.file, scene) };
  if (ldap.hasSchema !== undefined) return { kind: 'has-schema', ...documentOf(ldap.hasSchema.file, scene) };
  if (ldap.addLdif !== undefined)
    return {
      kind: 'add-ldif',
      host: namedText(ldap.addLdif.on, scene),
      path: renderText(asTemplate(ldap.addLdif.path, scene), values),
    };
  if (ldap.read === undefined) throw new Error('an ldap operation without an action was not checked');
  const { base, scope, filter, count, attribute } = ldap.read;
  return {
    kind: 'read',
    base: renderDn(asTemplate(base, scene), values),
    scope,
    filter: renderFilter(asTemplate(filter, scene), values),
    count: count ?? null,
    attribute:
      attribute === undefined ? null : { name: attribute.name, every: renderMatch(attribute.every, values) },
  };
}

function documentOf(text: string, scene: Scene): { readonly file: string; readonly document: string } {
  const file = renderText(asTemplate(text, scene), scene.values);
  const value = Object.hasOwn(scene.planned, text) ? scene.planned[text] : undefined;
  const isDocument = typeof value === 'object' && 'document' in value;
  return { file, document: isDocument ? value.document : scene.noDocument };
}

function toolLine(action: PlannedLdap['action'], login: string): string {
  switch (action.kind) {
    case 'add-schema':
      return `ldapmodify ${login} -f ${quoteShell(action.file)}`;
    case 'add-ldif':
      return `ldapmodify -a ${login} -f ${quoteShell(action.path)}`;
    case 'has-schema':
      return `ldapsearch ${login} -b cn=schema -s base '(objectClass=*)' attributeTypes objectClasses`;
    case 'read': {
      const wanted = action.attribute === null ? '' : ` ${action.attribute.name}`;
      const { base, scope, filter } = action;
      return `ldapsearch ${login} -b ${quoteShell(base)} -s ${scope} ${quoteShell(filter)}${wanted}`;
    }
  }
}
