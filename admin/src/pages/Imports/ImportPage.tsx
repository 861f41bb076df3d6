import { useCallback, useState } from 'react';
import { Button, Flex, LinkButton } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useWhatsappGetImportQuery, useWhatsappRemoveImportMutation } from '../../api/imports';
import { DeleteDialog } from '../../shared/DeleteDialog';
import { Notice } from '../../shared/Notice';
import { permission } from '../../shared/permissions';
import { ErrorState } from '../../shared/states';
import { Steps } from '../../shared/Steps';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { stepNames, type ImportView, type StepName } from './model';
import { CheckStep } from './steps/CheckStep';
import { ColumnsStep } from './steps/ColumnsStep';
import { FileStep } from './steps/FileStep';
import { ImportStep } from './steps/ImportStep';
import { RulesStep } from './steps/RulesStep';
import { Unfinished } from './steps/Unfinished';
import { useWizard, type Wizard } from './useWizard';
import { Surface } from '../../shared/Surface';

const Frame = ({
  step,
  fileName,
  onGo,
  children,
}: {
  step: StepName;
  fileName: string | null;
  onGo?: (step: StepName) => void;
  children: React.ReactNode;
}) => {
  const t = useT();
  const steps = stepNames.map((key) => ({ key, label: t(`imports.step.${key}`) }));
  const go = (index: number) => {
    const name = stepNames[index];
    if (name) onGo?.(name);
  };
  return (
    <Page.Main>
      <Page.Title>{t('imports.title')}</Page.Title>
      <Layouts.Header
        title={t('imports.title')}
        subtitle={fileName ?? t('imports.subtitle')}
        navigationAction={<BackButton fallback="../contacts" />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Steps steps={steps} current={stepNames.indexOf(step)} {...(onGo ? { onGo: go } : {})} />
          <Surface>{children}</Surface>
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const Buttons = ({ wizard, onDiscard }: { wizard: Wizard; onDiscard: () => void }) => {
  const t = useT();
  const { step } = wizard;
  if (step === 'import') return null;
  return (
    <Flex justifyContent="space-between" gap={2} wrap="wrap" paddingTop={6}>
      {step === 'columns' ? (
        <Button variant="tertiary" onClick={onDiscard} data-testid="import-discard">
          {t('imports.discard')}
        </Button>
      ) : (
        <Button
          variant="tertiary"
          onClick={() => wizard.go(step === 'check' ? 'rules' : 'columns')}
          data-testid="import-back"
        >
          {t('imports.back')}
        </Button>
      )}
      {step === 'check' ? null : (
        <Button
          loading={wizard.isSaving}
          disabled={!wizard.canNext}
          onClick={() => void wizard.next()}
          data-testid="import-next"
        >
          {t(step === 'rules' ? 'imports.toCheck' : 'imports.next')}
        </Button>
      )}
    </Flex>
  );
};

const Body = ({ wizard }: { wizard: Wizard }) => {
  switch (wizard.step) {
    case 'rules':
      return <RulesStep wizard={wizard} />;
    case 'check':
      return <CheckStep wizard={wizard} />;
    case 'import':
      return <ImportStep wizard={wizard} />;
    default:
      return <ColumnsStep wizard={wizard} />;
  }
};

/** Nothing can be done with a list that is gone: no step of it is shown, only why, and the way to another one. */
const Deleted = () => {
  const t = useT();
  return (
    <Notice
      variant="warning"
      title={t('imports.deleted')}
      titleAs="h2"
      testId="import-deleted"
      action={
        <LinkButton tag={Link} to="../imports/new" variant="secondary">
          {t('imports.another')}
        </LinkButton>
      }
    >
      {t('imports.deleted.why')}
    </Notice>
  );
};

/** Asks before the file and all that was chosen for it are thrown away, then opens the step for another file. */
const Discard = ({ view, onClose }: { view: ImportView; onClose: () => void }) => {
  const t = useT();
  const navigate = useNavigate();
  const [remove] = useWhatsappRemoveImportMutation();
  const discard = async () => {
    await remove(view.id).unwrap();
    void navigate('../imports/new');
  };
  return (
    <DeleteDialog
      title={t('imports.unfinished.discardTitle', { name: view.fileName })}
      confirmLabel={t('imports.discard')}
      confirmTestId="import-discard-confirm"
      onDelete={discard}
      onClose={onClose}
    >
      {t('imports.unfinished.discardBody')}
    </DeleteDialog>
  );
};

const Running = ({ view }: { view: ImportView }) => {
  const wizard = useWizard(view);
  const [isAsking, setAsking] = useState(false);
  const go = (step: StepName) => {
    if (step === 'file') setAsking(true);
    else wizard.go(step);
  };
  // What a failed import wrote until then stays, and its page says so.
  if (view.deletedForErasure && !view.import)
    return (
      <Frame step={wizard.step} fileName={view.fileName}>
        <Deleted />
      </Frame>
    );
  return (
    <Frame
      step={wizard.step}
      fileName={view.fileName}
      {...(wizard.step === 'import' ? {} : { onGo: go })}
    >
      <Body wizard={wizard} />
      <Buttons wizard={wizard} onDiscard={() => setAsking(true)} />
      {isAsking ? <Discard view={view} onClose={() => setAsking(false)} /> : null}
    </Frame>
  );
};

/** While an operation runs without the live stream, look now and again; the stream is quicker where it is there. */
const LOOK_MS = 2_000;
const isRunning = (view: ImportView | undefined) =>
  [view?.check, view?.import].some((one) => one?.state === 'queued' || one?.state === 'running');

const Known = ({ id }: { id: number }) => {
  const first = useWhatsappGetImportQuery(id);
  const query = useWhatsappGetImportQuery(id, {
    pollingInterval: isRunning(first.data) ? LOOK_MS : 0,
  });
  if (query.isLoading) return <Page.Loading />;
  if (!query.data)
    return (
      <Frame step="file" fileName={null}>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Frame>
    );
  return <Running key={id} view={query.data} />;
};

const Import = () => {
  const id = usePathId();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const done = useCallback(
    (view: ImportView) => void navigate(`../imports/${view.id}`, { replace: true }),
    [navigate]
  );
  if (id === null) return <Page.Error />;
  if (id !== undefined) return <Known id={id} />;
  return (
    <Frame step="file" fileName={null}>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <FileStep groupId={params.get('group')} onDone={done} />
        <Unfinished />
      </Flex>
    </Frame>
  );
};

const ImportPage = () => (
  <Page.Protect permissions={[permission('contactImport')]}>
    <Import />
  </Page.Protect>
);

export default ImportPage;
