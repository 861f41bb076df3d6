import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import {
  Box,
  Flex,
  Searchbar,
  SingleSelect,
  SingleSelectOption,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { File, Image, Play } from '@strapi/icons';
import { styled } from 'styled-components';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { MayTemplate } from '../../../../../server/src/contracts/may-template';
import type { TemplateView } from '../../../../../server/src/contracts/templates';
import { withBackend } from '../../../shared/backend-url';
import { focusLate } from '../../../shared/dialog-focus';
import { NothingMatches } from '../../../shared/states';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useLibraryFile } from '../../../shared/useLibraryFile';
import { useT } from '../../../shared/useT';
import { useVariableSources } from '../../../shared/useVariableSources';
import { offerGroups, usable, type Filter, type Offer } from '../model/template-offers';

const Choice = styled.button<{ $chosen: boolean }>`
  display: block;
  inline-size: 100%;
  text-align: start;
  border: ${({ theme, $chosen }) => `1px solid ${$chosen ? theme.colors.primary600 : theme.colors.neutral200}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $chosen }) => ($chosen ? theme.colors.primary100 : theme.colors.neutral0)};
  padding: ${({ theme }) => theme.spaces[3]};
  cursor: pointer;
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
    outline-offset: -2px;
  }
  &[aria-disabled='true'] {
    cursor: not-allowed;
    background: ${({ theme }) => theme.colors.neutral150};
  }
`;
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
const Short = styled(Typography)`
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
  overflow: hidden;
  overflow-wrap: anywhere;
`;
const Thumb = styled.img`
  inline-size: 4rem;
  block-size: 4rem;
  object-fit: cover;
  border-radius: ${({ theme }) => theme.borderRadius};
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

const icons: Readonly<Record<string, typeof Image>> = { image: Image, video: Play, document: File };

/** What stands above the text: its words, or which kind of file, of a picture with the picture. */
const Head = ({ template, body }: Pick<Offer, 'template' | 'body'>) => {
  const known = useKnownWord();
  const source = template.bindings.header?.source;
  const isPicture = body.header?.kind === 'image' && source?.kind === 'media';
  const file = useLibraryFile(isPicture ? source.fileId : null);
  if (!body.header) return null;
  const { kind, text } = body.header;
  if (kind === 'text') {
    return (
      <Typography variant="pi" fontWeight="semiBold" textColor="neutral800" tag="p" dir="auto">
        {text}
      </Typography>
    );
  }
  const Icon = icons[kind];
  return (
    <Flex gap={2} paddingTop={1} paddingBottom={1}>
      {file?.url ? (
        <Thumb src={withBackend(file.url)} alt="" />
      ) : Icon ? (
        <Icon aria-hidden fill="neutral600" />
      ) : null}
      <Typography variant="pi" textColor="neutral600">
        {known(`shell.message.${kind}`) ?? kind}
      </Typography>
    </Flex>
  );
};

const Entry = ({
  offer: { template, obstacle: why, body },
  chosen,
  onChoose,
}: {
  offer: Offer;
  chosen: boolean;
  onChoose: () => void;
}) => {
  const t = useT();
  const known = useKnownWord();
  const languageOf = useLanguageName();
  // It keeps its place among the keys, so that the reason is heard too.
  const held = !usable(why);
  const category = known(`templates.category.${template.category}`) ?? template.category;
  return (
    <Choice
      type="button"
      $chosen={chosen}
      aria-pressed={chosen}
      aria-disabled={held}
      onClick={held ? undefined : onChoose}
      data-testid="template-choice"
    >
      <Typography fontWeight="semiBold" textColor="neutral800" ellipsis tag="p">
        {template.name}
      </Typography>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {`${languageOf(template.language)} · ${category}`}
      </Typography>
      <Head template={template} body={body} />
      <Short variant="pi" textColor="neutral800" tag="p" dir="auto">
        {body.text}
      </Short>
      {why !== null ? (
        <Typography variant="pi" fontWeight="semiBold" textColor="neutral800" tag="p">
          {t(`inbox.template.why.${why}`)}
        </Typography>
      ) : null}
    </Choice>
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

interface Props {
  readonly templates: readonly TemplateView[];
  readonly may: MayTemplate;
  readonly contact: ContactView;
  /** The language code whose templates come first. */
  readonly language: string;
  readonly chosen: TemplateView | null;
  readonly onChoose: (template: TemplateView) => void;
}

const distinct = (values: readonly string[]) => [...new Set(values)].sort();

/** The templates with their text as this person would get it; those in the person's language first. */
export const TemplateOffers = (props: Props) => {
  const { templates, may, contact, language, chosen, onChoose } = props;
  const t = useT();
  const known = useKnownWord();
  const languageOf = useLanguageName();
  const heading = useId();
  const sources = useVariableSources(contact);
  const [filter, setFilter] = useState<Filter>({ q: '', language: null, category: null });
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current) focusLate(place.current);
  }, []);
  const groups = useMemo(
    () => offerGroups(templates, filter, { may, language, contact, sources }),
    [contact, filter, language, may, sources, templates]
  );
  const count = groups.reduce((sum, { offers }) => sum + offers.length, 0);
  return (
    <Flex ref={place} direction="column" alignItems="stretch" gap={2} onKeyDownCapture={walk}>
      <Searchbar
        name="template-search"
        size="S"
        value={filter.q}
        placeholder={t('inbox.template.search')}
        clearLabel={t('inbox.search.clear')}
        onClear={() => setFilter({ ...filter, q: '' })}
        onChange={(event) => setFilter({ ...filter, q: event.target.value })}
      >
        {t('inbox.template.search')}
      </Searchbar>
      <Flex gap={2} wrap="wrap">
        <Select
          label={t('inbox.template.language')}
          value={filter.language}
          options={distinct(templates.map((one) => one.language))}
          wordOf={languageOf}
          onChange={(wanted) => setFilter({ ...filter, language: wanted })}
        />
        <Select
          label={t('inbox.template.category')}
          value={filter.category}
          options={distinct(templates.map((one) => one.category))}
          wordOf={(category) => known(`templates.category.${category}`) ?? category}
          onChange={(category) => setFilter({ ...filter, category })}
        />
      </Flex>
      {count === 0 ? <NothingMatches content={t('inbox.template.none')} /> : null}
      {filter.q.trim() !== '' && count > 0 ? (
        <VisuallyHidden>
          <span role="status">{t('inbox.template.found', { count })}</span>
        </VisuallyHidden>
      ) : null}
      <Scroll role="group" aria-label={t('inbox.template.list')}>
        {groups.map(({ key, offers }) => (
          <Flex key={key} direction="column" alignItems="stretch" gap={2}>
            <Typography id={`${heading}${key}`} variant="sigma" textColor="neutral600" tag="h3">
              {t(`inbox.template.group.${key}`, { language: languageOf(language) })}
            </Typography>
            <ChoiceList aria-labelledby={`${heading}${key}`} data-testid={`templates-${key}`}>
              {offers.map((offer) => (
                <li key={offer.template.id}>
                  <Entry
                    offer={offer}
                    chosen={offer.template.id === chosen?.id}
                    onChoose={() => onChoose(offer.template)}
                  />
                </li>
              ))}
            </ChoiceList>
          </Flex>
        ))}
      </Scroll>
    </Flex>
  );
};
