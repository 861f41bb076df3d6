import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useT } from './useT';

const Frame = styled(Box)`
  inline-size: 100%;
  max-inline-size: 36rem;
  border: ${({ theme }) => `${theme.spaces[1]} solid ${theme.colors.neutral300}`};
  border-radius: ${({ theme }) => theme.spaces[6]};
  overflow: hidden;
`;
const Screen = styled(Box)`
  min-block-size: 28rem;
  max-block-size: 60dvh;
  overflow-y: auto;
`;
const Bubble = styled(Box)`
  border-radius: ${({ theme }) => theme.spaces[2]};
  overflow-wrap: anywhere;
`;

interface Props {
  /** Who sends: the business name on top. */
  readonly title?: string;
  readonly children: ReactNode;
  /** The children are bubbles of their own (`PhoneBubble`): a talk instead of one message. */
  readonly talk?: boolean;
}

/** One message on the phone; `own` = written by the customer. */
export const PhoneBubble = ({ children, own = false }: { children: ReactNode; own?: boolean }) => (
  <Box {...(own ? { paddingLeft: 8 } : { paddingRight: 4 })}>
    <Bubble background={own ? 'primary100' : 'neutral0'} padding={3} shadow="tableShadow">
      {children}
    </Bubble>
  </Box>
);

/** What the customer's phone will show: a plain frame (no trademarked artwork) around one bubble. */
export const PhoneFrame = ({ title, children, talk = false }: Props) => {
  const t = useT();
  return (
    <Frame role="group" aria-label={t('shell.phone.preview')} background="neutral100">
      <Box
        background="neutral150"
        paddingLeft={4}
        paddingRight={4}
        paddingTop={2}
        paddingBottom={2}
      >
        <Typography fontWeight="bold" ellipsis tag="p">
          {title ?? t('shell.phone.preview')}
        </Typography>
      </Box>
      <Screen padding={4} tabIndex={0} role="region" aria-label={title ?? t('shell.phone.preview')}>
        {talk ? (
          <Flex direction="column" alignItems="stretch" gap={2}>
            {children}
          </Flex>
        ) : (
          <Bubble background="neutral0" padding={3} shadow="tableShadow">
            {children}
          </Bubble>
        )}
      </Screen>
    </Frame>
  );
};
