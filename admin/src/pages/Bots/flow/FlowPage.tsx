import { useMemo, useState } from 'react';
import { Button, Flex, IconButton } from '@strapi/design-system';
import { ArrowClockwise, ChartPie, ClockCounterClockwise, Trash } from '@strapi/icons';
import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { styled } from 'styled-components';
import type { FlowGraph } from '../../../../../server/src/contracts/flow-graph';
import { nodeOf } from '../../../../../server/src/contracts/flow-parts';
import { isEmptyChain, type BotView } from '../../../../../server/src/contracts/bots';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { LeaveGuard } from '../../../shared/LeaveGuard';
import { Notice } from '../../../shared/Notice';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';
import { AllowanceField } from '../components/AllowanceField';
import { Basics, When } from '../components/ChainForm';
import type { Draft } from '../model';
import { FiguresDrawer } from './FiguresDrawer';
import { useEditedCost, useStepPrices } from './FlowPrice';
import { FlowSteps } from './FlowSteps';
import { MarksProvider, useFigures } from './marks';
import { Meanwhile } from './Meanwhile';
import { textOf } from './model/graph';
import { OfAutomation } from './OfAutomation';
import { PublishDialog } from './PublishDialog';
import { Rehearse } from './rehearse/Rehearse';
import { useRehearsal, type RehearsalHands } from './rehearse/useRehearsal';
import { StepDrawer } from './StepDrawer';
import { Active } from './SwitchOff';
import { TryFlow } from './try/TryFlow';
import { useTrial, type Trial } from './try/useTrial';
import { useAfterDialog } from './useAfterDialog';
import { useFlow, type Flow } from './useFlow';
import { useOutline, type OutlineHands } from './useOutline';
import { usePublishing } from './usePublishing';
import { VersionsDrawer } from './VersionsDrawer';

/** Strapi has one arrow that turns; the other way round it takes back. */
const Turned = styled(ArrowClockwise)`
  transform: scaleX(-1);
`;

interface PartProps {
  readonly bot: BotView;
  readonly flow: Flow;
  readonly hands: OutlineHands;
}

type Dialog = 'publish' | 'versions' | 'figures' | 'discard' | null;

const Tools = ({
  bot,
  flow,
  hands,
  trial,
  rehearsal,
  onOpen,
}: PartProps & {
  trial: Trial;
  rehearsal: RehearsalHands;
  onOpen: (dialog: Dialog) => void;
}) => {
  const t = useT();
  const { can } = useCan();
  const { store } = flow;
  return (
    <Layouts.Action
      startActions={
        <>
          <IconButton label={t('flows.undo')} disabled={!flow.mayUndo} onClick={flow.undo}>
            <Turned />
          </IconButton>
          <IconButton label={t('flows.redo')} disabled={!flow.mayRedo} onClick={flow.redo}>
            <ArrowClockwise />
          </IconButton>
          <TryFlow trial={trial} hands={hands} />
          {can.contactBrowse ? <Rehearse rehearsal={rehearsal} /> : null}
          <Button
            variant="tertiary"
            startIcon={<ClockCounterClockwise />}
            onClick={() => onOpen('versions')}
          >
            {t('flows.versions')}
          </Button>
          {bot.graph ? (
            <Button
              variant="tertiary"
              startIcon={<ChartPie />}
              onClick={() => onOpen('figures')}
              data-testid="open-figures"
            >
              {t('flows.funnel')}
            </Button>
          ) : null}
          <Button
            variant="tertiary"
            startIcon={<Trash />}
            // The first draft of an automation's flow has nothing to go back to.
            disabled={(bot.ofAutomation && !bot.graph) || (!store.isDraft && bot.draft === null)}
            onClick={() => onOpen('discard')}
          >
            {t('flows.discard')}
          </Button>
        </>
      }
      endActions={bot.ofAutomation ? null : <Active bot={bot} />}
    />
  );
};

