import { useEffect, useRef } from 'react';
import { Box, Typography } from '@strapi/design-system';
import type { FormTrouble } from './useNumberForm';

/** It takes the focus: the button that was pressed loses it while it is busy. */
const Alert = ({ trouble }: { trouble: FormTrouble }) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <Box
      ref={box}
      role="alert"
      tabIndex={-1}
      background="danger100"
      borderColor="danger200"
      hasRadius
      padding={4}
    >
      <Typography tag="p" fontWeight="bold" textColor="danger700">
        {trouble.message}
      </Typography>
      {trouble.remedy ? (
        <Typography tag="p" textColor="neutral800">
          {trouble.remedy}
        </Typography>
      ) : null}
    </Box>
  );
};

/** What is wrong and what to do about it, beside what was pressed. */
export const Trouble = ({ trouble }: { trouble: FormTrouble | null }) =>
  trouble ? <Alert trouble={trouble} /> : null;
