import { Button, Flex, LinkButton } from '@strapi/design-system';
import { ChartPie, Play, Stop } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { CampaignView } from '../../../../../server/src/contracts/campaigns';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { useT } from '../../../shared/useT';
import { useCan } from '../../../shared/permissions';
import { restToCancel } from '../model';
import { audienceWords } from '../people-choice';
import { CloneDialog } from './CloneDialog';
import { TimeDialog } from './TimeDialog';
import type { CampaignControls } from './useControls';

type Props = { campaign: CampaignView; controls: CampaignControls };

/** It waits for its time: nobody has got it yet. */
const isWaiting = ({ state }: CampaignView): boolean =>
  state === 'scheduled' || state === 'overdue';

/** Pause and Resume work at once; only what cannot be taken back is asked (M-41). */
export const Actions = ({ campaign, controls }: Props) => {
  const t = useT();
  const mayPrepare = useCan().can.campaignPrepare;
  return (
    <Flex gap={2} wrap="wrap">
      {controls.can('cancel') ? (
        <Button
          variant="danger-light"
          startIcon={<Stop />}
          onClick={() => controls.ask('cancel')}
          data-testid="cancel-campaign"
        >
          {t(isWaiting(campaign) ? 'campaigns.action.callOff' : 'campaigns.action.cancel')}
        </Button>
      ) : null}
      {controls.can('pause') ? (
        <Button
          variant="secondary"
          loading={controls.busy}
          onClick={() => void controls.act('pause')}
          data-testid="pause-campaign"
        >
          {t('campaigns.action.pause')}
        </Button>
      ) : null}
      {controls.can('resume') ? (
        <Button
          startIcon={<Play />}
          loading={controls.busy}
          onClick={() => void controls.act('resume')}
          data-testid="resume-campaign"
        >
          {t('campaigns.action.resume')}
        </Button>
      ) : null}
      {mayPrepare ? (
        <Button
          variant="tertiary"
          onClick={() => controls.ask('clone')}
          data-testid="clone-campaign"
        >
          {t('campaigns.action.clone')}
        </Button>
      ) : null}
      {campaign.counts.total > 0 ? (
        <LinkButton
          tag={RouterLink}
          to="report"
          variant="tertiary"
          startIcon={<ChartPie />}
          data-testid="campaign-report"
        >
          {t('insights.report')}
        </LinkButton>
      ) : null}
      <Dialogs campaign={campaign} controls={controls} />
    </Flex>
  );
};

const Dialogs = ({ campaign, controls }: Props) => {
  const t = useT();
  const close = () => controls.ask(null);
  const rest = restToCancel(campaign.counts);
  if (controls.asked === 'clone') return <CloneDialog campaign={campaign} onClose={close} />;
  if (controls.asked === 'reschedule') return <TimeDialog campaign={campaign} onClose={close} />;
  if (controls.asked === 'cancel' && isWaiting(campaign)) {
    return (
      <ConfirmAction
        open
        variant="danger"
        title={t('campaigns.callOff.title', { name: campaign.name })}
        confirmLabel={t('campaigns.action.callOff')}
        confirmTestId="confirm-cancel"
        dismissLabel={t('campaigns.cancel.keep')}
        onClose={close}
        onConfirm={() => controls.force('cancel')}
      >
        {t(campaign.repeatRule ? 'campaigns.callOff.repeat' : 'campaigns.callOff.body')}
      </ConfirmAction>
    );
  }
  if (controls.asked === 'cancel') {
    return (
      <ConfirmAction
        open
        variant="danger"
        title={t('campaigns.cancel.title', { rest })}
        confirmLabel={t('campaigns.cancel.confirm', { rest })}
        confirmTestId="confirm-cancel"
        dismissLabel={t('campaigns.cancel.keep')}
        onClose={close}
        onConfirm={() => controls.force('cancel')}
      >
        {t('campaigns.cancel.body', { rest, sent: campaign.counts.sent + campaign.counts.sending })}
      </ConfirmAction>
    );
  }
  if (controls.asked === 'go-on')
    return (
      <ConfirmAction
        open
        title={t('campaigns.goOn.title')}
        confirmLabel={t('campaigns.goOn.confirm', { rest })}
        confirmTestId="confirm-go-on"
        onClose={close}
        onConfirm={() => controls.force('go-on')}
      >
        {t('campaigns.goOn.body')}
      </ConfirmAction>
    );
  if (controls.asked !== 'start-overdue') return null;
  return (
    <ConfirmAction
      open
      title={t('campaigns.overdue.askTitle', { name: campaign.name })}
      confirmLabel={t('campaigns.overdue.confirm')}
      onClose={close}
      onConfirm={() => controls.force('start-overdue')}
    >
      {t('campaigns.overdue.askBody', { audience: audienceWords(campaign, t) })}
    </ConfirmAction>
  );
};
