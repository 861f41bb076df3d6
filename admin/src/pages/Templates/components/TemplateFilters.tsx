import { Button, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { TemplateStatus, TemplateView } from '../../../../../server/src/contracts/templates';
import { useLanguageName } from '../../../shared/useLanguageName';
import { SearchBox } from '../../../shared/SearchBox';
import { useT } from '../../../shared/useT';
import { categoryKey, originOf, statusOrder, valuesOf, type TemplateFilter } from '../model';

type Props = {
  templates: readonly TemplateView[];
  filter: TemplateFilter;
  onChange: (filter: TemplateFilter) => void;
  counts: ReadonlyMap<TemplateStatus, number>;
  all: number;
};

type ChipProps = { pressed: boolean; onPress: () => void; children: string };

const Chip = ({ pressed, onPress, children }: ChipProps) => (
  <Button
    size="S"
    variant={pressed ? 'secondary' : 'tertiary'}
    aria-pressed={pressed}
    onClick={onPress}
  >
    {children}
  </Button>
);

/** Status as chips with their numbers. */
export const StatusChips = ({ filter, onChange, counts, all }: Omit<Props, 'templates'>) => {
  const t = useT();
  const shown = statusOrder.filter((s) => (counts.get(s) ?? 0) > 0 || filter.status === s);
  return (
    <Flex role="group" aria-label={t('templates.filter.status')} gap={2} wrap="wrap">
      <Chip pressed={filter.status === null} onPress={() => onChange({ ...filter, status: null })}>
        {t('templates.filter.all', { count: all })}
      </Chip>
      {shown.map((status) => (
        <Chip
          key={status}
          pressed={filter.status === status}
          onPress={() => onChange({ ...filter, status: filter.status === status ? null : status })}
        >
          {t('templates.filter.withCount', {
            word: t(`state.template.${status}`),
            count: counts.get(status) ?? 0,
          })}
        </Chip>
      ))}
    </Flex>
  );
};

type SelectProps = {
  label: string;
  value: string | null;
  values: [string, string][];
  onChange: (v: string | null) => void;
};

const Select = ({ label, value, values, onChange }: SelectProps) => {
  const t = useT();
  return (
    <SingleSelect
      aria-label={label}
      placeholder={label}
      size="S"
      value={value ?? ''}
      onChange={(v) => onChange(String(v) === '' ? null : String(v))}
      onClear={() => onChange(null)}
      clearLabel={t('templates.filter.clear')}
    >
      {values.map(([key, word]) => (
        <SingleSelectOption key={key} value={key}>
          {word}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

/** Search, category, language and where it was made. */
export const TemplateFilters = ({ templates, filter, onChange }: Omit<Props, 'counts' | 'all'>) => {
  const t = useT();
  const categories = valuesOf(templates, 'category').map((c): [string, string] => {
    const key = categoryKey(c);
    return [c, key ? t(key) : c];
  });
  const origins = [...new Set(templates.map(originOf))].map((place): [string, string] => [
    place,
    t(`templates.origin.${place}`),
  ]);
  const languageOf = useLanguageName();
  const languages = valuesOf(templates, 'language').map((l): [string, string] => [
    l,
    languageOf(l),
  ]);
  return (
    <>
      <SearchBox
        name="q"
        label={t('templates.filter.search')}
        value={filter.q}
        onChange={(value) => onChange({ ...filter, q: value })}
      />
      {categories.length > 1 ? (
        <Select
          label={t('templates.column.category')}
          value={filter.category}
          values={categories}
          onChange={(category) => onChange({ ...filter, category })}
        />
      ) : null}
      {languages.length > 1 ? (
        <Select
          label={t('templates.column.language')}
          value={filter.language}
          values={languages}
          onChange={(language) => onChange({ ...filter, language })}
        />
      ) : null}
      {origins.length > 1 ? (
        <Select
          label={t('templates.column.origin')}
          value={filter.origin}
          values={origins}
          onChange={(origin) => onChange({ ...filter, origin })}
        />
      ) : null}
    </>
  );
};
