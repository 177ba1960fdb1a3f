import { spawnSync } from 'node:child_process';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  type Values,
  parseTemplate,
  quoteShell,
  renderDn,
  renderFilter,
  renderInput,
  renderShell,
  renderText,
  showPieces,
} from '#core/runbook/render.ts';

const values: Values = {
  root: { type: 'path', value: '/opt/SUNWmail' },
  spaced: { type: 'path', value: '/opt/SUN mail' },
  bindDn: { type: 'dn', value: 'cn=Directory Manager' },
  suffix: { type: 'dn', value: 'o=internet' },
  filter: { type: 'filter', value: '(|(objectClass=a)(objectClass=b))' },
  name: { type: 'text', value: 'Ann, "Bob" (+1)*' },
  quote: { type: 'text', value: "it's" },
  empty: { type: 'text', value: '' },
  lines: { type: 'text', value: 'a\nb' },
  evil: { type: 'text', value: '$(reboot)`reboot`;reboot' },
  japanese: { type: 'text', value: '渡り' },
  assign: { type: 'text', value: 'PATH=x' },
  keyword: { type: 'text', value: 'if' },
  port: { type: 'port', value: 389 },
  flag: { type: 'flag', value: true },
  users: { type: 'users', value: ['ann', "o'neil"] },
  password: { type: 'secret', value: { secret: 'password', shown: '••••' } },
  left: { type: 'path', value: { placeholder: 'InstanceRoot' } },
  list: { type: 'path', value: { list: '/var/tmp/users' } },
};

test.each([
  ['', []],
  ['a', [{ text: 'a' }]],
  ['{{a}}', [{ name: 'a' }]],
  ['{{a}}/b -c {{dE9}}', [{ name: 'a' }, { text: '/b -c ' }, { name: 'dE9' }]],
  ['{{ a }} {{A}} {a} {{a-b}}', [{ text: '{{ a }} {{A}} {a} {{a-b}}' }]],
  ['{{{a}}}', [{ text: '{' }, { name: 'a' }, { text: '}' }]],
])('cuts %j at its names and nowhere else', (template, parts) => {
  expect(parseTemplate(template)).toEqual(parts);
});

test.each([
  ['{{root}}/sbin/im.server stop', '/opt/SUNWmail/sbin/im.server stop'],
  ['{{spaced}}/x', "'/opt/SUN mail'/x"],
  [
    'imsdirmig -b {{suffix}} -D {{bindDn}} -p {{port}}',
    "imsdirmig -b o=internet -D 'cn=Directory Manager' -p 389",
  ],
  ['say {{quote}}', String.raw`say 'it'\''s'`],
  ['say {{empty}}', "say ''"],
  ['say {{lines}}', "say 'a\nb'"],
  ['say {{evil}}', "say '$(reboot)`reboot`;reboot'"],
  ['say {{japanese}}', "say '渡り'"],
  ['say {{flag}}', 'say true'],
  ['say {{users}}', String.raw`say ann 'o'\''neil'`],
  ['{{left}}/stop-msg store', '<InstanceRoot>/stop-msg store'],
  ['x -w {{password}} -u {{list}}', 'x -w •••• -u /var/tmp/users'],
  ['x -A mailhost:{{name}}', 'x -A mailhost:\'Ann, "Bob" (+1)*\''],
  ['  {{root}}/x \n', '/opt/SUNWmail/x'],
])('shows %j as %j', (template, shown) => {
  expect(showPieces(renderShell(template, values))).toBe(shown);
});

test('keeps the first word of a command from becoming an assignment or a keyword', () => {
  expect(renderShell('{{assign}} x', values)).toEqual(["'PATH=x' x"]);
  expect(renderShell('{{keyword}}', values)).toEqual(["'if'"]);
});

test('keeps secrets and list files as pieces and joins the text between', () => {
  expect(renderShell('{{root}}/x -w {{password}} -u {{list}} -p {{port}}', values)).toEqual([
    '/opt/SUNWmail/x -w ',
    { secret: 'password', shown: '••••' },
    ' -u ',
    { list: '/var/tmp/users' },
    ' -p 389',
  ]);
});

