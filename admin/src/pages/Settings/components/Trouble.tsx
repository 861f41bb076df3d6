import { Box, Typography } from '@strapi/design-system';
import type { FormTrouble } from './useNumberForm';

/** What is wrong and what to do about it, above the form. */
export const Trouble = ({ trouble }: { trouble: FormTrouble | null }) =>
  trouble ? (
    <Box role="alert" background="danger100" borderColor="danger200" hasRadius padding={4}>
      <Typography tag="p" fontWeight="bold" textColor="danger700">
        {trouble.message}
      </Typography>
      {trouble.remedy ? (
        <Typography tag="p" textColor="neutral800">
          {trouble.remedy}
        </Typography>
      ) : null}
    </Box>
  ) : null;
