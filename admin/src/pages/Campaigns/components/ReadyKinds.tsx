import { Box, Flex, LinkButton, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import { useT } from '../../../shared/useT';
import { readyKinds } from '../wizard-model';
import { Surface } from '../../../shared/Surface';

/** The ready-made kinds behind the button (M-51). */
export const ReadyKindsMenu = () => {
  const t = useT();
  const navigate = useNavigate();
  return (
    <SimpleMenu label={t('campaigns.ready.menu')} variant="secondary">
      {readyKinds.map((kind) => (
        <MenuItem key={kind} onSelect={() => navigate(`new?for=${kind}`)}>
          {t(`campaigns.ready.${kind}`)}
        </MenuItem>
      ))}
    </SimpleMenu>
  );
};

/** Beginnings for somebody who has no campaign yet. */
export const ReadyKindCards = () => {
  const t = useT();
  return (
    <Flex tag="ul" gap={4} wrap="wrap" alignItems="stretch" padding={0} margin={0}>
      {readyKinds.map((kind) => (
        <Surface
          key={kind}
          tag="li"
          flex="1 1 0"
          minWidth="20rem"

          padding={5}
        >
          <Flex direction="column" alignItems="flex-start" gap={3} height="100%">
            <Typography variant="delta" tag="h2">
              {t(`campaigns.ready.${kind}`)}
            </Typography>
            <Box flex="1">
              <Typography textColor="neutral600">{t(`campaigns.ready.${kind}.hint`)}</Typography>
            </Box>
            <LinkButton
              tag={RouterLink}
              to={`new?for=${kind}`}
              size="S"
              variant="secondary"
              data-testid={`ready-${kind}`}
            >
              {t('campaigns.ready.begin')}
            </LinkButton>
          </Flex>
        </Surface>
      ))}
    </Flex>
  );
};