const Dialogs = ({
  bot,
  flow,
  hands,
  dialog,
  onClose,
  onForm,
}: PartProps & { dialog: Dialog; onClose: () => void; onForm: () => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const after = useAfterDialog();
  const { toggleNotification } = useNotification();
  const { words } = hands;
  if (dialog === 'publish') return <PublishDialog {...{ bot, flow, hands, after, onClose }} />;
  const use = (graph: FlowGraph, version: number) => {
    flow.change(graph);
    // What answers already is nothing to publish.
    const isPublished = textOf(graph) === textOf(bot.graph);
    const word = isPublished ? 'flows.version.back' : 'flows.version.used';
    toggleNotification({ type: 'success', message: t(word, { version }) });
    onClose();
  };
  if (dialog === 'versions')
    return <VersionsDrawer botId={bot.id} words={words} onUse={use} onClose={onClose} />;
  if (dialog === 'figures') return <FiguresDrawer bot={bot} onClose={onClose} />;
  if (dialog !== 'discard') return null;
  return (
    <ConfirmAction
      open
      variant="danger"
      title={t('flows.discard.title')}
      confirmLabel={t('flows.discard')}
      confirmTestId="discard-confirm"
      onClose={onClose}
      onConfirm={async () => {
        try {
          const outcome = await flow.store.discard();
          if (outcome === 'meanwhile') after(flow.store.meet);
          else if (outcome === 'done' && !bot.graph) onForm();
        } catch (error) {
          refuse(error);
          throw error;
        }
      }}
    >
      {t(bot.graph || bot.steps.length === 0 ? 'flows.discard.body' : 'flows.discard.to-form')}
    </ConfirmAction>
  );
};

/** The step that is open, and the question before a branch is cut off. */
const Opened = ({ bot, flow, hands }: PartProps) => {
  const t = useT();
  const { opened, leaving, graph, words } = hands;
  const node = opened && 'key' in opened ? nodeOf(graph, opened.key) : null;
  const shown = opened && 'kind' in opened ? opened.kind : node;
  return (
    <>
      {opened && shown ? (
        <StepDrawer
          graph={graph}
          opened={shown}
          numberOf={hands.outline.numberOf}
          problems={node ? hands.problemsOf(node.id) : []}
          words={words}
          botId={bot.id}
          typed={flow.typed}
          onDone={(step) => {
            hands.put(opened, step);
            hands.close();
          }}
          onClose={hands.close}
        />
      ) : null}
      {leaving ? (
        <ConfirmAction
          open
          variant="danger"
          title={t('flows.remove.title', { number: hands.outline.numberOf.get(leaving.key) ?? 0 })}
          confirmLabel={t('flows.step.remove')}
          confirmTestId="remove-step"
          onClose={hands.stay}
          onConfirm={() => {
            // Together, so that the dialog no longer holds the focus that the next card gets.
            hands.stay();
            hands.remove(leaving.key);
          }}
        >
          {t('flows.remove.body', { count: leaving.count })}
        </ConfirmAction>
      ) : null}
      <LeaveGuard holds={() => flow.store.isDirty || flow.typed.current} />
    </>
  );
};

const useStatus = (bot: BotView, { store }: Flow): string => {
  const t = useT();
  // A list of steps counts as published: people get it.
  const isNever = isEmptyChain(bot);
  const word = bot.active ? 'bots.version-active' : 'bots.version';
  const version = isNever ? t('flows.status.never') : t(word, { version: bot.version });
  if (store.isDirty) return t('flows.status', { version, state: t('flows.status.unsaved') });
  if (isNever || !store.isDraft) return version;
  return t('flows.status', { version, state: t('flows.status.draft') });
};

interface Props {
  readonly bot: BotView;
  /** What a form had, where it was opened as a flow. */
  readonly opened: Draft | null;
  /** Back to the form of a bot that has no graph. */
  readonly onForm: () => void;
}

/** A flow as an outline: nested lists of steps that do everything without a mouse. */
export const FlowEditor = ({ bot, opened, onForm }: Props) => {
  const t = useT();
  const flow = useFlow(bot, opened);
  const hands = useOutline(flow);
  const [dialog, setDialog] = useState<Dialog>(null);
  const trial = useTrial(bot, flow);
  const rehearsal = useRehearsal(bot.id, flow);
  const counted = useFigures(bot);
  const figures = rehearsal.figures ?? counted;
  const hint = t(rehearsal.figures ? 'flows.figures.rehearsed' : 'flows.figures.hint');
  const { here } = trial;
  const cost = useEditedCost(flow.graph, flow.form.draft.accountId);
  const priceOf = useStepPrices(cost);
  const marks = useMemo(() => ({ figures, hint, here, priceOf }), [figures, hint, here, priceOf]);
  const { form, store } = flow;
  const title = form.draft.name || t('bots.new');
  const publishing = usePublishing(flow, {
    focus: hands.focus,
    open: () => setDialog('publish'),
  });
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={useStatus(bot, flow)}
        navigationAction={
          <BackButton fallback={`/plugins/whatsapp/${bot.ofAutomation ? 'automations' : 'bots'}`} />
        }
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <Button
              variant="tertiary"
              loading={store.isSaving}
              disabled={!store.isDirty}
              onClick={() => void store.saveDraft()}
              data-testid="save-draft"
            >
              {t('flows.save')}
            </Button>
            <Button
              ref={publishing.button}
              loading={store.isSaving || publishing.isWaiting}
              disabled={!store.isDraft}
              onClick={publishing.press}
              data-testid="publish"
            >
              {t('flows.publish')}
            </Button>
          </Flex>
        }
      />
      <Tools {...{ bot, flow, hands, trial, rehearsal }} onOpen={setDialog} />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {bot.graph === null && bot.steps.length > 0 ? (
            <Notice variant="default" title={t('flows.opened')} testId="opened-as-flow">
              {t('flows.opened.body')}
            </Notice>
          ) : null}
          <Meanwhile flow={flow} onForm={onForm} />
          {bot.ofAutomation ? (
            <OfAutomation bot={bot} form={form} />
          ) : (
            <>
              <Basics form={form} />
              <When form={form} />
            </>
          )}
          <MarksProvider value={marks}>
            <FlowSteps {...{ flow, hands, rehearsal, cost }} isFromForm={opened !== null} />
          </MarksProvider>
          <AllowanceField form={form} />
        </Flex>
      </Layouts.Content>
      <Opened bot={bot} flow={flow} hands={hands} />
      <Dialogs {...{ bot, flow, hands, dialog, onForm }} onClose={() => setDialog(null)} />
    </Page.Main>
  );
};
