import type { ReactNode } from 'react';
import { Box, Flex, Radio, Typography } from '@strapi/design-system';
import { Surface } from '../../../shared/Surface';

/** One question of the wizard in its card. */
export const Question = ({ title, children }: { title: string; children: ReactNode }) => (
  <Surface>
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Typography variant="beta" tag="h2">
        {title}
      </Typography>
      {children}
    </Flex>
  </Surface>
);

type ChoiceProps = {
  value: string;
  title: string;
  disabled?: boolean;
  aside?: ReactNode;
  /** What it means, or why it cannot be chosen. */
  children?: ReactNode;
  testId?: string;
};

/** One answer: a radio with a sentence below it. */
export const Choice = ({
  value,
  title,
  disabled = false,
  aside,
  children,
  testId,
}: ChoiceProps) => (
  <Box paddingTop={2} paddingBottom={2} data-testid={testId}>
    <Flex gap={2} wrap="wrap">
      {/* The sentence is part of the label: pressing it chooses too. */}
      <Radio.Item value={value} disabled={disabled}>
        <Flex tag="span" direction="column" alignItems="flex-start">
          <Typography tag="span">{title}</Typography>
          {children ? (
            <Typography tag="span" variant="pi" textColor="neutral600">
              {children}
            </Typography>
          ) : null}
        </Flex>
      </Radio.Item>
      {aside}
    </Flex>
  </Box>
);

/** A mistake of a group of controls, said when it appears. */
export const Mistake = ({ children }: { children: string | false }) =>
  children ? (
    <Typography variant="pi" textColor="danger600" role="alert">
      {children}
    </Typography>
  ) : null;