test('throws for a name without a value, even one that every object has', () => {
  expect(() => renderShell('{{nobody}}', values)).toThrow('no value for {{nobody}}');
  expect(() => renderShell('{{constructor}}', values)).toThrow('no value for {{constructor}}');
});

test.each([
  ['uses {{bindDn}} and {{password}}', 'uses cn=Directory Manager and ••••'],
  ['{{users}}', "ann, o'neil"],
  ['{{evil}}', '$(reboot)`reboot`;reboot'],
  ['in {{left}}', 'in <InstanceRoot>'],
])('writes %j for people as %j', (template, text) => {
  expect(renderText(template, values)).toBe(text);
});

test('feeds a program unquoted text, users one a line, secrets as pieces', () => {
  expect(renderInput('{{users}}\n{{password}}', values)).toEqual([
    "ann\no'neil\n",
    { secret: 'password', shown: '••••' },
  ]);
});

test.each([
  ['{{suffix}}', 'o=internet'],
  ['cn={{name}},{{suffix}}', String.raw`cn=Ann\, \"Bob\" (\+1)*,o=internet`],
  ['cn={{bindDn}}', 'cn=cn=Directory Manager'],
  ['cn={{lines}}', String.raw`cn=a\0ab`],
])('writes the distinguished name %j as %j', (template, dn) => {
  expect(renderDn(template, values)).toBe(dn);
});

test.each([
  [' a ', String.raw`\ a\ `],
  [' ', String.raw`\ `],
  ['#1', String.raw`\#1`],
  ['a\\ ', String.raw`a\\\ `],
  ['a=b;c<d>', String.raw`a\=b\;c\<d\>`],
  ['\0', String.raw`\00`],
  ['é渡', 'é渡'],
])('escapes %j in a distinguished name as %j', (value, escaped) => {
  expect(renderDn('{{x}}', { x: { type: 'text', value } })).toBe(escaped);
});

test.each([
  ['{{filter}}', '(|(objectClass=a)(objectClass=b))'],
  ['(&(cn={{name}}){{filter}})', String.raw`(&(cn=Ann, "Bob" \28+1\29\2a)(|(objectClass=a)(objectClass=b)))`],
  ['(memberOf={{bindDn}})', '(memberOf=cn=Directory Manager)'],
])('writes the filter %j as %j', (template, filter) => {
  expect(renderFilter(template, values)).toBe(filter);
});

test.each([
  ['\\', String.raw`\5c`],
  ['\0', String.raw`\00`],
  ['(*)', String.raw`\28\2a\29`],
])('escapes %j in a filter as %j', (value, escaped) => {
  expect(renderFilter('{{x}}', { x: { type: 'dn', value } })).toBe(escaped);
});

const anyText = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !text.includes('\0'));
const awkward = fc
  .array(fc.constantFrom("'", '"', '\\', '$(x)', '`', '\n', ' ', '-', '*', '~', '#', '!', '渡', ''), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

/** One shell prints every value between marks that cannot occur in a command. */
function printedBy(shell: string, words: readonly string[]): readonly string[] {
  const script = words.map((word) => `printf '%s\\001' ${word}`).join('\n');
  const { stdout, stderr, status } = spawnSync(shell, ['-s'], { input: script, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\u0001').slice(0, -1);
}

test('gives a shell back every value as it was', () => {
  const texts = fc.array(fc.oneof(anyText, awkward), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(texts, (all) => {
      const sent = all.map((text) => text.toWellFormed().replaceAll('\u0001', ''));
      const words = sent.map((value) =>
        showPieces(renderShell('x {{v}}', { v: { type: 'text', value } })).slice(2),
      );
      expect(printedBy('/bin/sh', words)).toEqual(sent);
    }),
    { numRuns: 5, seed: 20_001 },
  );
});

test('quotes so that a value stays one piece of a word', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, awkward), (text) => {
      const quoted = quoteShell(text);
      const bare = quoted.replaceAll(/'[^']*'|\\'/gu, '');
      expect(bare).toMatch(/^[A-Za-z0-9_@%+=:,./-]*$/u);
      expect(quoted).not.toBe('');
    }),
    { seed: 20_002 },
  );
});
