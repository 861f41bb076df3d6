import {
  Field,
  Flex,
  MultiSelect,
  MultiSelectOption,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import { dataPurpose } from '../../../../../server/src/contracts/consent';
import {
  OPT_IN_PLACES,
  optInCategory,
  type OptInChoices,
} from '../../../../../server/src/contracts/opt-in';
import { useT } from '../../../shared/useT';
import { slugOf } from './model';
import type { Editor } from './useOptInForm';
import type { Key } from '../../../translations/key';

const PLACES = OPT_IN_PLACES.map((value) => ({ value, word: `optIn.place.${value}` as const }));
const CATEGORIES = optInCategory.options.map((value) => ({
  value,
  word: `optIn.category.${value}` as const,
}));

interface Props {
  readonly editor: Editor;
  readonly choices: OptInChoices;
}

const Choice = ({
  editor,
  of,
  options,
}: {
  editor: Editor;
  of: 'place' | 'category';
  options: readonly { value: string; word: Key }[];
}) => {
  const t = useT();
  return (
    <Field.Root name={of} hint={t(`optIn.${of}.hint`)}>
      <Field.Label>{t(`optIn.${of}`)}</Field.Label>
      <SingleSelect
        value={editor.form[of]}
        onChange={(value) => editor.change({ [of]: String(value) })}
        data-testid={`opt-in-${of}`}
      >
        {options.map(({ value, word }) => (
          <SingleSelectOption key={value} value={value}>
            {t(word)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};

const Many = ({
  name,
  value,
  hint,
  options,
  onChange,
}: {
  name: 'tags' | 'groupIds' | 'purposes';
  value: string[];
  hint?: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string[]) => void;
}) => {
  const t = useT();
  return (
    <Field.Root name={name} {...(hint ? { hint } : {})}>
      <Field.Label>{t(`optIn.${name}`)}</Field.Label>
      <MultiSelect
        value={value}
        placeholder={t('optIn.none')}
        clearLabel={t('optIn.clear')}
        onChange={onChange}
        onClear={() => onChange([])}
        withTags
      >
        {options.map((option) => (
          <MultiSelectOption key={option.value} value={option.value}>
            {option.label}
          </MultiSelectOption>
        ))}
      </MultiSelect>
      <Field.Hint />
    </Field.Root>
  );
};

/** Name, address, place, purpose and number of a form. */
export const PlaceFields = ({ editor, choices, isNew }: Props & { isNew: boolean }) => {
  const t = useT();
  const { form, change, wrongAt } = editor;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Field.Root name="name" required error={wrongAt('name')} hint={t('optIn.name.hint')}>
        <Field.Label>{t('optIn.name')}</Field.Label>
        <TextInput
          value={form.name}
          maxLength={120}
          data-testid="opt-in-name"
          onChange={(e: React.ChangeEvent<HTMLInputElement>) => change({ name: e.target.value })}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Field.Root name="slug" required error={wrongAt('slug')} hint={t('optIn.slug.hint')}>
        <Field.Label>{t('optIn.slug')}</Field.Label>
        <TextInput
          value={form.slug || slugOf(form.name)}
          maxLength={60}
          disabled={!isNew}
          data-testid="opt-in-slug"
          onChange={(e: React.ChangeEvent<HTMLInputElement>) => change({ slug: e.target.value })}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Choice editor={editor} of="place" options={PLACES} />
      <Choice editor={editor} of="category" options={CATEGORIES} />
      <Field.Root name="accountId" error={wrongAt('accountId')}>
        <Field.Label>{t('optIn.number')}</Field.Label>
        <SingleSelect
          value={String(form.accountId)}
          onChange={(value) => change({ accountId: Number(value) })}
        >
          {choices.numbers.map((one) => (
            <SingleSelectOption key={one.id} value={String(one.id)}>
              {[one.business, one.phone].filter(Boolean).join(' · ')}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Field.Error />
      </Field.Root>
    </Flex>
  );
};

/** What happens to who agrees, and which sites may show the form. */
export const EffectFields = ({ editor, choices }: Props) => {
  const t = useT();
  const { form, change, wrongAt } = editor;
  const tags = [...new Set([...choices.tags, ...form.tags])];
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Many
        name="tags"
        value={form.tags}
        options={tags.map((tag) => ({ value: tag, label: tag }))}
        onChange={(value) => change({ tags: value })}
      />
      <Many
        name="groupIds"
        value={form.groupIds.map(String)}
        options={choices.groups.map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(value) => change({ groupIds: value.map(Number) })}
      />
      {choices.purposes.length + form.purposes.length > 0 ? (
        <Many
          name="purposes"
          value={form.purposes}
          hint={t('optIn.purposes.hint')}
          options={dataPurpose.options
            .filter((one) => choices.purposes.includes(one) || form.purposes.includes(one))
            .map((one) => ({ value: one, label: t(`contacts.category.${one}`) }))}
          onChange={(value) =>
            change({ purposes: dataPurpose.options.filter((one) => value.includes(one)) })
          }
        />
      ) : null}
      <Field.Root name="sites" error={wrongAt('sites')} hint={t('optIn.sites.hint')}>
        <Field.Label>{t('optIn.sites')}</Field.Label>
        <Textarea
          value={form.sites}
          placeholder="https://www.example.com"
          data-testid="opt-in-sites"
          onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
            change({ sites: e.target.value })
          }
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Flex>
  );
};
