import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { PLUGIN_ID } from '../../../pluginId';
import { safeHref } from '../../../shared/formatting';
import { LinkedRecords } from '../../../shared/LinkedRecords';
import { useCan } from '../../../shared/permissions';
import { PhoneText } from '../../../shared/PhoneText';
import { StatusWord } from '../../../shared/StatusWord';
import { TaskList } from '../../../shared/TaskList';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useT } from '../../../shared/useT';
import { personName } from '../model/person';
import { About } from './panel/About';
import { RecordChange } from './panel/RecordChange';
import { Fact, Section } from './panel/Section';
import { Tags } from './panel/Tags';

/** How the conversation began, with the words of the ad or link that the customer came by (C-27, C-29). */
const Origin = ({ conversation }: { readonly conversation: ConversationView }) => {
  const t = useT();
  const known = useKnownWord();
  const { origin, referral } = conversation;
  const href = referral?.sourceUrl ? safeHref(referral.sourceUrl) : null;
  const words = referral?.headline ?? referral?.body ?? null;
  return (
    <>
      <Fact word={t('inbox.panel.origin')}>{known(`inbox.began.${origin}`) ?? origin}</Fact>
      {words ? (
        <Fact word={t('inbox.panel.referral')}>
          {href ? (
            <Link href={href} isExternal>
              {words}
            </Link>
          ) : (
            words
          )}
        </Fact>
      ) : null}
    </>
  );
};

/** What is known of the person beside the thread (C-30). */
export const ContactPanel = ({
  conversation,
  onChanged,
}: {
  readonly conversation: ConversationView;
  readonly onChanged: () => void;
}) => {
  const t = useT();
  const { can } = useCan();
  const { formatDate } = useIntl();
  const { contact } = conversation;
  const day = (at: number | null) =>
    at === null ? '–' : formatDate(at, { day: 'numeric', month: 'short', year: 'numeric' });
  return (
    <Flex direction="column" alignItems="stretch" gap={6} padding={4}>
      <Box>
        <Typography variant="delta" tag="h2" dir="auto">
          {personName(contact, t('shell.phone.none'))}
        </Typography>
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
      <Section title={t('inbox.panel.details')}>
        {contact.profileName ? (
          <Fact word={t('inbox.panel.profile-name')}>{contact.profileName}</Fact>
        ) : null}
        {contact.email ? <Fact word={t('inbox.panel.email')}>{contact.email}</Fact> : null}
        {contact.language ? <Fact word={t('inbox.panel.language')}>{contact.language}</Fact> : null}
        {contact.country ? <Fact word={t('inbox.panel.country')}>{contact.country}</Fact> : null}
        <Fact word={t('inbox.panel.last-in')}>{day(contact.lastInboundAt)}</Fact>
        <Fact word={t('inbox.panel.since')}>{day(contact.createdAt)}</Fact>
        <Origin conversation={conversation} />
        <Fact word={t('inbox.panel.status')}>
          <StatusWord of="conversation" state={conversation.status} />
        </Fact>
      </Section>
      <Section title={t('inbox.panel.tags')}>
        <Tags conversation={conversation} canChange={can.chatReply} onChanged={onChanged} />
      </Section>
      <Section
        title={t('inbox.panel.consent')}
        action={
          can.chatReply ? <RecordChange conversation={conversation} onChanged={onChanged} /> : null
        }
      >
        <Fact word={t('inbox.panel.marketing')}>
          <StatusWord of="consent" state={contact.consent.marketing} />
        </Fact>
        <Fact word={t('inbox.panel.utility')}>
          <StatusWord of="consent" state={contact.consent.utility} />
        </Fact>
      </Section>
      {can.taskHandle ? (
        <Section title={t('tasks.title')}>
          <TaskList
            contact={{ id: contact.id, name: personName(contact, t('shell.phone.none')) }}
            conversationId={conversation.id}
          />
        </Section>
      ) : null}
      <About conversation={conversation} />
      <LinkedRecords contactId={contact.id} />
    </Flex>
  );
};
