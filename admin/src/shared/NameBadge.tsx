import { Box, Typography } from '@strapi/design-system';

interface Props {
  readonly children: string;
  readonly isWarning?: boolean;
}

/** Words in a badge as they are written (tag, group, opt-out word): a design-system badge writes capitals, and i is no I in Turkish. */
export const NameBadge = ({ children, isWarning = false }: Props) => (
  <Box
    background={isWarning ? 'warning100' : 'neutral150'}
    hasRadius
    paddingTop={1}
    paddingBottom={1}
    paddingLeft={2}
    paddingRight={2}
    maxWidth="100%"
  >
    <Typography
      variant="pi"
      fontWeight="bold"
      textColor={isWarning ? 'neutral800' : 'neutral600'}
      dir="auto"
    >
      {children}
    </Typography>
  </Box>
);
