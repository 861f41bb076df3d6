import { Modal } from '@strapi/design-system';
import { styled } from 'styled-components';

/**
 * The body of a window. Strapi pads its scroll bars like its content: unseen, the one across then lies over the last
 * line and takes the presses on it.
 */
export const ScrollBody = styled(Modal.Body)`
  && > [data-orientation] {
    padding: 0;
  }
`;
