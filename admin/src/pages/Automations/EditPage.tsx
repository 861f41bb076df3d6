import { useMemo, useState, type ChangeEvent } from 'react';
import { Button, Field, Flex, TextInput } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import type {
  AutomationType,
  AutomationView,
} from '../../../../server/src/contracts/automation-desk';
import {
  useWhatsappGetAutomationsQuery,
  useWhatsappTypesAutomationsQuery,
} from '../../api/automations';
import { PLUGIN_ID } from '../../pluginId';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { Known } from '../../shared/Known';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission, useCan } from '../../shared/permissions';
import { Surface } from '../../shared/Surface';
import { useFirstFocus } from '../../shared/useFirstFocus';
import { useKeptFocus } from '../../shared/useKeptFocus';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import type { Key } from '../../translations/key';
import { WhyReadOnly } from '../Bots/components/WhyReadOnly';
import { useAfterDialog } from '../Bots/flow/useAfterDialog';
import { Figures } from './components/Figures';
import { HeldChanges, useHeldChanges } from './components/HeldChanges';
import { InWords } from './components/InWords';
import { Meanwhile } from './components/Meanwhile';
import { OnceRow } from './components/OnceRow';
import { StateNotices } from './components/StateNotices';
import { StopRow } from './components/StopRow';
import { SwitchOff } from './components/SwitchOff';
import { SwitchOn } from './components/SwitchOn';
import { ThenRow } from './components/ThenRow';
import { WhenRow } from './components/WhenRow';
import { WhoRow } from './components/WhoRow';
import { askedOf, stateOf, typeIn } from './model';
import { RehearsalPanel } from './rehearsal/RehearsalPanel';
import { StartsPanel } from './starts/StartsPanel';
import { useAutomationForm, type AutomationForm } from './useAutomationForm';

const LIST = `/plugins/${PLUGIN_ID}/automations`;

const Name = ({ form }: { form: AutomationForm }) => {
  const t = useT();
  const first = useFirstFocus<HTMLInputElement>(form.automation === null);
  return (
    <Surface>
      <Field.Root name="name" required error={form.errorOf('name')} hint={t('bots.basics-hint')}>
        <Field.Label>{t('automations.name')}</Field.Label>
        <TextInput
          ref={first}
          value={form.draft.name}
          maxLength={120}
          placeholder={t('automations.name-example')}
          data-testid="automation-name"
          onChange={(event: ChangeEvent<HTMLInputElement>) =>
            form.change({ name: event.target.value })
          }
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Surface>
  );
};

/** What conditions can ask of: the same object while the content type is the same. */
const useAsked = (trigger: AutomationView['trigger'], types: readonly AutomationType[]) => {
  const type = trigger ? typeIn(types, trigger) : undefined;
  const isDeleted = trigger?.kind === 'deleted';
  return useMemo(
    () => askedOf({ kind: isDeleted ? 'deleted' : 'created' }, type),
    [isDeleted, type]
  );
};

/** WHEN · WHO · THEN · STOP · ONCE */
const Sentence = ({ form, types }: { form: AutomationForm; types: readonly AutomationType[] }) => {
  const t = useT();
  const automation = useAsked(form.draft.trigger, types);
  return (
    <Surface data-testid="sentence" role="group" aria-label={t('automations.sentence')}>
      <Flex direction="column" alignItems="stretch" gap={7}>
        <WhenRow form={form} types={types} />
        <WhoRow form={form} types={types} automation={automation} />
        <ThenRow form={form} />
        <StopRow form={form} automation={automation} />
        <OnceRow form={form} />
      </Flex>
    </Surface>
  );
};

type Dialog = 'on' | 'off' | 'lose-flow' | 'lose-flow-on' | null;

/** What the button that activates does first. A new one is only saved: it is activated on its own page. */
const activateWord = ({ automation, isDirty }: AutomationForm): Key => {
  if (!automation) return 'bots.save';
  return isDirty ? 'automations.save-activate' : 'automations.activate';
};

/** Saves, and activates what one sees; what costs more than expected is asked about first. */
const useHeadActions = (form: AutomationForm, onOpen: (dialog: Dialog) => void) => {
  const { automation, draft } = form;
  const losesFlow = automation?.flow.isOwn === true && draft.botId !== null;
  const save = () => {
    if (losesFlow && form.isComplete()) return onOpen('lose-flow');
    return void form.save();
  };
  /** As it is typed: what is switched on is what one sees. */
  const activate = async () => {
    if (!form.isComplete() || form.isStopped()) return;
    if (losesFlow) return onOpen('lose-flow-on');
    // A new one is activated on its own page, where it has a number of entries.
    if (!automation) return save();
    if (!form.isDirty || (await form.send())) onOpen('on');
  };
  return { save, activate };
};
type HeadActions = ReturnType<typeof useHeadActions>;

const Head = ({
  form,
  actions: { save, activate },
  onOpen,
}: {
  form: AutomationForm;
  actions: HeadActions;
  onOpen: (dialog: Dialog) => void;
}) => {
  const t = useT();
  const { automation } = form;
  return (
    <Flex gap={2} wrap="wrap">
      <Button
        variant="tertiary"
        loading={form.isSaving}
        disabled={automation !== null && !form.isDirty}
        onClick={save}
        data-testid="save-automation"
      >
        {t('bots.save')}
      </Button>
      {automation ? (
        // One button for both, so that the focus stays on it.
        <Button
          variant={automation.active ? 'danger-light' : 'default'}
          loading={!automation.active && form.isSaving}
          onClick={() => (automation.active ? onOpen('off') : void activate())}
          data-testid={automation.active ? 'deactivate-automation' : 'activate-automation'}
        >
          {t(automation.active ? 'automations.deactivate' : activateWord(form))}
        </Button>
      ) : null}
    </Flex>
  );
};

