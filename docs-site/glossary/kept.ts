import { type Term, term } from './term.ts';

/** Words of what is kept and can be checked later. */
export const kept: readonly Term[] = [
  term(
    'audit',
    ['audit', 'To compute the hash chain of a run’s journal anew and compare it with what is stored.'],
    [
      '検証',
      'けんしょう',
      '実行のジャーナルのハッシュチェーンを計算し直し、保存された値と照合することです。',
    ],
  ),
  term(
    'evidence',
    ['evidence', 'What was printed and measured, kept by its hash, with secrets taken out.'],
    ['証跡', 'しょうせき', '出力や測定値の記録です。秘密の値を取り除き、ハッシュとともに保存します。'],
  ),
  term(
    'hash-chain',
    [
      'hash chain',
      'Each event of a journal carries a hash over itself and the event before, so that no event can be changed unseen.',
    ],
    [
      'ハッシュチェーン',
      null,
      '各イベントが、自身と直前のイベントのハッシュを持つ仕組みです。後から書き換えると検証で分かります。',
    ],
  ),
  term(
    'journal',
    [
      'journal',
      'The append-only, hash-chained list of a run’s events. It is the only memory that Watari has.',
    ],
    [
      'ジャーナル',
      null,
      '実行のイベントを、追記だけで記録した一覧です。ハッシュチェーンでつながっています。Watari の記憶はこれだけです。',
    ],
  ),
  term(
    'redaction',
    ['redaction', 'Taking secrets out of what is kept and shown.'],
    ['秘匿', 'ひとく', '保存や表示の前に、秘密の値を取り除くことです。'],
  ),
];
