import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { AccountView, ListAccountsResult } from '../../../../../server/src/contracts/accounts';
import { useWhatsappSubscribeAccountMutation } from '../../../api/accounts';
import { CopyValue } from '../../../shared/CopyValue';
import { useRefusal } from '../../../shared/useRefusal';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';
import { Trouble } from './Trouble';
import type { FormTrouble } from './useNumberForm';
import { useProblemWords } from './useProblemWords';

interface Props {
  readonly account: AccountView;
  readonly address: Pick<ListAccountsResult, 'webhookUrl' | 'webhookReachable'>;
}

/** Without an event for so long after the subscription, something is missing. */
const PATIENCE_MS = 60_000;

/** What stood there when the person pressed "Subscribe for me": any later event came by the subscription. */
export interface Subscribed {
  readonly at: number;
  readonly lastEventAt: number | null;
}

const useEventWords = (account: AccountView, subscribed: Subscribed | null) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(1000);
  const at = account.webhook.lastEventAt;
  if (subscribed && at !== null && at !== subscribed.lastEventAt)
    return { came: true, text: t('settings.webhook.first', { ago: moments.ago(at, now) }) };
  if (subscribed)
    return {
      came: false,
      text: t(
        now - subscribed.at < PATIENCE_MS
          ? 'settings.webhook.waiting.subscribed'
          : 'settings.webhook.none-yet'
      ),
    };
  return at === null
    ? { came: false, text: t('settings.webhook.waiting') }
    : { came: true, text: t('settings.webhook.last', { ago: moments.ago(at, now) }) };
};

const LastEvent = (props: { account: AccountView; subscribed: Subscribed | null }) => {
  const { came, text } = useEventWords(props.account, props.subscribed);
  return (
    <Typography
      role="status"
      textColor={came ? 'success700' : 'neutral600'}
      data-testid="webhook-event"
    >
      {text}
    </Typography>
  );
};

/** A simulator on this computer reaches what Meta cannot. */
const NotReachable = ({ url }: { url: string }) => {
  const t = useT();
  return (
    <Box background="warning100" borderColor="warning200" hasRadius padding={4}>
      <Typography tag="p" fontWeight="bold" textColor="neutral800">
        {t('settings.webhook.unreachable', { url })}
      </Typography>
      <Typography tag="p" textColor="neutral800">
        {t('settings.webhook.tunnel')}
      </Typography>
    </Box>
  );
};

/** Address and verify token to paste at Meta, or one press that does it; waits live for the first event. */
export const WebhookPanel = ({ account, address }: Props) => {
  const t = useT();
  const refuse = useRefusal();
  const { explain } = useProblemWords();
  const [problem, setProblem] = useState<FormTrouble | null>(null);
  const [subscribed, setSubscribed] = useState<Subscribed | null>(null);
  const [subscribe, subscribing] = useWhatsappSubscribeAccountMutation();
  const { lastEventAt } = account.webhook;
  const onSubscribe = async () => {
    try {
      const result = await subscribe(account.id).unwrap();
      setProblem(result.problem ? explain(result.problem) : null);
      setSubscribed(result.ok ? { at: Date.now(), lastEventAt } : null);
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {address.webhookReachable || account.isSimulator ? null : (
        <NotReachable url={address.webhookUrl} />
      )}
      <CopyValue label={t('settings.webhook.address')} value={address.webhookUrl} />
      <CopyValue label={t('settings.webhook.verify-token')} value={account.webhook.verifyToken} />
      <Typography variant="pi" textColor="neutral600">
        {t('settings.webhook.where')}
      </Typography>
      <Flex gap={3} wrap="wrap">
        <Button
          variant="secondary"
          loading={subscribing.isLoading}
          onClick={() => void onSubscribe()}
          data-testid="subscribe"
        >
          {t('settings.webhook.subscribe')}
        </Button>
        <LastEvent account={account} subscribed={subscribed} />
      </Flex>
      <Trouble trouble={problem} />
    </Flex>
  );
};
