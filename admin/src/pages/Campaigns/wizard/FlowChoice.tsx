import { Link, Radio, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { Choice, Mistake, Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

/** Which bot's chain is started for each person (M-11); only active ones can be. */
const Bots = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const query = useWhatsappListBotsQuery(0);
  if (query.isLoading) return <RowSkeletons rows={3} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { bots } = query.data;
  if (bots.length === 0)
    return (
      <EmptyState
        plain
        content={t('campaigns.flow.none')}
        action={
          <Link tag={RouterLink} to="/plugins/whatsapp/bots">
            {t('campaigns.flow.toBots')}
          </Link>
        }
      />
    );
  return (
    <Radio.Group
      aria-label={t('campaigns.flow.title')}
      value={wizard.form.botId === null ? '' : String(wizard.form.botId)}
      onValueChange={(id) => wizard.change({ botId: Number(id) })}
    >
      {bots.map((bot) => (
        <Choice
          key={bot.id}
          value={String(bot.id)}
          title={bot.name}
          disabled={!bot.active}
          testId="flow-choice"
        >
          {bot.active ? null : t('campaigns.flow.inactive')}
        </Choice>
      ))}
    </Radio.Group>
  );
};

export const FlowChoice = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  return (
    <Question title={t('campaigns.flow.title')}>
      <Typography textColor="neutral600">{t('campaigns.kind.flow.hint')}</Typography>
      <Bots wizard={wizard} />
      <Mistake>{problemAt(wizard, 'botId', t)}</Mistake>
    </Question>
  );
};
