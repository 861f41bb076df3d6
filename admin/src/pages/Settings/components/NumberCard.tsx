import { Box, Button, Flex, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';
import { More } from '@strapi/icons';
import { IconButton } from '@strapi/design-system';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { SimulatorBadge } from '../../../shared/SimulatorBadge';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { repairOf, webhookHealth } from '../model';
import { MetaNotice } from './MetaNotice';
import { FactList, useHealthFacts } from './NumberFacts';
import { NumberStatus } from './NumberStatus';
import { Surface } from '../../../shared/Surface';

export interface NumberDeeds {
  readonly onTest: () => void;
  readonly onEdit: () => void;
  readonly onNewToken: () => void;
  readonly onWebhook: () => void;
  /** Absent where the person may not manage templates. */
  readonly onSync?: (() => void) | undefined;
  readonly onRemove: () => void;
}

interface Props {
  readonly account: AccountView;
  /** Numbers that share the messaging limit, this one included. */
  readonly sharers: number;
  readonly isTesting: boolean;
  readonly deeds: NumberDeeds;
}

const useWebhookWords = (account: AccountView): string => {
  const t = useT();
  const moments = useMoments();
  const now = useNow();
  const health = webhookHealth(account.webhook, now);
  const at = account.webhook.lastEventAt;
  if (health === 'never' || at === null) return t('settings.webhook.never');
  return t(`settings.webhook.age.${health}`, { ago: moments.ago(at, now) });
};

const Repair = ({ account, deeds }: Pick<Props, 'account' | 'deeds'>) => {
  const t = useT();
  const repair = repairOf(account);
  if (repair === null) return null;
  return (
    <Flex
      role="status"
      gap={3}
      wrap="wrap"
      justifyContent="space-between"
      background={repair === 'new-token' ? 'danger100' : 'warning100'}
      hasRadius
      padding={3}
    >
      <Box flex="1" minWidth="0">
        <Typography>
          {account.statusReason ?? t(`settings.status.${account.status}.why`)}
        </Typography>
      </Box>
      {repair === 'new-token' ? (
        <Button variant="secondary" onClick={deeds.onNewToken}>
          {t('settings.new-token')}
        </Button>
      ) : null}
    </Flex>
  );
};

/** Meta takes messages but tells nothing: receipts, answers and opt-outs would be missing. */
const Silent = ({ account, deeds }: Pick<Props, 'account' | 'deeds'>) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow();
  const since = account.webhook.silentSince ?? null;
  if (since === null) return null;
  return (
    <Flex
      role="status"
      gap={3}
      wrap="wrap"
      justifyContent="space-between"
      background="danger100"
      hasRadius
      padding={3}
      data-testid="webhooks-missing"
    >
      <Box flex="1" minWidth="0">
        <Typography>{t('settings.webhook.silent', { ago: moments.ago(since, now) })}</Typography>
      </Box>
      <Button variant="secondary" onClick={deeds.onWebhook}>
        {t('settings.webhook')}
      </Button>
    </Flex>
  );
};

const CardHead = ({ account, isTesting, deeds }: Omit<Props, 'sharers'>) => {
  const t = useT();
  return (
    <Flex gap={3} wrap="wrap" justifyContent="space-between" alignItems="flex-start">
      <Flex gap={3} wrap="wrap">
        <Typography variant="delta" tag="h2">
          {account.name}
        </Typography>
        <Typography textColor="neutral600">{account.displayPhoneNumber ?? ''}</Typography>
        <NumberStatus status={account.status} />
        {account.isSimulator ? <SimulatorBadge /> : null}
      </Flex>
      <Flex gap={2} wrap="wrap">
        <Button variant="tertiary" loading={isTesting} onClick={deeds.onTest}>
          {t('settings.test')}
        </Button>
        <Button variant="tertiary" onClick={deeds.onEdit} data-testid="edit-number">
          {t('settings.edit')}
        </Button>
        <SimpleMenu
          label={t('settings.more', { name: account.name })}
          tag={IconButton}
          icon={<More />}
          popoverPlacement="bottom-end"
        >
          {deeds.onSync ? (
            <MenuItem onSelect={deeds.onSync}>{t('settings.sync-templates')}</MenuItem>
          ) : null}
          <MenuItem onSelect={deeds.onWebhook}>{t('settings.webhook')}</MenuItem>
          <MenuItem onSelect={deeds.onRemove} variant="danger">
            {t('settings.remove')}
          </MenuItem>
        </SimpleMenu>
      </Flex>
    </Flex>
  );
};

/** One number: how it is, and what one can do about it. */
export const NumberCard = ({ account, sharers, isTesting, deeds }: Props) => {
  const t = useT();
  const healthFacts = useHealthFacts();
  const webhookWords = useWebhookWords(account);
  return (
    <Surface
      tag="li"

      data-testid="number-card"
      data-account-id={account.id}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <CardHead account={account} isTesting={isTesting} deeds={deeds} />
        <Repair account={account} deeds={deeds} />
        <MetaNotice account={account} />
        <Silent account={account} deeds={deeds} />
        <FactList
          facts={[...healthFacts(account, sharers), [t('settings.webhook'), webhookWords]]}
        />
      </Flex>
    </Surface>
  );
};
