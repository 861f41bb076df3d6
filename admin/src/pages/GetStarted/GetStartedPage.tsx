import { Button, Flex, Grid, ProgressBar, Typography } from '@strapi/design-system';
import { Eye, EyeStriked } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import type { SetupResult } from '../../../../server/src/contracts/setup';
import { useWhatsappGetSetupQuery, useWhatsappTickPaymentMutation } from '../../api/setup';
import { useCan } from '../../shared/permissions';
import { EmptyState, ErrorState, RowSkeletons } from '../../shared/states';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { Checklist } from './components/Checklist';
import { ConnectCard } from './components/ConnectCard';
import { GuideCard } from './components/GuideCard';
import { DeniedTypes, UploadRights } from './components/MediaLibrary';
import { TryCard } from './components/TryCard';
import { percentDone } from './model';
import { useChecklistHidden } from './useChecklistHidden';

/** The simulator may be started any moment, and the webhook's step ticks itself. */
const refreshMs = 5000;

/** The design system's bar is made for dark ground and has a fixed width. */
const Bar = styled(ProgressBar)`
  inline-size: 100%;
  background: ${({ theme }) => theme.colors.neutral150};
  & > div {
    background: ${({ theme }) => theme.colors.success500};
  }
`;

const Progress = ({ setup }: { setup: SetupResult }) => {
  const t = useT();
  const words = t('setup.progress', { done: setup.done, total: setup.steps.length });
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography fontWeight="bold">{words}</Typography>
      <Bar value={percentDone(setup)} aria-label={words} />
    </Flex>
  );
};

const Administrator = ({ setup, isHidden }: { setup: SetupResult; isHidden: boolean }) => {
  const t = useT();
  const refuse = useRefusal();
  const [tick] = useWhatsappTickPaymentMutation();
  const onPayment = async (ticked: boolean) => {
    try {
      await tick({ ticked }).unwrap();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {setup.library ? <UploadRights library={setup.library} /> : null}
      <Grid.Root gap={6}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <TryCard setup={setup} />
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <ConnectCard />
        </Grid.Item>
      </Grid.Root>
      {isHidden ? (
        <Typography textColor="neutral600">{t('setup.hidden')}</Typography>
      ) : (
        <>
          <Progress setup={setup} />
          <Checklist setup={setup} onPayment={(ticked) => void onPayment(ticked)} />
        </>
      )}
      <GuideCard />
      {setup.library?.deniedTypes ? <DeniedTypes types={setup.library.deniedTypes} /> : null}
    </Flex>
  );
};

/** No dead buttons for who may not configure: only whom to ask. */
const Visitor = ({ setup }: { setup: SetupResult }) => {
  const t = useT();
  if (setup.configured) return <EmptyState content={t('setup.visitor.ready')} />;
  const names = setup.administrators.join(', ');
  return (
    <EmptyState
      content={names === '' ? t('setup.visitor.nobody') : t('setup.visitor.ask', { names })}
    />
  );
};

const HideButton = ({ isHidden, onToggle }: { isHidden: boolean; onToggle: () => void }) => {
  const t = useT();
  return (
    <Button
      variant="tertiary"
      startIcon={isHidden ? <Eye /> : <EyeStriked />}
      onClick={onToggle}
      data-testid="toggle-checklist"
    >
      {t(isHidden ? 'setup.show' : 'setup.hide')}
    </Button>
  );
};

/** First run: try it with the simulator, or connect a number; a list that the server ticks. */
const GetStartedPage = () => {
  const t = useT();
  const { can, isLoading } = useCan();
  const [isHidden, setHidden] = useChecklistHidden();
  const query = useWhatsappGetSetupQuery(undefined, { pollingInterval: refreshMs });
  if (isLoading) return <Page.Loading />;
  const setup = query.data;
  return (
    <Page.Main aria-busy={query.isLoading}>
      <Page.Title>{t('setup.title')}</Page.Title>
      <Layouts.Header
        title={t('setup.title')}
        subtitle={t('setup.subtitle')}
        primaryAction={
          can.settingsConfigure && setup ? (
            <HideButton isHidden={isHidden} onToggle={() => setHidden(!isHidden)} />
          ) : undefined
        }
      />
      <Layouts.Content>
        {query.isLoading ? <RowSkeletons rows={8} /> : null}
        {query.isError && !setup ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : null}
        {setup && can.settingsConfigure ? (
          <Administrator setup={setup} isHidden={isHidden} />
        ) : null}
        {setup && !can.settingsConfigure ? <Visitor setup={setup} /> : null}
      </Layouts.Content>
    </Page.Main>
  );
};

export default GetStartedPage;
