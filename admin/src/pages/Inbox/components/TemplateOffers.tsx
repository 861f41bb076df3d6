import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import {
  Box,
  Flex,
  LinkButton,
  Searchbar,
  SingleSelect,
  SingleSelectOption,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { PLUGIN_ID } from '../../../pluginId';
import { firstField, focusLate } from '../../../shared/dialog-focus';
import { useCan } from '../../../shared/permissions';
import { EmptyState, NothingMatches } from '../../../shared/states';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useT } from '../../../shared/useT';
import { useOpenMarks } from '../hooks/useOpenMarks';
import type { ForWhom } from '../model/template-choice';
import {
  offerGroups,
  usable,
  type Filter,
  type HeldKey,
  type OfferGroup,
  type OpenKey,
} from '../model/template-offers';
import { TemplateEntry } from './TemplateEntry';

const Scroll = styled.div`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[4]};
  ${({ theme }) => theme.breakpoints.medium} {
    max-block-size: 50dvh;
    overflow-y: auto;
  }
`;
const ChoiceList = styled.ul`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[2]};
`;
const Select = ({
  label,
  value,
  options,
  wordOf = (option) => option,
  onChange,
}: {
  label: string;
  value: string | null;
  options: readonly string[];
  wordOf?: (option: string) => string;
  onChange: (value: string | null) => void;
}) => {
  const t = useT();
  return (
    <Box flex="1">
      <SingleSelect
        size="S"
        aria-label={label}
        value={value ?? 'all'}
        onChange={(next) => onChange(next === 'all' ? null : String(next))}
      >
        <SingleSelectOption value="all">{`${label}: ${t('inbox.template.any')}`}</SingleSelectOption>
        {options.map((option) => (
          <SingleSelectOption key={option} value={option}>
            {wordOf(option)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

// The selects keep inputs of their own, which take no focus.
const STOPS = 'input[type="search"], [data-testid="template-choice"]';

/** Arrows go from the search through the entries and back. On the way down: the search bar keeps its keys to itself. */
const walk = (event: KeyboardEvent<HTMLElement>) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const target = event.target as HTMLElement;
  if (step === undefined || !target.matches(STOPS)) return;
  const places = [...event.currentTarget.querySelectorAll<HTMLElement>(STOPS)];
  const next = places[places.indexOf(target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
};

/** The entry of a template in the list, else its search: where one goes on choosing. */
export const placeOf = (list: HTMLElement, templateId: number): HTMLElement | null =>
  list.querySelector<HTMLElement>(`[data-template="${templateId}"]`) ?? list.querySelector('input');

/** The number has none. */
export const NoTemplates = () => {
  const t = useT();
  const { can } = useCan();
  return (
    <EmptyState
      plain
      content={t('inbox.template.empty')}
      action={
        can.templateManage ? (
          <LinkButton tag={RouterLink} to={`/plugins/${PLUGIN_ID}/templates`} variant="secondary">
            {t('inbox.template.open-page')}
          </LinkButton>
        ) : null
      }
    />
  );
};

interface GroupProps {
  readonly group: OfferGroup;
  readonly heading: string;
  readonly tag: 'h3' | 'h4';
  readonly chosen: TemplateView | null;
  readonly onChoose: (template: TemplateView) => void;
}

const Group = ({ group: { key, offers }, heading, tag, chosen, onChoose }: GroupProps) => {
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography
        id={id}
        variant={tag === 'h3' ? 'sigma' : 'pi'}
        fontWeight="semiBold"
        textColor={tag === 'h3' ? 'neutral600' : 'neutral800'}
        tag={tag}
      >
        {heading}
      </Typography>
      <ChoiceList aria-labelledby={id} data-testid={`templates-${key}`}>
        {offers.map((offer) => (
          <li key={offer.template.id}>
            <TemplateEntry
              offer={offer}
              chosen={offer.template.id === chosen?.id}
              onChoose={() => onChoose(offer.template)}
            />
          </li>
        ))}
      </ChoiceList>
    </Flex>
  );
};

const isOpen = (group: OfferGroup): group is OfferGroup<OpenKey> =>
  group.key === 'own' || group.key === 'other-language' || usable(group.key);
const isHeld = (group: OfferGroup): group is OfferGroup<HeldKey> => !isOpen(group);

type ListProps = Pick<Props, 'language' | 'chosen' | 'onChoose'> & {
  readonly groups: readonly OfferGroup[];
};

/** What may go first; below, by its reason, what may not. */
const Groups = ({ groups, language, ...choice }: ListProps) => {
  const t = useT();
  const languageOf = useLanguageName();
  const open = groups.filter(isOpen);
  const held = groups.filter(isHeld);
  return (
    <>
      {open.map((group) => (
        <Group
          key={group.key}
          {...choice}
          group={group}
          tag="h3"
          heading={t(`inbox.template.group.${group.key}`, { language: languageOf(language) })}
        />
      ))}
      {open.length === 0 && held.length > 0 ? (
        <Typography textColor="neutral800">{t('inbox.template.none-now')}</Typography>
      ) : null}
      {held.length > 0 ? (
        <Typography variant="sigma" textColor="neutral600" tag="h3">
          {t('inbox.template.group.held')}
        </Typography>
      ) : null}
      {held.map((group) => (
        <Group
          key={group.key}
          {...choice}
          group={group}
          tag="h4"
          heading={t(`inbox.template.why.${group.key}`)}
        />
      ))}
    </>
  );
};

interface Props {
  readonly templates: readonly TemplateView[];
  readonly who: ForWhom;
  readonly may: MayTemplate;
  /** The language code whose templates come first. */
  readonly language: string;
  readonly chosen: TemplateView | null;
  readonly onChoose: (template: TemplateView) => void;
}

const noFilter: Filter = { q: '', language: null, category: null };
const distinct = (values: readonly string[]) => [...new Set(values)].sort();

interface FiltersProps {
  readonly templates: readonly TemplateView[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

const Filters = ({ templates, filter, onFilter }: FiltersProps) => {
  const t = useT();
  const known = useKnownWord();
  return (
    <>
      <Searchbar
        name="template-search"
        size="S"
        value={filter.q}
        placeholder={t('inbox.template.search')}
        clearLabel={t('inbox.search.clear')}
        onClear={() => onFilter({ ...filter, q: '' })}
        onChange={(event) => onFilter({ ...filter, q: event.target.value })}
      >
        {t('inbox.template.search')}
      </Searchbar>
      <Flex gap={2} wrap="wrap">
        <Select
          label={t('inbox.template.language')}
          value={filter.language}
          options={distinct(templates.map((one) => one.language))}
          wordOf={useLanguageName()}
          onChange={(language) => onFilter({ ...filter, language })}
        />
        <Select
          label={t('inbox.template.category')}
          value={filter.category}
          options={distinct(templates.map((one) => one.category))}
          wordOf={(category) => known('templates.category', category) ?? category}
          onChange={(category) => onFilter({ ...filter, category })}
        />
      </Flex>
    </>
  );
};

/** The templates with their text as this person would get it; those in the person's language first. */
export const TemplateOffers = (props: Props) => {
  const { templates, may, who, language, chosen, onChoose } = props;
  const { contact, values } = who;
  const t = useT();
  const markOf = useOpenMarks(contact);
  const [filter, setFilter] = useState<Filter>(noFilter);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current) focusLate(place.current);
  }, []);
  const groups = useMemo(
    () => offerGroups(templates, filter, { may, language, contact, values, markOf }),
    [contact, filter, language, markOf, may, templates, values]
  );
  const count = groups.reduce((sum, { offers }) => sum + offers.length, 0);
  const clear = () => {
    setFilter(noFilter);
    // The button that was pressed goes.
    if (place.current) firstField(place.current)?.focus();
  };
  return (
    <Flex ref={place} direction="column" alignItems="stretch" gap={2} onKeyDownCapture={walk}>
      <Filters templates={templates} filter={filter} onFilter={setFilter} />
      {count === 0 ? <NothingMatches content={t('inbox.template.none')} onClear={clear} /> : null}
      {filter.q.trim() !== '' && count > 0 ? (
        <VisuallyHidden>
          <span role="status">{t('inbox.template.found', { count })}</span>
        </VisuallyHidden>
      ) : null}
      <Scroll role="group" aria-label={t('inbox.template.list')}>
        <Groups groups={groups} language={language} chosen={chosen} onChoose={onChoose} />
      </Scroll>
    </Flex>
  );
};
