import { type InventoryHost, loadSiteInventory, type ShownKey, type Trust, trustHost } from '#core/index.ts';

import { UsageError } from '../../arguments.ts';
import { both } from '../../messages/words.ts';
import { EXIT, type Exit, type Screen } from '../screen.ts';
import { sayProblems, type Session } from '../session.ts';

/** As `ssh-keygen -l` prints it. */
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/u;

/** `hosts` lists the hosts and their known keys; `hosts trust` makes a key known that a person read elsewhere. */
export async function hosts({
  args,
  screen,
  places,
}: Pick<Session, 'args' | 'screen' | 'places'>): Promise<Exit> {
  const [verb, name, ...rest] = args.words;
  if (verb !== undefined && (verb !== 'trust' || name === undefined || rest.length > 0))
    throw new UsageError(
      `hosts: found "${args.words.join(' ')}", allowed: hosts, hosts trust <host> --fingerprint SHA256:…`,
      `hosts：「${args.words.join(' ')}」は使えません。hosts、または hosts trust <ホスト> --fingerprint SHA256:… と入力してください。`,
    );
  const fingerprint = verb === undefined ? null : fingerprintOf(args.fingerprint);
  const { inventory, problems } = loadSiteInventory(places.site);
  if (problems.length > 0) return sayProblems(screen, problems);
  const known = inventory?.frozen.hosts ?? {};
  if (name === undefined || fingerprint === null) return list(screen, known, places.site);
  const host = Object.hasOwn(known, name) ? known[name] : undefined;
  if (host === undefined) {
    screen.data({ host: name, trusted: false, because: 'not-in-inventory' });
    screen.aside(
      both(
        `${name} is not in the inventory. Enter it in inventory.yaml first.`,
        `${name} はインベントリにありません。先に inventory.yaml に登録してください。`,
      ),
    );
    return EXIT.no;
  }
  return answer(screen, name, fingerprint, await trustHost(places.site, name, host, fingerprint));
}

function fingerprintOf(given: string | null): string {
  if (given !== null && FINGERPRINT.test(given)) return given;
  const [found, foundJa] = given === null ? ['nothing', 'なし'] : [`"${given}"`, `「${given}」`];
  throw new UsageError(
    `--fingerprint: found ${found}, allowed: SHA256:… as ssh-keygen -l prints it on the host`,
    `--fingerprint の指定：${foundJa}。ホスト上の ssh-keygen -l が表示する SHA256:… を指定してください。`,
  );
}

function list(screen: Screen, known: Readonly<Record<string, InventoryHost>>, site: string): Exit {
  const entries = Object.entries(known);
  screen.data(
    entries.map(([name, { address, user, fingerprints }]) => ({ name, address, user, fingerprints })),
  );
  for (const [name, { address, user, fingerprints }] of entries) {
    const place = 'socket' in address ? address.socket : `${address.host}:${address.port}`;
    screen.line(`${name}  ${user}@${place}`);
    for (const fingerprint of fingerprints) screen.line(`  ${fingerprint}`);
    if (fingerprints.length === 0)
      screen.line(
        both(
          '  No host key is known: Watari will not connect.',
          '  ホスト鍵が登録されていないため、接続しません。',
        ),
      );
  }
  if (entries.length === 0)
    screen.line(both(`No host in the inventory (${site}).`, `インベントリにホストがありません（${site}）。`));
  return EXIT.done;
}

function answer(screen: Screen, host: string, fingerprint: string, trust: Trust): Exit {
  const trusted = trust.kind === 'trusted' || trust.kind === 'unchanged';
  screen.data({
    host,
    fingerprint,
    trusted,
    ...(trusted ? {} : { because: trust.kind }),
    ...detailsOf(trust),
  });
  const sentence = sentenceOf(host, fingerprint, trust);
  if (trusted) screen.line(sentence);
  else screen.aside(sentence);
  return trusted ? EXIT.done : EXIT.no;
}

function detailsOf(trust: Trust) {
  switch (trust.kind) {
    case 'trusted':
    case 'unchanged':
    case 'revoked':
      return { key: trust.key, file: trust.file };
    case 'contradicts':
      return { known: trust.known, file: trust.file };
    case 'different':
      return { shown: trust.shown };
    case 'unreachable':
      return { saw: trust.saw };
  }
}

function sentenceOf(host: string, fingerprint: string, trust: Trust) {
  switch (trust.kind) {
    case 'trusted':
      return both(
        `${host} showed exactly this key. Trusted from now on: ${keyText(trust.key)} (${trust.file}).`,
        `${host} が提示した鍵と一致しました。信頼する鍵として登録しました：${keyText(trust.key)}（${trust.file}）`,
      );
    case 'unchanged':
      return both(
        `${host} showed exactly this key, which is trusted already.`,
        `${host} が提示した鍵と一致しました。この鍵はすでに登録されています。`,
      );
    case 'different':
      return both(
        `${host} does not show the key ${fingerprint}. It shows: ${trust.shown.map(keyText).join(', ') || 'none'}. Nothing was trusted. Read the fingerprint on the host's own console, not from here.`,
        `${host} は鍵 ${fingerprint} を提示しませんでした。提示された鍵：${trust.shown.map(keyText).join('、') || 'なし'}。何も登録していません。フィンガープリントは、この画面からではなく、ホストのコンソールで確かめてください。`,
      );
    case 'contradicts':
      return both(
        `${host} showed this key, but another one of the same type is trusted: ${keyText(trust.known)}. Nothing was changed. If the host was installed anew, take that line out of ${trust.file}, then ask again.`,
        `${host} はこの鍵を提示しましたが、同じ種類の別の鍵がすでに登録されています：${keyText(trust.known)}。何も変更していません。ホストを再インストールしたのであれば、${trust.file} からその行を削除してから、もう一度実行してください。`,
      );
    case 'revoked':
      return both(
        `${host} showed this key, but ${trust.file} says that it is revoked. Nothing was trusted.`,
        `${host} はこの鍵を提示しましたが、${trust.file} で失効済みとされています。何も登録していません。`,
      );
    case 'unreachable':
      return both(
        `${host} cannot be reached, so nothing was trusted: ${trust.saw}.`,
        `${host} に接続できないため、何も登録していません：${trust.saw}`,
      );
  }
}

const keyText = ({ type, fingerprint }: ShownKey): string => `${fingerprint} (${type})`;
