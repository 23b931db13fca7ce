/** Sound for assistive technology, and for the narrowest phones. */

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './page.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Contrast is a theme's, the length of words a language's: each is looked at once. */
export const LOOKS = [
  ['zh-CN', 'light'],
  ['en', 'dark'],
  ['de', 'light'],
] as const;

/** Opens everything that is folded away. */
export async function unfold(page: Page): Promise<void> {
  await page.locator('main details').evaluateAll((list) => list.forEach((details) => details.setAttribute('open', '')));
}

/** WCAG 2.2 AA, as far as a machine can tell. */
export async function sound(page: Page, state: string): Promise<void> {
  // A page that was just asked for, and colours that still move, are no state of their own.
  await expect(page.locator('main h1').first()).toBeAttached();
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
    state,
  ).toEqual([]);
}

/** No sideways scrolling on the narrowest phones, and nothing cut off but what scrolls or ends in dots on purpose. */
export async function narrow(page: Page, state: string): Promise<void> {
  const size = page.viewportSize();
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 740 });
    const over = await page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      // The ticket cuts off what is wider.
      const ticket = document.querySelector('#verdict')?.getBoundingClientRect();
      const cut = [...document.querySelectorAll('#verdict dd, #verdict dd *, #verdict b')].filter(
        (element) => ticket && element.getBoundingClientRect().right > ticket.right - 8,
      );
      const outside = [...document.querySelectorAll<HTMLElement>('main *, header *')].filter((element) => {
        const box = element.getBoundingClientRect();
        return (
          box.width > 0 && box.right > limit + 1 && !element.closest('.vh, .file, .hex, dialog, .sheet, .crop, .paper__last, .reconcile__scroll, .batch__row')
        );
      });
      return [document.documentElement.scrollWidth - limit, ...[...cut, ...outside].slice(0, 3).map((element) => element.outerHTML.slice(0, 80))];
    });
    expect(over, `${state} at ${width}`).toEqual([0]);
  }
  if (size) await page.setViewportSize(size);
}
