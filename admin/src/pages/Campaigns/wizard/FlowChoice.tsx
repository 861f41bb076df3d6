import { Link, Radio, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { BotView } from '../../../../../server/src/contracts/bots';
import { useWhatsappListBotsQuery } from '../../../api/bots';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { botFits } from '../unfit';
import { Choice, Mistake, Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

/** Which bot's chain is started for each person (M-11); only active ones can be. */
const Bots = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const query = useWhatsappListBotsQuery({});
  if (query.isLoading) return <RowSkeletons rows={3} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { bots } = query.data;
  const whyNot = (bot: BotView): string | null => {
    if (!bot.active) return t('campaigns.flow.inactive');
    return botFits(bot, wizard.form.accountId) ? null : t('campaigns.flow.otherNumber');
  };
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
          disabled={whyNot(bot) !== null}
          testId="flow-choice"
        >
          {whyNot(bot)}
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
