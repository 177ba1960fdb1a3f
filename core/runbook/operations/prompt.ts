import { z } from 'zod';

import { means } from '../meaning.ts';

/** A prompt of an interactive program and the answer to it; the answer is given only once the prompt was seen. */
export const prompt = z.strictObject({
  asks: means(
    z.string().min(1),
    'What the program prints when it asks.',
    'プログラムが質問するときに表示する文字列です。',
  ),
  answer: means(
    z.string(),
    'What is typed, once the question was seen.',
    '質問を確かめてから入力する回答です。',
  ),
});

export const prompts = means(
  z.array(prompt).optional(),
  'What the program asks, and the answers.',
  'プログラムの質問と、その回答です。',
);
