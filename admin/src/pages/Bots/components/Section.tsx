import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { Surface } from '../../../shared/Surface';

/** A part of the form, with its heading. */
export const Section = ({
  title,
  hint,
  children,
}: {
  title: string;
  hint: string;
  children: ReactNode;
}) => (
  <Surface tag="section">
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Box>
        <Typography variant="beta" tag="h2">
          {title}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {hint}
        </Typography>
      </Box>
      {children}
    </Flex>
  </Surface>
);
