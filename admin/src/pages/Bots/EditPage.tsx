import { useState } from 'react';
import { Box, Button, Flex, Grid, Tabs, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useSearchParams } from 'react-router-dom';
import type { BotOverlap, BotView } from '../../../../server/src/contracts/bots';
import { useWhatsappGetBotsQuery } from '../../api/bots';
import { BELOW_BAR } from '../../shared/below-bar';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { Known } from '../../shared/Known';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission } from '../../shared/permissions';
import { usePathId } from '../../shared/usePathId';
import { useKnownWord } from '../../shared/useKnownWord';
import { useT } from '../../shared/useT';
import { ChainForm } from './components/ChainForm';
import { Preview } from './components/Preview';
import { TryPanel } from './components/TryPanel';
import { useBotForm, type BotForm } from './components/useBotForm';
import { emptyDraft, READY, readyDraft } from './model';
import { Surface } from '../../shared/Surface';

const OverlapDialog = ({ overlaps, form }: { overlaps: BotOverlap[]; form: BotForm }) => {
  const t = useT();
  const known = useKnownWord();
  return (
    <ConfirmAction
      open
      title={t('bots.overlap.title')}
      confirmLabel={t('bots.overlap.confirm')}
      confirmTestId="activate-anyway"
      onClose={form.closeOverlaps}
      onConfirm={() => form.save(true)}
    >
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0}>
        {overlaps.slice(0, 6).map((overlap) => (
          <Typography tag="li" key={overlap.botId}>
            {t(`bots.overlap.${overlap.first}`, {
              sample:
                overlap.kind === 'words'
                  ? t('bots.quoted', { word: overlap.sample })
                  : (known(`bots.trigger.${overlap.sample}`) ?? overlap.sample),
              name: overlap.name,
            })}
          </Typography>
        ))}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {t('bots.overlap.rule')}
      </Typography>
    </ConfirmAction>
  );
};

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

const Editor = ({ bot }: { bot: BotView | null }) => {
  const t = useT();
  const [params] = useSearchParams();
  const ready = READY.find((one) => one === params.get('ready'));
  const form = useBotForm(bot, ready ? readyDraft(ready, t) : emptyDraft());
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
      {form.overlaps ? <OverlapDialog overlaps={form.overlaps} form={form} /> : null}
    </Page.Main>
  );
};

const Saved = ({ id }: { id: number }) => (
  <Known query={useWhatsappGetBotsQuery(id)}>{(bot) => <Editor key={bot.id} bot={bot} />}</Known>
);

const BotEditPage = () => {
  const id = usePathId();
  return (
    <Page.Protect permissions={[permission('botBuild')]}>
      {id === undefined ? <Editor bot={null} /> : null}
      {id === null ? <Page.Error /> : null}
      {id ? <Saved id={id} /> : null}
    </Page.Protect>
  );
};

export default BotEditPage;
