import { Badge, Box } from '@strapi/design-system';
import { styled, type DefaultTheme } from 'styled-components';

type Tone = 'primary' | 'warning' | 'danger' | 'success';

/**
 * The palest tone of a colour, as the ground of a bubble, a chip or a note. Strapi's dark theme has one near-black for all of
 * them, in which sides and meanings look the same: there the colour itself is mixed into the ground of the page.
 */
export const tint = ({ colors }: DefaultTheme, tone: Tone): string => {
  const pale = colors[`${tone}100`];
  const isDark = pale === colors.neutral100;
  return isDark ? `color-mix(in srgb, ${colors[`${tone}600`]} 20%, ${colors.neutral0})` : pale;
};

/** A box on such a ground. */
export const TintedBox = styled(Box)<{ $tone: Tone }>`
  && {
    background: ${({ theme, $tone }) => tint(theme, $tone)};
  }
`;

/** A chip on such a ground. */
export const TintedBadge = styled(Badge)<{ $tone: Tone }>`
  && {
    background: ${({ theme, $tone }) => tint(theme, $tone)};
  }
`;
