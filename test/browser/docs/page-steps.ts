import type { Page } from 'playwright-core';
import { z } from 'zod';

const operation = z.strictObject({
  id: z.string(),
  place: z.string().nullable(),
  command: z.string().nullable(),
  /** Nothing hides it, so that somebody who looks at the page sees it. */
  isVisible: z.boolean(),
});
const step = z.strictObject({
  id: z.string(),
  anchor: z.string(),
  heading: z.string(),
  isVisible: z.boolean(),
  applies: z.boolean(),
  facts: z.string(),
  hash: z.string(),
  text: z.string(),
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
  do: z.array(operation),
  verify: z.array(operation),
  undo: z.array(operation),
});
/** A step as it stands on a page, read as somebody reads it: from the document, not from its data. */
export type StepOnPage = z.infer<typeof step>;

// Runs in the browser, without JavaScript of the page as well.
const READ = `(() => {
  const textOf = (element) => {
    const copy = element.cloneNode(true);
    for (const mark of copy.querySelectorAll('.hash-link, .for-ears, .warning__word')) mark.remove();
    return copy.textContent;
  };
  const texts = (within, selector) => [...within.querySelectorAll(selector)].map(textOf);
  const operations = (section, part) => [...section.querySelectorAll(part + ' [data-operation]')].map((one) => ({
    id: one.dataset.operation,
    place: one.querySelector('.place')?.textContent ?? null,
    command: one.querySelector('.command pre')?.textContent ?? null,
    isVisible: (one.querySelector('.command pre') ?? one).checkVisibility(),
  }));
  return [...document.querySelectorAll('[data-step]')].map((section) => ({
    id: section.dataset.step,
    anchor: section.querySelector('h2, h3').id,
    heading: textOf(section.querySelector('h2, h3')),
    isVisible: section.checkVisibility(),
    applies: section.dataset.applies === 'true',
    facts: textOf(section.querySelector('.facts')),
    hash: textOf(section.querySelector('.hash')),
    text: textOf(section.querySelector('.step__text')),
    warnings: texts(section, '.warning'),
    notes: texts(section, '.part--notes li'),
    do: operations(section, '.part--do'),
    verify: operations(section, '.part--verify'),
    undo: operations(section, '.part--undo'),
  }));
})()`;

/** Every step of the runbook's page that is open, in the order in which they stand there. */
export const stepsOnPage = async (page: Page): Promise<readonly StepOnPage[]> =>
  z.array(step).parse(await page.evaluate(READ));
