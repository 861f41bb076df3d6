import { Button } from '@strapi/design-system';
import type { AccountView } from '../../../../../server/src/contracts/accounts';
import { useWhatsappUpdateAccountMutation } from '../../../api/accounts';
import { Notice } from '../../../shared/Notice';
import { useMoments } from '../../../shared/useMoments';
import { useNow } from '../../../shared/useNow';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

/** Bad news of Meta about the number, in the words of the log, until somebody puts it away or better news comes. */
export const MetaNotice = ({ account: { id, name, notice } }: { account: AccountView }) => {
  const t = useT();
  const moments = useMoments();
  const now = useNow();
  const refuse = useRefusal();
  const [update, { isLoading }] = useWhatsappUpdateAccountMutation();
  if (!notice) return null;
  const values = Object.fromEntries(
    Object.entries(notice.values).map(([key, value]) => [key, value ?? 'none'])
  );
  const putAway = async () => {
    try {
      await update({ id, body: { notice: null } }).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Notice
      variant="danger"
      testId="meta-notice"
      title={t(`logs.event.account.${notice.event}`, { number: name, ...values })}
      action={
        <Button variant="secondary" loading={isLoading} onClick={() => void putAway()}>
          {t('settings.notice.put-away')}
        </Button>
      }
    >
      {moments.ago(notice.at, now)}
    </Notice>
  );
};
