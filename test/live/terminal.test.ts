import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';

import { CommandLine } from './command-line.ts';
import { type Sshd, startSshd } from './sshd.ts';

const both = { en: expect.any(String), ja: expect.any(String) };

describe('the command line', () => {
  const line = new CommandLine();
  afterAll(() => line.remove());

  test('lists the runbooks for scripts', async () => {
    const { exit, out, err } = await line.run('list', '--json');
    expect([exit, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toContainEqual({
      id: 'iplanet/sims-offline',
      title: both,
      steps: expect.any(Number),
    });
  });

  test('plans with example values, without an inventory, every step of it', async () => {
    const { exit, out } = await line.run('plan', 'iplanet/sims-offline', '--examples', '--json');
    expect(exit).toBe(0);
    const plan = JSON.parse(out);
    expect(plan).toMatchObject({
      runbook: 'iplanet/sims-offline',
      planHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    const again = await line.run('plan', 'iplanet/sims-offline', '--examples', '--json');
    expect(JSON.parse(again.out)).toEqual(plan);
  });

  test('says of every broken runbook its line, what was found and what is allowed', async () => {
    const folder = 'test/core/runbook/broken';
    const files = readdirSync(folder)
      // Those of fragments get one fragment at a time, which the rules' own test can give them.
      .filter((name) => name.endsWith('.yaml') && !/^(?:fragments?|use)-/u.test(name))
      .map((name) => join(folder, name));
    const { exit, out, err } = await line.run('check', ...files, '--lang', 'en');
    expect([exit, out]).toEqual([1, '']);
    const said = new Set(err.split('\n'));
    for (const file of files) {
      const [expected] = [...readFileSync(file, 'utf8').matchAll(/^# expect: \S+ (\S+):(\d+ .*)$/gmu)];
      expect(said).toContain(`${file}:${expected?.[2]}`);
      expect(expected?.[2]).toMatch(/^\d+ .+: found .+, allowed: .+/u);
    }
  });

  test('finds nothing wrong with the runbooks that are shipped', async () => {
    expect(await line.run('check')).toMatchObject({ exit: 0, err: '' });
  });

  test.each([
    [['nonsense'], /nonsense/u],
    [['list', '--colour'], /--colour/u],
    [['list', '--lang', 'fr'], /found "fr", allowed: en, ja/u],
    [['plan', 'x', '--set', 'a'], /allowed: name=value/u],
    [['settle', 'perhaps', '--lang', 'en'], /allowed: done, not-done/u],
    [['hosts', 'forget', 'mail'], /hosts trust/u],
    [['hosts', 'trust', 'mail'], /--fingerprint/u],
    [['hosts', 'trust', 'mail', '--fingerprint', 'MD5:aa:bb'], /SHA256/u],
    [['rehearse', 'iplanet/sims-offline'], /--yes/u],
  ])('%j is wrong usage: exit 2, and stdout stays empty', async (args, expected) => {
    const { exit, out, err } = await line.run(...args);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
  });

  test.each([
    ['ja', '進行中の実行はありません'],
    ['en', 'No run is open here'],
  ])('refuses in %s, with exit 1', async (language, sentence) => {
    const { exit, out, err } = await line.run('status', '--lang', language);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
  });

  test('speaks the language of the site where nobody chose one', async () => {
    const site = new CommandLine();
    site.write('watari.yaml', 'language: en\n');
    const { err } = await site.run('status');
    expect(err).toContain('No run is open here');
    site.remove();
  });

  test('remembers the language that somebody chose', async () => {
    const site = new CommandLine();
    site.write(
      'people.yaml',
      stringify({ people: { kei: { name: { en: 'Kei', ja: '圭' }, logins: [userInfo().username] } } }),
    );
    expect(await site.run('lang', 'en')).toMatchObject({ exit: 0 });
    expect((await site.run('status')).err).toContain('No run is open here');
    expect((await site.run('status', '--lang', 'ja')).err).toContain('進行中の実行はありません');
    site.remove();
  });

  test('reports the problems of every file of a site at once', async () => {
    const site = new CommandLine();
    site.write('watari.yaml', 'language: fr\n');
    site.write('people.yaml', 'people:\n  kei: { name: { en: Kei } }\n');
    site.write('inventory.yaml', 'hosts:\n  mail.siroe.com: { user: root }\n');
    const { exit, err } = await site.run('status', '--lang', 'en');
    expect(exit).toBe(1);
    expect(err).toMatch(/watari\.yaml:1 language: found "fr", allowed: en, ja/u);
    expect(err).toMatch(/people\.yaml:2 people\.kei\.name\.ja: /u);
    expect(err).toMatch(/inventory\.yaml:2 hosts\.mail\.siroe\.com\.identity: /u);
    site.remove();
  });

  test('says on which line of people.yaml an account belongs to two', async () => {
    const site = new CommandLine();
    const name = '{ en: A, ja: B }';
    site.write(
      'people.yaml',
      `people:\n  kei: { name: ${name}, logins: [k] }\n  ben: { name: ${name}, logins: [k] }\n`,
    );
    expect((await site.run('status', '--lang', 'en')).err).toMatch(
      /people\.yaml:3 people\.ben: found login k, which belongs to kei too/u,
    );
    expect((await site.run('status', '--lang', 'ja')).err).toMatch(
      /people\.yaml:3 people\.ben：現在は kei にも属するログイン名 k です。/u,
    );
    site.remove();
  });

  test('keeps its data for its owner alone', async () => {
    await line.run('history');
    expect(statSync(line.data).mode & 0o777).toBe(0o700);
  });

  test('ends quietly where its reader has seen enough', async () => {
    const { out, err } = await line.runUnder(['sh', '-c', '"$@" | head -n 1', 'sh'], 'reference', '--json');
    expect({ out, err }).toEqual({ out: '{\n', err: '' });
  });

  test('ends with 3 where its own machinery breaks', async () => {
    const broken = new CommandLine();
    writeFileSync(join(broken.data, 'journal.sqlite'), 'this is no database, and never was one'.repeat(100));
    const { exit, out, err } = await broken.run('history', '--json');
    expect(exit).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ fault: expect.any(String), message: expect.any(String) });
    expect(err.trim().split('\n')).toHaveLength(1);
    broken.remove();
  });
});

describe('on a real host', () => {
  const line = new CommandLine();
  const host = 'mail.siroe.com';
  let sshd: Sshd;
  let fingerprint = '';

  beforeAll(async () => {
    sshd = await startSshd();
    fingerprint = sshd.host.fingerprints[0]?.split(' ')[0] ?? '';
    const { address, user } = sshd.host;
    const identity = `file:${join(sshd.folder, 'user')}`;
    const place = 'port' in address ? { address: address.host, port: address.port } : {};
    const spool = join(sshd.folder, 'spool');
    line.write(
      'inventory.yaml',
      stringify({ hosts: { [host]: { ...place, user, identity, spool, become: 'su' } } }),
    );
    const kei = { name: { en: 'Kei', ja: '圭' }, roles: ['operator'], logins: [user] };
    const runbooks = join(line.data, 'runbooks');
    line.write('watari.yaml', stringify({ language: 'en', runbooks }));
    line.write('people.yaml', stringify({ people: { kei } }));
    mkdirSync(join(runbooks, 'try'), { recursive: true });
    writeFileSync(join(runbooks, 'try/two-files.yaml'), stringify(runbook(sshd.folder)));
  });
  afterAll(async () => {
    await sshd.stop();
    line.remove();
  });

  test('whose key nobody trusted, doctor is not content', async () => {
    const { exit, out } = await line.run('doctor', '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ready: false,
      findings: [
        {
          subject: host,
          what: 'host-key-unknown',
          verdict: 'bad',
          values: expect.any(Object),
          sentence: both,
        },
      ],
    });
  });

  test('another fingerprint than its own is refused, and nothing is written', async () => {
    const wrong = `SHA256:${'A'.repeat(43)}`;
    const { exit, out, err } = await line.run('hosts', 'trust', host, '--fingerprint', wrong);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toContain(`does not show the key ${wrong}`);
    expect(existsSync(join(line.site, 'known_hosts'))).toBe(false);
  });

  test('a host that the inventory does not know is not trusted', async () => {
    const { exit, err } = await line.run('hosts', 'trust', 'other.siroe.com', '--fingerprint', fingerprint);
    expect(exit).toBe(1);
    expect(err).toContain('other.siroe.com is not in the inventory');
  });

  test('its own fingerprint is trusted, and listed from then on', async () => {
    const trusted = await line.run('hosts', 'trust', host, '--fingerprint', fingerprint, '--json');
    expect(trusted.exit).toBe(0);
    expect(JSON.parse(trusted.out)).toMatchObject({
      host,
      trusted: true,
      key: { type: 'ssh-ed25519', fingerprint },
    });
    const { out } = await line.run('hosts', '--json');
    expect(JSON.parse(out)).toMatchObject([{ name: host, fingerprints: [`${fingerprint} ssh-ed25519`] }]);
  });

  test('doctor is content, in the language that is asked for', async () => {
    const { exit, out } = await line.run('doctor', host, '--lang', 'ja');
    expect(out).toMatch(
      /^mail\.siroe\.com\n( {2}正常 {2}.*\n){9}準備ができています：正常 9 件、異常 0 件、要確認 0 件\n$/u,
    );
    expect(exit).toBe(0);
  });

  test('doctor leaves no value open in what it says', async () => {
    const { findings } = JSON.parse((await line.run('doctor', '--json')).out);
    for (const { sentence } of findings)
      expect(`${sentence.en}${sentence.ja}`).not.toMatch(/[?？]|undefined/u);
    expect(findings).toHaveLength(9);
  });

  test('doctor looks for what a runbook will run', async () => {
    const { exit, out } = await line.run('doctor', 'try/two-files', '--set', `mail=${host}`, '--json');
    const found = JSON.parse(out).findings.slice(-2);
    expect(found).toMatchObject([
      { what: 'commands-there', values: { count: '2' } },
      { what: 'command-not-yet-there', values: { program: '/opt/not-there/tool', step: '3' } },
    ]);
    expect(exit).toBe(0);
  });

  test('doctor says of a host that is in no inventory that it is not there', async () => {
    const { exit, out } = await line.run('doctor', 'other.siroe.com', '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(out).findings).toMatchObject([
      { subject: 'other.siroe.com', what: 'not-in-inventory' },
    ]);
  });

  test('a run is carried out step by step, each by a process of its own', async () => {
    const started = await line.run('start', 'try/two-files', '--set', `mail=${host}`, '--json');
    expect(started).toMatchObject({ exit: 0, err: '' });
    const { run } = JSON.parse(started.out);
    const first = await line.run('next-step', '--json');
    expect(first).toMatchObject({ exit: 0 });
    expect(JSON.parse(first.out)).toMatchObject({ run, step: { id: 'second' } });
    expect(readFileSync(join(sshd.folder, 'one'), 'utf8')).toBe('one\n');

    const audit = await line.run('audit', '--json');
    expect(audit.exit).toBe(0);
    expect(JSON.parse(audit.out)).toEqual({ run, holds: true, broken: null });
    const log = JSON.parse((await line.run('log', '--json')).out);
    const types = log.map(({ event }: { event: { type: string } }) => event.type);
    expect(types.slice(0, 2)).toEqual(['RunStarted', 'StepRequested']);
    expect(types.at(-1)).toBe('StepSucceeded');
  });

  test('what somebody may not approve for themselves waits', async () => {
    const asked = await line.run('next-step', '--json');
    expect(JSON.parse(asked.out)).toMatchObject({ question: { step: 'second' }, requiredApprovals: 1 });
    const approved = await line.run('approve', '--json');
    expect(approved.exit).toBe(1);
    expect(JSON.parse(approved.out)).toMatchObject({ refused: 'not-an-approver' });
    expect((await line.run('approve', '--as', 'ben')).exit).toBe(1);
    expect(existsSync(join(sshd.folder, 'two'))).toBe(false);
  });

  test('a journal that somebody edited does not hold', async () => {
    const database = new DatabaseSync(join(line.data, 'journal.sqlite'));
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    expect(tables.map(({ name }) => name)).toContain('events');
    database.exec('UPDATE events SET payload = replace(payload, \'"kei"\', \'"ben"\') WHERE version = 2');
    database.close();
    const { exit, out, err } = await line.run('audit', '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      holds: false,
      broken: { version: 2, because: 'content-changed' },
    });
    expect(err).toMatch(/broken at event 2: its content was changed/u);
  });
});

/** Two small steps that leave a file each, and a third that needs what nobody has. */
function runbook(folder: string): unknown {
  const text = (en: string, ja: string) => ({ en, ja });
  const step = (id: string, number: string, risk: string, run: string, proof: string) => ({
    id,
    number,
    title: text(`Make ${id}`, `${id} を作成`),
    text: text(`Makes ${id}.`, `${id} を作成します。`),
    risk,
    do: [{ ssh: { on: 'mail', run } }],
    verify: [{ ssh: { on: 'mail', run: proof } }],
  });
  return {
    id: 'try/two-files',
    title: text('Two files', 'ファイル 2 つ'),
    summary: text('Makes two files.', 'ファイルを 2 つ作成します。'),
    source: { guide: 'None' },
    assumptions: [],
    advice: [],
    parameters: { mail: { type: 'host', title: text('Host', 'ホスト'), example: 'mail.siroe.com' } },
    steps: [
      step('first', '1', 'safe', `/bin/echo one >${folder}/one`, `/usr/bin/test -s ${folder}/one`),
      step('second', '2', 'disruptive', `/bin/echo two >${folder}/two`, `/usr/bin/test -s ${folder}/two`),
      step('third', '3', 'safe', '/opt/not-there/tool', `/usr/bin/test -s ${folder}/two`),
    ],
  };
}
