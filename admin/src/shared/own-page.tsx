import type { ComponentType } from 'react';
import { createGlobalStyle } from 'styled-components';
import { isDark } from './tint';
import { withWords } from './with-words';

/**
 * How Strapi's own parts and the browser's look while one of our pages is open.
 *
 * The browser draws its parts (the picker of a date, the bar of a scroller) for a light page unless the page says otherwise: icons
 * are black on black in the dark theme.
 *
 * Strapi's header is drawn a second time, fixed at the top of the window, once it is scrolled out. On a phone it leaves that
 * out, but it asks the browser's name, not the width: in a narrow window (or a page at 400 %) the copy lies half below the bar
 * of the menu and takes a sixth of the height. There it keeps no room; it stays in the page for the keyboard and screen readers,
 * and is seen, below that bar, while the focus is in it.
 *
 * Tabs stand as high as the highest, so that a label of two lines does not lift the others off one line.
 */
export const PageLooks = createGlobalStyle`
  :root {
    color-scheme: ${({ theme }) => (isDark(theme) ? 'dark' : 'light')};
  }
  [role='tablist'][role='tablist'] {
    align-items: stretch;
  }
  ${({ theme }) => theme.breakpoints.large.replace('@media', '@media not all and ')} {
    [data-strapi-header-sticky][data-strapi-header-sticky]:focus-within {
      inset-block-start: 6.4rem;
    }
    [data-strapi-header-sticky][data-strapi-header-sticky]:not(:focus-within) {
      position: static;
      block-size: 0;
      min-block-size: 0;
      padding-block: 0;
      overflow: clip;
      box-shadow: none;
    }
  }
`;

/** A page of ours, for Strapi's menus. */
export const ownPage = (load: () => Promise<{ default: ComponentType }>) => {
  const loadWorded = withWords(load);
  return () =>
    loadWorded().then(({ default: Page }) => ({
      default: () => (
        <>
          <PageLooks />
          <Page />
        </>
      ),
    }));
};
