import { Box, Flex } from '@strapi/design-system';
import { styled } from 'styled-components';

/** From this width (1440 pixels at the usual size) the panel stands beside the thread when it is opened; below that width it lies over the thread. */
export const WIDE = '(min-width: 90em)';
/** From this width (1800 pixels) the thread keeps half of the window beside it: there it is open until it is closed. */
export const ROOMY = '(min-width: 112.5em)';

/** Fills what Strapi leaves of the window: three scrolling panes, the page itself never scrolls. */
export const FullHeight = styled(Flex)`
  position: absolute;
  inset: 0;
  overflow: hidden;
`;

export const Panes = styled.div<{ $columns: 1 | 2 | 3 }>`
  flex: 1;
  min-block-size: 0;
  inline-size: 100%;
  display: grid;
  grid-template-rows: minmax(0, 1fr);
  grid-template-columns: ${({ $columns }) =>
    ({
      1: 'minmax(0, 1fr)',
      2: 'minmax(26rem, 30rem) minmax(0, 1fr)',
      3: 'minmax(26rem, 30rem) minmax(0, 1fr) 28rem',
    })[$columns]};
`;

export const Pane = styled(Flex)`
  min-block-size: 0;
  min-inline-size: 0;
  background: ${({ theme }) => theme.colors.neutral0};
  border-inline-end: ${({ theme }) => `1px solid ${theme.colors.neutral150}`};
  &:focus-visible {
    outline: ${({ theme }) => `0.2rem solid ${theme.colors.primary600}`};
    outline-offset: -0.2rem;
  }
`;

export const PaneHead = styled(Box)`
  flex-shrink: 0;
  border-block-end: ${({ theme }) => `1px solid ${theme.colors.neutral150}`};
`;

/** Positioned, so that words for screen readers in it scroll with it instead of making the page longer than the window. */
export const Scroll = styled(Box)`
  position: relative;
  flex: 1;
  min-block-size: 0;
  overflow-y: auto;
  overscroll-behavior: contain;
  overflow-anchor: none;
`;

/** Buttons of the list's head stand close: the list is 320 px wide, and Turkish is longer. */
export const NARROW = { paddingLeft: 2, paddingRight: 2 } as const;
/** The four of one row stand closer, so that counts fit in as well. */
export const TIGHT = { paddingLeft: 1, paddingRight: 1 } as const;
