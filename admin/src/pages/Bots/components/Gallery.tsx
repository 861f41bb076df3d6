import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { EmptyState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { READY, readyDraft, whenWords } from '../model';

/** Ready bots to begin with; each opens as a draft that is not saved yet. */
export const Gallery = ({ canBuild }: { canBuild: boolean }) => {
  const t = useT();
  if (!canBuild) return <EmptyState content={t('bots.empty')} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <EmptyState
        content={t('bots.empty')}
        action={
          <LinkButton tag={RouterLink} to="new" variant="secondary" startIcon={<Plus />}>
            {t('bots.new')}
          </LinkButton>
        }
      />
      <Typography variant="beta" tag="h2">
        {t('bots.ready')}
      </Typography>
      <Flex gap={4} alignItems="stretch" wrap="wrap">
        {READY.map((ready) => (
          <Flex
            key={ready}
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
          >
            <Box>
              <Typography tag="h3" variant="delta" fontWeight="bold">
                {t(`bots.ready.${ready}.name`)}
              </Typography>
              <Typography tag="p" variant="pi" textColor="neutral600">
                {whenWords(readyDraft(ready, t).triggers, t)}
              </Typography>
              <Box paddingTop={2}>
                <Typography tag="p">{t(`bots.ready.${ready}.about`)}</Typography>
              </Box>
            </Box>
            <LinkButton tag={RouterLink} to={`new?ready=${ready}`} variant="tertiary">
              {t('bots.ready.use')}
            </LinkButton>
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
};
