import { Badge, Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappGetContactQuery } from '../../../api/contacts';
import { PLUGIN_ID } from '../../../pluginId';
import { badgeLook } from '../../../shared/badge-look';
import { LinkedRecords } from '../../../shared/LinkedRecords';
import { AskedToStop } from '../../../shared/people/AskedToStop';
import { useCan } from '../../../shared/permissions';
import { PhoneText } from '../../../shared/PhoneText';
import { StatusWord } from '../../../shared/StatusWord';
import { TaskList } from '../../../shared/TaskList';
import { useT } from '../../../shared/useT';
import { ConversationsTab } from '../../Contacts/components/ConversationsTab';
import { DataConsents } from '../../Contacts/components/DataConsents';
import { usePersonName } from '../../../shared/people/usePersonName';
import { About } from './panel/About';
import { Details } from './panel/Details';
import { PersonDeeds } from './panel/PersonDeeds';
import { RecordChange } from './panel/RecordChange';
import { Fact, Section } from './panel/Section';
import { Tags } from './panel/Tags';

interface Props {
  readonly conversation: ConversationView;
  readonly onChanged: () => void;
  /** Another number: the field of tags takes the focus. */
  readonly tagging?: number;
}

const Head = ({ conversation: { contact } }: Pick<Props, 'conversation'>) => {
  const t = useT();
  const personName = usePersonName();
  const { can } = useCan();
  return (
    <Box>
      <Flex gap={2} wrap="wrap">
        <Typography variant="delta" tag="h2" dir="auto">
          {personName(contact)}
        </Typography>
        {contact.blocked ? <Badge {...badgeLook('danger')}>{t('contacts.blocked')}</Badge> : null}
      </Flex>
      <PhoneText
        variant="pi"
        textColor="neutral600"
        phone={contact.phone}
        username={contact.username}
      />
      {can.contactBrowse ? (
        <Box paddingTop={1}>
          <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/contacts?contact=${contact.id}`}>
            {t(can.contactEdit ? 'inbox.panel.edit-contact' : 'inbox.panel.open-contact')}
          </Link>
        </Box>
      ) : null}
    </Box>
  );
};

/** What they wrote is read with the person's page, by who may open it. */
const Asked = ({ conversation, onChanged }: Props) => {
  const { can } = useCan();
  const { contact } = conversation;
  const { data } = useWhatsappGetContactQuery(contact.id, { skip: !can.contactBrowse });
  const said = data?.askedStop?.at === contact.askedStopAt ? data?.askedStop : null;
  return (
    <AskedToStop
      key={contact.id}
      look="notice"
      contact={contact}
      conversationId={conversation.id}
      askedAt={contact.askedStopAt}
      text={said?.text ?? null}
      mayDecide={can.chatReply}
      onDecided={onChanged}
    />
  );
};

const Consent = ({ conversation, onChanged }: Props) => {
  const t = useT();
  const { can } = useCan();
  const { consent } = conversation.contact;
  return (
    <Section
      title={t('inbox.panel.consent')}
      action={
        can.chatReply ? <RecordChange conversation={conversation} onChanged={onChanged} /> : null
      }
    >
      <Asked conversation={conversation} onChanged={onChanged} />
      <Fact word={t('inbox.panel.marketing')}>
        <StatusWord of="consent" state={consent.marketing} />
      </Fact>
      <Fact word={t('inbox.panel.utility')}>
        <StatusWord of="consent" state={consent.utility} />
      </Fact>
    </Section>
  );
};

/** What they said of data collection, apart from messages; read with the person's page. */
const DataPart = ({ contactId }: { contactId: number }) => {
  const { can } = useCan();
  const { data } = useWhatsappGetContactQuery(contactId, { skip: !can.contactBrowse });
  return data ? <DataConsents details={data} /> : null;
};

/** What is known of the person beside the thread, and what may be done about it there (C-30). */
export const ContactPanel = ({ conversation, onChanged, tagging = 0 }: Props) => {
  const t = useT();
  const personName = usePersonName();
  const { can } = useCan();
  const { contact } = conversation;
  return (
    <Flex direction="column" alignItems="stretch" gap={6} padding={4}>
      <Head conversation={conversation} />
      <Section title={t('inbox.panel.details')}>
        <Details key={contact.id} conversation={conversation} onChanged={onChanged} />
      </Section>
      <Section title={t('inbox.panel.tags')}>
        <Tags
          conversation={conversation}
          canChange={can.chatReply}
          onChanged={onChanged}
          tagging={tagging}
        />
      </Section>
      <Consent conversation={conversation} onChanged={onChanged} />
      {/* With keys: until the answer is there, each would show what it knows of the person before. */}
      <DataPart key={`data ${contact.id}`} contactId={contact.id} />
      <LinkedRecords key={`records ${contact.id}`} contactId={contact.id} />
      {can.taskHandle ? (
        <Section title={t('tasks.title')}>
          <TaskList
            key={contact.id}
            contact={{ id: contact.id, name: personName(contact) }}
            conversationId={conversation.id}
          />
        </Section>
      ) : null}
      <About key={`about ${conversation.id}`} conversation={conversation} onChanged={onChanged} />
      <Section title={t('inbox.panel.talks')}>
        <ConversationsTab key={contact.id} contactId={contact.id} />
      </Section>
      <PersonDeeds key={`deeds ${contact.id}`} conversation={conversation} onChanged={onChanged} />
    </Flex>
  );
};
