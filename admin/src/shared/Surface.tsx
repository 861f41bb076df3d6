import type { ReactNode } from 'react';
import { Box, Flex, Typography, type BoxProps } from '@strapi/design-system';

/** The white ground on which a piece of a page stands. */
export const Surface = (props: BoxProps<'div' | 'li' | 'section' | 'article'>) => (
  <Box background="neutral0" hasRadius shadow="tableShadow" padding={6} {...props} />
);

interface CardProps {
  readonly title: string;
  /** A quieter line under the title. */
  readonly note?: string;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** A piece of a page with its heading. */
export const Card = ({ title, note, testId, children }: CardProps) => (
  <Surface data-testid={testId}>
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <Typography variant="delta" tag="h2">
          {title}
        </Typography>
        {note ? (
          <Typography variant="pi" textColor="neutral600">
            {note}
          </Typography>
        ) : null}
      </Flex>
      {children}
    </Flex>
  </Surface>
);
