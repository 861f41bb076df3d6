import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { AccountView, ListAccountsResult } from '../../../../../server/src/contracts/accounts';
import { useWhatsappSubscribeAccountMutation } from '../../../api/accounts';
import { CopyValue } from '../../../shared/CopyValue';
import { useRefusal } from '../../../shared/useRefusal';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useT } from '../../../shared/useT';

interface Props {
  readonly account: AccountView;
  readonly address: Pick<ListAccountsResult, 'webhookUrl' | 'webhookReachable'>;
}

const LastEvent = ({ account }: { account: AccountView }) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow(1000);
  const at = account.webhook.lastEventAt;
  return (
    <Typography role="status" textColor={at === null ? 'neutral600' : 'success700'}>
      {at === null
        ? t('settings.webhook.waiting')
        : t('settings.webhook.last', { ago: moments.ago(at, now) })}
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
  const { toggleNotification } = useNotification();
  const [subscribe, subscribing] = useWhatsappSubscribeAccountMutation();
  const onSubscribe = async () => {
    try {
      const result = await subscribe(account.id).unwrap();
      const message = result.ok
        ? t('settings.webhook.subscribed')
        : `${result.problem?.message ?? ''} ${result.problem?.remedy ?? ''}`.trim();
      toggleNotification({ type: result.ok ? 'success' : 'danger', message });
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
        <LastEvent account={account} />
      </Flex>
    </Flex>
  );
};
