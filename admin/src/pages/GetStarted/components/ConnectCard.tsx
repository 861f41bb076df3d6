import { Flex, Link, LinkButton, Typography } from '@strapi/design-system';
import { ExternalLink, Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { useT } from '../../../shared/useT';
import { Surface } from '../../../shared/Surface';

const guide = 'https://developers.facebook.com/docs/whatsapp/cloud-api/get-started';

/** The way to a real number. */
export const ConnectCard = () => {
  const t = useT();
  return (
    <Surface height="100%">
      <Flex direction="column" alignItems="flex-start" gap={4}>
        <Typography variant="delta" tag="h2">
          {t('setup.connect.title')}
        </Typography>
        <Typography textColor="neutral600">{t('setup.connect.body')}</Typography>
        <Flex gap={4} wrap="wrap">
          <LinkButton
            tag={RouterLink}
            to="/settings/whatsapp/numbers?connect=1"
            startIcon={<Plus aria-hidden />}
          >
            {t('setup.connect.action')}
          </LinkButton>
          <Link href={guide} isExternal endIcon={<ExternalLink aria-hidden />}>
            {t('setup.connect.guide')}
          </Link>
        </Flex>
      </Flex>
    </Surface>
  );
};
