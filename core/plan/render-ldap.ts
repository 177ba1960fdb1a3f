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
import { slotId } from './slots.ts';

export function planLdap(ldap: Ldap, id: string, scene: Scene): PlannedLdap {
  const { values } = scene;
  const host = namedText(ldap.host, scene);
  const port = namedText(ldap.port, scene);
  const bindDn = renderDn(asTemplate(ldap.bindDn, scene), values);
  const password = renderShell(`{{${ldap.password}}}`, values);
  const action = actionOf(ldap, scene);
  const planned = { directory: `${host}:${port}`, bindDn, password, action };
  return { id, verb: 'ldap', note: null, command: ldapCommand(planned), ...planned };
}

/** Nobody runs this line: it says what happens in the words that directory people know. */
export function ldapCommand({
  directory,
  bindDn,
  password,
  action,
}: Pick<PlannedLdap, 'directory' | 'bindDn' | 'password' | 'action'>): string {
  const at = directory.lastIndexOf(':');
  const [host, port] = [directory.slice(0, at), directory.slice(at + 1)];
  const login = `-h ${quoteShell(host)} -p ${port} -D ${quoteShell(bindDn)} -w ${showPieces(password)}`;
  return toolLine(action, login);
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
  if (ldap.remember !== undefined) {
    const { base, scope, filter, attributes } = ldap.remember;
    return { kind: 'remember', ...searchOf(base, filter, scene), scope, attributes };
  }
  const back = ldap.putBack ?? ldap.isBack;
  if (back !== undefined)
    return {
      kind: ldap.putBack === undefined ? 'is-back' : 'put-back',
      of: slotId(back.of, scene.slot),
      attributes: back.attributes ?? null,
    };
  if (ldap.read === undefined) throw new Error('an ldap operation without an action was not checked');
  const { base, scope, filter, count, attribute } = ldap.read;
  return {
    kind: 'read',
    ...searchOf(base, filter, scene),
    scope,
    count: count ?? null,
    attribute:
      attribute === undefined ? null : { name: attribute.name, every: renderMatch(attribute.every, values) },
  };
}

const searchOf = (base: string, filter: string, scene: Scene) => ({
  base: renderDn(asTemplate(base, scene), scene.values),
  filter: renderFilter(asTemplate(filter, scene), scene.values),
});

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
    case 'remember': {
      const { base, scope, filter, attributes } = action;
      return `ldapsearch ${login} -b ${quoteShell(base)} -s ${scope} ${quoteShell(filter)} ${attributes.join(' ')}`;
    }
    case 'put-back':
    case 'is-back': {
      const verb = action.kind === 'put-back' ? 'ldapmodify' : 'ldapsearch';
      return `${verb} ${login} # ${action.of}${action.attributes === null ? '' : `: ${action.attributes.join(' ')}`}`;
    }
    case 'read': {
      const wanted = action.attribute === null ? '' : ` ${action.attribute.name}`;
      const { base, scope, filter } = action;
      return `ldapsearch ${login} -b ${quoteShell(base)} -s ${scope} ${quoteShell(filter)}${wanted}`;
    }
  }
}
