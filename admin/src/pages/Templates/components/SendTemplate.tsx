import { useMemo, useState } from 'react';
import { Button } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';
import type { SlotBindings, TemplateView } from '../../../../../server/src/contracts/templates';
import { useWhatsappListAccountsQuery } from '../../../api/accounts';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { useBulkMessage } from '../../../shared/useBulkMessage';
import { useT } from '../../../shared/useT';
import { NewMessage } from '../../Inbox/components/NewMessage';
import { TestTemplate } from './TestTemplate';

/** The numbers that may send a template: those of its WhatsApp account. */
const useOwnNumbers = ({ wabaId }: TemplateView) => {
  const { data, isLoading } = useWhatsappListAccountsQuery();
  const numbers = useMemo(
    () => (data?.accounts ?? []).filter((one) => one.wabaId === wabaId),
    [data, wabaId]
  );
  return { numbers, isLoading };
};

interface Props {
  readonly template: TemplateView;
  /** The variables as the page shows them, saved or not: a campaign begins with these. */
  readonly bindings: SlotBindings;
}

/** What an approved template is for: one person now, or a campaign that begins with it. */
export const SendTemplate = ({ template, bindings }: Props) => {
  const t = useT();
  const { can } = useCan();
  const navigate = useNavigate();
  const { numbers, isLoading } = useOwnNumbers(template);
  const campaign = useBulkMessage(() => null);
  const [isOpen, setOpen] = useState(false);
  if (!template.sendable.ok) return null;
  const { id, name } = template;
  const begin = () =>
    void campaign.start({ templateId: id, bindings, accountId: numbers[0]?.id ?? null });
  return (
    <>
      <TestTemplate template={template} numbers={numbers} />
      {can.chatReply ? (
        <Button
          variant="secondary"
          startIcon={<PaperPlane />}
          onClick={() => setOpen(true)}
          data-testid="send-to-one"
        >
          {t('templates.sendOne')}
        </Button>
      ) : null}
      {can.campaignPrepare ? (
        <Button
          variant="secondary"
          loading={campaign.isLoading}
          disabled={isLoading}
          onClick={begin}
          data-testid="create-campaign"
        >
          {t('templates.createCampaign')}
        </Button>
      ) : null}
      <NewMessage
        open={isOpen}
        onClose={() => setOpen(false)}
        numbers={numbers}
        template={{ id, name }}
        onSent={(conversation) => {
          setOpen(false);
          void navigate(`/plugins/${PLUGIN_ID}/inbox?c=${conversation.id}`);
        }}
      />
    </>
  );
};
