import { Box, Typography } from '@strapi/design-system';

/** A word that people chose (tag, group, opt-out word), as it is: a design-system badge writes capitals, and i is no I in Turkish. */
export const NameBadge = ({ children }: { children: string }) => (
  <Box
    background="neutral150"
    hasRadius
    paddingTop={1}
    paddingBottom={1}
    paddingLeft={2}
    paddingRight={2}
    maxWidth="100%"
  >
    <Typography variant="pi" fontWeight="bold" textColor="neutral600" dir="auto">
      {children}
    </Typography>
  </Box>
);
