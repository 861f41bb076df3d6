import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { TagColor } from '../../../../server/src/contracts/contacts';
import type { Facets } from '../../../../server/src/contracts/people';
import { useWhatsappListGroupsQuery } from '../../api/groups';
import { useWhatsappFacetsQuery } from '../../api/people';
import { useWhatsappListSegmentsQuery } from '../../api/segments';
import { useTopics } from '../topics';
import { useKnownWord } from '../useKnownWord';
import { countryName } from '../countries';
import { languageName } from '../language-name';
import { useT } from '../useT';
import type { ChipKey, ChipValue } from './filter-model';

interface ChipOption {
  readonly value: ChipValue;
  readonly label: string;
  readonly people?: number;
  /** Of a tag. */
  readonly color?: TagColor | null;
}

const none: Facets = {
  tags: [],
  languages: [],
  countries: [],
  towns: [],
  sources: [],
  origins: [],
  quality: [],
  team: [],
  fields: [],
  linked: [],
  links: [],
};

/** What the chips of a filter offer, and how each value is called. */
export const usePeopleWords = () => {
  const t = useT();
  const known = useKnownWord();
  const { locale } = useIntl();
  const query = useWhatsappFacetsQuery();
  const groups = useWhatsappListGroupsQuery();
  const facets = query.data ?? none;
  const segments = useWhatsappListSegmentsQuery();
  const { topics, nameOf } = useTopics();
  const groupList = groups.data?.groups;
  const segmentList = segments.data?.segments;
  return useMemo(() => {
    const language = (code: string) => languageName(code, locale);
    const region = (code: string) => countryName(code, locale);
    const team = facets.team.map((one) => ({ value: one.id, label: one.name }));
    const options: Record<ChipKey, ChipOption[]> = {
      tags: facets.tags.map(({ name, people, color }) => ({
        value: name,
        label: name,
        people,
        color,
      })),
      groups: (groupList ?? []).map((one) => ({
        value: one.id,
        label: one.name,
        people: one.members,
      })),
      segments: (segmentList ?? []).map(({ id, name, people }) => ({
        value: id,
        label: name,
        ...(people === null ? {} : { people }),
      })),
      languages: facets.languages.map((one) => ({ ...one, label: language(one.value) })),
      countries: facets.countries.map((one) => ({ ...one, label: region(one.value) })),
      towns: facets.towns.map((one) => ({ ...one, label: one.value })),
      origins: facets.origins.map((one) => ({
        ...one,
        label: known('inbox.began', one.value) ?? one.value,
      })),
      sources: facets.sources.map((one) => ({
        ...one,
        label: known('people.source', one.value) ?? one.value,
      })),
      owners: [...team, { value: 0, label: t('people.nobody') }],
      assignees: [...team, { value: 0, label: t('people.nobody') }],
      consent: (['in', 'none', 'out'] as const).map((value) => ({
        value,
        label: t(`people.consent.${value}`),
      })),
      refuses: topics.map(({ key }) => ({ value: key, label: nameOf(key) ?? key })),
      quality: facets.quality.map((one) => ({
        ...one,
        label: known('people.quality', one.value) ?? one.value,
      })),
      linked: facets.linked.map((one) => ({ value: one.type, label: one.label })),
    };
    const labelOf = (key: ChipKey, value: ChipValue): string =>
      options[key].find((one) => one.value === value)?.label ??
      (key === 'languages'
        ? language(String(value))
        : key === 'countries'
          ? region(String(value))
          : typeof value === 'number'
            ? t('people.gone')
            : value);
    const colorOf = (key: ChipKey, value: ChipValue): TagColor | null =>
      options[key].find((one) => one.value === value)?.color ?? null;
    return {
      options,
      labelOf,
      colorOf,
      facets,
      /** Groups and segments that exist; null while they are read. */
      ids: {
        groups: groupList?.map(({ id }) => id) ?? null,
        segments: segmentList?.map(({ id }) => id) ?? null,
      },
      /** What a chip or a condition may name is read. */
      isKnown: query.data !== undefined,
      isLoading: query.isLoading,
      error: query.isError ? query.error : null,
      retry: () => void query.refetch(),
    };
  }, [facets, groupList, segmentList, topics, nameOf, known, locale, query, t]);
};
export type PeopleWords = ReturnType<typeof usePeopleWords>;
