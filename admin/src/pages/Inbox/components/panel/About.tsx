import { Flex, Link, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type {
  ConversationAbout,
  ConversationView,
} from '../../../../../../server/src/contracts/conversations';
import { useWhatsappAboutConversationQuery } from '../../../../api/conversations';
import { PLUGIN_ID } from '../../../../pluginId';
import { MessageMedia } from '../../../../shared/MessageMedia';
import { NameBadge } from '../../../../shared/NameBadge';
import { useCan } from '../../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../../shared/states';
import { StatusWord } from '../../../../shared/StatusWord';
import { useT } from '../../../../shared/useT';
import { Nothing, Section } from './Section';

const Campaigns = ({ campaigns }: Pick<ConversationAbout, 'campaigns'>) => {
  const t = useT();
  const { can } = useCan();
  const { formatDate } = useIntl();
  if (campaigns.length === 0) return <Nothing>{t('inbox.panel.no-campaigns')}</Nothing>;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {campaigns.map(({ id, name, at, state }) => (
        <Flex key={`${id} ${at}`} tag="li" justifyContent="space-between" gap={2} wrap="wrap">
          {can.campaignFollow ? (
            <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/campaigns/${id}`}>
              {name}
            </Link>
          ) : (
            <Typography variant="pi">{name}</Typography>
          )}
          <Flex gap={2}>
            <StatusWord of="message" state={state} />
            <Typography variant="pi" textColor="neutral600">
              {formatDate(at, { day: 'numeric', month: 'short' })}
            </Typography>
          </Flex>
        </Flex>
      ))}
    </Flex>
  );
};

const Files = ({ files }: Pick<ConversationAbout, 'files'>) => {
  const t = useT();
  if (files.length === 0) return <Nothing>{t('inbox.panel.no-files')}</Nothing>;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
      {files.map(({ messageId, body }) =>
        body.media ? (
          <li key={messageId}>
            <MessageMedia media={body.media} onDemand />
          </li>
        ) : null
      )}
    </Flex>
  );
};

/** Groups, campaigns and files of the person. */
export const About = ({ conversation }: { readonly conversation: ConversationView }) => {
  const t = useT();
  const { data, error, refetch } = useWhatsappAboutConversationQuery(conversation.id);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={2} />;
  return (
    <>
      <Section title={t('inbox.panel.groups')}>
        {data.groups.length === 0 ? <Nothing>{t('inbox.panel.no-groups')}</Nothing> : null}
        <Flex gap={2} wrap="wrap">
          {data.groups.map((group) => (
            <NameBadge key={group.id}>{group.name}</NameBadge>
          ))}
        </Flex>
      </Section>
      <Section title={t('inbox.panel.campaigns')}>
        <Campaigns campaigns={data.campaigns} />
      </Section>
      <Section title={t('inbox.panel.files')}>
        <Files files={data.files} />
      </Section>
    </>
  );
};
