import { Box, Flex, Typography } from '@strapi/design-system';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { useLanguageName } from '../../../shared/useLanguageName';
import { categoryKey, qualityKey } from '../model';
import type { KeyEnd } from '../../../translations/key';

type Fact = [key: KeyEnd<'templates.column.'>, value: string];

/** Where it was made, and by whom of us (T-23). */
const useOriginWords = ({ origin }: TemplateView): string => {
  const t = useT();
  if (origin?.place === 'here' && origin.by !== null)
    return t('templates.origin.hereBy', { by: origin.by });
  return t(`templates.origin.${origin?.place ?? 'unknown'}`);
};

/** What Meta says of it, where it comes from and since when. */
export const Facts = ({ template }: { template: TemplateView }) => {
  const t = useT();
  const moments = useMoments();
  const languageOf = useLanguageName();
  const madeIn = useOriginWords(template);
  const category = categoryKey(template.category);
  const { createdAt, approvedAt, categoryChangedAt } = template.clocks;
  const at = (instant: number | null): string =>
    instant === null ? t('templates.notKnown') : moments.full(instant);
  const facts: Fact[] = [
    ['language', languageOf(template.language)],
    ['category', category ? t(category) : template.category],
    ['quality', t(qualityKey(template.quality))],
    ['origin', madeIn],
    ['created', at(createdAt)],
    ['approved', at(approvedAt)],
    ...(categoryChangedAt === null ? [] : [['moved', at(categoryChangedAt)] as Fact]),
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
