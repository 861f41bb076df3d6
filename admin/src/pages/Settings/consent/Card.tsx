import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { Surface } from '../../../shared/Surface';

/** One part of a settings page. */
export const Card = ({ title, children }: { title: string; children: ReactNode }) => (
  <Surface tag="section" aria-label={title}>
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Typography variant="beta" tag="h2">
        {title}
      </Typography>
      {children}
    </Flex>
  </Surface>
);
