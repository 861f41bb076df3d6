import type { ReactNode } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';

interface Props {
  readonly name: string;
  /** What sets it off. */
  readonly when: string;
  readonly about: string;
  /** The button that takes it over, or what it asks for before. */
  readonly action: ReactNode;
  readonly testId?: string;
}

/** One of the ready bots, flows or automations to begin with. */
export const ReadyCard = ({ name, when, about, action, testId }: Props) => (
  <Flex
    tag="li"
    direction="column"
    alignItems="stretch"
    justifyContent="space-between"
    gap={3}
    flex="1"
    minWidth="22rem"
    background="neutral0"
    hasRadius
    shadow="tableShadow"
    padding={5}
    data-testid={testId}
  >
    <Box>
      <Typography tag="h3" variant="delta" fontWeight="bold">
        {name}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral600">
        {when}
      </Typography>
      <Box paddingTop={2}>
        <Typography tag="p">{about}</Typography>
      </Box>
    </Box>
    {action}
  </Flex>
);

/** Cards beside each other. */
export const ReadyCards = ({ children }: { children: ReactNode }) => (
  <Flex tag="ul" gap={4} alignItems="stretch" wrap="wrap" padding={0} margin={0}>
    {children}
  </Flex>
);
