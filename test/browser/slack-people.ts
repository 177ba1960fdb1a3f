import type { Locator, Page } from 'playwright-core';

/** The local Slack's page as somebody uses it: choose who you are, type, click, fill in. */
export type SlackPage = ReturnType<typeof slackPage>;

const SOON_MS = 30_000;

export function slackPage(page: Page) {
  const composer = page.locator('.main textarea.composer-input');
  const modal = page.locator('.modal');
  const messages = page.locator('.main .messages > .msg');
  const cards = page.locator('.thread-pane .thread-body > .msg');
  const say = async (text: string) => {
    await composer.fill(text);
    await composer.press('Enter');
  };
  return {
    page,
    modal,
    messages,
    cards,
    /** The card of the step that begins with this number. */
    card: (number: string): Locator =>
      cards.filter({ has: page.locator(`strong:text-matches("^${number} ")`) }),
    actAs: (user: string) => page.locator('.actas select').selectOption(user),
    say,
    button: (where: Locator, name: string): Locator => where.getByRole('button', { name, exact: true }),
    async submit(text?: string) {
      if (text !== undefined) await modal.locator('.bk-plain-input').last().fill(text);
      await modal.locator('.modal-btn.primary').click();
      await modal.waitFor({ state: 'hidden', timeout: SOON_MS });
    },
    async openThread() {
      await page.locator('.thread-summary').last().click({ timeout: SOON_MS });
      await cards.nth(1).waitFor({ timeout: SOON_MS });
    },
    /** What this person alone was told last. */
    whispered: () => page.locator('.main .msg', { has: page.locator('.badge-eph') }).last(),
    /** What is seen now, for people to look at. */
    async photograph(file: string) {
      await page.screenshot({ path: file });
    },
  };
}
