import { useMemo } from 'react';
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { AutomationView } from '../../../../../server/src/contracts/automation-desk';
import type { BotView } from '../../../../../server/src/contracts/bots';
import { useWhatsappGetBotsQuery, useWhatsappListBotsQuery } from '../../../api/bots';
import { PLUGIN_ID } from '../../../pluginId';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { WarningText } from '../../../shared/WarningText';
import { editOf, written } from '../../Bots/flow/model/form';
import { graphOfSteps } from '../../Bots/flow/model/graph';
import { allItems, outlineOf } from '../../Bots/flow/model/outline';
import { useFlowWords } from '../../Bots/flow/useFlowWords';
import type { AutomationForm } from '../useAutomationForm';
import { Blank, Line, Part, Said, Warnings } from './Blank';
import { NewTemplate } from './NewTemplate';

const OWN = 'own';
/** Steps that are shown of a flow; the others are seen in it. */
const SHOWN = 6;

const Steps = ({ bot }: { bot: BotView }) => {
  const t = useT();
  const words = useFlowWords();
  const items = useMemo(
    () =>
      allItems(
        outlineOf(
          bot.draft?.graph ??
            bot.graph ??
            graphOfSteps(bot.steps.map((step) => written(editOf(step))))
        )
      ),
    [bot]
  );
  if (items.length === 0) return null;
  return (
    <Flex tag="ol" direction="column" alignItems="stretch" gap={1} padding={0} margin={0}>
      {items.slice(0, SHOWN).map(({ node, number }) => (
        <Typography key={node.id} tag="li" style={{ listStyle: 'none', overflowWrap: 'anywhere' }}>
          <span dir="auto">{words.step(node.step, number)}</span>
        </Typography>
      ))}
      {items.length > SHOWN ? (
        <Typography tag="li" variant="pi" textColor="neutral600" style={{ listStyle: 'none' }}>
          {t('automations.flow.more', { count: items.length - SHOWN })}
        </Typography>
      ) : null}
    </Flex>
  );
};

/** What the flow says, step by step, for who may see bots. */
export const FlowSteps = ({ botId }: { botId: number }) => {
  const { can } = useCan();
  const { data } = useWhatsappGetBotsQuery(botId, { skip: !can.botObserve });
  return data ? <Steps bot={data} /> : null;
};

/** The flow of its own: the way to write it. */
const Own = ({ form, flow }: { form: AutomationForm; flow: AutomationView['flow'] | null }) => {
  const t = useT();
  const { can } = useCan();
  const steps = flow?.isOwn ? <FlowSteps botId={flow.id} /> : null;
  if (!can.botBuild)
    return (
      <>
        {steps}
        <Typography textColor="neutral600">{t('automations.flow.needs')}</Typography>
      </>
    );
  const isSaved = flow?.isOwn === true && !form.isDirty;
  return (
    <>
      {steps}
      <Flex gap={3} wrap="wrap">
        <Button
          variant="secondary"
          loading={form.isSaving}
          onClick={() => void form.openFlow()}
          data-testid="open-flow"
        >
          {t(isSaved ? 'automations.flow.write' : 'automations.flow.save-write')}
        </Button>
        {flow?.isOwn ? (
          <Typography variant="pi" textColor="neutral600">
            {t(flow.isPublished ? 'automations.flow.published' : 'automations.flow.unpublished')}
          </Typography>
        ) : null}
      </Flex>
    </>
  );
};

const Chosen = ({ botId }: { botId: number }) => {
  const t = useT();
  const { can } = useCan();
  return (
    <>
      <FlowSteps key={botId} botId={botId} />
      {can.botBuild ? (
        <Box>
          <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/bots/${botId}`}>
            {t('automations.flow.open')}
          </Link>
        </Box>
      ) : null}
    </>
  );
};

/** THEN: what is said, a flow of its own or one of the bots. */
export const ThenRow = ({ form }: { form: AutomationForm }) => {
  const t = useT();
  const { can } = useCan();
  const { automation, draft, problems } = form;
  const flow = automation?.flow ?? null;
  const { data } = useWhatsappListBotsQuery({}, { skip: !can.botObserve });
  const listed = (data?.bots ?? []).map(({ id, name }) => [String(id), name] as const);
  // Who may not see bots sees the name of this one.
  const isListed = !flow || flow.isOwn || listed.some(([id]) => id === String(flow.id));
  const bots = isListed
    ? listed
    : [...listed, [String(flow.id), flow.name ?? `#${flow.id}`] as const];
  const isLost = flow?.isOwn === true && draft.botId !== null;
  return (
    <Part word={t('automations.then')} testId="then-row">
      <Line>
        <Said>{t('automations.flow')}</Said>
        <Blank
          name="flow"
          label={t('automations.blank.flow')}
          value={draft.botId === null ? OWN : String(draft.botId)}
          options={[[OWN, t('automations.flow.own')] as const, ...bots]}
          error={form.errorOf('botId')}
          onChange={(id) => form.change({ botId: id === OWN ? null : Number(id) })}
        />
      </Line>
      {isLost ? <WarningText role="status">{t('automations.flow.lost')}</WarningText> : null}
      <Warnings words={problems.warningsAt('botId')} />
      {problems.needsTemplate ? <NewTemplate /> : null}
      {draft.botId === null ? <Own form={form} flow={flow} /> : <Chosen botId={draft.botId} />}
    </Part>
  );
};
