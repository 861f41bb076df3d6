import { Flex, Typography } from '@strapi/design-system';
import { CategoryGuideLink } from '../../../shared/CategoryGuideLink';
import { Surface } from '../../../shared/Surface';
import { useT } from '../../../shared/useT';

/** What to read before the first template: its category decides who may get it. */
export const GuideCard = () => {
  const t = useT();
  return (
    <Surface>
      <Flex direction="column" alignItems="flex-start" gap={4}>
        <Typography variant="delta" tag="h2">
          {t('setup.categories.title')}
        </Typography>
        <Typography textColor="neutral600">{t('setup.categories.body')}</Typography>
        <CategoryGuideLink />
      </Flex>
    </Surface>
  );
};
