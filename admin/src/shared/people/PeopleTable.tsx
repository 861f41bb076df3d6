import { Badge, Flex, IconButton, Link, Typography } from '@strapi/design-system';
import { Information } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { ContactView, CustomField, TagColor } from '../../../../server/src/contracts/contacts';
import { badgeLook } from '../badge-look';
import { PhoneText } from '../PhoneText';
import { ResponsiveTable, type Column, type Selection } from '../ResponsiveTable';
import { StatusWord } from '../StatusWord';
import { useMoments } from '../useMoments';
import { useT } from '../useT';
import { fieldLabel } from './conditions';
import { addressOf, lastTalk } from './person';
import { usePersonName } from './usePersonName';
import { TagBadge } from './TagName';
import { useTags } from './useTags';
import type { PeopleSelection } from './usePeopleSelection';
import { useLanguageName } from '../useLanguageName';

/** Columns beside the name; custom fields are `custom.<key>`. */
export const plainColumns = [
  'number',
  'email',
  'consent',
  'tags',
  'owner',
  'language',
  'town',
  'source',
  'lastTalk',
  'created',
  'updated',
] as const;
export type PlainColumn = (typeof plainColumns)[number];
export const defaultColumns: readonly string[] = ['number', 'consent', 'tags', 'lastTalk'];

type Props = {
  rows: readonly ContactView[];
  columns?: readonly string[];
  fields?: readonly CustomField[];
  /** Address that opens one person; without it names are plain text. */
  hrefOf?: (id: number) => string;
  selection?: PeopleSelection;
  /** Epoch ms, for "3 days ago". */
  now: number;
  sourceWord: (source: string) => string;
};

interface TagsProps {
  readonly tags: readonly string[];
  readonly colorOf: (tag: string) => TagColor | null;
}

const Tags = ({ tags, colorOf }: TagsProps) => {
  const t = useT();
  if (tags.length === 0) return <Typography textColor="neutral600">–</Typography>;
  const shown = tags.slice(0, 3);
  return (
    <Flex gap={1} wrap="wrap">
      {shown.map((tag) => (
        <TagBadge key={tag} name={tag} color={colorOf(tag)} />
      ))}
      {tags.length > shown.length ? (
        <Typography variant="pi" textColor="neutral600">
          {t('contacts.moreTags', { count: tags.length - shown.length })}
        </Typography>
      ) : null}
    </Flex>
  );
};

const Plain = ({ text }: { text: string | null | undefined }) => (
  <Typography textColor={text ? 'neutral800' : 'neutral600'}>
    <span dir="auto">{text ?? '–'}</span>
  </Typography>
);

/** A number or a state that breaks in two is read twice. */
const inOneLine = { whiteSpace: 'nowrap' } as const;

/** Why there is no number, and whether that matters. */
const NoNumber = ({ isKnown }: { isKnown: boolean }) => {
  const t = useT();
  return (
    <IconButton
      variant="ghost"
      size="XS"
      label={t(isKnown ? 'people.noNumber.hidden' : 'people.noNumber.none')}
    >
      <Information />
    </IconButton>
  );
};

type Columns = Record<PlainColumn, Omit<Column<ContactView>, 'key' | 'label'>>;

const usePlainColumns = ({ now, sourceWord }: Pick<Props, 'now' | 'sourceWord'>): Columns => {
  const languageOf = useLanguageName();
  const moments = useMoments();
  const { colorOf } = useTags();
  const ago = (at: number | null) => (
    <Typography textColor="neutral600">{at === null ? '–' : moments.ago(at, now)}</Typography>
  );
  return {
    number: {
      render: (c) => (
        <Flex gap={1}>
          <PhoneText
            textColor={addressOf(c) ? 'neutral800' : 'neutral600'}
            phone={c.phone ?? c.waId}
            username={c.username}
            style={inOneLine}
          />
          {(c.phone ?? c.waId) ? null : <NoNumber isKnown={c.bsuid !== null} />}
        </Flex>
      ),
    },
    email: { has: (c) => c.email !== null, render: (c) => <Plain text={c.email} /> },
    consent: {
      render: (c) => (
        <Flex direction="column" alignItems="flex-start" gap={1} style={inOneLine}>
          <StatusWord of="consent" state={c.consent.marketing} />
          {c.askedStopAt === null ? null : <StatusWord of="consent" state="asked" />}
        </Flex>
      ),
    },
    tags: {
      has: (c) => c.tags.length > 0,
      render: (c) => <Tags tags={c.tags} colorOf={colorOf} />,
    },
    owner: { has: (c) => c.owner !== null, render: (c) => <Plain text={c.owner?.name} /> },
    language: {
      has: (c) => c.language !== null,
      render: (c) => <Plain text={c.language === null ? null : languageOf(c.language)} />,
    },
    town: { has: (c) => c.town !== null, render: (c) => <Plain text={c.town} /> },
    source: { render: (c) => <Plain text={sourceWord(c.source)} /> },
    lastTalk: { render: (c) => ago(lastTalk(c)) },
    created: { render: (c) => ago(c.createdAt) },
    updated: { render: (c) => ago(c.updatedAt) },
  };
};

/** A value of a profile field as text; null where there is none. */
export const customText = (
  value: string | number | boolean | null | undefined,
  yes: string,
  no: string
): string | null =>
  value === undefined || value === null
    ? null
    : typeof value === 'boolean'
      ? value
        ? yes
        : no
      : String(value);

/** People: the name opens the person; consent stands in words. */
export const PeopleTable = (props: Props) => {
  const { rows, columns: chosen = defaultColumns, fields = [], hrefOf, selection } = props;
  const t = useT();
  const personName = usePersonName();
  const { locale } = useIntl();
  const plain = usePlainColumns(props);
  const name: Column<ContactView> = {
    key: 'name',
    label: t('contacts.column.name'),
    isTitle: true,
    render: (c) => (
      <Flex gap={2}>
        {hrefOf ? (
          <Link tag={RouterLink} to={hrefOf(c.id)}>
            <span dir="auto">{personName(c)}</span>
          </Link>
        ) : (
          <Typography>
            <span dir="auto">{personName(c)}</span>
          </Typography>
        )}
        {c.blocked ? <Badge {...badgeLook('danger')}>{t('contacts.blocked')}</Badge> : null}
      </Flex>
    ),
  };
  const known = plainColumns
    .filter((key) => chosen.includes(key))
    .map((key) => ({ key, label: t(`contacts.column.${key}`), ...plain[key] }));
  const custom = fields
    .filter((field) => chosen.includes(`custom.${field.key}`))
    .map((field): Column<ContactView> => ({
      key: `custom.${field.key}`,
      label: fieldLabel(field, locale),
      has: (c) => c.custom[field.key] !== undefined,
      render: (c) => (
        <Plain text={customText(c.custom[field.key], t('people.yes'), t('people.no'))} />
      ),
    }));
  const boxes: Selection<ContactView> | undefined = selection && {
    isSelected: selection.isSelected,
    toggle: selection.toggle,
    all: selection.page,
    toggleAll: selection.togglePage,
    labelOf: (c) => t('contacts.select.one', { name: personName(c) }),
    allLabel: t('contacts.select.page'),
  };
  return (
    <ResponsiveTable
      rows={rows}
      columns={[name, ...known, ...custom]}
      rowKey={(c) => c.id}
      label={t('contacts.title')}
      testId="contact-row"
      isTight
      {...(boxes ? { selection: boxes } : {})}
    />
  );
};
