import { useState } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import {
  GOAL_DAYS_MOST,
  GOAL_EVENTS,
  GOAL_VALUE_MOST,
  type FlowGoal,
  type FlowGraph,
} from '../../../../../server/src/contracts/flow-graph';
import { useWhatsappFacetsQuery } from '../../../api/people';
import { TagField } from '../../../shared/people/TagField';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { allItems } from './model/outline';
import { NumberField, Select, Words } from './StepInputs';
import type { OutlineHands } from './useOutline';

type EventGoal = Extract<FlowGoal, { kind: 'event' }>;
type Kind = 'none' | 'step' | EventGoal['event'];

const KINDS: readonly Kind[] = ['none', 'step', ...GOAL_EVENTS];
const DAYS = 7;

const kindOf = (goal: FlowGraph['goal']): Kind => {
  if (!goal) return 'none';
  return goal.kind === 'step' ? 'step' : goal.event;
};

const isDays = (days: number | null): days is number =>
  days !== null && Number.isInteger(days) && days >= 1 && days <= GOAL_DAYS_MOST;

interface EventProps {
  readonly goal: EventGoal;
  readonly onChange: (goal: EventGoal) => void;
}
type Named = Exclude<EventGoal['event'], 'opted-in'>;

/** A name that is typed. It is part of the goal once one has left the field: no change for each letter. */
const TypedName = ({ event, goal, onChange }: EventProps & { readonly event: Named }) => {
  const t = useT();
  const [typed, type] = useState(goal.value);
  const keep = () => {
    const value = typed.trim();
    if (value !== goal.value) onChange({ ...goal, value });
  };
  return (
    <Box onBlur={keep}>
      <Words
        name="goal-value"
        label={t(`flows.goal.value.${event}`)}
        hint={t('flows.goal.value.hint')}
        value={typed}
        most={GOAL_VALUE_MOST}
        onChange={type}
        testId="goal-value"
      />
    </Box>
  );
};

/** One tag: another one that is chosen takes its place. */
const TagChoice = ({ goal, onChange }: EventProps) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <TagField
        label={t('flows.goal.value.tag-added')}
        value={goal.value === '' ? [] : [goal.value]}
        onChange={(tags) => onChange({ ...goal, value: tags.at(-1) ?? '' })}
      />
      <Typography variant="pi" textColor="neutral600">
        {t('flows.goal.value.hint')}
      </Typography>
    </Flex>
  );
};

/** Names of the tracked links; null: there are none, or the reader may not see them. */
const useLinkNames = (): readonly string[] | null => {
  const { can } = useCan();
  const { data, isLoading } = useWhatsappFacetsQuery(undefined, { skip: !can.contactBrowse });
  if (isLoading) return [];
  return data && data.links.length > 0 ? [...new Set(data.links.map(({ name }) => name))] : null;
};

const ANY = 'any';
/** A link may have any name, also that of the choice above. */
const valueOf = (name: string): string => (name === '' ? ANY : `=${name}`);

const LinkChoice = ({ goal, onChange }: EventProps) => {
  const t = useT();
  const links = useLinkNames();
  if (links === null)
    return <TypedName key={goal.value} event="link-opened" goal={goal} onChange={onChange} />;
  const known = goal.value === '' || links.includes(goal.value) ? links : [goal.value, ...links];
  return (
    <Select
      name="goal-value"
      label={t('flows.goal.value.link-opened')}
      value={valueOf(goal.value)}
      options={[
        [ANY, t('flows.goal.link.any')],
        ...known.map((name) => [valueOf(name), name] as const),
      ]}
      onChange={(next) => onChange({ ...goal, value: next === ANY ? '' : next.slice(1) })}
    />
  );
};

/** Says where what is typed is no number of days; the ones before hold until then. */
const DaysField = ({ goal, onChange }: EventProps) => {
  const t = useT();
  const { days } = goal;
  const [last, setLast] = useState<{ typed: number | null; days: number } | null>(null);
  // Since then the days may have been changed elsewhere: by taking a change back.
  const wrong = last?.days === days ? last : null;
  return (
    <NumberField
      name="goal-days"
      label={t('flows.goal.days')}
      hint={t('flows.goal.days.hint', { most: GOAL_DAYS_MOST })}
      error={wrong !== null && t('flows.goal.days.wrong', { most: GOAL_DAYS_MOST, days })}
      value={wrong ? wrong.typed : days}
      onChange={(typed) => {
        setLast(isDays(typed) ? null : { typed, days });
        if (isDays(typed) && typed !== days) onChange({ ...goal, days: typed });
      }}
    />
  );
};

const NameField = (props: EventProps) => {
  const { event, value } = props.goal;
  switch (event) {
    case 'opted-in':
      return null;
    case 'tag-added':
      return <TagChoice {...props} />;
    case 'link-opened':
      return <LinkChoice {...props} />;
    default:
      return <TypedName key={value} event={event} {...props} />;
  }
};

const EventFields = (props: EventProps) => (
  <Flex gap={4} wrap="wrap" alignItems="flex-start">
    {props.goal.event === 'opted-in' ? null : (
      <Box flex="1" minWidth="14rem">
        <NameField {...props} />
      </Box>
    )}
    <Box flex="1" minWidth="14rem">
      <DaysField {...props} />
    </Box>
  </Flex>
);

/** What the flow is for: a step that people come to, or something that they do soon after. */
export const GoalFields = ({
  hands,
  onChange,
}: {
  hands: Pick<OutlineHands, 'graph' | 'outline' | 'words'>;
  /** Undefined: it has no goal. */
  onChange: (goal: FlowGoal | undefined) => void;
}) => {
  const t = useT();
  const { graph, outline, words } = hands;
  const { goal } = graph;
  const items = allItems(outline);
  const isOptIn = goal?.kind === 'event' && goal.event === 'opted-in';
  const hint = t('flows.goal.hint');
  const choose = (kind: Kind): void => {
    if (kind === 'none') return onChange(undefined);
    if (kind === 'step') return onChange({ kind, node: items.at(-1)?.node.id ?? graph.start });
    const days = goal?.kind === 'event' ? goal.days : DAYS;
    return onChange({ kind: 'event', event: kind, value: '', days });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Select
        name="goal"
        label={t('flows.goal')}
        hint={isOptIn ? `${hint} ${t('flows.goal.opted-in.hint')}` : hint}
        value={kindOf(goal)}
        options={KINDS.map((one) => [one, t(`flows.goal.${one}`)] as const)}
        onChange={choose}
      />
      {goal?.kind === 'step' ? (
        <Select
          name="goal-step"
          label={t('flows.goal.node')}
          value={goal.node}
          options={items.map(
            ({ node, number }) => [node.id, words.step(node.step, number)] as const
          )}
          onChange={(node) => onChange({ kind: 'step', node })}
        />
      ) : null}
      {goal?.kind === 'event' ? <EventFields goal={goal} onChange={onChange} /> : null}
    </Flex>
  );
};
