import type { ComponentProps, ReactNode } from 'react';
import { Badge, Box } from '@strapi/design-system';
import { styled, ThemeProvider, type DefaultTheme } from 'styled-components';

type Tone = 'primary' | 'warning' | 'danger' | 'success';

/**
 * The palest tone of a colour, as the ground of a bubble, a chip or a note. Strapi's dark theme has one near-black for all of
 * them, in which sides and meanings look the same: there the colour itself is mixed into the ground of the page.
 */
export const tint = (theme: DefaultTheme, tone: Tone): string => {
  const { colors } = theme;
  return isDark(theme)
    ? `color-mix(in srgb, ${colors[`${tone}600`]} 20%, ${colors.neutral0})`
    : colors[`${tone}100`];
};

export const isDark = ({ colors }: DefaultTheme): boolean =>
  colors.primary100 === colors.neutral100;

/** Links and names, bright enough for a contrast of 4.5 : 1 on a mixed ground. */
const brighter = (theme?: DefaultTheme): DefaultTheme => {
  if (!theme || !isDark(theme)) return theme as DefaultTheme;
  const { colors } = theme;
  const primary700 = `color-mix(in srgb, ${colors.primary600} 45%, ${colors.neutral1000})`;
  return { ...theme, colors: { ...colors, primary700 } };
};

/** Around what stands on such a ground. */
export const OnTint = ({ children }: { readonly children: ReactNode }) => (
  <ThemeProvider theme={brighter}>{children}</ThemeProvider>
);

const Ground = styled(Box)<{ $tone: Tone }>`
  && {
    background: ${({ theme, $tone }) => tint(theme, $tone)};
  }
`;

/** A box on such a ground. */
export const TintedBox = (props: ComponentProps<typeof Ground>) => (
  <OnTint>
    <Ground {...props} />
  </OnTint>
);

/** A chip on such a ground. */
export const TintedBadge = styled(Badge)<{ $tone: Tone }>`
  && {
    background: ${({ theme, $tone }) => tint(theme, $tone)};
  }
`;
