import { useState } from 'react';
import { Button } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { sentGroups } from '../../../../../server/src/contracts/campaign-take-out';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappTakeOutMutation } from '../../../api/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

interface Props {
  readonly campaign: Pick<CampaignView, 'id' | 'audience'>;
  /** Whom WhatsApp could not reach. */
  readonly count: number;
}

/** Takes people without WhatsApp out of the groups that the campaign went to; nothing where it went to none. */
export const TakeOut = ({ campaign: { id, audience }, count }: Props) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [asking, setAsking] = useState(false);
  const [takeOut] = useWhatsappTakeOutMutation();
  if (!can.groupChange || sentGroups(audience).length === 0) return null;
  const run = async () => {
    try {
      const { places, groups } = await takeOut(id).unwrap();
      const message = t('campaigns.takeOut.done', { places, groups: groups.join(', ') });
      toggleNotification({ type: 'success', message });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  const words = t('campaigns.takeOut.button', { count });
  return (
    <>
      <Button size="S" variant="tertiary" onClick={() => setAsking(true)} data-testid="take-out">
        {words}
      </Button>
      {asking ? (
        <ConfirmAction
          open
          title={t('campaigns.takeOut.title', { count })}
          confirmLabel={words}
          onClose={() => setAsking(false)}
          onConfirm={run}
        >
          {t('campaigns.takeOut.body')}
        </ConfirmAction>
      ) : null}
    </>
  );
};
