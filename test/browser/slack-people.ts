import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Locator, Page } from 'playwright-core';

/** Accounts of the three people of the rehearsal workspace. */
export const PEOPLE = { aiko: 'U0AIKO', ben: 'U0BEN', chie: 'U0CHIE' } as const;
/** What stands on buttons, and what a run says when it is over. */
export const WORDS = {
  en: { next: 'Next step', approve: 'Approve', details: 'Details', done: 'Done', completed: 'Completed.' },
  ja: { next: '次の手順', approve: '承認', details: '詳細', done: '完了', completed: '完了しました。' },
} as const;

/** The local Slack's page as somebody uses it: choose who you are, type, click, fill in. */
export type SlackPage = ReturnType<typeof slackPage>;

const SOON_MS = 30_000;

export function slackPage(page: Page, pictures: string | null) {
  const composer = page.locator('.main textarea.composer-input');
  const modal = page.locator('.modal');
  const messages = page.locator('.main .messages > .msg');
  const cards = page.locator('.thread-pane .thread-body > .msg');
  return {
    page,
    modal,
    messages,
    cards,
    /** The card of the step with this number. */
    card: (number: string): Locator =>
      cards.filter({ has: page.locator('strong', { hasText: new RegExp(`^${number} `, 'u') }) }).last(),
    actAs: (user: string) => page.locator('.actas select').selectOption(user),
    async say(text: string) {
      await composer.fill(text);
      await composer.press('Enter');
    },
    button: (where: Locator, name: string): Locator => where.getByRole('button', { name, exact: true }),
    async submit(text?: string) {
      if (text !== undefined) await modal.locator('.bk-plain-input').last().fill(text);
      await modal.locator('.modal-btn.primary').click();
      await modal.waitFor({ state: 'hidden', timeout: SOON_MS });
    },
    async closeModal() {
      await page.locator('.modal-x').click();
      await modal.waitFor({ state: 'hidden' });
    },
    async openThread() {
      await page.locator('.thread-summary').last().click({ timeout: SOON_MS });
      await cards.nth(1).waitFor({ timeout: SOON_MS });
    },
    /** What only the person who looks may see. */
    whispers: (): Locator => page.locator('.main .msg', { has: page.locator('.badge-eph') }),
    /** What is seen now, for people to look at. */
    async photograph(name: string) {
      if (pictures === null) return;
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
  };
}

/** Clicks on as three people do: one asks, the others approve, somebody does by hand what is left to people. */
export async function carryToTheEnd(slack: SlackPage, language: 'en' | 'ja'): Promise<void> {
  const words = WORDS[language];
  const here = slack.page.locator('.app');
  const [next, approve, done] = [words.next, words.approve, words.done].map((name) =>
    slack.button(here, name).last(),
  );
  if (next === undefined || approve === undefined || done === undefined) return;
  const completed = slack.messages.first().getByText(words.completed);
  const deadline = Date.now() + 200_000;
  for (let pictured = 0; Date.now() < deadline;) {
    // The longest step, on a machine that does other things as well.
    await next
      .or(approve)
      .or(done)
      .or(completed)
      .first()
      .waitFor({ timeout: 3 * SOON_MS });
    if (await completed.isVisible()) return;
    if (await approve.isVisible()) {
      pictured += 1;
      await slack.photograph(`asked-${language}-${pictured}`);
      for (const who of [PEOPLE.ben, PEOPLE.chie]) {
        await slack.actAs(who);
        // The card may have moved on between looking and clicking: then there is nothing left to click.
        await approve.click({ timeout: 1500 }).catch(() => undefined);
      }
    } else if (await done.isVisible()) {
      await done.click({ timeout: 1500 }).catch(() => undefined);
      await slack.modal.waitFor();
      await slack.submit('looked at');
    } else {
      await slack.actAs(PEOPLE.aiko);
      await next.click({ timeout: 1500 }).catch(() => undefined);
    }
  }
  throw new Error(`not completed: ${await slack.messages.first().innerText()}`);
}
