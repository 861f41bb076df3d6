import type { Page } from 'playwright-core';
import type { Stop } from './stops';
import { visit } from './visit';

const LIMIT_MS = 20_000;

/** Runs in the browser: what still loads or moves there. Endless animations are left out: they never rest. */
const restless = (): string[] => {
  const nameOf = (one: Element | null | undefined) =>
    one ? `${one.tagName.toLowerCase()} "${(one.textContent ?? '').trim().slice(0, 40)}"` : '';
  const left: string[] = [];
  for (const animation of document.getAnimations()) {
    const isEndless = animation.effect?.getComputedTiming().iterations === Infinity;
    if (animation.playState === 'running' && !isEndless)
      left.push(`moves: ${nameOf((animation.effect as KeyframeEffect | null)?.target)}`);
  }
  // What is out of sight may wait until somebody scrolls to it.
  const isInSight = (one: HTMLElement) => {
    const { top, bottom } = one.getBoundingClientRect();
    return one.offsetParent !== null && bottom > 0 && top < window.innerHeight;
  };
  for (const one of document.querySelectorAll<HTMLElement>('[aria-busy="true"]'))
    if (isInSight(one)) left.push(`busy: ${nameOf(one)}`);
  for (const image of document.images)
    if (!image.complete) left.push(`picture: ${image.src.slice(0, 80)}`);
  // The second column fills once Strapi has answered what the person may see.
  const column = document.querySelector('nav[aria-label="WhatsApp"]');
  if (column && column.querySelectorAll('a, button').length === 0) left.push('the second column');
  if (document.fonts.status !== 'loaded') left.push('letters');
  return left;
};

/** Waits until nothing loads or moves any more. The live stream never ends, so a quiet network says nothing here. */
export const comeToRest = async (page: Page, where: string): Promise<void> => {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const left = await page.evaluate(restless);
    if (left.length === 0) return;
    if (Date.now() > end) throw new Error(`no rest at ${where}: ${left.join(', ')}`);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
};

/** Brings the page to a stop. */
export const walkTo = async (page: Page, origin: string, stop: Stop): Promise<void> => {
  if (stop.at !== undefined) await visit(page, `${origin}/admin/${stop.at}`);
  await stop.enter?.(page);
  await page.mouse.move(0, 0);
  const shown = page.locator(stop.shown ?? 'main h1');
  await shown.first().waitFor({ timeout: LIMIT_MS });
  await shown.first().scrollIntoViewIfNeeded();
  await comeToRest(page, stop.name);
};
