import { eucJp, iso2022jp } from './iso-2022-jp.ts';
import type { SeedUser } from './people.ts';
import type { Random } from './random.ts';

export type SeedMessage = {
  /** `store`: in a folder. `queue`: waiting for delivery to the user's INBOX. `incoming`: sent once the server is willing. */
  readonly place: 'store' | 'queue' | 'incoming';
  readonly mailbox: string;
  readonly folder: string;
  /** `20001114093012Z`. */
  readonly date: string;
  /** Letters A answered, D deleted, F flagged, S seen, T draft, in this order; `-` for none. */
  readonly flags: string;
  readonly bytes: Buffer;
};

const SUBJECTS = ['会議のお知らせ', '見積書の件', 'サーバ移行について', '週報', '休暇届', 'お礼'] as const;
const TEXT = '本日の会議は第三会議室で行います。資料は各自ご持参ください。';
const FLAGS = ['-', 'S', 'S', 'AS', 'FS', 'DS', 'T', 'AFS'] as const;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const folded = (bytes: Uint8Array): string => base64(bytes).replaceAll(/.{76}/gu, '$&\r\n');
const encodedWord = (charset: string, bytes: Uint8Array): string => `=?${charset}?B?${base64(bytes)}?=`;

type Parts = {
  readonly subject: string;
  readonly type?: string;
  readonly encoding?: string;
  readonly body: Buffer;
};

function message(id: string, user: SeedUser, parts: Parts): Buffer {
  const header = [
    `Received: from relay.example.com by mail.${user.domain}; Tue, 14 Nov 2000 09:30:12 +0900 (JST)`,
    `From: ${encodedWord('ISO-2022-JP', iso2022jp('田中'))} <tanaka@example.com>`,
    `To: ${user.mail}`,
    `Subject: ${parts.subject}`,
    `Message-ID: <${id}@example.com>`,
    'MIME-Version: 1.0',
    `Content-Type: ${parts.type ?? 'text/plain; charset=us-ascii'}`,
    `Content-Transfer-Encoding: ${parts.encoding ?? '7bit'}`,
  ];
  return Buffer.concat([Buffer.from(`${header.join('\r\n')}\r\n\r\n`), parts.body]);
}

type Make = (id: string, user: SeedUser, random: Random) => Buffer;
const subjectOf = (random: Random): string => random.pick(SUBJECTS);

function attachment(id: string, user: SeedUser, random: Random): Buffer {
  const boundary = `----=_${id}`;
  const name = encodedWord('ISO-2022-JP', iso2022jp('議事録.doc'));
  const body = [
    `--${boundary}`,
    'Content-Type: text/plain; charset=ISO-2022-JP',
    '',
    iso2022jp(TEXT).toString('latin1'),
    `--${boundary}`,
    `Content-Type: application/msword; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    folded(random.bytes(2000 + random.below(6000))),
    `--${boundary}--`,
    '',
  ];
  return message(id, user, {
    subject: encodedWord('ISO-2022-JP', iso2022jp(subjectOf(random))),
    type: `multipart/mixed; boundary="${boundary}"`,
    body: Buffer.from(body.join('\r\n'), 'latin1'),
  });
}

/** One maker for each thing that a copy may spoil. */
const MAKERS: readonly [Make, ...Make[]] = [
  (id, user) => message(id, user, { subject: 'Lunch', body: Buffer.from('Shall we?\r\n') }),
  (id, user, random) =>
    message(id, user, {
      subject: encodedWord('ISO-2022-JP', iso2022jp(subjectOf(random))),
      type: 'text/plain; charset=ISO-2022-JP',
      body: iso2022jp(`${TEXT}\r\n`.repeat(1 + random.below(4))),
    }),
  (id, user, random) =>
    message(id, user, {
      subject: encodedWord('UTF-8', Buffer.from(subjectOf(random))),
      type: 'text/plain; charset=UTF-8',
      encoding: '8bit',
      body: Buffer.from(`${TEXT} 𠮷野家 ①\r\n`),
    }),
  attachment,
  // 8 bits without saying so, as old mailers did.
  (id, user, random) =>
    message(id, user, { subject: eucJp(subjectOf(random)).toString('latin1'), body: eucJp(`${TEXT}\r\n`) }),
  // Every byte there is, NUL and bare CR and LF among them.
  (id, user, random) => message(id, user, { subject: 'core', encoding: 'binary', body: random.bytes(1500) }),
  (id, user) => message(id, user, { subject: 'long lines', body: Buffer.from(`${'x'.repeat(9000)}\r\n`) }),
  // What mailbox formats and SMTP take for an end, and archive formats for a line of their own.
  (id, user) =>
    message(id, user, {
      subject: 'traps',
      body: Buffer.from('From here on\r\n.\r\nUSER root\nFOLDER INBOX\nEND 0 0 0\n>From there\r\n'),
    }),
  // LF alone, and no line end at the end.
  (id, user) => Buffer.from(`Subject: unix\nMessage-ID: <${id}@example.com>\n\n${user.uid}\nno line end`),
  () => Buffer.alloc(0),
];

const pad = (value: number): string => String(value).padStart(2, '0');

function dateOf(index: number, random: Random): string {
  const day = `2000${pad(1 + (index % 11))}${pad(1 + random.below(28))}`;
  return `${day}${pad(random.below(24))}${pad(random.below(60))}${pad(random.below(60))}Z`;
}

export type MessageCounts = {
  readonly stored: number;
  readonly queued: number;
  readonly incoming: number;
  /** Few mailboxes have most of the stored messages, as in life (the n-th has 1/n of what the first has); everybody has one. */
  readonly skewed?: boolean;
};
type Owner = (index: number) => SeedUser | undefined;

function zipfOwner(random: Random, users: readonly SeedUser[]): Owner {
  // Shuffled: the largest mailboxes are not all in the first wave.
  const ranked = users
    .map((user) => ({ user, key: random.next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ user }) => user);
  let sum = 0;
  const upTo = ranked.map((_, index) => (sum += 1 / (index + 1)));
  return (index) => {
    if (index < users.length) return users[index];
    const at = random.next() * sum;
    return ranked[upTo.findIndex((bound) => at < bound)];
  };
}

export function seedMessages(
  random: Random,
  users: readonly SeedUser[],
  counts: MessageCounts,
): SeedMessage[] {
  const evenly: Owner = (index) => users[(index * 7 + random.below(3)) % users.length];
  const owner = counts.skewed === true ? zipfOwner(random, users) : evenly;
  const make = (place: SeedMessage['place'], index: number): SeedMessage[] => {
    const user = place === 'store' ? owner(index) : evenly(index);
    if (user === undefined) return [];
    const stored = place === 'store';
    const [first = 'INBOX', ...others] = user.folders;
    // Only what is in a store can be empty: a queued message has an envelope and at least a header.
    const maker = MAKERS[index % (stored ? MAKERS.length : MAKERS.length - 1)] ?? MAKERS[0];
    return [
      {
        place,
        mailbox: user.mailbox,
        folder: stored ? random.pick([first, first, ...others]) : 'INBOX',
        date: dateOf(index, random),
        flags: stored ? random.pick(FLAGS) : '-',
        bytes: maker(`${place}.${String(index)}`, user, random),
      },
    ];
  };
  const several = (place: SeedMessage['place'], count: number): SeedMessage[] =>
    Array.from({ length: count }, (_, index) => make(place, index)).flat();
  return [
    ...several('store', counts.stored),
    ...several('queue', counts.queued),
    ...several('incoming', counts.incoming),
  ];
}