const Dialogs = ({
  form,
  dialog,
  onClose,
  onSaved,
}: {
  form: AutomationForm;
  dialog: Dialog;
  onClose: () => void;
  /** It is saved, and is to be activated. */
  onSaved: () => void;
}) => {
  const t = useT();
  const { automation } = form;
  if (!automation) return null;
  if (dialog === 'on') return <SwitchOn automation={automation} onClose={onClose} />;
  if (dialog === 'off') return <SwitchOff automation={automation} onClose={onClose} />;
  if (dialog === null) return null;
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('automations.flow.lose.title')}
      confirmLabel={t('automations.flow.lose.confirm')}
      confirmTestId="lose-flow"
      onClose={onClose}
      onConfirm={async () => {
        if (dialog === 'lose-flow') await form.save();
        else if (await form.send()) onSaved();
      }}
    >
      {t('automations.flow.lose.body')}
    </ConfirmAction>
  );
};

const useSubtitle = (automation: AutomationView | null): string => {
  const t = useT();
  if (!automation) return t('automations.new-hint');
  return t(`automations.status.${stateOf(automation)}`);
};

/** What the automation did: figures, and each start. */
const Done = ({ automation }: { automation: AutomationView }) => (
  <>
    <Figures automation={automation} />
    <Surface>
      <StartsPanel automationId={automation.id} />
    </Surface>
  </>
);

/** What the page asks: a question goes with its answer, and the focus stays on the page. */
const useQuestions = (automation: AutomationView | null) => {
  const held = useHeldChanges(automation);
  const state = automation ? stateOf(automation) : '';
  return { held, ...useKeptFocus(`${state} ${held.upTo ?? ''}`) };
};

interface EditorProps {
  readonly automation: AutomationView | null;
  /** Content types that are linked with people, and those that automations still name. */
  readonly types: readonly AutomationType[];
}

const Editor = ({ automation, types }: EditorProps) => {
  const t = useT();
  const form = useAutomationForm(automation);
  const [dialog, setDialog] = useState<Dialog>(null);
  const after = useAfterDialog();
  const actions = useHeadActions(form, setDialog);
  const title = form.draft.name || t('automations.new');
  const { held, panel, onDecided } = useQuestions(automation);
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={useSubtitle(automation)}
        navigationAction={<BackButton fallback={LIST} />}
        primaryAction={<Head form={form} actions={actions} onOpen={setDialog} />}
      />
      <Layouts.Content>
        <Flex ref={panel} tabIndex={-1} direction="column" alignItems="stretch" gap={6}>
          {automation ? <StateNotices automation={automation} onAnswered={onDecided} /> : null}
          <HeldChanges held={held} onStarted={onDecided} />
          <Meanwhile form={form} />
          <Name form={form} />
          <Sentence form={form} types={types} />
          {form.body ? (
            <Surface>
              <RehearsalPanel
                body={form.body}
                automation={automation}
                stop={form.problems.lastStop}
                activateLabel={t(activateWord(form))}
                onActivate={() => void actions.activate()}
              />
            </Surface>
          ) : null}
          {automation ? <Done automation={automation} /> : null}
        </Flex>
      </Layouts.Content>
      <LeaveGuard holds={form.holds} />
      <Dialogs
        form={form}
        dialog={dialog}
        onClose={() => setDialog(null)}
        onSaved={() => after(() => setDialog('on'))}
      />
    </Page.Main>
  );
};

/** For who may see automations and not build them. */
const Reader = ({ automation, types }: EditorProps & { automation: AutomationView }) => (
  <Page.Main>
    <Page.Title>{automation.name}</Page.Title>
    <Layouts.Header
      title={automation.name}
      subtitle={useSubtitle(automation)}
      navigationAction={<BackButton fallback={LIST} />}
    />
    <Layouts.Content>
      <Flex direction="column" alignItems="stretch" gap={6}>
        <WhyReadOnly word="automations.readOnly" />
        <StateNotices automation={automation} />
        <InWords
          automation={automation}
          types={types}
          ofAutomation={useAsked(automation.trigger, types)}
        />
        <Done automation={automation} />
      </Flex>
    </Layouts.Content>
  </Page.Main>
);

const Saved = ({ id, types }: { id: number; types: readonly AutomationType[] }) => {
  const { can, isLoading } = useCan();
  const query = useWhatsappGetAutomationsQuery(id);
  if (isLoading) return <Page.Loading />;
  return (
    <Known query={query}>
      {(automation) =>
        can.automationBuild ? (
          <Editor key={automation.id} automation={automation} types={types} />
        ) : (
          <Reader automation={automation} types={types} />
        )
      }
    </Known>
  );
};

/** One automation; without an id a new one. */
const One = ({ id }: { id: number | undefined }) => (
  <Known query={useWhatsappTypesAutomationsQuery()}>
    {({ types }) =>
      id === undefined ? (
        <Editor automation={null} types={types} />
      ) : (
        <Saved id={id} types={types} />
      )
    }
  </Known>
);

const AutomationPage = () => {
  const id = usePathId();
  const needed = id === undefined ? 'automationBuild' : 'automationObserve';
  return (
    <Page.Protect permissions={[permission(needed)]}>
      {id === null ? <Page.Error /> : <One id={id} />}
    </Page.Protect>
  );
};

export default AutomationPage;
