import { Button, Flex, Typography } from '@strapi/design-system';
import type { FlowCost } from '../../../../../server/src/contracts/flow-cost';
import {
  FLOW_MESSAGES_A_DAY,
  FLOW_NODES,
  FLOW_RUNS_OPEN,
  FLOW_STEPS_BETWEEN_WAITS,
  type FlowGoal,
  type FlowGraph,
} from '../../../../../server/src/contracts/flow-graph';
import { nodeOf } from '../../../../../server/src/contracts/flow-parts';
import { Notice } from '../../../shared/Notice';
import { ErrorState } from '../../../shared/states';
import { useT } from '../../../shared/useT';
import { Section } from '../components/Section';
import { FlowPrice } from './FlowPrice';
import { GoalFields } from './GoalFields';
import { listedProblems } from './model/listed';
import { RehearsalNotice } from './rehearse/RehearsalNotice';
import type { RehearsalHands } from './rehearse/useRehearsal';
import { Select } from './StepInputs';
import { StepViews } from './StepViews';
import type { Flow } from './useFlow';
import { useFlowView } from './useFlowView';
import type { OutlineHands } from './useOutline';

interface Props {
  readonly flow: Flow;
  readonly hands: OutlineHands;
  readonly rehearsal: RehearsalHands;
  /** Undefined: not known, or nothing to say. */
  readonly cost: FlowCost | undefined;
  readonly isFromForm: boolean;
}

/** What is wrong, with a way to the step. */
const Problems = ({ flow, hands }: Pick<Props, 'flow' | 'hands'>) => {
  const t = useT();
  const { error, retry, isChecking } = flow.problems;
  if (error && !isChecking) return <ErrorState error={error} onRetry={retry} />;
  // An empty flow says so itself, where its first step is added.
  const list = listedProblems(flow.problems.list ?? []).filter(({ kind }) => kind !== 'no-steps');
  if (list.length === 0) return null;
  const isStop = list.some(({ level }) => level === 'stop');
  return (
    <Notice
      variant={isStop ? 'danger' : 'warning'}
      title={t('flows.problems', { count: list.length })}
      titleAs="h3"
      testId="flow-problems"
    >
      <Flex tag="ul" direction="column" alignItems="flex-start" gap={1} padding={0} margin={0}>
        {list.map((problem, i) => {
          const node = nodeOf(flow.graph, problem.node);
          const number = hands.outline.numberOf.get(problem.node) ?? 0;
          const words = hands.words.problem(problem, node?.step ?? null);
          return (
            <li key={i}>
              {node ? (
                <Button size="S" variant="ghost" onClick={() => hands.focus(problem.node)}>
                  {t('flows.problem.at', { number, words })}
                </Button>
              ) : (
                <Typography variant="pi">{words}</Typography>
              )}
            </li>
          );
        })}
      </Flex>
    </Notice>
  );
};

/** The limits of a flow, before a run or its maker meets them. */
const Bounds = () => {
  const t = useT();
  return (
    <Typography tag="p" variant="pi" textColor="neutral600">
      {t('flows.bounds', {
        nodes: FLOW_NODES,
        between: FLOW_STEPS_BETWEEN_WAITS,
        messages: FLOW_MESSAGES_A_DAY,
        open: FLOW_RUNS_OPEN,
      })}
    </Typography>
  );
};

/** The graph with this goal; without one it has no such field. */
const withGoal = ({ goal: _goal, ...graph }: FlowGraph, goal: FlowGoal | undefined): FlowGraph =>
  goal ? { ...graph, goal } : graph;

/** The steps of the flow with what they cost, when it gives way to people, and what it is for. */
export const FlowSteps = ({ flow, hands, rehearsal, cost, isFromForm }: Props) => {
  const t = useT();
  const view = useFlowView(isFromForm);
  const { done, clear } = rehearsal;
  const { graph } = hands;
  return (
    <Section
      title={t('flows.steps')}
      hint={t(view.now === 'canvas' ? 'flows.canvas.hint' : 'flows.steps.hint')}
    >
      <Bounds />
      <FlowPrice cost={cost} />
      <Problems flow={flow} hands={hands} />
      {done ? <RehearsalNotice done={done} hands={hands} onClear={clear} /> : null}
      {hands.isFull ? (
        <Notice variant="warning" title={t('flows.full')}>
          {t('flows.full.body', { most: FLOW_NODES })}
        </Notice>
      ) : null}
      <StepViews flow={flow} hands={hands} view={view} />
      <Select
        name="whenTaken"
        label={t('flows.taken')}
        value={graph.whenTaken}
        options={(['go-on', 'end'] as const).map((one) => [one, t(`flows.taken.${one}`)] as const)}
        onChange={(whenTaken) => flow.change({ ...graph, whenTaken })}
      />
      <GoalFields hands={hands} onChange={(goal) => flow.change(withGoal(graph, goal))} />
    </Section>
  );
};
