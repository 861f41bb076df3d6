import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { ReadyCard, ReadyCards } from '../../../shared/ReadyCard';
import { EmptyState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { READY, readyDraft, whenWords } from '../model';
import { ReadyFlows } from './ReadyFlows';

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
      <ReadyCards>
        {READY.map((ready) => (
          <ReadyCard
            key={ready}
            name={t(`bots.ready.${ready}.name`)}
            when={whenWords(readyDraft(ready, t).triggers, t)}
            about={t(`bots.ready.${ready}.about`)}
            action={
              <LinkButton tag={RouterLink} to={`new?ready=${ready}`} variant="tertiary">
                {t('bots.ready.use')}
              </LinkButton>
            }
          />
        ))}
      </ReadyCards>
      <Box>
        <Typography variant="beta" tag="h2">
          {t('flows.ready')}
        </Typography>
        <Typography tag="p" textColor="neutral600">
          {t('flows.ready.hint')}
        </Typography>
      </Box>
      <ReadyFlows />
    </Flex>
  );
};
