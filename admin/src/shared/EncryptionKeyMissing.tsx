import { useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { makeEncryptionKey } from '../pages/Settings/model';
import { CopyValue } from './CopyValue';
import { useT } from './useT';

/**
 * Without a key Strapi cannot keep tokens safely. The line for `.env` is made here, in the browser, and
 * stored nowhere: after the restart the server has it.
 */
export const EncryptionKeyMissing = () => {
  const t = useT();
  const [key] = useState(() => makeEncryptionKey());
  return (
    <Box role="alert" background="danger100" borderColor="danger200" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography fontWeight="bold" textColor="danger700">
          {t('settings.key.title')}
        </Typography>
        <Typography textColor="neutral800">{t('settings.key.body')}</Typography>
        <CopyValue label={t('settings.key.line')} value={`ENCRYPTION_KEY=${key}`} />
        <Typography variant="pi" textColor="neutral700">
          {t('settings.key.instead')}
        </Typography>
      </Flex>
    </Box>
  );
};
