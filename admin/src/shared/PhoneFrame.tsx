import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { isDark, OnTint, tint } from './tint';
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
/** In the dark theme no shadow is seen, and the grounds are near each other: there a line goes around it. */
const Ground = styled(Box)<{ $own?: boolean }>`
  background: ${({ theme, $own }) => ($own ? tint(theme, 'primary') : theme.colors.neutral0)};
  border: ${({ theme, $own }) =>
    `1px solid ${isDark(theme) ? theme.colors[$own ? 'primary500' : 'neutral300'] : 'transparent'}`};
  border-radius: ${({ theme }) => theme.spaces[2]};
  overflow-wrap: anywhere;
`;

const Bubble = ({ own = false, children }: { own?: boolean; children: ReactNode }) => {
  const ground = (
    <Ground $own={own} padding={3} shadow="tableShadow">
      {children}
    </Ground>
  );
  return own ? <OnTint>{ground}</OnTint> : ground;
};

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
    <Bubble own={own}>{children}</Bubble>
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
          <Bubble>{children}</Bubble>
        )}
      </Screen>
    </Frame>
  );
};
