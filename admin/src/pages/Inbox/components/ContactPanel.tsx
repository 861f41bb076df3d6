import type { ReactNode } from 'react';
import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import { Link } from '@strapi/design-system';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useWhatsappGetContactQuery } from '../../../api/contacts';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { PhoneText } from '../../../shared/PhoneText';
import { StatusWord } from '../../../shared/StatusWord';
import { useT } from '../../../shared/useT';
import { personName } from '../model/person';

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <Flex direction="column" alignItems="stretch" gap={2}>
    <Typography variant="sigma" textColor="neutral600" tag="h3">
      {title}
    </Typography>
    {children}
  </Flex>
);

const Fact = ({ word, children }: { word: string; children: ReactNode }) => (
  <Flex justifyContent="space-between" gap={3} wrap="wrap">
    <Typography variant="pi" textColor="neutral600">
      {word}
    </Typography>
    <Typography variant="pi" tag="span" dir="auto">
      {children}
    </Typography>
  </Flex>
);

/** What is known of the person beside the thread. */
export const ContactPanel = ({ conversation }: { conversation: ConversationView }) => {
  const t = useT();
  const { can } = useCan();
  const { formatDate } = useIntl();
  const { contact } = conversation;
  const details = useWhatsappGetContactQuery(contact.id, { skip: !can.contactBrowse });
  const groups = details.data?.groups ?? [];
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
            <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/contacts?id=${contact.id}`}>
              {t('inbox.panel.open-contact')}
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
        <Fact word={t('inbox.panel.status')}>
          <StatusWord of="conversation" state={conversation.status} />
        </Fact>
      </Section>
      <Section title={t('inbox.panel.consent')}>
        <Fact word={t('inbox.panel.marketing')}>
          <StatusWord of="consent" state={contact.consent.marketing} />
        </Fact>
        <Fact word={t('inbox.panel.utility')}>
          <StatusWord of="consent" state={contact.consent.utility} />
        </Fact>
      </Section>
      <Section title={t('inbox.panel.tags')}>
        <Flex gap={2} wrap="wrap">
          {contact.tags.length === 0 ? <Typography variant="pi">–</Typography> : null}
          {contact.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </Flex>
      </Section>
      {groups.length > 0 ? (
        <Section title={t('inbox.panel.groups')}>
          <Flex gap={2} wrap="wrap">
            {groups.map((group) => (
              <Badge key={group.id}>{group.name}</Badge>
            ))}
          </Flex>
        </Section>
      ) : null}
    </Flex>
  );
};
