import { useState } from 'react';
import { useNotification } from '@strapi/strapi/admin';
import { useNavigate } from 'react-router-dom';
import type {
  CampaignActionBody,
  CampaignView,
} from '../../../../../server/src/contracts/campaigns';
import { useWhatsappSetCampaignStateMutation } from '../../../api/campaigns';
import { useCan } from '../../../shared/permissions';
import { useApiError } from '../../../shared/useApiError';
import { actionsFor } from '../model';

type Action = CampaignActionBody['action'];

/** What one may do with a campaign now, and the doing; `asked` is the deed that waits for a yes. */
export const useControls = (campaign: CampaignView) => {
  const navigate = useNavigate();
  const explain = useApiError();
  const { can } = useCan();
  const { toggleNotification } = useNotification();
  const [setState, { isLoading }] = useWhatsappSetCampaignStateMutation();
  const [asked, setAsked] = useState<'cancel' | 'start-overdue' | null>(null);
  const allowed = actionsFor(campaign.state);

  /** Rejects after saying why, so that a dialog stays open. */
  const force = async (action: Action) => {
    try {
      await setState({ id: campaign.id, action }).unwrap();
    } catch (error) {
      toggleNotification({ type: 'danger', message: explain(error).message });
      throw error;
    }
  };
  const act = (action: Action): Promise<boolean> =>
    force(action).then(
      () => true,
      () => false
    );
  return {
    busy: isLoading,
    asked,
    ask: setAsked,
    can: (action: Action) => can.campaignLaunch && allowed.includes(action),
    act,
    force,
    /** Back to a draft, then to its time. */
    newTime: async () => {
      if (await act('unschedule'))
        navigate(`/plugins/whatsapp/campaigns/${campaign.id}/edit?step=time`);
    },
  };
};
export type CampaignControls = ReturnType<typeof useControls>;
