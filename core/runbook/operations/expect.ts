import { z } from 'zod';

/**
 * What an output must look like. Values are templates rendered as plain text. Every key given must hold.
 * `matches` is a JavaScript regular expression with flags `mu`.
 */
export const match = z.strictObject({
  is: z.string().optional(),
  contains: z.string().optional(),
  lacks: z.string().optional(),
  matches: z.string().optional(),
  lacksMatch: z.string().optional(),
  empty: z.boolean().optional(),
});
export type Match = z.infer<typeof match>;

/** Old tools exit 0 on failure, so an exit status alone is not always believed. Default: exit [0]. */
export const expectation = z.strictObject({
  exit: z.array(z.int().min(0).max(255)).min(1).optional(),
  stdout: match.optional(),
  stderr: match.optional(),
});
export type Expectation = z.infer<typeof expectation>;
