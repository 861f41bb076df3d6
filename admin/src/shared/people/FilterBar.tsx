import { useId, useState, type ReactNode } from 'react';
import { Box, Button, Checkbox, Flex, Searchbar, Typography } from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { FieldCondition, PeopleFilter } from '../../../../server/src/contracts/audience';
import { ErrorState } from '../states';
import { TriChoice } from '../TriChip';
import { useT } from '../useT';
import { profileFields, recordFields } from './conditions';
import { DateRange } from './DateRange';
import { FieldConditions } from './FieldConditions';
import {
  conditionsOn,
  shownOptions,
  stateOf,
  tidy,
  withConditions,
  withState,
  type ChipKey,
} from './filter-model';
import { TagDot } from './TagName';
import type { PeopleWords } from './usePeopleWords';

interface Props {
  readonly filter: PeopleFilter;
  readonly onChange: (filter: PeopleFilter) => void;
  readonly words: PeopleWords;
}

/** Above this many values a section has a search of its own. */
const MANY = 12;

interface SectionProps {
  readonly title: string;
  readonly active: number;
  readonly children: ReactNode;
}

/** A title of two lines begins where the others begin. */
const Title = styled.span`
  display: block;
  text-align: start;
`;

const Section = ({ title, active, children }: SectionProps) => {
  const t = useT();
  const id = useId();
  const [open, setOpen] = useState(active > 0);
  return (
    <Box borderColor="neutral150" borderWidth="0 0 1px 0" borderStyle="solid" paddingBottom={2}>
      <Button
        variant="ghost"
        fullWidth
        paddingLeft={1}
        paddingRight={1}
        justifyContent="space-between"
        aria-expanded={open}
        aria-controls={id}
        endIcon={open ? <CaretUp aria-hidden /> : <CaretDown aria-hidden />}
        onClick={() => setOpen(!open)}
      >
        <Title>{active > 0 ? t('people.section.active', { title, count: active }) : title}</Title>
      </Button>
      {open ? (
        <Box id={id} role="group" aria-label={title} paddingTop={1} paddingBottom={2}>
          {children}
        </Box>
      ) : null}
    </Box>
  );
};

interface ChipsProps extends Props {
  readonly of: ChipKey;
  /** What else the section asks, and how much of it. */
  readonly more?: { readonly active: number; readonly content: ReactNode };
}

/** The values of one chip filter, with a search where there are many. */
export const ChipChoice = ({ of, filter, onChange, words }: Props & { readonly of: ChipKey }) => {
  const t = useT();
  const intl = useIntl();
  const [typed, setTyped] = useState('');
  const options = words.options[of];
  const title = t(`people.filter.${of}`);
  return (
    <>
      {options.length > MANY ? (
        <Box paddingBottom={2}>
          <Searchbar
            name={`find-${of}`}
            size="S"
            value={typed}
            placeholder={t('people.find')}
            clearLabel={t('contacts.clear')}
            onChange={(e) => setTyped(e.target.value)}
            onClear={() => setTyped('')}
          >
            {t('people.findIn', { title })}
          </Searchbar>
        </Box>
      ) : null}
      <Flex gap={2} wrap="wrap">
        {shownOptions(options, typed).map(({ value, label, people, color = null }) => (
          <TriChoice
            key={value}
            label={label}
            lead={<TagDot color={color} />}
            state={stateOf(filter, of, value)}
            onChange={(state) => onChange(withState(filter, { key: of, value }, state))}
            {...(people === undefined ? {} : { count: intl.formatNumber(people) })}
          />
        ))}
      </Flex>
    </>
  );
};

const Chips = ({ more, ...props }: ChipsProps) => {
  const t = useT();
  const { of, filter, words } = props;
  const { include = [], exclude = [] } = filter[of] ?? {};
  const active = include.length + exclude.length + (more?.active ?? 0);
  if (words.options[of].length === 0 && active === 0 && !more) return null;
  return (
    <Section title={t(`people.filter.${of}`)} active={active}>
      <ChipChoice {...props} />
      {more ? <Box paddingTop={3}>{more.content}</Box> : null}
    </Section>
  );
};

/** Conditions on fields of one kind, with how many there are; null when there is nothing to ask. */
const useConditions = ({ filter, onChange, words }: Props, on: FieldCondition['on']) => {
  const { locale } = useIntl();
  const conditions = conditionsOn(filter, on);
  const fields = on === 'custom' ? profileFields(words.facets, locale) : recordFields(words.facets);
  if (conditions.length + fields.length === 0) return null;
  const content = (
    <FieldConditions
      conditions={conditions}
      fields={fields}
      onChange={(next) => onChange(withConditions(filter, on, next))}
    />
  );
  return { active: conditions.length, content };
};

/** Stands with the consent, and is asked alone: whether people are left who wait for a decision. */
const askedToStop = ({ filter, onChange }: Props) => ({
  active: filter.askedToStop ? 1 : 0,
  content: <AskedChoice filter={filter} onChange={onChange} />,
});

const AskedChoice = ({ filter, onChange }: Omit<Props, 'words'>) => {
  const t = useT();
  return (
    <Checkbox
      checked={filter.askedToStop ?? false}
      onCheckedChange={(on) =>
        onChange(tidy({ ...filter, askedToStop: on === true ? true : undefined }))
      }
      data-testid="filter-asked-to-stop"
    >
      {t('people.filter.askedToStop')}
    </Checkbox>
  );
};

const Dates = ({ filter, onChange }: Omit<Props, 'words'>) => {
  const t = useT();
  const keys = ['created', 'updated', 'lastInbound'] as const;
  return (
    <>
      {keys.map((key) => (
        <Section key={key} title={t(`people.filter.${key}`)} active={tidy(filter)[key] ? 1 : 0}>
          <DateRange
            label={t(`people.filter.${key}`)}
            value={filter[key] ?? {}}
            onChange={(value) => onChange(tidy({ ...filter, [key]: value }))}
          />
        </Section>
      ))}
    </>
  );
};

/** The filters of people (M-19, M-20): chips by section, dates, and conditions on fields of people and of their records. */
export const FilterBar = (props: Props) => {
  const t = useT();
  const { filter, onChange, words } = props;
  const profile = useConditions(props, 'custom');
  const records = useConditions(props, 'record');
  if (words.error) return <ErrorState error={words.error} onRetry={words.retry} />;
  const first: ChipKey[] = ['groups', 'segments'];
  const before: ChipKey[] = ['origins', 'sources', 'owners', 'assignees', 'consent', 'refuses'];
  const after: ChipKey[] = ['languages', 'countries', 'towns', 'tags', 'quality'];
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={1}
      role="group"
      aria-label={t('people.filters')}
      aria-busy={words.isLoading}
      data-testid="people-filters"
    >
      <Box paddingBottom={2}>
        <Typography variant="pi" textColor="neutral600">
          {t('people.filters.hint')}
        </Typography>
      </Box>
      {[...first, ...before].map((key) => (
        <Chips
          key={key}
          of={key}
          {...props}
          {...(key === 'consent' ? { more: askedToStop(props) } : {})}
        />
      ))}
      <Dates filter={filter} onChange={onChange} />
      {after.map((key) => (
        <Chips key={key} of={key} {...props} />
      ))}
      <Chips of="linked" {...props} {...(records ? { more: records } : {})} />
      {profile ? (
        <Section title={t('people.filter.fields')} active={profile.active}>
          {profile.content}
        </Section>
      ) : null}
    </Flex>
  );
};
