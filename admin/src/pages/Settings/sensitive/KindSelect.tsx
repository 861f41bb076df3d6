import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { sensitiveKind, type SensitiveKind } from '../../../../../server/src/contracts/sensitive';
import { useT } from '../../../shared/useT';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: SensitiveKind | null;
  /** A mark that stands may be taken away by who has the permission only. */
  readonly mayClear: boolean;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly onChange: (kind: SensitiveKind | null) => void;
}

/** Why a field is sensitive, or that it is not. */
export const KindSelect = ({ name, label, value, mayClear, hint, error, onChange }: Props) => {
  const t = useT();
  return (
    <Field.Root name={name} {...(hint ? { hint } : {})} error={error ?? false}>
      <Field.Label>{label}</Field.Label>
      <SingleSelect
        value={value ?? 'none'}
        data-testid={`sensitive-kind-${name}`}
        onChange={(next) => onChange(sensitiveKind.safeParse(next).data ?? null)}
      >
        <SingleSelectOption value="none" disabled={value !== null && !mayClear}>
          {t('sensitive.kind.none')}
        </SingleSelectOption>
        {sensitiveKind.options.map((kind) => (
          <SingleSelectOption key={kind} value={kind}>
            {t(`sensitive.kind.${kind}`)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
