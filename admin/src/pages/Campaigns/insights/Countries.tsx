import { useState } from 'react';
import { Flex, TextButton, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { CountryCounts } from '../../../../../server/src/contracts/campaign-insights';
import { countryName } from '../../../shared/countries';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { useT } from '../../../shared/useT';
import { percent } from '../model';

const FIRST = 8;

const useColumns = (): Column<CountryCounts>[] => {
  const t = useT();
  const { locale } = useIntl();
  const share = (key: 'delivered' | 'read' | 'failed', whole: (c: CountryCounts) => number) => ({
    key,
    label: t(`campaigns.column.${key}`),
    render: (c: CountryCounts) => (
      <Typography>
        {whole(c) === 0
          ? t('campaigns.number', { number: c[key] })
          : t(`campaigns.list.of.${key === 'failed' ? 'failedTried' : key}`, {
              number: c[key],
              share: percent(c[key], whole(c)) / 100,
            })}
      </Typography>
    ),
  });
  return [
    {
      key: 'country',
      label: t('insights.country'),
      isTitle: true,
      render: ({ country }) => (
        <Typography fontWeight="bold">
          {country === null ? t('insights.country.unknown') : countryName(country, locale)}
        </Typography>
      ),
    },
    {
      key: 'sent',
      label: t('campaigns.count.sent'),
      render: ({ sent }) => <Typography>{t('campaigns.number', { number: sent })}</Typography>,
    },
    share('delivered', ({ sent }) => sent),
    share('read', ({ delivered }) => delivered),
    share('failed', ({ sent, failed }) => sent + failed),
  ];
};

interface Props {
  readonly countries: readonly CountryCounts[];
  /** All of them, on paper. */
  readonly isWhole?: boolean;
}

/** Where they live or, where nobody said so, where their number is from. */
export const Countries = ({ countries, isWhole = false }: Props) => {
  const t = useT();
  const columns = useColumns();
  const [all, setAll] = useState(isWhole);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <ResponsiveTable
        rows={all ? countries : countries.slice(0, FIRST)}
        columns={columns}
        rowKey={({ country }) => country ?? ''}
        label={t('insights.countries')}
        testId="country-row"
        isTight
      />
      {countries.length > FIRST && !isWhole ? (
        <TextButton onClick={() => setAll(!all)}>
          {t(all ? 'insights.countries.fewer' : 'insights.countries.all', {
            count: countries.length,
          })}
        </TextButton>
      ) : null}
    </Flex>
  );
};
