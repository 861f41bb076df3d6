import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';

interface Props {
  /** Null when the action has no shortcut, or when single-letter shortcuts are off. */
  readonly keys: string | null;
  readonly children: ReactNode;
}

/** An entry of a menu with the key that does the same. The key is no part of its name. */
export const KeyHint = ({ keys, children }: Props) => (
  <Flex justifyContent="space-between" gap={6} tag="span" width="100%">
    <span>{children}</span>
    {keys === null ? null : (
      <Typography tag="kbd" variant="pi" textColor="neutral600" aria-hidden>
        {keys}
      </Typography>
    )}
  </Flex>
);
