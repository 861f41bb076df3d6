import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import {
  LIBRARY_INDUSTRIES,
  type LibraryTemplate,
} from '../../../../../server/src/contracts/template-library';
import { TEMPLATE_PURPOSES } from '../../../../../server/src/contracts/template-purpose';
import { SearchBox } from '../../../shared/SearchBox';
import { useT } from '../../../shared/useT';
import { categoryKey } from '../model';
import type { LibraryFilter } from './library-model';

type ChoiceProps<V extends string> = {
  label: string;
  value: V | null;
  options: readonly (readonly [value: V, words: string])[];
  onChange: (value: V | null) => void;
};

const Choice = <V extends string>({ label, value, options, onChange }: ChoiceProps<V>) => {
  const t = useT();
  return (
    <SingleSelect
      aria-label={label}
      placeholder={label}
      size="S"
      value={value ?? ''}
      onChange={(chosen) => onChange(options.find(([one]) => one === chosen)?.[0] ?? null)}
      onClear={() => onChange(null)}
      clearLabel={t('templates.filter.clear')}
    >
      {options.map(([one, words]) => (
        <SingleSelectOption key={one} value={one}>
          {words}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

type Props = {
  templates: readonly LibraryTemplate[];
  filter: LibraryFilter;
  onChange: (filter: LibraryFilter) => void;
};

/** Search, industry, purpose and category; only what the library has is offered. */
export const LibraryFilters = ({ templates, filter, onChange }: Props) => {
  const t = useT();
  const industries = LIBRARY_INDUSTRIES.map(
    (one) => [one, t(`templates.library.industry.${one}`)] as const
  );
  const purposes = TEMPLATE_PURPOSES.filter((one) =>
    templates.some(({ purpose }) => purpose === one)
  ).map((one) => [one, t(`templates.purpose.${one}`)] as const);
  const categories = (['UTILITY', 'MARKETING'] as const).map((one) => {
    const key = categoryKey(one);
    return [one, key ? t(key) : one] as const;
  });
  return (
    <>
      <SearchBox
        name="q"
        label={t('templates.library.search')}
        value={filter.q}
        onChange={(q) => onChange({ ...filter, q })}
      />
      <Choice
        label={t('templates.library.industry')}
        value={filter.industry}
        options={industries}
        onChange={(industry) => onChange({ ...filter, industry })}
      />
      <Choice
        label={t('templates.purpose.label')}
        value={filter.purpose}
        options={purposes}
        onChange={(purpose) => onChange({ ...filter, purpose })}
      />
      <Choice<string>
        label={t('templates.column.category')}
        value={filter.category}
        options={categories}
        onChange={(category) => onChange({ ...filter, category })}
      />
    </>
  );
};
