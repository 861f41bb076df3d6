import { Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { useT } from './useT';

/** In place of a value that the reader may not see. */
export const HiddenValue = () => {
  const t = useT();
  return (
    <Flex gap={1} tag="span" data-testid="hidden-sensitive">
      <Lock aria-hidden width="1.2rem" height="1.2rem" />
      <Typography variant="pi" textColor="neutral600">
        {t('sensitive.hidden')}
      </Typography>
    </Flex>
  );
};
