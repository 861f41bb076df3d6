import { Box, Flex, Typography } from '@strapi/design-system';
import { makeEncryptionKey } from '../pages/Settings/model';
import { CopyValue } from './CopyValue';
import { useT } from './useT';

/** One line per visit, so that two places on the screen do not show two keys. In memory only. */
let lineOfThisVisit: string | null = null;
const envLine = (): string => (lineOfThisVisit ??= `ENCRYPTION_KEY=${makeEncryptionKey()}`);

/**
 * Without a key Strapi cannot keep tokens safely. The line for `.env` is made here, in the browser, and
 * stored nowhere: after the restart the server has it.
 */
export const EncryptionKeyMissing = ({
  title,
  isForNumber = true,
}: {
  title?: string;
  /** What belongs to a number can come from the environment instead. */
  isForNumber?: boolean;
}) => {
  const t = useT();
  return (
    <Box role="alert" background="danger100" borderColor="danger200" hasRadius padding={4}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography fontWeight="bold" textColor="danger700">
          {title ?? t('settings.key.title')}
        </Typography>
        <Typography textColor="neutral800">{t('settings.key.body')}</Typography>
        <CopyValue label={t('settings.key.line')} value={envLine()} />
        {isForNumber ? (
          <Typography variant="pi" textColor="neutral700">
            {t('settings.key.instead')}
          </Typography>
        ) : null}
      </Flex>
    </Box>
  );
};
