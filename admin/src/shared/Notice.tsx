import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

type Variant = 'default' | 'success' | 'warning' | 'danger';

type Props = {
  variant: Variant;
  title: string;
  titleAs?: 'h2' | 'h3' | 'p';
  children?: ReactNode;
  action?: ReactNode;
  testId?: string;
};

const looks = {
  default: { tone: 'primary', Icon: Information },
  success: { tone: 'success', Icon: CheckCircle },
  warning: { tone: 'warning', Icon: WarningCircle },
  danger: { tone: 'danger', Icon: WarningCircle },
} as const;

/** A fact that stays as long as it is true. Strapi's `Alert` always has a close button, which this must not have. */
export const Notice = ({ variant, title, titleAs = 'p', children, action, testId }: Props) => {
  const { tone, Icon } = looks[variant];
  return (
    <Box
      background={`${tone}100`}
      borderColor={`${tone}200`}
      hasRadius
      padding={5}
      data-testid={testId}
    >
      <Flex gap={3} alignItems="flex-start">
        <Box paddingTop={1}>
          <Icon aria-hidden fill={`${tone}600`} />
        </Box>
        <Flex direction="column" alignItems="flex-start" gap={2} flex="1" minWidth="0">
          <Typography tag={titleAs} fontWeight="bold" textColor="neutral800">
            {title}
          </Typography>
          {children ? (
            <Typography tag="div" textColor="neutral800">
              {children}
            </Typography>
          ) : null}
          {action}
        </Flex>
      </Flex>
    </Box>
  );
};
