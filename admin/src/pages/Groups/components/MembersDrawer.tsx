import { useState } from 'react';
import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Minus } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import type { GroupView } from '../../../../../server/src/contracts/groups';
import { useWhatsappListContactsQuery } from '../../../api/contacts';
import {
  useWhatsappAddMembersMutation,
  useWhatsappRemoveMembersMutation,
} from '../../../api/groups';
import { ContactPicker } from '../../../shared/ContactPicker';
import { CursorPager } from '../../../shared/CursorPager';
import { Drawer } from '../../../shared/Drawer';
import { useCan } from '../../../shared/permissions';
import { EmptyState, ErrorState, NothingMatches, RowSkeletons } from '../../../shared/states';
import { StatusWord } from '../../../shared/StatusWord';
import { useApiError } from '../../../shared/useApiError';
import { useCursorPages } from '../../../shared/useCursorPages';
import { useDebounced } from '../../../shared/useDebounced';
import { SearchBox } from '../../../shared/SearchBox';
import { useT } from '../../../shared/useT';
import { addressOf } from '../../Contacts/model';

/** Adds and takes out at once; taking out can be undone in place. */
const useMembership = (group: GroupView) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [add, adding] = useWhatsappAddMembersMutation();
  const [remove, removing] = useWhatsappRemoveMembersMutation();
  const [taken, setTaken] = useState<ContactView | null>(null);
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      return true;
    } catch (error) {
      toggleNotification({ type: 'danger', message: explain(error).message });
      return false;
    }
  };
  return {
    busy: adding.isLoading || removing.isLoading,
    taken,
    add: async (contact: ContactView) => {
      const done = await attempt(() => add({ id: group.id, contactIds: [contact.id] }).unwrap());
      if (done)
        toggleNotification({
          type: 'success',
          message: t('contacts.member.added', { name: contact.name }),
        });
    },
    takeOut: async (contact: ContactView) => {
      const done = await attempt(() => remove({ id: group.id, contactIds: [contact.id] }).unwrap());
      if (done) setTaken(contact);
    },
    undo: async () => {
      if (!taken) return;
      const done = await attempt(() => add({ id: group.id, contactIds: [taken.id] }).unwrap());
      if (done) setTaken(null);
    },
  };
};

type RowProps = { contact: ContactView; onTakeOut: (() => void) | null };

const Member = ({ contact, onTakeOut }: RowProps) => {
  const t = useT();
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
          <span dir="auto">{contact.name}</span>
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {addressOf(contact) ?? t('contacts.noNumber')}
        </Typography>
      </Box>
      <StatusWord of="consent" state={contact.consent.marketing} />
      {onTakeOut ? (
        <IconButton
          variant="ghost"
          label={t('contacts.member.takeOut', { name: contact.name })}
          onClick={onTakeOut}
        >
          <Minus />
        </IconButton>
      ) : null}
    </Flex>
  );
};

const List = ({
  group,
  membership,
}: {
  group: GroupView;
  membership: ReturnType<typeof useMembership>;
}) => {
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
          <EmptyState plain content={t('contacts.member.empty')} />
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
  return (
    <Drawer open onClose={onClose} title={t('contacts.member.title', { name: group.name })}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography textColor="neutral600">
          {t('contacts.member.counts', { members: group.members, messageable: group.messageable })}
        </Typography>
        {can.groupChange ? (
          <ContactPicker
            label={t('contacts.member.add')}
            onPick={(contact) => void membership.add(contact)}
            disabled={membership.busy}
          />
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
        <List group={group} membership={membership} />
      </Flex>
    </Drawer>
  );
};
