import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';

type Props = {
  children: ReactNode;
  variant?: 'pi' | 'omega';
  /** `status`: read out when it appears. */
  role?: 'status';
  'data-testid'?: string;
};

/**
 * A warning in one line. The sign carries the color: the warning colors of Strapi's light theme have too little contrast
 * for letters (4.4 : 1 on white).
 */
export const WarningText = ({ children, variant = 'pi', ...rest }: Props) => (
  <Flex tag="p" gap={1} alignItems="flex-start" {...rest}>
    <Flex paddingTop="0.2rem" shrink={0}>
      <WarningCircle aria-hidden fill="warning600" />
    </Flex>
    <Typography variant={variant} textColor="neutral800">
      {children}
    </Typography>
  </Flex>
);
