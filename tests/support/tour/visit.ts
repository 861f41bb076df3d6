import type { Page } from 'playwright-core';

/** A place of the admin that shows nothing and asks for nothing, so that the page after it begins again. */
const NOWHERE = '/admin/plugins/whatsapp/nowhere';

/**
 * Runs in the browser: what a link of the admin does. It does not ask about what was not saved, as `goto` does not.
 */
const follow = async ({ nowhere, target }: { nowhere: string; target: string }): Promise<void> => {
  const left = document.querySelector('main');
  const tell = () => dispatchEvent(new PopStateEvent('popstate', { state: null }));
  history.pushState(null, '', nowhere);
  tell();
  for (let tick = 0; left?.isConnected && tick < 200; tick += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  history.replaceState(null, '', target);
  tell();
};

const isSignedIn = (address: URL): boolean =>
  address.pathname.startsWith('/admin') && !address.pathname.startsWith('/admin/auth');

/**
 * Brings somebody to a page of the admin. Where they are in it already, by its router and not by loading everything
 * again: a load costs four times as much. Where a test means a load, it says `goto`.
 */
export const visit = async (page: Page, address: string): Promise<void> => {
  const target = new URL(address);
  const now = page.url() === 'about:blank' ? null : new URL(page.url());
  const isInside =
    now?.origin === target.origin && isSignedIn(now) && (await page.locator('main').count()) > 0;
  if (isInside)
    await page.evaluate(follow, {
      nowhere: NOWHERE,
      target: target.href.slice(target.origin.length),
    });
  else await page.goto(address);
};
