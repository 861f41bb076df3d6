import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { useT } from '../../../shared/useT';

type Props = {
  accounts: readonly AccountView[];
  value: number | null;
  onChange: (id: number) => void;
};

/** In which WhatsApp account a template is made; asked where there are several. */
export const AccountField = ({ accounts, value, onChange }: Props) => {
  const t = useT();
  if (accounts.length < 2) return null;
  return (
    <Field.Root name="account" required>
      <Field.Label>{t('templates.filter.number')}</Field.Label>
      <SingleSelect value={value ?? ''} onChange={(id) => onChange(Number(id))}>
        {accounts.map((one) => (
          <SingleSelectOption key={one.id} value={one.id}>
            {one.name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};
