import { useState } from 'react';
import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ConversationView } from '../../../../server/src/contracts/conversations';
import type { EntryKey, EntryPerson } from '../../../../server/src/contracts/record-people';
import {
  useWhatsappConversationsOfContactQuery,
  useWhatsappOpenConversationMutation,
} from '../../api/conversations';
import { useNumbers } from '../../pages/Inbox/hooks/useNumbers';
import { PLUGIN_ID } from '../../pluginId';
import { IdSelect } from '../../shared/IdSelect';
import { useLiveSignals } from '../../shared/live/live-store';
import { useCan } from '../../shared/permissions';
import { readRefusal } from '../../shared/refusal';
import { ErrorState, RowSkeletons } from '../../shared/states';
import { StatusWord } from '../../shared/StatusWord';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { Talk } from './Talk';
import { useShownName } from '../../shared/people/usePersonName';

const PersonLine = ({ person }: { person: EntryPerson }) => {
  const t = useT();
  const shownName = useShownName();
  const { can } = useCan();
  const { id, name, address, marketing, blocked } = person;
  const shown = shownName(name || address);
  return (
    <Flex gap={2} wrap="wrap" justifyContent="space-between">
      {can.contactBrowse ? (
        <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/contacts?contact=${id}`} dir="auto">
          {shown}
        </Link>
      ) : (
        <Typography fontWeight="bold" dir="auto">
          {shown}
        </Typography>
      )}
      <Flex gap={2} wrap="wrap">
        <StatusWord of="marketing" state={marketing} />
        {blocked ? (
          <Typography variant="pi" textColor="danger600">
            {t('records.phone.blocked')}
          </Typography>
        ) : null}
      </Flex>
    </Flex>
  );
};

/** No messages with this number yet, as far as one may see. */
const Begin = ({ contactId, accountId }: { contactId: number; accountId: number }) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const conversations = useWhatsappConversationsOfContactQuery(contactId);
  const [open, { isLoading }] = useWhatsappOpenConversationMutation();
  const [isTaken, setTaken] = useState(false);
  const begin = async () => {
    const answer = await open({ contactId, accountId });
    // A refusal as "not found": it is there, but a colleague's, and one sees only one's own.
    if ('data' in answer) await conversations.refetch();
    else if (readRefusal(answer.error).status === 404) setTaken(true);
    else refuse(answer.error);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="pi" textColor="neutral600">
        {t(isTaken ? 'content-manager.panel.taken' : 'inbox.thread.empty')}
      </Typography>
      {can.chatReply && !isTaken ? (
        <Button variant="secondary" loading={isLoading} onClick={() => void begin()}>
          {t('content-manager.panel.begin')}
        </Button>
      ) : null}
    </Flex>
  );
};

/** The newest talk decides which of our numbers is shown first. */
const newest = (conversations: readonly ConversationView[]): ConversationView | undefined =>
  conversations.reduce<ConversationView | undefined>(
    (best, one) => ((one.lastMessageAt ?? 0) > (best?.lastMessageAt ?? -1) ? one : best),
    undefined
  );

interface PersonProps {
  readonly person: EntryPerson;
  readonly entry: EntryKey;
}

/** One person of the entry: who they are, and the talk with them. */
export const Person = ({ person, entry }: PersonProps) => {
  const t = useT();
  const query = useWhatsappConversationsOfContactQuery(person.id);
  const conversations = query.data?.conversations ?? [];
  const numbers = useNumbers(conversations);
  const [chosen, setChosen] = useState<number | null>(null);
  // The first message of a person makes a conversation, which no answer named yet.
  useLiveSignals((signal) => {
    const isNew =
      signal.kind === 'hints' &&
      signal.hints.some(
        ({ type, id }) => type === 'conversation' && conversations.every((one) => one.id !== id)
      );
    if (isNew && conversations.length < numbers.length) void query.refetch();
  });

  const accountId = chosen ?? newest(conversations)?.accountId ?? numbers[0]?.id ?? null;
  const conversation = conversations.find((one) => one.accountId === accountId);
  const talk = () => {
    if (query.isLoading) return <RowSkeletons rows={1} />;
    if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
    if (conversation) {
      const number = numbers.find(({ id }) => id === conversation.accountId);
      return (
        <Talk
          key={conversation.id}
          conversation={conversation}
          accountStatus={number?.status ?? null}
          entry={entry}
        />
      );
    }
    if (accountId !== null) return <Begin contactId={person.id} accountId={accountId} />;
    return (
      <Typography variant="pi" textColor="neutral600">
        {t('inbox.new.no-number')}
      </Typography>
    );
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <PersonLine person={person} />
      {numbers.length > 1 && accountId !== null ? (
        <IdSelect
          size="S"
          label={t('inbox.new.number')}
          options={numbers}
          value={accountId}
          onChange={setChosen}
        />
      ) : null}
      {talk()}
    </Flex>
  );
};
