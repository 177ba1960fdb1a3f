import { type FindingSentence, of, type Values } from './finding-sentence.ts';

/** What doctor says of a host. */
export const HOST_FINDINGS = {
  'not-in-inventory': {
    en: () => 'Not in inventory.yaml, so Watari does not know how to reach it. Enter it there.',
    ja: () => 'inventory.yaml にないため、接続方法が分かりません。登録してください。',
  },
  unreachable: {
    en: (v) => `Cannot be reached: ${of(v, 'saw')}.`,
    ja: (v) => `接続できません：${of(v, 'saw')}`,
  },
  'host-key-known': {
    en: (v) => `Host key is the known one: ${of(v, 'fingerprint')}.`,
    ja: (v) => `ホスト鍵は登録済みのものと一致します：${of(v, 'fingerprint')}`,
  },
  'host-key-unknown': {
    en: (v) =>
      `No host key of it is known; it shows ${of(v, 'shown')}. Get the fingerprint on its console (ssh-keygen -l), then: watari hosts trust.`,
    ja: (v) =>
      `ホスト鍵が登録されていません。提示された鍵：${of(v, 'shown')}。ホストのコンソールでフィンガープリントを確かめて（ssh-keygen -l）、watari hosts trust で登録してください。`,
  },
  'host-key-different': {
    en: (v) =>
      `Host key is not the known one. It shows ${of(v, 'shown')}; known: ${of(v, 'known')}. Either it was installed anew, or this is another machine. Find out which before you trust it.`,
    ja: (v) =>
      `ホスト鍵が登録済みのものと異なります。提示された鍵：${of(v, 'shown')}、登録済みの鍵：${of(v, 'known')}。再インストールされたのか別のマシンなのかを、信頼する前に確かめてください。`,
  },
  'identity-unavailable': {
    en: (v) => `The private key to log in with cannot be had: ${of(v, 'saw')}.`,
    ja: (v) => `ログインに使う秘密鍵を取得できません：${of(v, 'saw')}`,
  },
  'login-works': {
    en: (v) => `Login as ${of(v, 'user')} works.`,
    ja: (v) => `${of(v, 'user')} でログインできます。`,
  },
  'login-refused': {
    en: (v) => `Login as ${of(v, 'user')} does not work: ${of(v, 'saw')}.`,
    ja: (v) => `${of(v, 'user')} でログインできません：${of(v, 'saw')}`,
  },
  'no-answer': {
    en: (v) =>
      `It stopped answering (${of(v, 'saw')}). Look at the host and the network, then run doctor again.`,
    ja: (v) =>
      `応答が途絶えました（${of(v, 'saw')}）。ホストとネットワークを確かめてから、もう一度 doctor を実行してください。`,
  },
  'clock-close': {
    en: (v) => `Clock: ${of(v, 'seconds')} s ${of(v, 'direction')} of ours.`,
    ja: (v) => `時計のずれ：${of(v, 'seconds')} 秒`,
  },
  'clock-apart': {
    en: (v) =>
      `Clock is ${of(v, 'seconds')} s ${of(v, 'direction')} of ours. Watari does not rely on it, but times in logs will not match. Set the clock.`,
    ja: (v) =>
      `時計が ${of(v, 'seconds')} 秒${directionJa(v)}います。Watari の判断には影響しませんが、ログの時刻が合わなくなります。時刻を合わせてください。`,
  },
  'clock-unreadable': {
    en: (v) => `Clock cannot be read: date -u printed "${of(v, 'said')}".`,
    ja: (v) => `時計を読み取れません。date -u の出力：「${of(v, 'said')}」`,
  },
  'shell-fits': {
    en: () => '/bin/sh carries a job out and keeps its outputs and its exit status.',
    ja: () => '/bin/sh でジョブを実行でき、出力と終了ステータスを取得できます。',
  },
  'shell-differs': {
    en: (v) => `/bin/sh does not carry a job out as expected: ${of(v, 'saw')}.`,
    ja: (v) => `/bin/sh でジョブを想定どおりに実行できません：${of(v, 'saw')}`,
  },
  'jobs-findable': {
    en: () => 'A running job is found again by ps.',
    ja: () => '実行中のジョブを ps で見つけられます。',
  },
  'jobs-not-findable': {
    en: () =>
      'ps does not show a running job with its group and age, so after a disturbance its outcome may have to be settled by a person.',
    ja: () =>
      '実行中のジョブを ps で確認できません。障害の後、結果を人が確定しなければならないことがあります。',
  },
  'spool-ready': {
    en: (v) => `Spool ${of(v, 'spool')} is there and ours alone.`,
    ja: (v) => `スプール ${of(v, 'spool')} があり、所有者だけが使えます。`,
  },
  'spool-can-be-made': {
    en: (v) => `Spool ${of(v, 'spool')} is not there yet; Watari makes it below ${of(v, 'folder')}.`,
    ja: (v) => `スプール ${of(v, 'spool')} はまだありません。Watari が ${of(v, 'folder')} の下に作成します。`,
  },
  'spool-not-ours': {
    en: (v) =>
      `Spool ${of(v, 'spool')} has mode ${of(v, 'mode')} and owner ${of(v, 'owner')}; it must be drwx------ and belong to ${of(v, 'us')}. Correct it, or name another one in the inventory.`,
    ja: (v) =>
      `スプール ${of(v, 'spool')} のモードは ${of(v, 'mode')}、所有者は ${of(v, 'owner')} です。drwx------ で所有者が ${of(v, 'us')} でなければなりません。修正するか、インベントリで別の場所を指定してください。`,
  },
  'spool-not-writable': {
    en: (v) => `Nothing can be made in ${of(v, 'folder')}: ${of(v, 'saw')}.`,
    ja: (v) => `${of(v, 'folder')} に書き込めません：${of(v, 'saw')}`,
  },
  'spool-on-disk': {
    en: (v) => `Spool is on a local disk (${of(v, 'filesystem')}, ${of(v, 'mountPoint')}).`,
    ja: (v) => `スプールはローカルディスク上にあります（${of(v, 'filesystem')}、${of(v, 'mountPoint')}）。`,
  },
  'spool-on-network': {
    en: (v) =>
      `Spool is on a network file system (${of(v, 'filesystem')}, ${of(v, 'mountPoint')}). Name a local disk in the inventory (spool).`,
    ja: (v) =>
      `スプールがネットワークファイルシステム上にあります（${of(v, 'filesystem')}、${of(v, 'mountPoint')}）。インベントリの spool にローカルディスクを指定してください。`,
  },
  'spool-in-memory': {
    en: (v) =>
      `Spool is in memory (${of(v, 'filesystem')}, ${of(v, 'mountPoint')}), so a restart would lose how jobs ended. Name a disk in the inventory (spool).`,
    ja: (v) =>
      `スプールがメモリ上にあります（${of(v, 'filesystem')}、${of(v, 'mountPoint')}）。再起動するとジョブの結果が失われます。インベントリの spool にディスクを指定してください。`,
  },
  'spool-filesystem-unknown': {
    en: (v) =>
      `Kind of file system below ${of(v, 'folder')} is unknown. It must be a local disk; look yourself.`,
    ja: (v) =>
      `${of(v, 'folder')} のファイルシステムの種類が分かりません。ローカルディスクであることを確かめてください。`,
  },
  'space-enough': {
    en: (v) => `${of(v, 'freeMib')} MiB free in ${of(v, 'folder')}.`,
    ja: (v) => `${of(v, 'folder')} の空き容量：${of(v, 'freeMib')} MiB`,
  },
  'space-short': {
    en: (v) =>
      `Only ${of(v, 'freeMib')} MiB free in ${of(v, 'folder')}; outputs of jobs need ${of(v, 'neededMib')} MiB. Make room.`,
    ja: (v) =>
      `${of(v, 'folder')} の空き容量が ${of(v, 'freeMib')} MiB しかありません。ジョブの出力用に ${of(v, 'neededMib')} MiB 以上を確保してください。`,
  },
  'space-unknown': {
    en: (v) => `Free space in ${of(v, 'folder')} is unknown: df -k says it in another form. Look yourself.`,
    ja: (v) => `${of(v, 'folder')} の空き容量が分かりません。df -k で確かめてください。`,
  },
  'encoding-fits': {
    en: (v) => `Locale ${of(v, 'locale')} fits the encoding of the inventory (${of(v, 'expected')}).`,
    ja: (v) =>
      `ロケール ${of(v, 'locale')} は、インベントリの文字コード（${of(v, 'expected')}）に合っています。`,
  },
  'encoding-differs': {
    en: (v) =>
      `Locale ${of(v, 'locale')} means ${of(v, 'found')}, but the inventory says ${of(v, 'expected')}: people would read garbled text. Correct encoding in the inventory.`,
    ja: (v) =>
      `ロケール ${of(v, 'locale')} の文字コードは ${of(v, 'found')} ですが、インベントリでは ${of(v, 'expected')} です。このままでは文字化けします。インベントリの encoding を修正してください。`,
  },
  'encoding-unknown': {
    en: (v) =>
      `Locale ${of(v, 'locale')} says nothing that Watari knows about its encoding; the inventory says ${of(v, 'expected')}.`,
    ja: (v) =>
      `ロケール ${of(v, 'locale')} の文字コードが分かりません。インベントリでは ${of(v, 'expected')} です。`,
  },
  'become-works': {
    en: (v) => `${of(v, 'user')} can become ${of(v, 'login')} (${of(v, 'become')}).`,
    ja: (v) => `${of(v, 'user')} から ${of(v, 'login')} に切り替えられます（${of(v, 'become')}）。`,
  },
  'become-refused': {
    en: (v) => `${of(v, 'user')} cannot become ${of(v, 'login')} (${of(v, 'become')}): ${of(v, 'saw')}.`,
    ja: (v) =>
      `${of(v, 'user')} から ${of(v, 'login')} に切り替えられません（${of(v, 'become')}）：${of(v, 'saw')}`,
  },
  'commands-there': {
    en: (v) => `Programs that ${of(v, 'login')} runs there: ${of(v, 'count')} found.`,
    ja: (v) => `${of(v, 'login')} が実行するプログラム：${of(v, 'count')} 件、見つかりました。`,
  },
  'command-missing': {
    en: (v) =>
      `${of(v, 'program')} is not there; step ${of(v, 'step')} runs it. Check the path, and whether it is installed.`,
    ja: (v) =>
      `手順 ${of(v, 'step')} で使う ${of(v, 'program')} がありません。パスとインストールを確かめてください。`,
  },
  'command-not-yet-there': {
    en: (v) =>
      `${of(v, 'program')} is not there; step ${of(v, 'step')} runs it. An earlier step may install it; look yourself.`,
    ja: (v) =>
      `手順 ${of(v, 'step')} で使う ${of(v, 'program')} がまだありません。それより前の手順でインストールされるかどうかを確かめてください。`,
  },
} satisfies Readonly<Record<string, FindingSentence>>;

const directionJa = (v: Values): string => (v['direction'] === 'behind' ? '遅れて' : '進んで');
