import { z } from 'zod';

import { means } from '../meaning.ts';

/**
 * What an output must look like. Values are templates rendered as plain text. Every key given must hold.
 * `matches` is a JavaScript regular expression with flags `mu`.
 */
export const match = z.strictObject({
  is: means(
    z.string().optional(),
    'It is exactly this (a template).',
    'この文字列と一致すること（テンプレート）。',
  ),
  contains: means(
    z.string().optional(),
    'This stands in it (a template).',
    'この文字列を含むこと（テンプレート）。',
  ),
  lacks: means(
    z.string().optional(),
    'This does not stand in it (a template).',
    'この文字列を含まないこと（テンプレート）。',
  ),
  matches: means(
    z.string().optional(),
    'This regular expression finds something in it (flags `mu`, so `^` and `$` stand for the ends of a line).',
    'この正規表現に一致する部分があること（フラグ `mu`。`^` と `$` は行の先頭と末尾です）。',
  ),
  lacksMatch: means(
    z.string().optional(),
    'This regular expression finds nothing in it (flags `mu`).',
    'この正規表現に一致する部分がないこと（フラグ `mu`）。',
  ),
  empty: means(
    z.boolean().optional(),
    '`true`: there is none. `false`: there is some.',
    '`true` は出力がないこと、`false` は出力があること。',
  ),
});
export type Match = z.infer<typeof match>;

/** Old tools exit 0 on failure, so an exit status alone is not always believed. Default: exit [0]. */
export const expectation = z.strictObject({
  exit: means(
    z.array(z.int().min(0).max(255)).min(1).optional(),
    'Exit statuses that count as success. Left out: 0.',
    '成功とみなす終了ステータスです。省略すると 0 です。',
  ),
  stdout: means(match.optional(), 'What it must print.', '標準出力の条件です。'),
  stderr: means(match.optional(), 'What it must print as errors.', '標準エラー出力の条件です。'),
});
export type Expectation = z.infer<typeof expectation>;
