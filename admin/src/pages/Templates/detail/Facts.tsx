import { Box, Flex, Typography } from '@strapi/design-system';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { useLanguageName } from '../../../shared/useLanguageName';
import { categoryKey, qualityKey } from '../model';
import type { KeyEnd } from '../../../translations/key';

/** What Meta says of it, in four words. */
export const Facts = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const moments = useMoments();
  const languageOf = useLanguageName();
  const category = categoryKey(template.category);
  const facts: [key: KeyEnd<'templates.column.'>, value: string][] = [
    ['language', languageOf(template.language)],
    ['category', category ? t(category) : template.category],
    ['quality', t(qualityKey(template.quality))],
    ['synced', template.syncedAt === null ? t('templates.never') : moments.full(template.syncedAt)],
  ];
  return (
    <Flex tag="dl" gap={6} wrap="wrap" margin={0}>
      {facts.map(([key, value]) => (
        <Box key={key}>
          <Typography tag="dt" variant="sigma" textColor="neutral600">
            {t(`templates.column.${key}`)}
          </Typography>
          <Typography tag="dd" variant="omega">
            {value}
          </Typography>
        </Box>
      ))}
    </Flex>
  );
};
