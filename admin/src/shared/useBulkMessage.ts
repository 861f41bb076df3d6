import { useNavigate } from 'react-router-dom';
import type { PeopleChoice } from '../../../server/src/contracts/audience';
import type { CampaignDraftBody } from '../../../server/src/contracts/campaigns';
import { useWhatsappCreateCampaignMutation } from '../api/campaigns';
import { PLUGIN_ID } from '../pluginId';
import { useRefusal } from './useRefusal';

/** With which template, values and number it begins. */
type Begun = Pick<CampaignDraftBody, 'templateId' | 'accountId' | 'bindings'>;

/** A campaign draft for exactly these people (null: chosen later), opened where it is prepared (M-07). */
export const useBulkMessage = (choice: () => PeopleChoice | null) => {
  const navigate = useNavigate();
  const refuse = useRefusal();
  const [create, { isLoading }] = useWhatsappCreateCampaignMutation();
  const start = async (begun: Begun = {}) => {
    try {
      const draft = await create({ ...begun, audience: choice() }).unwrap();
      void navigate(`/plugins/${PLUGIN_ID}/campaigns/${draft.id}/edit`);
    } catch (error) {
      refuse(error);
    }
  };
  return { start, isLoading };
};
