import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useLiveStatus } from './live/live-store';
import { useT } from './useT';

const Dot = styled.span<{ $live: boolean }>`
  inline-size: ${({ theme }) => theme.spaces[2]};
  block-size: ${({ theme }) => theme.spaces[2]};
  flex-shrink: 0;
  border-radius: 50%;
  background: ${({ theme, $live }) => ($live ? theme.colors.success500 : theme.colors.neutral400)};
`;

/**
 * Green and "Live", or grey and "Reconnecting…" when what is on screen may be old; why it stays old is a sentence and is
 * never cut. In brief, only trouble is written out.
 */
export const LiveDot = ({ isBrief = false }: { isBrief?: boolean }) => {
  const t = useT();
  const status = useLiveStatus();
  const isLive = status === 'live';
  const isSentence = status === 'crowded' || status === 'forbidden';
  const word = t(`shell.live.${status}`);
  return (
    <Flex gap={2} minWidth={0} role="status" tag="span" title={word}>
      <Dot $live={isLive} aria-hidden />
      {isLive && isBrief ? (
        <VisuallyHidden>{word}</VisuallyHidden>
      ) : (
        <Typography variant="pi" textColor="neutral600" ellipsis={!isSentence}>
          {word}
        </Typography>
      )}
    </Flex>
  );
};
