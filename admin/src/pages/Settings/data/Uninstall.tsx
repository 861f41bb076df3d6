import { Box, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { Card } from '../consent/Card';

const STEPS = ['unsubscribe', 'keep', 'remove', 'drop'] as const;

/** What happens to the data when the plugin is removed, and in which order to do it. */
export const Uninstall = () => {
  const t = useT();
  return (
    <Card title={t('privacy.uninstall.title')}>
      <Typography>{t('privacy.uninstall.about')}</Typography>
      <Box tag="ol" paddingLeft={6} style={{ listStyle: 'decimal' }}>
        {STEPS.map((step) => (
          <li key={step}>
            <Typography>{t(`privacy.uninstall.${step}`)}</Typography>
          </li>
        ))}
      </Box>
    </Card>
  );
};
