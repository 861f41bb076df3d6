import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

/** One part of a settings page. */
export const Card = ({ title, children }: { title: string; children: ReactNode }) => (
  <Box
    tag="section"
    aria-label={title}
    background="neutral0"
    hasRadius
    shadow="tableShadow"
    padding={6}
  >
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Typography variant="beta" tag="h2">
        {title}
      </Typography>
      {children}
    </Flex>
  </Box>
);
