import { useState } from 'react';
import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { PriceListView } from '../../../../../server/src/contracts/prices';
import { useWhatsappCreatePricesMutation } from '../../../api/prices';
import { FormModal } from '../../../shared/FormModal';
import { useMoney } from '../../../shared/prices/useMoney';
import { useApiError } from '../../../shared/useApiError';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { CurrencyField, DayField } from './DayFields';

interface Props {
  readonly lists: readonly PriceListView[];
  readonly onMade: (id: number) => void;
  readonly onClose: () => void;
}

const EMPTY = 'empty';

const useListForm = ({ lists, onMade }: Props) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const [newest] = lists;
  const [values, setValues] = useState({
    validFrom: '',
    currency: newest?.currency ?? '',
    copyOf: newest ? String(newest.id) : EMPTY,
  });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [create, creating] = useWhatsappCreatePricesMutation();
  const save = async () => {
    const { validFrom, currency, copyOf } = values;
    const missing = {
      ...(validFrom === '' ? { validFrom: t('prices.problem.validFrom') } : {}),
      ...(/^[A-Z]{3}$/.test(currency) ? {} : { currency: t('prices.problem.currency') }),
    };
    setWrong(missing);
    if (Object.keys(missing).length > 0) return;
    try {
      const body = { validFrom, currency, copyOf: copyOf === EMPTY ? null : Number(copyOf) };
      onMade((await create(body).unwrap()).id);
    } catch (error) {
      const { field, message } = explain(error);
      if (field !== null && field in values) setWrong({ [field]: message });
      else refuse(error);
    }
  };
  return {
    values,
    wrong,
    put: (part: Partial<typeof values>) => setValues({ ...values, ...part }),
    save: () => void save(),
    isSaving: creating.isLoading,
  };
};

/** Prices of another day: empty, or as they are on one that is there. */
export const ListForm = (props: Props) => {
  const { lists, onClose } = props;
  const t = useT();
  const money = useMoney();
  const form = useListForm(props);
  return (
    <FormModal
      title={t('prices.new')}
      submitLabel={t('prices.create')}
      submitTestId="list-save"
      isBusy={form.isSaving}
      draft={form.values}
      onSubmit={form.save}
      onClose={onClose}
    >
      <DayField
        value={form.values.validFrom}
        error={form.wrong.validFrom}
        onChange={(validFrom) => form.put({ validFrom })}
      />
      {lists.length > 0 ? (
        <Field.Root name="copyOf">
          <Field.Label>{t('prices.field.copyOf')}</Field.Label>
          <SingleSelect
            value={form.values.copyOf}
            onChange={(copyOf) => form.put({ copyOf: String(copyOf) })}
          >
            <SingleSelectOption value={EMPTY}>{t('prices.copyOf.empty')}</SingleSelectOption>
            {lists.map(({ id, validFrom }) => (
              <SingleSelectOption key={id} value={String(id)}>
                {t('prices.copyOf.day', { day: money.day(validFrom) })}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      ) : null}
      <CurrencyField
        value={form.values.currency}
        error={form.wrong.currency}
        onChange={(currency) => form.put({ currency })}
      />
    </FormModal>
  );
};
