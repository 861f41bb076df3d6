import { Button, Flex, Typography } from '@strapi/design-system';
import { personName } from '../../../shared/people/person-name';
import { usePersonName } from '../../../shared/people/usePersonName';
import type { PeopleChoice } from '../../../../../server/src/contracts/audience';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import {
  useWhatsappCampaignPeopleCountQuery,
  useWhatsappCampaignPeopleQuery,
} from '../../../api/campaigns';
import { CursorPager } from '../../../shared/CursorPager';
import { PhoneText } from '../../../shared/PhoneText';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useDebounced } from '../../../shared/useDebounced';
import { useT } from '../../../shared/useT';
import { consentFor, except } from '../people-choice';
import { Reach } from './Reach';

type All = Extract<PeopleChoice, { kind: 'all' }>;
type Props = { choice: All; onChange: (choice: All) => void };
type MatchingProps = Props & {
  campaignId: number | null;
  /** Of the template; decides which consent counts. */
  category: string | null;
};

const PAGE = 20;

const useColumns = (category: string | null): Column<ContactView>[] => {
  const t = useT();
  const nameOf = usePersonName();
  return [
    {
      key: 'name',
      label: t('campaigns.recipient.name'),
      isTitle: true,
      render: (person) => <Typography>{nameOf(person)}</Typography>,
    },
    {
      key: 'phone',
      label: t('campaigns.people.phone'),
      render: (person) => (
        <PhoneText
          textColor="neutral600"
          phone={person.phone ?? person.waId}
          username={person.username}
        />
      ),
    },
    {
      key: 'consent',
      label: t('campaigns.people.consent'),
      render: (person) => (
        <Flex>
          <StatusWord of="consent" state={consentFor(person, category)} />
        </Flex>
      ),
    },
  ];
};

/**
 * All are chosen; a tick taken away takes that person out, over all pages (M-22…M-24). Those who opted out have no tick:
 * they are never sent to.
 */
const selectionOf = (
  { choice, onChange, category }: MatchingProps,
  rows: readonly ContactView[],
  t: ReturnType<typeof useT>
) => {
  const isOut = (person: ContactView) => choice.except.includes(person.id);
  const canSelect = (person: ContactView) =>
    category === 'AUTHENTICATION' || consentFor(person, category) !== 'out';
  const open = rows.filter(canSelect);
  const out = open.filter(isOut).length;
  return {
    canSelect,
    isSelected: (person: ContactView) => canSelect(person) && !isOut(person),
    toggle: (person: ContactView) => onChange(except(choice, [person.id], !isOut(person))),
    all: out === open.length ? false : out === 0 ? true : ('indeterminate' as const),
    toggleAll: () =>
      onChange(
        except(
          choice,
          open.map((person) => person.id),
          out === 0
        )
      ),
    labelOf: (person: ContactView) =>
      t('contacts.select.one', { name: personName(person, t('shell.phone.none')) }),
    allLabel: t('contacts.select.page'),
  };
};

/** How many it is, true to the number. */
const Count = ({ choice, onChange }: Props) => {
  const t = useT();
  const settled = useDebounced(JSON.stringify(choice));
  const { data, isFetching } = useWhatsappCampaignPeopleCountQuery(
    JSON.parse(settled) as PeopleChoice
  );
  return (
    <Flex justifyContent="space-between" gap={2} wrap="wrap">
      <Typography fontWeight="bold" role="status" data-testid="people-count">
        {data && !isFetching
          ? t('campaigns.people.count', { count: data.total })
          : t('campaigns.people.counting')}
      </Typography>
      {choice.except.length > 0 ? (
        <Flex gap={2}>
          <Typography textColor="neutral600" data-testid="people-except">
            {t('campaigns.people.takenOut', { count: choice.except.length })}
          </Typography>
          <Button size="S" variant="tertiary" onClick={() => onChange({ ...choice, except: [] })}>
            {t('campaigns.people.takeBack')}
          </Button>
        </Flex>
      ) : null}
    </Flex>
  );
};

/** The people of a filter, page by page, with a tick before each. */
export const MatchingPeople = (props: MatchingProps) => {
  const t = useT();
  const { choice, campaignId, category } = props;
  const filter = useDebounced(JSON.stringify(choice.filter));
  const pages = useCursorPages(filter);
  const query = useWhatsappCampaignPeopleQuery({
    filter: JSON.parse(filter) as All['filter'],
    limit: PAGE,
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  });
  const columns = useColumns(category);
  if (query.isLoading) return <RowSkeletons rows={5} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const rows = query.data.contacts;
  if (rows.length === 0)
    return <Typography role="status">{t('campaigns.people.nobody')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Count {...props} />
      {campaignId === null ? null : <Reach campaignId={campaignId} choice={choice} />}
      <ResponsiveTable
        rows={rows}
        columns={columns}
        rowKey={(person) => person.id}
        label={t('campaigns.people.title')}
        selection={selectionOf(props, rows, t)}
        testId="audience-row"
      />
      <CursorPager pages={pages} nextCursor={query.data.nextCursor} isFetching={query.isFetching} />
    </Flex>
  );
};
