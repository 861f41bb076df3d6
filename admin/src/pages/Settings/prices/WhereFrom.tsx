import { Link, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';

const META = 'https://developers.facebook.com/docs/whatsapp/pricing#rate-cards';

/** Where Meta publishes its prices. We never ask Meta for them, and know none by ourselves. */
export const WhereFrom = () => {
  const t = useT();
  return (
    <Typography tag="p">
      {t('prices.where')}{' '}
      <Link href={META} isExternal>
        {t('prices.where.link')}
      </Link>
    </Typography>
  );
};
