import { Field, Flex, TextInput } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import type { ContactForm, ContactProblems } from '../model';

type Props = {
  form: ContactForm;
  set: (part: Partial<ContactForm>) => void;
  problems: ContactProblems;
  disabled: boolean;
  phoneRequired: boolean;
};

const fields: readonly { key: keyof ContactForm; type: string; auto: string; max: number }[] = [
  { key: 'name', type: 'text', auto: 'off', max: 200 },
  { key: 'phone', type: 'tel', auto: 'off', max: 40 },
  { key: 'country', type: 'text', auto: 'off', max: 2 },
  { key: 'email', type: 'email', auto: 'off', max: 254 },
  { key: 'language', type: 'text', auto: 'off', max: 12 },
  { key: 'tags', type: 'text', auto: 'off', max: 2000 },
];

const hints: readonly (keyof ContactForm)[] = ['phone', 'country', 'language', 'tags'];

/** The form of one person; each mistake stands at its field. */
export const ContactFields = ({ form, set, problems, disabled, phoneRequired }: Props) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {fields.map(({ key, type, auto, max }) => (
        <Field.Root
          key={key}
          name={key}
          required={key === 'name' || (key === 'phone' && phoneRequired)}
          error={problems[key] ?? false}
          hint={hints.includes(key) ? t(`contacts.hint.${key}`) : null}
        >
          <Field.Label>{t(`contacts.form.${key}`)}</Field.Label>
          <TextInput
            type={type}
            autoComplete={auto}
            maxLength={max}
            value={form[key]}
            disabled={disabled}
            data-testid={`contact-${key}`}
            onChange={(e: React.ChangeEvent<HTMLInputElement>) => set({ [key]: e.target.value })}
          />
          <Field.Error />
          <Field.Hint />
        </Field.Root>
      ))}
    </Flex>
  );
};
