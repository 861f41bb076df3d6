import { useMemo, useState, type ChangeEvent, type FormEvent } from 'react';
import {
  Button,
  Combobox,
  ComboboxOption,
  Field,
  Flex,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { useIntl } from 'react-intl';
import {
  marketRegion,
  priceCategory,
  type MarketRates,
  type PriceCategory,
  type PriceListResult,
} from '../../../../../server/src/contracts/prices';
import { useWhatsappSetMarketRatesMutation } from '../../../api/prices';
import { Drawer, DrawerFoot } from '../../../shared/Drawer';
import { useMoney } from '../../../shared/prices/useMoney';
import { usePriceWords } from '../../../shared/prices/usePriceWords';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { countriesIn } from '../../../shared/countries';

interface Props {
  readonly list: PriceListResult;
  /** Null for a market that is to be added. */
  readonly edited: MarketRates | null;
  readonly onClose: () => void;
}

type Typed = Record<PriceCategory, string>;

const eachRate = (textOf: (category: PriceCategory) => string): Typed =>
  Object.fromEntries(priceCategory.options.map((one) => [one, textOf(one)])) as Typed;

const useMarketForm = ({ list, edited, onClose }: Props) => {
  const t = useT();
  const money = useMoney();
  const explain = useApiError();
  const refuse = useRefusal();
  const [market, setMarket] = useState<string>(edited?.market ?? '');
  const [typed, setTyped] = useState(() =>
    eachRate((one) => money.typed(edited?.rates[one] ?? null))
  );
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [set, setting] = useWhatsappSetMarketRatesMutation();
  const save = async (rates: Partial<Typed>) => {
    if (market === '') {
      setWrong({ market: t('prices.problem.market') });
      return;
    }
    try {
      await set({ id: list.id, body: { market, rates } }).unwrap();
      onClose();
    } catch (error) {
      const { field, message } = explain(error);
      if (field !== null && field in typed) setWrong({ [field]: message });
      else refuse(error);
    }
  };
  return {
    market,
    setMarket,
    typed,
    wrong,
    put: (category: PriceCategory, text: string) => setTyped({ ...typed, [category]: text }),
    save: () => void save(eachRate((one) => money.pointed(typed[one]))),
    takeOut: () => void save({}),
    isSaving: setting.isLoading,
  };
};

type Form = ReturnType<typeof useMarketForm>;

/** Meta's groups first, then countries; without those that have their rates already. */
const MarketField = ({ form, list }: { form: Form; list: PriceListResult }) => {
  const t = useT();
  const { locale } = useIntl();
  const words = usePriceWords();
  const taken = useMemo(() => new Set<string>(list.rates.map(({ market }) => market)), [list]);
  const groups = marketRegion.options.map((code) => ({ code, name: words.market(code) }));
  return (
    <Field.Root name="market" required error={form.wrong.market ?? false}>
      <Field.Label>{t('prices.market')}</Field.Label>
      <Combobox
        value={form.market}
        onChange={(value?: string) => form.setMarket(value ?? '')}
        onClear={() => form.setMarket('')}
        clearLabel={t('prices.market.clear')}
      >
        {[...groups, ...countriesIn(locale)]
          .filter(({ code }) => !taken.has(code))
          .map(({ code, name }) => (
            <ComboboxOption key={code} value={code}>
              {name}
            </ComboboxOption>
          ))}
      </Combobox>
      <Field.Error />
    </Field.Root>
  );
};

const Rates = ({ form, currency }: { form: Form; currency: string }) => {
  const words = usePriceWords();
  return (
    <>
      {priceCategory.options.map((category) => (
        <Field.Root key={category} name={category} error={form.wrong[category] ?? false}>
          <Field.Label>{`${words.category(category)} (${currency})`}</Field.Label>
          <TextInput
            value={form.typed[category]}
            inputMode="decimal"
            autoComplete="off"
            maxLength={24}
            dir="ltr"
            data-testid={`rate-${category}`}
            onChange={(event: ChangeEvent<HTMLInputElement>) =>
              form.put(category, event.target.value)
            }
          />
          <Field.Error />
        </Field.Root>
      ))}
    </>
  );
};

/** What one message costs in one market. An empty field means that nobody knows. */
export const MarketForm = (props: Props) => {
  const { list, edited, onClose } = props;
  const t = useT();
  const words = usePriceWords();
  const form = useMarketForm(props);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    form.save();
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={
        edited ? t('prices.edit-of', { market: words.market(edited.market) }) : t('prices.add')
      }
      footer={
        <DrawerFoot onClose={onClose}>
          <Flex gap={2}>
            {edited ? (
              <Button variant="danger-light" onClick={form.takeOut} disabled={form.isSaving}>
                {t('prices.takeOut')}
              </Button>
            ) : null}
            <Button loading={form.isSaving} onClick={form.save} data-testid="market-save">
              {t('settings.save')}
            </Button>
          </Flex>
        </DrawerFoot>
      }
    >
      <form onSubmit={onSubmit} noValidate>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {edited ? null : <MarketField form={form} list={list} />}
          <Rates form={form} currency={list.currency} />
          <Typography variant="pi" textColor="neutral600">
            {t('prices.edit.hint')}
          </Typography>
          {/* Enter in a field saves; the button that does it stands in the footer. */}
          <input type="submit" hidden />
        </Flex>
      </form>
    </Drawer>
  );
};
