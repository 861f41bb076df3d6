import { Flex } from '@strapi/design-system';
import { styled } from 'styled-components';

/**
 * The foot of the composer, one row in every state; how wide it is decides whether its buttons show their words. Everything
 * that comes and goes stands above the field, so that no button moves.
 */
export const Tools = styled(Flex)`
  container: tools / inline-size;
  min-block-size: ${({ theme }) => theme.spaces[8]};
  @container tools (max-width: 60rem) {
    & button {
      padding-inline: ${({ theme }) => theme.spaces[2]};
    }
  }
`;

/** The word on a button of the composer, gone where all of them do not fit into one row. The button has it as its name. */
export const ToolWord = styled.span`
  @container tools (max-width: 90rem) {
    font-size: 0;
    margin-inline-start: calc(-1 * ${({ theme }) => theme.spaces[2]});
  }
`;
