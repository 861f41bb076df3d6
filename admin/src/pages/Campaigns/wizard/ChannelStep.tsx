import { Box, Field, Flex, Link, Radio, TextInput, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { SimulatorBadge } from '../../../shared/SimulatorBadge';
import { EmptyState, ErrorState, RowSkeletons } from '../../../shared/states';
import { useFirstFocus } from '../../../shared/useFirstFocus';
import { useT } from '../../../shared/useT';
import { DoesNotFit } from './DoesNotFit';
import { Choice, Mistake, Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

const AccountChoice = ({ account }: { account: AccountView }) => {
  const t = useT();
  const connected = account.status === 'connected';
  return (
    <Choice
      value={String(account.id)}
      disabled={!connected}
      title={account.name}
      aside={account.isSimulator ? <SimulatorBadge /> : null}
    >
      {connected
        ? [
            account.displayPhoneNumber,
            account.verifiedName,
            account.messagingLimit === null
              ? null
              : t('campaigns.channel.limit', { limit: account.messagingLimit }),
          ]
            .filter(Boolean)
            .join(' · ')
        : t('campaigns.number.notConnected')}
    </Choice>
  );
};

const Numbers = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { accounts } = wizard.sources;
  if (accounts.isLoading) return <RowSkeletons rows={2} />;
  if (!accounts.data)
    return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />;
  if (accounts.data.accounts.length === 0) {
    return (
      <EmptyState
        plain
        content={t('campaigns.number.none')}
        action={
          <Link tag={RouterLink} to="/settings/whatsapp">
            {t('campaigns.number.connect')}
          </Link>
        }
      />
    );
  }
  return (
    <Radio.Group
      aria-label={t('campaigns.number.label')}
      value={wizard.form.accountId === null ? '' : String(wizard.form.accountId)}
      onValueChange={(id) => wizard.change({ accountId: Number(id) })}
    >
      {accounts.data.accounts.map((account) => (
        <AccountChoice key={account.id} account={account} />
      ))}
    </Radio.Group>
  );
};

/** First question: the name for us, and which number speaks (M-02, M-08). Bulk works on WhatsApp only, which is said (M-18). */
export const ChannelStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const name = useFirstFocus<HTMLInputElement>(wizard.campaign === null);
  return (
    <Question title={t('campaigns.channel.title')}>
      <Field.Root
        name="name"
        required
        hint={t('campaigns.name.hint')}
        error={problemAt(wizard, 'name', t)}
      >
        <Field.Label>{t('campaigns.name.label')}</Field.Label>
        <TextInput
          ref={name}
          value={wizard.form.name}
          maxLength={200}
          data-testid="campaign-name"
          onChange={(e: React.ChangeEvent<HTMLInputElement>) =>
            wizard.change({ name: e.target.value })
          }
          onKeyDown={(e: React.KeyboardEvent) => {
            if (e.key === 'Enter' && !e.nativeEvent.isComposing) void wizard.next();
          }}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Box>
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography variant="pi" fontWeight="bold" tag="h3">
            {t('campaigns.number.label')}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {t('campaigns.channel.only')}
          </Typography>
          <Numbers wizard={wizard} />
          <Mistake>{problemAt(wizard, 'accountId', t)}</Mistake>
          <DoesNotFit wizard={wizard} />
        </Flex>
      </Box>
    </Question>
  );
};
