import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';

/** A part of the side panel under its heading. */
export const Section = ({
  title,
  action,
  children,
}: {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) => (
  <Flex tag="section" direction="column" alignItems="stretch" gap={2}>
    <Flex justifyContent="space-between" gap={2} wrap="wrap">
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {title}
      </Typography>
      {action}
    </Flex>
    {children}
  </Flex>
);

/** A word and what is known of it. */
export const Fact = ({
  word,
  children,
}: {
  readonly word: string;
  readonly children: ReactNode;
}) => (
  <Flex justifyContent="space-between" gap={3} wrap="wrap">
    <Typography variant="pi" textColor="neutral600">
      {word}
    </Typography>
    <Typography variant="pi" tag="span" dir="auto">
      {children}
    </Typography>
  </Flex>
);

/** Said where a part holds nothing. */
export const Nothing = ({ children }: { readonly children: ReactNode }) => (
  <Typography variant="pi" textColor="neutral600">
    {children}
  </Typography>
);
