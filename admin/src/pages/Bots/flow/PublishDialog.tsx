import { useState } from 'react';
import { Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { BotView, FlowImpact, PublishBody } from '../../../../../server/src/contracts/bots';
import type { FlowGraph, FlowKey } from '../../../../../server/src/contracts/flow-graph';
import { nodeOf } from '../../../../../server/src/contracts/flow-parts';
import { FormModal } from '../../../shared/FormModal';
import { readRefusal } from '../../../shared/refusal';
import { ErrorState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { FlowPrice, useFlowCost } from './FlowPrice';
import { allItems, type Outline } from './model/outline';
import { problemsIn } from './model/refusal';
import { Select } from './StepInputs';
import { peopleIn, useImpact } from './SwitchOff';
import type { Flow } from './useFlow';
import type { FlowWords } from './useFlowWords';
import type { OutlineHands } from './useOutline';
import { stopIn } from './usePublishing';

type Waiting = NonNullable<PublishBody['waiting']>;
/** `finish`, `end`, or the step to which people move. */
type Fate = string;
/** Ids have no such sign: a step may be called `end`. */
const MOVE = 'to:';

const fateOf = (node: FlowKey, fate: Fate): Waiting[number] => {
  if (fate.startsWith(MOVE)) return { node, then: 'move', to: fate.slice(MOVE.length) };
  return { node, then: fate === 'end' ? 'end' : 'finish' };
};

type Fates = ReadonlyMap<FlowKey, Fate>;

interface GoneProps {
  readonly nodes: FlowImpact['nodes'];
  readonly fates: Fates;
  readonly outline: Outline;
  readonly words: FlowWords;
  readonly onChange: (node: FlowKey, fate: Fate) => void;
}

/** For each step that is deleted while people are at it: what becomes of them. */
const Gone = ({ nodes, fates, outline, words, onChange }: GoneProps) => {
  const t = useT();
  const steps = allItems(outline).map(
    ({ node, number }) =>
      [`${MOVE}${node.id}`, t('flows.gone.move', { step: words.step(node.step, number) })] as const
  );
  return nodes.map(({ node, kind, words: said, count }) => {
    const head = words.kind(kind);
    const step = said === null ? head : t('flows.named', { head, words: said });
    return (
      <Select
        key={node}
        name={`gone-${node}`}
        label={t('flows.gone', { count, step })}
        value={fates.get(node) ?? 'finish'}
        options={[['finish', t('flows.gone.finish')], ['end', t('flows.gone.end')], ...steps]}
        onChange={(fate) => onChange(node, fate)}
      />
    );
  });
};

const Impact = ({ impact, ...gone }: Omit<GoneProps, 'nodes'> & { impact: FlowImpact }) => {
  const t = useT();
  const nodes = impact.nodes.filter(({ isGone, count }) => isGone && count > 0);
  if (impact.open === 0) return <Typography>{t('flows.impact.none')}</Typography>;
  return (
    <>
      <Typography>
        {t(nodes.length > 0 ? 'flows.impact.choose' : 'flows.impact.open', peopleIn(impact))}
      </Typography>
      <Gone {...gone} nodes={nodes} />
    </>
  );
};

interface Props {
  readonly bot: BotView;
  readonly flow: Flow;
  readonly hands: OutlineHands;
  /** What takes the focus after the dialog. */
  readonly after: (run: () => void) => void;
  readonly onClose: () => void;
}

/** Publishes; what hinders it is where one can do something about it. */
const usePublish = ({ flow, hands, after, onClose }: Omit<Props, 'bot'>) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const { store, form, graph } = flow;
  const onMeanwhile = () => {
    onClose();
    after(store.meet);
  };
  const onRefused = (refused: unknown) => {
    if (readRefusal(refused).kind === 'changed-meanwhile') return onMeanwhile();
    const problem = problemsIn(refused).find(({ node }) => nodeOf(graph, node));
    if (!problem) return form.onRefused(refused);
    const number = hands.outline.numberOf.get(problem.node) ?? 0;
    const words = hands.words.problem(problem, nodeOf(graph, problem.node)?.step ?? null);
    toggleNotification({ type: 'danger', message: t('flows.problem.at', { number, words }) });
    onClose();
    after(() => hands.focus(problem.node));
  };
  return async (waiting: Waiting) => {
    try {
      const outcome = await store.publish(waiting);
      if (outcome === 'done') onClose();
      if (outcome === 'meanwhile') onMeanwhile();
    } catch (refused) {
      onRefused(refused);
    }
  };
};

/** Says what publishing does: which version it becomes, who is in the flow, and who is at steps that are deleted. */
export const PublishDialog = ({ bot, ...props }: Props) => {
  const t = useT();
  const { flow, hands, onClose } = props;
  const [fates, setFates] = useState<Fates>(new Map());
  const [graph] = useState<FlowGraph>(flow.graph);
  const impact = useImpact(bot.id, graph);
  const cost = useFlowCost(graph, flow.form.draft.accountId);
  const { store, problems } = flow;
  const isChecked = !problems.isChecking && !problems.error && !stopIn(problems);
  const publish = usePublish(props);
  const submit = () => {
    if (!impact.data) return;
    const gone = impact.data.nodes.filter(({ isGone, count }) => isGone && count > 0);
    void publish(gone.map(({ node }) => fateOf(node, fates.get(node) ?? 'finish')));
  };
  return (
    <FormModal
      title={t('flows.publish.title', { name: bot.name })}
      submitLabel={t('flows.publish.confirm', { version: store.nextVersion })}
      submitTestId="publish-confirm"
      isReady={impact.data !== undefined && !impact.isFetching && isChecked}
      isBusy={store.isSaving}
      draft={[...fates]}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography>{t('flows.publish.version', { version: store.nextVersion })}</Typography>
      {bot.graph === null && bot.steps.length > 0 ? (
        <Typography>{t('flows.publish.stays')}</Typography>
      ) : null}
      {bot.active || bot.ofAutomation ? null : <Typography>{t('flows.publish.off')}</Typography>}
      <FlowPrice cost={cost} />
      {impact.isFetching ? (
        <Typography role="status">{t('flows.impact.counting')}</Typography>
      ) : null}
      {impact.isError ? (
        <ErrorState error={impact.error} onRetry={() => void impact.refetch()} />
      ) : null}
      {impact.data && !impact.isFetching ? (
        <Impact
          impact={impact.data}
          fates={fates}
          outline={hands.outline}
          words={hands.words}
          onChange={(node, fate) => setFates((old) => new Map([...old, [node, fate]]))}
        />
      ) : null}
    </FormModal>
  );
};
