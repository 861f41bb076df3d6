import { useState } from 'react';
import { Box, Button, Flex, Grid, Tabs } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import type { BotView } from '../../../../server/src/contracts/bots';
import { useWhatsappGetBotsQuery } from '../../api/bots';
import { BELOW_BAR } from '../../shared/below-bar';
import { Known } from '../../shared/Known';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission } from '../../shared/permissions';
import { usePathId } from '../../shared/usePathId';
import { useT } from '../../shared/useT';
import { ChainForm } from './components/ChainForm';
import { FormMeanwhile } from './components/FormMeanwhile';
import { OverlapDialog } from './components/OverlapDialog';
import { Preview } from './components/Preview';
import { TryPanel } from './components/TryPanel';
import { useBotForm, type BotForm } from './components/useBotForm';
import { FlowEditor } from './flow/FlowPage';
import { draftOf, emptyDraft, READY, readyDraft, type Draft } from './model';
import { Surface } from '../../shared/Surface';

const Side = ({ id, form }: { id: number | null; form: BotForm }) => {
  const t = useT();
  const [tab, setTab] = useState('preview');
  return (
    <Surface position={{ initial: 'static', large: 'sticky' }} top={BELOW_BAR}>
      <Tabs.Root value={tab} onValueChange={setTab}>
        <Tabs.List aria-label={t('bots.side')}>
          <Tabs.Trigger value="preview">{t('bots.preview')}</Tabs.Trigger>
          <Tabs.Trigger value="try">{t('bots.try')}</Tabs.Trigger>
        </Tabs.List>
        <Box paddingTop={4}>
          <Tabs.Content value="preview">
            <Preview draft={form.draft} />
          </Tabs.Content>
          <Tabs.Content value="try">
            <TryPanel id={id} draft={form.draft} />
          </Tabs.Content>
        </Box>
      </Tabs.Root>
    </Surface>
  );
};

interface EditorProps {
  readonly bot: BotView | null;
  /** Goes on with what is written as a flow; null: with what is saved of it. */
  readonly onFlow: (draft: Draft | null) => void;
  /** Begins again with what is saved. */
  readonly onReload: () => void;
}

/** The form of a bot that is a list of steps. */
const Editor = ({ bot, onFlow, onReload }: EditorProps) => {
  const t = useT();
  const [params] = useSearchParams();
  const ready = READY.find((one) => one === params.get('ready'));
  const fresh = () => (ready ? readyDraft(ready, t) : emptyDraft());
  const form = useBotForm(bot, bot ? draftOf(bot) : fresh());
  const isActive = bot?.active ?? false;
  return (
    <Page.Main>
      <Page.Title>{bot?.name ?? t('bots.new')}</Page.Title>
      <Layouts.Header
        title={form.draft.name || t('bots.new')}
        subtitle={
          bot
            ? t(isActive ? 'bots.version-active' : 'bots.version', { version: bot.version })
            : t('bots.new-hint')
        }
        navigationAction={<BackButton fallback="/plugins/whatsapp/bots" />}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <Button
              variant="tertiary"
              loading={form.isSaving}
              onClick={() => void form.openAsFlow(onFlow)}
              data-testid="open-as-flow"
            >
              {t('flows.open')}
            </Button>
            <Button
              variant={isActive ? 'default' : 'tertiary'}
              loading={form.isSaving}
              onClick={() => void form.save(isActive)}
              data-testid="save-bot"
            >
              {t('bots.save')}
            </Button>
            {isActive ? null : (
              <Button
                loading={form.isSaving}
                onClick={() => void form.saveAndActivate()}
                data-testid="save-activate"
              >
                {t('bots.save-activate')}
              </Button>
            )}
          </Flex>
        }
      />
      <Layouts.Content>
        {bot ? (
          <FormMeanwhile bot={bot} form={form} onFlow={() => onFlow(null)} onReload={onReload} />
        ) : null}
        <Grid.Root gap={6}>
          <Grid.Item col={7} xs={12} direction="column" alignItems="stretch">
            <ChainForm form={form} />
          </Grid.Item>
          <Grid.Item col={5} xs={12} direction="column" alignItems="stretch">
            <Side id={bot?.id ?? null} form={form} />
          </Grid.Item>
        </Grid.Root>
      </Layouts.Content>
      <LeaveGuard holds={form.holds} />
      {form.overlaps ? (
        <OverlapDialog
          overlaps={form.overlaps}
          onClose={form.closeOverlaps}
          onConfirm={() => form.save(true)}
        />
      ) : null}
    </Page.Main>
  );
};

interface Shown {
  readonly as: 'form' | 'flow';
  /** What a form had, where it was opened as a flow. */
  readonly opened: Draft | null;
  /** How often it was begun again. */
  readonly round: number;
}

/**
 * A bot with a graph is a flow, and so is one whose steps are being made into a graph. Which of both is open is decided
 * once, and by one's own acts: a colleague who saves a draft, or discards one, takes nothing away that is typed here.
 */
const FlowOrForm = ({ bot }: { bot: BotView }) => {
  const [params, setParams] = useSearchParams();
  const [{ as, opened, round }, show] = useState<Shown>(() => {
    const isOpened = params.get('as') === 'flow';
    const isFlow = isOpened || bot.graph !== null || bot.draft !== null;
    return { as: isFlow ? 'flow' : 'form', opened: isOpened ? draftOf(bot) : null, round: 0 };
  });
  const go = (next: Omit<Shown, 'round'>) => show((old) => ({ ...next, round: old.round + 1 }));
  if (as === 'form')
    return (
      <Editor
        key={round}
        bot={bot}
        onFlow={(draft) => go({ as: 'flow', opened: draft })}
        onReload={() => go({ as: 'form', opened: null })}
      />
    );
  const close = () => {
    go({ as: 'form', opened: null });
    setParams({}, { replace: true });
  };
  return <FlowEditor key={round} bot={bot} opened={opened} onForm={close} />;
};

const Saved = ({ id }: { id: number }) => (
  <Known query={useWhatsappGetBotsQuery(id)}>
    {(bot) => <FlowOrForm key={bot.id} bot={bot} />}
  </Known>
);

const ignore = () => undefined;

const BotEditPage = () => {
  const id = usePathId();
  return (
    <Page.Protect permissions={[permission('botBuild')]}>
      {id === undefined ? <Editor bot={null} onFlow={ignore} onReload={ignore} /> : null}
      {id === null ? <Page.Error /> : null}
      {id ? <Saved id={id} /> : null}
    </Page.Protect>
  );
};

export default BotEditPage;
