import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

/** A part of the form with its heading; `id` is where a link may jump to. */
export const Card = ({
  title,
  note,
  children,
}: {
  title: string;
  note?: string;
  children: ReactNode;
}) => (
  <Box background="neutral0" hasRadius shadow="tableShadow" padding={6}>
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
  </Box>
);
