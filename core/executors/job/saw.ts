import type { Localized } from '../../runbook/localized.ts';

/** What was seen of a job that did not end by itself: clauses without a full stop. */
export const SAW = {
  anotherSpool: (root: string): Localized => ({
    en: `the spool ${root} is another one than when the job was started`,
    ja: `ジョブの保存場所 ${root} が、開始時とは別のものになっています`,
  }),
  spoolGone: (root: string): Localized => ({
    en: `the spool ${root} is gone or another one`,
    ja: `ジョブの保存場所 ${root} が失われたか、別のものになっています`,
  }),
  /** `said`: what the host printed. */
  cut: (said: string): Localized => ({
    en: `the upload came short: ${said}`,
    ja: `コマンドをホストへ送りきれませんでした：${said}`,
  }),
  abandoned: {
    en: 'it was abandoned before it began',
    ja: 'ジョブは開始前に取りやめられました',
  },
  neverBegan: {
    en: 'it was handed over, and the command never began',
    ja: 'ホストへ渡しましたが、コマンドは開始されませんでした',
  },
  unheard: {
    en: 'the host took the command and never answered',
    ja: 'ホストはコマンドを受け取りましたが、応答しませんでした',
  },
  restarted: {
    en: 'the host was restarted while the job ran',
    ja: 'ジョブの実行中にホストが再起動しました',
  },
  gone: {
    en: 'the host was restarted since the job may have begun, and there is no trace of it',
    ja: 'ジョブが開始された可能性のある時点より後にホストが再起動し、ジョブの痕跡が残っていません',
  },
  orphaned: {
    en: 'its wrapper was killed, and the command ended without anybody noting how',
    ja: 'ジョブの管理プロセスが強制終了されたため、終了ステータスが記録されませんでした',
  },
  vanished: {
    en: 'there is no exit status, and no process of it is alive',
    ja: '終了ステータスの記録がなく、ジョブのプロセスも残っていません',
  },
} as const;
