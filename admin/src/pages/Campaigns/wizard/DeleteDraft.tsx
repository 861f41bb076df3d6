import { useState } from 'react';
import { Button } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { useWhatsappDeleteCampaignMutation } from '../../../api/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

interface Props {
  readonly campaign: CampaignView;
  /** Before the page is left. */
  readonly onDeleted: () => void;
}

/** A draft that nobody needs; nothing was sent from it. */
export const DeleteDraft = ({ campaign, onDeleted }: Props) => {
  const t = useT();
  const navigate = useNavigate();
  const refuse = useRefusal();
  const [asking, setAsking] = useState(false);
  const [remove] = useWhatsappDeleteCampaignMutation();
  const onConfirm = async () => {
    try {
      await remove(campaign.id).unwrap();
    } catch (error) {
      refuse(error);
      throw error;
    }
    onDeleted();
    navigate('/plugins/whatsapp/campaigns', { replace: true });
  };
  return (
    <>
      <Button variant="danger-light" startIcon={<Trash />} onClick={() => setAsking(true)}>
        {t('campaigns.delete.button')}
      </Button>
      {asking ? (
        <ConfirmAction
          open
          variant="danger"
          title={t('campaigns.delete.title', { name: campaign.name || t('campaigns.unnamed') })}
          confirmLabel={t('campaigns.delete.button')}
          onClose={() => setAsking(false)}
          onConfirm={onConfirm}
        >
          {t('campaigns.delete.body')}
        </ConfirmAction>
      ) : null}
    </>
  );
};
