import { useCallback, useEffect, useRef, useState } from 'react';
import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';
import type { VariantLetter } from '../../../../../server/src/contracts/campaign-trial';
import type {
  CampaignView,
  LaunchBody,
  PreflightResult,
} from '../../../../../server/src/contracts/campaigns';
import {
  useWhatsappLaunchCampaignMutation,
  useWhatsappPreflightCampaignMutation,
} from '../../../api/campaigns';
import { useCan } from '../../../shared/permissions';
import { ErrorState, RowSkeletons } from '../../../shared/states';
import { useRefusal } from '../../../shared/useRefusal';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { canLaunch } from '../model';
import { plannedWords } from '../planned-words';
import { lettersOf } from '../trial-model';
import { Bill } from './Bill';
import { FirstFew } from './FirstFew';
import { GoesOut } from './GoesOut';
import { HourStrip } from './HourStrip';
import { Picture } from './Picture';
import { Problems } from './Problems';
import { Samples } from './Samples';
import { StartDialog } from './StartDialog';
import { TestSend } from './TestSend';
import { letterOf } from './trial-form';
import type { Wizard } from './useWizard';

/**
 * Counts as soon as the step is shown, and again on demand; an error is an error, never 0.
 * What was changed and not saved yet is saved first: the bill is always that of what stands in the steps.
 */
const useBill = (wizard: Wizard, campaignId: number) => {
  const [count, { data, error, isLoading }] = useWhatsappPreflightCampaignMutation();
  const latest = useRef(wizard);
  latest.current = wizard;
  const recount = useCallback(async () => {
    const { saving, form } = latest.current;
    if (!saving.isKept(form) && !(await saving.save(form))) return;
    await count(campaignId);
  }, [count, campaignId]);
  // Counted when the step opens, and again (saved before) when the choice beyond the limit or of a test batch changes,
  // and when it is decided which of two tabs' versions holds.
  const { limitMode, trial } = wizard.form;
  const { canary } = trial;
  const { decided } = wizard.elsewhere;
  useEffect(() => void recount(), [recount, limitMode, canary, decided]);
  return { bill: data ?? null, error, isLoading, recount: () => void recount() };
};

type Launched = {
  campaign: CampaignView;
  /** Of the draft on this page. */
  version: number | null;
  recount: () => void;
};

/** Starts what this page shows; when audience or draft moved meanwhile the bill is counted again before anybody may press. */
const useLaunch = ({ campaign, version, recount }: Launched) => {
  const navigate = useNavigate();
  const refuse = useRefusal();
  const [launch] = useWhatsappLaunchCampaignMutation();
  return async (body: LaunchBody) => {
    try {
      const basedOn = version === null ? {} : { basedOn: version };
      await launch({ id: campaign.id, body: { ...body, ...basedOn } }).unwrap();
    } catch (error) {
      refuse(error);
      recount();
      throw error;
    }
    navigate(`/plugins/whatsapp/campaigns/${campaign.id}`);
  };
};

type ReadyProps = Launched & {
  bill: PreflightResult;
  isLoading: boolean;
  /** The last save is under way or was refused: the server would start the previous version. */
  isUnsaved: boolean;
};

const StartButton = ({ bill, isLoading, isUnsaved, ...launched }: ReadyProps) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const { can } = useCan();
  const [asking, setAsking] = useState(false);
  const start = useLaunch(launched);
  const { campaign } = launched;
  if (!can.campaignLaunch) return <Typography>{t('campaigns.start.noPermission')}</Typography>;
  const at = campaign.when === 'now' ? '' : plannedWords(campaign, moments);
  return (
    <>
      <Button
        size="L"
        disabled={!canLaunch(bill) || isLoading || isUnsaved}
        onClick={() => setAsking(true)}
        data-testid="start-campaign"
      >
        {t(at === '' ? 'campaigns.start.start' : 'campaigns.start.schedule', {
          count: bill.willReceive,
          at,
        })}
      </Button>
      {asking && !isLoading && !isUnsaved ? (
        <StartDialog
          campaign={campaign}
          bill={bill}
          onClose={() => setAsking(false)}
          onStart={start}
        />
      ) : null}
    </>
  );
};

/** Template and values of a variant; A is the own message. */
const messageOf = (wizard: Wizard, letter: VariantLetter | null) => {
  const { form, sources } = wizard;
  const variant = (form.trial.test?.variants ?? []).find(
    (_one, index) => letterOf(index) === letter
  );
  if (!variant) return { template: sources.template, bindings: form.bindings };
  const all = sources.templates.data?.templates ?? [];
  const template = all.find(({ id }) => id === variant.templateId) ?? null;
  return { template, bindings: variant.bindings };
};

const Check = ({ wizard, campaign }: { wizard: Wizard; campaign: CampaignView }) => {
  const t = useT();
  const { bill, error, isLoading, recount } = useBill(wizard, campaign.id);
  if (error && !isLoading) return <ErrorState error={error} onRetry={recount} />;
  if (!bill) {
    return (
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Typography role="status">{t('campaigns.bill.counting')}</Typography>
        <RowSkeletons rows={5} height="2.4rem" />
        <Box>
          <Button size="L" disabled data-testid="start-campaign">
            {t('campaigns.start.counting')}
          </Button>
        </Box>
      </Flex>
    );
  }
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
        <GoesOut wizard={wizard} campaign={campaign} bill={bill} />
        <Bill
          bill={bill}
          campaignId={campaign.id}
          limitMode={wizard.form.limitMode}
          onLimitMode={(limitMode) => wizard.change({ limitMode })}
          busy={isLoading}
          usesLimit={wizard.form.kind === 'template'}
        />
        {bill.times ? <HourStrip times={bill.times} isBest={wizard.form.when === 'best'} /> : null}
        <Box>
          <Button
            variant="tertiary"
            startIcon={<ArrowClockwise />}
            loading={isLoading}
            onClick={recount}
          >
            {t('campaigns.bill.again')}
          </Button>
        </Box>
      </Grid.Item>
      <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
        <Problems problems={bill.problems} onGo={wizard.go} />
        <StartButton
          campaign={campaign}
          bill={bill}
          version={wizard.saving.version}
          recount={recount}
          isLoading={isLoading}
          isUnsaved={
            wizard.saving.isSaving ||
            wizard.saving.refused !== null ||
            wizard.elsewhere.asks !== null
          }
        />
        <FirstFew wizard={wizard} people={bill.willReceive} />
        {/* A bot has no message of its own: the server would refuse the test as incomplete. */}
        {wizard.form.kind === 'flow' ? null : (
          <TestSend campaignId={campaign.id} letters={lettersOf(wizard.form)} />
        )}
        <Samples
          campaignId={campaign.id}
          samples={bill.samples}
          pictureOf={(variant) => <Picture {...messageOf(wizard, variant)} />}
        />
      </Grid.Item>
    </Grid.Root>
  );
};

/** Last step: the bill, then one deliberate press. */
export const CheckStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography variant="beta" tag="h2">
        {t('campaigns.check.title')}
      </Typography>
      {wizard.campaign ? <Check wizard={wizard} campaign={wizard.campaign} /> : null}
    </Flex>
  );
};
