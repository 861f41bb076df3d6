import { Flex, Typography } from '@strapi/design-system';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import type { Wizard } from '../useWizard';
import { DateOrderField } from './DateOrderField';
import { NumberMarkField } from './NumberMarkField';

/** Asked in the preview where the first rows gave nothing to ask, and rows after them can be read both ways. */
export const OpenWays = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { view, ways } = wizard;
  const { dates, numbers } = ways.open;
  const columns = [...dates, ...numbers].map((i) => `“${view.header[i] ?? ''}”`).join(', ');
  if (columns === '') return null;
  return (
    <Notice
      variant="warning"
      title={t('imports.ways.title', { columns })}
      testId="import-ways-open"
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography>{t('imports.ways.hint')}</Typography>
        {dates.length > 0 ? <DateOrderField wizard={wizard} /> : null}
        {numbers.length > 0 ? <NumberMarkField wizard={wizard} /> : null}
      </Flex>
    </Notice>
  );
};
