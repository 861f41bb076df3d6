import type { BadgeProps } from '@strapi/design-system';

type Look = Pick<BadgeProps, 'variant' | 'backgroundColor' | 'textColor'>;

/** The design system's own pairs for these two miss a contrast of 4.5 : 1 in the small letters of a badge. */
const readable: Partial<Record<NonNullable<BadgeProps['variant']>, Look>> = {
  danger: { backgroundColor: 'danger100', textColor: 'danger700' },
  warning: { backgroundColor: 'warning100', textColor: 'neutral800' },
};

/** Props of a `Badge` in a colour of meaning, readable in both themes. */
export const badgeLook = (variant: NonNullable<BadgeProps['variant']>): Look =>
  readable[variant] ?? { variant };
