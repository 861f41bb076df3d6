import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useLiveStatus } from './live/live-store';
import { useT } from './useT';

const Dot = styled.span<{ $live: boolean }>`
  inline-size: ${({ theme }) => theme.spaces[2]};
  block-size: ${({ theme }) => theme.spaces[2]};
  border-radius: 50%;
  background: ${({ theme, $live }) => ($live ? theme.colors.success500 : theme.colors.neutral400)};
`;

/** Green and "Live", or grey and "Reconnecting…" when what is on screen may be old. */
export const LiveDot = () => {
  const t = useT();
  const status = useLiveStatus();
  return (
    <Flex gap={2} role="status" tag="span">
      <Dot $live={status === 'live'} aria-hidden />
      <Typography variant="pi" textColor="neutral600">
        {t(`shell.live.${status}`)}
      </Typography>
    </Flex>
  );
};
