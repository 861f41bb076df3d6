import { Flex } from '@strapi/design-system';
import { styled } from 'styled-components';

/** The foot of the composer; how wide it is decides whether its buttons show their words. */
export const Tools = styled(Flex)`
  container: tools / inline-size;
`;

/** The word on a button of the composer, gone where all of them do not fit into one row. The button has it as its name. */
export const ToolWord = styled.span`
  @container tools (max-width: 58rem) {
    font-size: 0;
    margin-inline-start: calc(-1 * ${({ theme }) => theme.spaces[2]});
  }
`;
