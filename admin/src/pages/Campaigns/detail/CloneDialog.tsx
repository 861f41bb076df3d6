import { useState } from 'react';
import { Field, TextInput } from '@strapi/design-system';
import { useNavigate } from 'react-router-dom';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { shortName } from '../../../../../server/src/contracts/free-name';
import { useWhatsappCloneCampaignMutation } from '../../../api/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useApiError } from '../../../shared/useApiError';
import { useT } from '../../../shared/useT';

/** Of the copied name: with what is added it stays below the 200 of a name. */
const NAME_KEPT = 190;

/** A new draft with everything that was chosen; the time is chosen again. */
export const CloneDialog = ({
  campaign,
  onClose,
}: {
  campaign: CampaignView;
  onClose: () => void;
}) => {
  const t = useT();
  const navigate = useNavigate();
  const explain = useApiError();
  const [name, setName] = useState(
    t('campaigns.clone.name', { name: shortName(campaign.name, NAME_KEPT) })
  );
  const [problem, setProblem] = useState<string | false>(false);
  const [clone] = useWhatsappCloneCampaignMutation();
  const copy = async () => {
    try {
      const made = await clone({ id: campaign.id, name: name.trim() }).unwrap();
      navigate(`/plugins/whatsapp/campaigns/${made.id}/edit`);
    } catch (error) {
      setProblem(explain(error).message);
      throw error;
    }
  };
  return (
    <ConfirmAction
      open
      title={t('campaigns.clone.title', { name: campaign.name })}
      confirmLabel={t('campaigns.clone.confirm')}
      confirmDisabled={name.trim() === ''}
      confirmTestId="confirm-clone"
      onClose={onClose}
      onConfirm={copy}
    >
      <Field.Root name="name" required error={problem} hint={t('campaigns.clone.hint')}>
        <Field.Label>{t('campaigns.name.label')}</Field.Label>
        <TextInput
          value={name}
          maxLength={200}
          onChange={(e: React.ChangeEvent<HTMLInputElement>) => setName(e.target.value)}
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </ConfirmAction>
  );
};
