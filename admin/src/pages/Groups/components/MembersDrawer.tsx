import { useRef, useState } from 'react';
import { Box, Button, Flex, IconButton, LinkButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { Link as RouterLink } from 'react-router-dom';
import { usePersonName } from '../../../shared/people/usePersonName';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { GroupView } from '../../../../../server/src/contracts/groups';
import { useWhatsappListContactsQuery } from '../../../api/contacts';
import {
  useWhatsappAddMembersGroupsMutation,
  useWhatsappRemoveMembersGroupsMutation,
} from '../../../api/groups';
import { ContactPicker } from '../../../shared/ContactPicker';
import { CursorPager } from '../../../shared/CursorPager';
import { Drawer } from '../../../shared/Drawer';
import { useCan } from '../../../shared/permissions';
import { ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useRefusal } from '../../../shared/useRefusal';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useDebounced } from '../../../shared/useDebounced';
import { SearchBox } from '../../../shared/SearchBox';
import { useT } from '../../../shared/useT';
import { PhoneText } from '../../../shared/PhoneText';
import { FillByFilter } from './FillByFilter';
import { WaysToFill } from './WaysToFill';

/** Adds and takes out at once; taking out can be undone in place. */
const useMembership = (group: GroupView) => {
  const t = useT();
  const personName = usePersonName();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [add, adding] = useWhatsappAddMembersGroupsMutation();
  const [remove, removing] = useWhatsappRemoveMembersGroupsMutation();
  const [taken, setTaken] = useState<ContactView | null>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      return true;
    } catch (error) {
      refuse(error);
      return false;
    }
  };
  return {
    busy: adding.isLoading || removing.isLoading,
    taken,
    add: async (contact: ContactView) => {
      const done = await attempt(() =>
        add({ id: group.id, body: { contactIds: [contact.id] } }).unwrap()
      );
      if (done)
        toggleNotification({
          type: 'success',
          message: t('contacts.member.added', { name: personName(contact) }),
        });
    },
    takeOut: async (contact: ContactView) => {
      const done = await attempt(() =>
        remove({ id: group.id, body: { contactIds: [contact.id] } }).unwrap()
      );
      if (done) setTaken(contact);
    },
    undo: async () => {
      if (!taken) return;
      const done = await attempt(() =>
        add({ id: group.id, body: { contactIds: [taken.id] } }).unwrap()
      );
      if (done) setTaken(null);
    },
  };
};

type RowProps = { contact: ContactView; onTakeOut: (() => void) | null };

const Member = ({ contact, onTakeOut }: RowProps) => {
  const t = useT();
  const personName = usePersonName();
  return (
    <Flex
      tag="li"
      gap={3}
      justifyContent="space-between"
      paddingTop={2}
      paddingBottom={2}
      data-testid="member-row"
    >
      <Box minWidth="0" flex="1">
        <Typography tag="p">
          <span dir="auto">{personName(contact)}</span>
        </Typography>
        <PhoneText
          variant="pi"
          textColor="neutral600"
          phone={contact.phone ?? contact.waId}
          username={contact.username}
        />
      </Box>
      <StatusWord of="marketing" state={contact.consent.marketing} />
      {onTakeOut ? (
        <IconButton
          variant="ghost"
          label={t('contacts.member.takeOut', { name: personName(contact) })}
          onClick={onTakeOut}
        >
          <Cross />
        </IconButton>
      ) : null}
    </Flex>
  );
};

interface ListProps {
  readonly group: GroupView;
  readonly membership: ReturnType<typeof useMembership>;
  readonly onFilter: () => void;
  readonly onHand: () => void;
}

const Nobody = ({ group, onFilter, onHand }: Omit<ListProps, 'membership'>) => {
  const t = useT();
  const { can } = useCan();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography>{t('contacts.member.empty')}</Typography>
      {can.groupChange ? <WaysToFill group={group} onFilter={onFilter} onHand={onHand} /> : null}
    </Flex>
  );
};

const List = ({ group, membership, onFilter, onHand }: ListProps) => {
  const t = useT();
  const { can } = useCan();
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const pages = useCursorPages(`${group.id} ${q}`);
  const query = useWhatsappListContactsQuery({
    groupId: group.id,
    ...(q === '' ? {} : { q }),
    ...(pages.cursor === undefined ? {} : { cursor: pages.cursor }),
  });
  const rows = query.data?.contacts ?? [];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <SearchBox
        name="members"
        label={t('contacts.search')}
        value={typed}
        onChange={(value) => setTyped(value)}
      />
      {query.isLoading ? <RowSkeletons rows={3} /> : null}
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && rows.length === 0 ? (
        q === '' ? (
          <Nobody group={group} onFilter={onFilter} onHand={onHand} />
        ) : (
          <NothingMatches onClear={() => setTyped('')} />
        )
      ) : null}
      <Flex tag="ul" direction="column" alignItems="stretch" padding={0} margin={0}>
        {rows.map((contact) => (
          <Member
            key={contact.id}
            contact={contact}
            onTakeOut={
              can.groupChange && !membership.busy ? () => void membership.takeOut(contact) : null
            }
          />
        ))}
      </Flex>
      <CursorPager
        pages={pages}
        nextCursor={query.data?.nextCursor}
        isFetching={query.isFetching}
      />
    </Flex>
  );
};

/** Who is in a group: add by search, take out one by one. */
export const MembersDrawer = ({ group, onClose }: { group: GroupView; onClose: () => void }) => {
  const t = useT();
  const { can } = useCan();
  const membership = useMembership(group);
  const [filling, setFilling] = useState(false);
  const picker = useRef<HTMLDivElement>(null);
  if (filling) return <FillByFilter group={group} onClose={() => setFilling(false)} />;
  return (
    <Drawer open onClose={onClose} title={t('contacts.member.title', { name: group.name })}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography textColor="neutral600">
          {t('contacts.member.counts', { members: group.members, messageable: group.messageable })}
        </Typography>
        {can.groupChange ? (
          <div ref={picker}>
            <ContactPicker
              label={t('contacts.member.add')}
              onPick={(contact) => void membership.add(contact)}
              disabled={membership.busy}
            />
          </div>
        ) : null}
        {can.groupChange && group.members > 0 ? (
          <Flex gap={2} wrap="wrap">
            <Button
              variant="secondary"
              size="S"
              onClick={() => setFilling(true)}
              data-testid="fill-by-filter"
            >
              {t('groups.way.filter.do')}
            </Button>
            {can.contactImport ? (
              <LinkButton
                tag={RouterLink}
                to={`../imports/new?group=${group.id}`}
                variant="tertiary"
                size="S"
              >
                {t('groups.way.file.do')}
              </LinkButton>
            ) : null}
          </Flex>
        ) : null}
        {membership.taken ? (
          <Flex
            role="status"
            background="neutral100"
            hasRadius
            padding={3}
            gap={3}
            justifyContent="space-between"
          >
            <Typography>
              {t('contacts.member.takenOut', { name: membership.taken.name })}
            </Typography>
            <Button size="S" variant="tertiary" onClick={() => void membership.undo()}>
              {t('contacts.undo')}
            </Button>
          </Flex>
        ) : null}
        <List
          group={group}
          membership={membership}
          onFilter={() => setFilling(true)}
          onHand={() => picker.current?.querySelector('input')?.focus()}
        />
      </Flex>
    </Drawer>
  );
};
