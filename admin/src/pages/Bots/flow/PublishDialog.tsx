import { useState } from 'react';
import { Typography } from '@strapi/design-system';
import type { BotView, FlowImpact, PublishBody } from '../../../../../server/src/contracts/bots';
import type { FlowGraph, FlowKey } from '../../../../../server/src/contracts/flow-graph';
import { FormModal } from '../../../shared/FormModal';
import { ErrorState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { allItems, type Outline } from './model/outline';
import { Select } from './StepInputs';
import { peopleIn, useImpact } from './SwitchOff';
import type { Flow } from './useFlow';
import type { FlowWords } from './useFlowWords';

type Waiting = NonNullable<PublishBody['waiting']>;
/** `finish`, `end`, or the step to which people move. */
type Fate = string;
/** Ids have no such sign: a step may be called `end`. */
const MOVE = 'to:';

const fateOf = (node: FlowKey, fate: Fate): Waiting[number] => {
  if (fate.startsWith(MOVE)) return { node, then: 'move', to: fate.slice(MOVE.length) };
  return { node, then: fate === 'end' ? 'end' : 'finish' };
};

interface GoneProps {
  readonly nodes: FlowImpact['nodes'];
  readonly fates: Readonly<Record<FlowKey, Fate>>;
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
        value={fates[node] ?? 'finish'}
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
      <Typography>{t('flows.impact.open', peopleIn(impact))}</Typography>
      <Gone {...gone} nodes={nodes} />
    </>
  );
};

interface Props {
  readonly bot: BotView;
  readonly flow: Flow;
  readonly outline: Outline;
  readonly words: FlowWords;
  readonly onClose: () => void;
}

/** Says what publishing does: which version it becomes, who is in the flow, and who is at steps that are deleted. */
export const PublishDialog = ({ bot, flow, outline, words, onClose }: Props) => {
  const t = useT();
  const [fates, setFates] = useState<Readonly<Record<FlowKey, Fate>>>({});
  const [graph] = useState<FlowGraph>(flow.graph);
  const impact = useImpact(bot.id, graph);
  const { store, form } = flow;
  const publish = async () => {
    if (!impact.data) return;
    const gone = impact.data.nodes.filter(({ isGone, count }) => isGone && count > 0);
    try {
      await store.publish(gone.map(({ node }) => fateOf(node, fates[node] ?? 'finish')));
      onClose();
    } catch (refused) {
      form.onRefused(refused);
    }
  };
  return (
    <FormModal
      title={t('flows.publish.title', { name: bot.name })}
      submitLabel={t('flows.publish.confirm', { version: store.nextVersion })}
      submitTestId="publish-confirm"
      isReady={impact.data !== undefined && !impact.isFetching}
      isBusy={store.isSaving}
      draft={fates}
      onSubmit={() => void publish()}
      onClose={onClose}
    >
      <Typography>{t('flows.publish.version', { version: store.nextVersion })}</Typography>
      {bot.graph === null ? <Typography>{t('flows.publish.stays')}</Typography> : null}
      {bot.active ? null : <Typography>{t('flows.publish.off')}</Typography>}
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
          outline={outline}
          words={words}
          onChange={(node, fate) => setFates((old) => ({ ...old, [node]: fate }))}
        />
      ) : null}
    </FormModal>
  );
};
