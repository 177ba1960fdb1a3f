import { type ServicesEncoding, servicesFile } from './groupmax-services.ts';
import { eucJp } from './iso-2022-jp.ts';
import { seedUsers } from './people.ts';
import { Random } from './random.ts';
import { shiftJis } from './shift-jis.ts';

/** Where the master management server comes from. */
export const GROUPMAX_ORIGINS = {
  v5: { version: '5.0', release: '05-00', autostart: true, journal: true, encoding: 'euc-jp' },
  v3: { version: '3.0', release: '03-00', autostart: true, journal: true, encoding: 'shift_jis' },
  v2: { version: '2.0', release: '02-10', autostart: false, journal: true, encoding: 'euc-jp' },
  'v2-02-00': { version: '2.0', release: '02-00', autostart: true, journal: false, encoding: 'euc-jp' },
} as const satisfies Readonly<Record<string, Origin>>;
export type GroupmaxOrigin = keyof typeof GROUPMAX_ORIGINS;
type Origin = {
  readonly version: string;
  readonly release: string;
  readonly autostart: boolean;
  /** Whether the master's journal was taken. */
  readonly journal: boolean;
  readonly encoding: ServicesEncoding;
};

export const GROUPMAX_HOME = 'var/opt/GroupMail';
export const GROUPMAX_DATABASE = 'var/opt/ObjectServer/db';
export const JOURNAL = `${GROUPMAX_HOME}/journal`;
export const ADDRESS_USERS = `${GROUPMAX_HOME}/nxudir/users`;

export type GroupmaxSite = Origin & {
  /** Bytes by path below the root: what lies in the installation directory and in the database's. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** A line of every user of the address service, behind the first line of the file. */
  readonly users: readonly Buffer[];
  /** `/etc/services`. */
  readonly services: Buffer;
};

/** What the names of people may be made of there: ASCII, kana and kanji. */
const WRITABLE = /^[\u0020-\u007e\u3041-\u9fa5]+$/u;

/** A master management server as it is before the upgrade: the same seed and size, the same bytes. */
export function groupmaxSite(origin: GroupmaxOrigin, seed: number, size: 'full' | 'small'): GroupmaxSite {
  const facts: Origin = GROUPMAX_ORIGINS[origin];
  const random = new Random(seed);
  const encode = facts.encoding === 'shift_jis' ? shiftJis : eucJp;
  const state = facts.version === '2.0' ? '' : '\tactive';
  const users = seedUsers(random, size === 'full' ? 240 : 40)
    .filter(({ sn, givenName }) => WRITABLE.test(sn) && WRITABLE.test(givenName))
    .map(({ uid, sn, givenName }, index) =>
      encode(`${uid}\t${sn} ${givenName}\t${index % 2 === 0 ? '営業部' : '開発部'}${state}`),
    );
  const text = (lines: readonly (string | Buffer)[]): Buffer =>
    Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
  const home = (path: string, bytes: Buffer) => [`${GROUPMAX_HOME}/${path}`, bytes] as const;
  const database = (path: string, bytes: Buffer) => [`${GROUPMAX_DATABASE}/${path}`, bytes] as const;
  const files = new Map([
    ...['object-server', 'address-server', 'mail-server'].map((product) =>
      home(`Groupmax/version/${product}`, text([facts.version])),
    ),
    home('Groupmax/version/release', text([facts.release])),
    home('Groupmax/autostart', text([facts.autostart ? 'on' : 'off'])),
    home('nxudir/users', text([`address data ${facts.version}`, ...users])),
    home('nxcdir/company', text([encode('株式会社例の本社（マスタ管理サーバ）')])),
    home('nxrdir/routes', text(['site1 server1', 'site2 server2'])),
    home('nxsdir/servers', text(['server1 master', 'server2', 'server3'])),
    home('oafkairan/forms', random.bytes(700)),
    home('x400/config/mta', text(['mta server1', 'prmd example'])),
    home('x400/runtime/state', random.bytes(300)),
    home('isp/gateway.cfg', text([encode('# インターネット接続'), 'smtp relay.example.co.jp'])),
    database('master01', text([`ObjectServer database ${facts.version}`])),
    database('data01', random.bytes(size === 'full' ? 400_000 : 40_000)),
    database('dictionary01', random.bytes(5000)),
    database('oidindex01', random.bytes(9000)),
    database('GMA_LASTSEQNO_Type', text(['4711'])),
    database('GMA_USERCONFIG_Type', random.bytes(2000)),
    ...(facts.journal
      ? ['J0000001', 'J0000002'].map((name) => home(`journal/${name}`, random.bytes(1500)))
      : [home('journal/README', text(['no journal is taken']))]),
  ]);
  return { ...facts, files, users, services: servicesFile(origin, encode) };
}
