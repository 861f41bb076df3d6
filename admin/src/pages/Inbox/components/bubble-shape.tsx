import type { ComponentProps } from 'react';
import { Box, Flex } from '@strapi/design-system';
import { styled } from 'styled-components';
import { OnTint, tint } from '../../../shared/tint';

/** One line of the thread: ours at the end side, theirs at the start side. */
export const Line = styled(Flex)<{ $ours: boolean; $first: boolean }>`
  justify-content: ${({ $ours }) => ($ours ? 'flex-end' : 'flex-start')};
  padding-block-start: ${({ theme, $first }) => ($first ? theme.spaces[3] : theme.spaces[1])};
  padding-inline: ${({ theme }) => theme.spaces[4]};
`;

const Ground = styled(Box)<{ $ours: boolean; $last: boolean }>`
  max-inline-size: min(70%, 60rem);
  background: ${({ theme, $ours }) => ($ours ? tint(theme, 'primary') : theme.colors.neutral0)};
  border: ${({ theme, $ours }) =>
    `1px solid ${$ours ? theme.colors.primary200 : theme.colors.neutral200}`};
  border-radius: ${({ theme }) => theme.spaces[3]};
  border-end-end-radius: ${({ theme, $ours, $last }) => ($ours && $last ? theme.spaces[1] : theme.spaces[3])};
  border-end-start-radius: ${({ theme, $ours, $last }) => (!$ours && $last ? theme.spaces[1] : theme.spaces[3])};
  padding-block: ${({ theme }) => theme.spaces[2]};
  padding-inline: ${({ theme }) => theme.spaces[3]};
  overflow-wrap: anywhere;
  &[data-target='true'] {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
    outline-offset: 2px;
  }
`;

/** A bubble of one of the two sides. */
export const Shape = (props: ComponentProps<typeof Ground>) =>
  props.$ours ? (
    <OnTint>
      <Ground {...props} />
    </OnTint>
  ) : (
    <Ground {...props} />
  );
