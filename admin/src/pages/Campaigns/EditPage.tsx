import type { ReactNode } from 'react';
import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page, useIsDesktop } from '@strapi/strapi/admin';
import { Navigate } from 'react-router-dom';
import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import { useWhatsappGetCampaignQuery } from '../../api/campaigns';
import { BELOW_BAR } from '../../shared/below-bar';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission } from '../../shared/permissions';
import { Known } from '../../shared/Known';
import { Steps } from '../../shared/Steps';
import { useMoments } from '../../shared/useMoments';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { ChangedElsewhere } from './wizard/ChangedElsewhere';
import { ChannelStep } from './wizard/ChannelStep';
import { CheckStep } from './wizard/CheckStep';
import { DeleteDraft } from './wizard/DeleteDraft';
import { KindStep } from './wizard/KindStep';
import { MessageStep } from './wizard/MessageStep';
import { PeopleStep } from './wizard/PeopleStep';
import { Preview, useSamplePerson } from './wizard/Preview';
import { SafetyStep } from './wizard/SafetyStep';
import { TimeStep } from './wizard/TimeStep';
import { useStepHeading } from './wizard/useStepHeading';
import { useWizard, type Wizard } from './wizard/useWizard';
import { wizardSteps } from './wizard-model';

type StepProps = { wizard: Wizard; sample: ReturnType<typeof useSamplePerson> };

/** `preview` is drawn within the step of the message, where there is no room beside it. */
const StepBody = ({ wizard, sample, preview }: StepProps & { preview?: ReactNode }) => {
  switch (wizard.step) {
    case 'channel':
      return <ChannelStep wizard={wizard} />;
    case 'kind':
      return <KindStep wizard={wizard} />;
    case 'message':
      return <MessageStep wizard={wizard} sample={sample.person} preview={preview} />;
    case 'people':
      return <PeopleStep wizard={wizard} />;
    case 'time':
      return <TimeStep wizard={wizard} />;
    case 'safety':
      return <SafetyStep wizard={wizard} />;
    case 'check':
      return <CheckStep wizard={wizard} />;
  }
};

const Buttons = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const first = wizard.step === wizardSteps[0];
  const last = wizard.step === 'check';
  return (
    <Flex justifyContent="space-between" gap={2} wrap="wrap">
      <Button variant="tertiary" disabled={first} onClick={wizard.back} data-testid="wizard-back">
        {t('campaigns.wizard.back')}
      </Button>
      {last ? null : (
        <Button
          loading={wizard.saving.isSaving}
          onClick={() => void wizard.next()}
          data-testid="wizard-next"
        >
          {t('campaigns.wizard.next')}
        </Button>
      )}
    </Flex>
  );
};

/** The phone stays in sight beside a long list; in a narrow window it follows the choice of the message. */
const WithPreview = ({ wizard, sample }: StepProps) => {
  const isWide = useIsDesktop();
  const preview = <Preview wizard={wizard} sample={sample} />;
  const isWithin = !isWide && wizard.step === 'message';
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
        <StepBody wizard={wizard} sample={sample} preview={isWithin ? preview : null} />
        <Buttons wizard={wizard} />
      </Grid.Item>
      {isWithin ? null : (
        <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
          <Box position="sticky" top={BELOW_BAR}>
            {preview}
          </Box>
        </Grid.Item>
      )}
    </Grid.Root>
  );
};

const Saved = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const moments = useMoments({ zoned: true });
  const { refused, savedAt } = wizard.saving;
  if (refused) {
    return (
      <Typography textColor="danger600" role="alert">
        {refused.message}
      </Typography>
    );
  }
  return (
    <Typography variant="epsilon" textColor="neutral600" tag="p">
      {savedAt === null
        ? t('campaigns.wizard.draft')
        : t('campaigns.wizard.saved', { at: moments.time(savedAt) })}
    </Typography>
  );
};

/** Where one is; every step that is done can be gone to, before and behind the one on screen. */
const StepBar = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const steps = wizardSteps.map((key) => {
    const ahead = wizard.ahead[key];
    return { key, label: t(`campaigns.step.${key}`), ...(ahead ? { ahead } : {}) };
  });
  return (
    <Steps
      steps={steps}
      current={wizardSteps.indexOf(wizard.step)}
      onGo={(index) => {
        const to = wizardSteps[index];
        if (to) void wizard.jump(to);
      }}
    />
  );
};

const WizardPage = ({ campaign }: { campaign: CampaignView | null }) => {
  const t = useT();
  const wizard = useWizard(campaign);
  const sample = useSamplePerson(wizard);
  const frame = useStepHeading();
  const title = campaign ? campaign.name || t('campaigns.unnamed') : t('campaigns.wizard.title');
  return (
    <Page.Main>
      <LeaveGuard holds={wizard.holds} />
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={<Saved wizard={wizard} />}
        navigationAction={<BackButton fallback="/plugins/whatsapp/campaigns" />}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            {campaign ? <DeleteDraft campaign={campaign} onDeleted={wizard.saving.giveUp} /> : null}
            <Button
              variant="tertiary"
              loading={wizard.saving.isSaving}
              onClick={() => void wizard.leave()}
            >
              {t('campaigns.wizard.leave')}
            </Button>
          </Flex>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={6}>
          <ChangedElsewhere wizard={wizard} />
          <StepBar wizard={wizard} />
        </Flex>
        <Box ref={frame}>
          {wizard.step === 'check' || wizard.step === 'people' ? (
            <Flex direction="column" alignItems="stretch" gap={4}>
              <StepBody wizard={wizard} sample={sample} />
              <Buttons wizard={wizard} />
            </Flex>
          ) : (
            <WithPreview wizard={wizard} sample={sample} />
          )}
        </Box>
      </Layouts.Content>
    </Page.Main>
  );
};

const Existing = ({ id }: { id: number }) => (
  <Known query={useWhatsappGetCampaignQuery(id)}>
    {(campaign) =>
      // What was launched is followed, not edited.
      campaign.state === 'draft' ? (
        <WizardPage key={id} campaign={campaign} />
      ) : (
        <Navigate to={`/plugins/whatsapp/campaigns/${id}`} replace />
      )
    }
  </Known>
);

const CampaignEditPage = () => {
  const id = usePathId();
  return (
    <Page.Protect permissions={[permission('campaignPrepare')]}>
      {id === undefined ? <WizardPage key="new" campaign={null} /> : null}
      {id === null ? <Page.Error /> : null}
      {id ? <Existing id={id} /> : null}
    </Page.Protect>
  );
};

export default CampaignEditPage;
