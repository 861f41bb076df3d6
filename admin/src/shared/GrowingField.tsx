import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

/** A textarea as high as its text, within limits: most answers are one line. Lists above the field stand by it. */
export const GrowingField = styled(Box)`
  position: relative;
  textarea {
    field-sizing: content;
    min-block-size: 6.4rem;
    max-block-size: 24dvh;
    block-size: auto;
    resize: none;
  }
`;
