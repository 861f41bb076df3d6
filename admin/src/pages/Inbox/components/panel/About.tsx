import { Flex, Link, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type {
  ConversationAbout,
  ConversationView,
} from '../../../../../../server/src/contracts/conversations';
import { useWhatsappAboutConversationQuery } from '../../../../api/conversations';
import { PLUGIN_ID } from '../../../../pluginId';
import { useCan } from '../../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../../shared/states';
import { StatusWord } from '../../../../shared/StatusWord';
import { useT } from '../../../../shared/useT';
import { Choices } from './Choices';
import { Files } from './Files';
import { Groups } from './Groups';
import { Position } from './Position';
import { Nothing, Section } from './Section';

const Day = ({ at }: { at: number }) => {
  const { formatDate } = useIntl();
  return (
    <Typography variant="pi" textColor="neutral600">
      {formatDate(at, { day: 'numeric', month: 'short' })}
    </Typography>
  );
};

const Campaigns = ({ campaigns }: Pick<ConversationAbout, 'campaigns'>) => {
  const t = useT();
  const { can } = useCan();
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
            <Day at={at} />
          </Flex>
        </Flex>
      ))}
    </Flex>
  );
};

const Bots = ({ botRuns }: Pick<ConversationAbout, 'botRuns'>) => {
  const t = useT();
  if (botRuns.length === 0) return <Nothing>{t('inbox.panel.no-bots')}</Nothing>;
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
      {botRuns.map(({ id, name, at }) => (
        <Flex key={id} tag="li" justifyContent="space-between" gap={2} wrap="wrap">
          <Typography variant="pi">{name}</Typography>
          <Day at={at} />
        </Flex>
      ))}
    </Flex>
  );
};

/** What one request tells beside the person's own fields: choices, groups, what they got, files, their position. */
export const About = ({
  conversation,
  onChanged,
}: {
  readonly conversation: ConversationView;
  readonly onChanged: () => void;
}) => {
  const t = useT();
  const { data, error, refetch } = useWhatsappAboutConversationQuery(conversation.id);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowSkeletons rows={3} />;
  return (
    <>
      <Choices conversation={conversation} about={data} onChanged={onChanged} />
      <Section title={t('inbox.panel.groups')}>
        <Groups contactId={conversation.contact.id} groups={data.groups} />
      </Section>
      <Section title={t('inbox.panel.campaigns')}>
        <Campaigns campaigns={data.campaigns} />
      </Section>
      <Section title={t('inbox.panel.bots')}>
        <Bots botRuns={data.botRuns} />
      </Section>
      <Section title={t('inbox.panel.position')}>
        <Position position={data.position} mayKeepPosition={data.mayKeepPosition} />
      </Section>
      <Section title={t('inbox.panel.files')}>
        <Files files={data.files} />
      </Section>
    </>
  );
};
