import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { marketRegion, type CostLine } from '../../../../server/src/contracts/prices';
import { countryName } from '../countries';
import { useKnownWord } from '../useKnownWord';
import { useT } from '../useT';

const regionOf = (market: string) => marketRegion.options.find((one) => one === market);

/** Countries, markets and kinds of messages in words. */
export const usePriceWords = () => {
  const { locale } = useIntl();
  const t = useT();
  const known = useKnownWord();
  return useMemo(() => {
    const category = (name: string) => known('prices.category', name) ?? name;
    return {
      category,
      market: (market: string) => {
        const region = regionOf(market);
        return region ? t(`prices.market.${region}`) : countryName(market, locale);
      },
      country: (country: string | null) =>
        country === null ? t('prices.country.unknown') : countryName(country, locale),
      /** "Service, free of charge" */
      kind: ({ category: name, type }: Pick<CostLine, 'category' | 'type'>) => {
        const how = type === null ? null : known('prices.type', type);
        return [category(name), how].filter(Boolean).join(', ');
      },
    };
  }, [locale, t, known]);
};
