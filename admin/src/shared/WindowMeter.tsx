import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useNow } from './useNow';
import { useT } from './useT';
import { useWindowOpen } from './useWindowOpen';
import { readWindow, type WindowLevel } from './window-meter';

const colors: Record<WindowLevel, string> = {
  open: 'success600',
  // The colour is in the pie: orange letters of this size miss a contrast of 4.5 : 1.
  warning: 'neutral800',
  danger: 'danger600',
  closed: 'neutral600',
};

const Pie = styled.span<{ $share: number; $level: WindowLevel }>`
  inline-size: ${({ theme }) => theme.spaces[4]};
  block-size: ${({ theme }) => theme.spaces[4]};
  flex-shrink: 0;
  border-radius: 50%;
  background: ${({ theme, $share, $level }) => {
    const color = {
      open: theme.colors.success500,
      warning: theme.colors.warning500,
      danger: theme.colors.danger500,
      closed: theme.colors.neutral300,
    }[$level];
    return `conic-gradient(${color} ${Math.round(Math.max($share, 0.08) * 360)}deg, ${theme.colors.neutral200} 0)`;
  }};
`;

interface Props {
  readonly window: { open: boolean; expiresAt: number | null };
  /** Shows the time only; the words are there for screen readers. */
  readonly brief?: boolean;
}

/** How long free text stays possible; our own messages never extend it. */
export const WindowMeter = ({ window, brief = false }: Props) => {
  const t = useT();
  const open = useWindowOpen(window);
  const reading = readWindow({ ...window, open }, useNow());
  const words = t(`shell.window.${reading.word}`, {
    hours: reading.hours,
    minutes: reading.minutes,
  });
  const isBrief = brief && reading.level !== 'closed';
  return (
    <Flex
      gap={brief ? 1 : 2}
      tag="span"
      flex="0 0 auto"
      title={words}
      data-testid="window-meter"
      data-level={reading.level}
    >
      <Pie $share={reading.share} $level={reading.level} aria-hidden />
      <Typography variant="pi" textColor={colors[reading.level]} tag="span" aria-hidden={isBrief}>
        {isBrief
          ? t(reading.word === 'open-hours' ? 'inbox.waiting.hours' : 'inbox.waiting.minutes', {
              count: reading.word === 'open-hours' ? reading.hours : reading.minutes,
            })
          : words}
      </Typography>
      {isBrief ? <VisuallyHidden>{words}</VisuallyHidden> : null}
    </Flex>
  );
};
