import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type {
  CampaignActionBody,
  CampaignView,
} from '../../../../../server/src/contracts/campaigns';
import { useWhatsappSetCampaignStateMutation } from '../../../api/campaigns';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { actionsFor, type CampaignAction } from '../model';

type Action = CampaignActionBody['action'];
type Asked = 'go-on' | 'cancel' | 'start-overdue' | 'reschedule' | 'clone';

/** What one may do with a campaign now, and the doing; `asked` is the deed that waits for a yes. */
export const useControls = (campaign: CampaignView) => {
  const navigate = useNavigate();
  const refuse = useRefusal();
  const { can } = useCan();
  const [setState, { isLoading }] = useWhatsappSetCampaignStateMutation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const allowed = actionsFor(campaign.state);

  /** Rejects after saying why, so that a dialog stays open. */
  const force = async (action: Action) => {
    try {
      await setState({ id: campaign.id, action }).unwrap();
    } catch (error) {
      refuse(error);
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
    can: (action: CampaignAction) => can.campaignLaunch && allowed.includes(action),
    act,
    force,
    /** Back to a draft, with everything that was chosen; it is started again by hand. */
    edit: async () => {
      if (await act('unschedule'))
        navigate(`/plugins/whatsapp/campaigns/${campaign.id}/edit?step=check`);
    },
  };
};
export type CampaignControls = ReturnType<typeof useControls>;
