import { Badge, Box, Button, Flex, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';
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
import { useProblemWords } from './useProblemWords';
import { Surface } from '../../../shared/Surface';

/** Absent is what the person may not do. */
export interface NumberDeeds {
  readonly onTest?: (() => void) | undefined;
  readonly onEdit?: (() => void) | undefined;
  readonly onNewToken?: (() => void) | undefined;
  readonly onWebhook?: (() => void) | undefined;
  readonly onDefault?: (() => void) | undefined;
  readonly onProfile?: (() => void) | undefined;
  readonly onSync?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

interface Props {
  readonly account: AccountView;
  /** Numbers that share the messaging limit, this one included. */
  readonly sharers: number;
  readonly isTesting: boolean;
  /** With one number alone nobody asks which is the default. */
  readonly isOneOfSeveral: boolean;
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
  const { inLanguage } = useProblemWords();
  const repair = repairOf(account);
  const { status } = account;
  if (repair === null || status === 'connected') return null;
  const words = account.statusWords ? inLanguage(account.statusWords) : null;
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
        <Typography tag="p" fontWeight={words ? 'bold' : undefined}>
          {words?.text ?? account.statusReason ?? t(`settings.status.${status}.why`)}
        </Typography>
        {words ? <Typography tag="p">{words.advice}</Typography> : null}
      </Box>
      {repair === 'new-token' && deeds.onNewToken ? (
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
      {deeds.onWebhook ? (
        <Button variant="secondary" onClick={deeds.onWebhook}>
          {t('settings.webhook')}
        </Button>
      ) : null}
    </Flex>
  );
};

const MoreDeeds = ({ name, deeds }: { name: string; deeds: NumberDeeds }) => {
  const t = useT();
  const { onProfile, onSync, onWebhook, onDefault, onRemove } = deeds;
  if (!onProfile && !onSync && !onWebhook && !onRemove) return null;
  return (
    <SimpleMenu
      label={t('settings.more', { name })}
      tag={IconButton}
      icon={<More />}
      popoverPlacement="bottom-end"
      data-testid="number-more"
    >
      {onProfile ? <MenuItem onSelect={onProfile}>{t('profile.menu')}</MenuItem> : null}
      {onSync ? <MenuItem onSelect={onSync}>{t('settings.sync-templates')}</MenuItem> : null}
      {onWebhook ? <MenuItem onSelect={onWebhook}>{t('settings.webhook')}</MenuItem> : null}
      {onDefault ? <MenuItem onSelect={onDefault}>{t('settings.default.use')}</MenuItem> : null}
      {onRemove ? (
        <MenuItem onSelect={onRemove} variant="danger">
          {t('settings.remove')}
        </MenuItem>
      ) : null}
    </SimpleMenu>
  );
};

const CardHead = ({ account, isTesting, isOneOfSeveral, deeds }: Omit<Props, 'sharers'>) => {
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
        {isOneOfSeveral && account.isDefault ? (
          <Badge data-testid="default-number">{t('settings.default')}</Badge>
        ) : null}
      </Flex>
      <Flex gap={2} wrap="wrap">
        {deeds.onTest ? (
          <Button variant="tertiary" loading={isTesting} onClick={deeds.onTest}>
            {t('settings.test')}
          </Button>
        ) : null}
        {deeds.onEdit ? (
          <Button variant="tertiary" onClick={deeds.onEdit} data-testid="edit-number">
            {t('settings.edit')}
          </Button>
        ) : null}
        <MoreDeeds name={account.name} deeds={deeds} />
      </Flex>
    </Flex>
  );
};

/** One number: how it is, and what one can do about it. */
export const NumberCard = ({ account, sharers, isTesting, isOneOfSeveral, deeds }: Props) => {
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
        <CardHead
          account={account}
          isTesting={isTesting}
          isOneOfSeveral={isOneOfSeveral}
          deeds={deeds}
        />
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
