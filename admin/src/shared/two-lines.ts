import { css } from 'styled-components';

/** In a row of buttons, as high as one of them: words that do not fit go on in a second line, and are cut after it. */
export const twoLines = css`
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  overflow: hidden;
  overflow-wrap: anywhere;
`;
