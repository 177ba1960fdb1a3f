import type { Localized, Plan, PlannedFault } from '#core/index.ts';

import { both } from '../messages/words.ts';
import type { FaultMoment } from '../rehearsal/fault-player.ts';

type FaultName = PlannedFault['name'];
type Place = { readonly host: string; readonly standIn: string };

/** What happens when a fault strikes. */
const STRIKES: { readonly [F in FaultName]: (place: Place) => Localized } = {
  'cut-before-exec': ({ host }) =>
    both(
      `the connection to ${host} is cut before anything starts`,
      `何も始まらないうちに ${host} との接続が切れます`,
    ),
  'cut-in-upload': ({ host }) =>
    both(
      `the connection to ${host} is cut while the script is uploaded`,
      `スクリプトを送る途中で ${host} との接続が切れます`,
    ),
  'cut-after-exec': ({ host }) =>
    both(
      `the connection to ${host} is cut once the job has begun`,
      `ジョブが始まったところで ${host} との接続が切れます`,
    ),
  'cut-before-exit': ({ host }) =>
    both(
      `the connection to ${host} is cut before the exit status is heard`,
      `終了ステータスが届く前に ${host} との接続が切れます`,
    ),
  'kill-ssh': ({ host }) => both(`the network of ${host} is gone`, `${host} のネットワークが切れました`),
  'power-cut': ({ host }) => both(`the power of ${host} is cut`, `${host} の電源が落ちました`),
  'fail-once': ({ host, standIn }) =>
    both(`${standIn} ends with 1 on ${host}, once`, `${host} の ${standIn} が 1 回だけ 1 で終わります`),
  'kill-once': ({ host, standIn }) =>
    both(`${standIn} dies half done on ${host}, once`, `${host} の ${standIn} が 1 回だけ途中で終わります`),
  'cut-stream': ({ host }) =>
    both(
      `the connection from ${host} to the other host drops in mid-stream, once`,
      `${host} からもう 1 台のホストへの接続が、転送の途中で 1 回切れます`,
    ),
  'slow-once': ({ host, standIn }) =>
    both(
      `${standIn} waits two seconds on ${host} before it begins`,
      `${host} の ${standIn} が 2 秒待ってから始まります`,
    ),
  'disk-full': ({ host }) => both(`the disk of ${host} is full`, `${host} のディスクに空きがありません`),
};

/** What the simulated people do about it; nothing where Watari gets by alone. */
const PUT_RIGHT: { readonly [F in FaultName]?: (host: string) => Localized } = {
  'kill-ssh': (host) =>
    both(
      `The simulated people brought the network of ${host} back.`,
      `模擬の参加者が ${host} のネットワークを復旧しました。`,
    ),
  'power-cut': (host) =>
    both(`The simulated people started ${host} again.`, `模擬の参加者が ${host} を起動し直しました。`),
  'disk-full': (host) =>
    both(
      `The simulated people made room on the disk of ${host}.`,
      `模擬の参加者が ${host} のディスクに空きを作りました。`,
    ),
};

/** What is said of a fault at the moment; null where there is nothing to say. */
export function faultLine({ at, fault, host }: FaultMoment, plan: Plan): Localized | null {
  const name = faultText(fault, plan);
  switch (at) {
    case 'strikes': {
      const what = STRIKES[fault.name]({ host, standIn: fault.standIn ?? '' });
      return both(`Fault ${name}: ${what.en}.`, `障害 ${name}：${what.ja}。`);
    }
    case 'put-right':
      return PUT_RIGHT[fault.name]?.(host) ?? null;
    case 'missed':
      return both(
        `Fault ${name} came too late: the operation was over.`,
        `障害 ${name} は間に合いませんでした。操作はすでに終わっていました。`,
      );
  }
}

/** A fault as `--faults` takes it: what chance chose can be asked for once more. */
export function faultText({ name, standIn, step, operation }: PlannedFault, { steps }: Plan): string {
  const number = steps.find(({ id }) => id === step)?.number ?? step;
  return `${name}${standIn === null ? '' : `:${standIn}`}@${number}.${operation.replace(/^do\./u, '')}`;
}
