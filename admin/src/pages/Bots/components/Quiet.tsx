import { Typography } from '@strapi/design-system';

/** A line between the messages of a talk. */
export const Quiet = ({ children }: { children: string }) => (
  <Typography tag="p" variant="pi" textColor="neutral600" textAlign="center">
    {children}
  </Typography>
);
