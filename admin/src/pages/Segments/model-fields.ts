import type {
  Ago,
  EngagementLevel,
  SegmentCondition,
} from '../../../../server/src/contracts/segments';
import type { FieldCondition } from '../../../../server/src/contracts/audience';
import {
  conditionOn,
  fieldId,
  fieldOf,
  operatorsOf,
  shownOperator,
  withOperator as withFieldOperator,
  type FilterField,
} from '../../shared/people/conditions';
import type { ChipKey } from '../../shared/people/filter-model';
import type { Translate } from '../../shared/useT';
import type { Key, KeyEnd } from '../../translations/key';
import type { WatchedField } from '../../shared/entry-values/entry-values';
import { chipAsk, facetOf, fieldAsk, isChip, type Ask, type AskOf } from './model';
import { entryAsk, entryWays, withEntryWay, type EntryAsk, type OfAutomation } from './model-entry';

export const SECTIONS = [
  'entry',
  'profile',
  'lists',
  'segments',
  'consent',
  'time',
  'messages',
  'engagement',
  'campaigns',
  'records',
  'fields',
  'record-fields',
  'flow',
] as const;
export type Section = (typeof SECTIONS)[number];

/** Something that a row can ask about. `word` is a key of our words; names that people gave stand in `label`. */
export interface Choice {
  readonly key: string;
  readonly section: Section;
  readonly label: string;
  readonly start: Ask;
}
type Named = Omit<Choice, 'label'> & { readonly word: Key };

export const MONTH: Ago = { amount: 30, unit: 'days' };
export const ENGAGEMENT_LEVELS: readonly EngagementLevel[] = ['high', 'medium', 'low', 'none'];
/** Types of messages that people send or get; what else arrives is not asked for. */
export const MESSAGE_TYPES = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'button',
  'template',
] as const;

const chip = (section: Section, key: ChipKey): Named => ({
  key,
  section,
  word: `people.filter.${key}`,
  start: chipAsk(key, []),
});
const dates = (key: 'created' | 'updated' | 'lastInbound'): Named => ({
  key,
  section: 'time',
  word: `segments.field.${key}`,
  start: { kind: 'people', filter: { [key]: {} } },
});
const time = (fact: AskOf<'time'>['fact']): Named => ({
  key: `time ${fact}`,
  section: 'time',
  word: `segments.field.time.${fact}`,
  start: { kind: 'time', fact, operator: 'within', ago: MONTH },
});
const messages = (direction: AskOf<'messages'>['direction']): Named => ({
  key: `messages ${direction}`,
  section: 'messages',
  word: `segments.field.messages.${direction}`,
  start: { kind: 'messages', direction, atLeast: 1, within: MONTH },
});

const named: readonly Named[] = [
  {
    key: 'q',
    section: 'profile',
    word: 'segments.field.q',
    start: { kind: 'people', filter: { q: '' } },
  },
  chip('profile', 'languages'),
  chip('profile', 'countries'),
  chip('profile', 'towns'),
  chip('profile', 'origins'),
  chip('profile', 'sources'),
  chip('profile', 'owners'),
  chip('profile', 'assignees'),
  chip('lists', 'tags'),
  chip('lists', 'groups'),
  chip('segments', 'segments'),
  chip('consent', 'consent'),
  {
    key: 'askedToStop',
    section: 'consent',
    word: 'people.filter.askedToStop',
    start: { kind: 'people', filter: { askedToStop: true } },
  },
  time('added'),
  time('changed'),
  time('last-inbound'),
  time('last-outbound'),
  dates('created'),
  dates('updated'),
  dates('lastInbound'),
  messages('in'),
  messages('out'),
  {
    key: 'engagement',
    section: 'engagement',
    word: 'segments.field.engagement',
    start: { kind: 'engagement', levels: ['high'] },
  },
  {
    key: 'campaign',
    section: 'campaigns',
    word: 'segments.field.campaign',
    start: { kind: 'campaign', outcome: 'read', within: MONTH },
  },
  {
    key: 'clicked',
    section: 'campaigns',
    word: 'segments.field.link',
    start: { kind: 'clicked', within: MONTH },
  },
  {
    key: 'converted',
    section: 'campaigns',
    word: 'segments.field.converted',
    start: { kind: 'converted', atLeast: 1, within: MONTH },
  },
  chip('records', 'linked'),
];

/** What only a flow can ask: the message that came last, the clock of the person, the hours of the number. */
const ofRun: readonly Named[] = [
  {
    key: 'said',
    section: 'flow',
    word: 'segments.field.said',
    start: { kind: 'said', operator: 'contains', value: '' },
  },
  {
    key: 'clock',
    section: 'flow',
    word: 'segments.field.clock',
    start: { kind: 'clock', days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
  },
  { key: 'open', section: 'flow', word: 'segments.field.open', start: { kind: 'open' } },
];
const ofFlow = (saved: readonly string[] | null, t: Translate): Choice[] =>
  saved === null
    ? []
    : [
        ...saved.map((name): Choice => ({
          key: `value ${name}`,
          section: 'flow',
          label: t('segments.field.value', { name }),
          start: { kind: 'value', name, operator: 'is', value: '' },
        })),
        ...ofRun.map(({ word, ...rest }) => ({ ...rest, label: t(word) })),
      ];

/** The entry, and what is asked of clock and number in flows too. */
const ofAutomation = (automation: OfAutomation | null, t: Translate): Choice[] => {
  if (automation === null) return [];
  const { label = '', fields = [] } = automation.entry ?? {};
  return [
    ...fields.map((field): Choice => ({
      key: `entry ${field.path}`,
      section: 'entry',
      label: `${label} › ${field.label}`,
      start: entryAsk(field),
    })),
    ...ofRun
      .filter(({ key }) => key !== 'said')
      .map(({ word, ...rest }): Choice => ({ ...rest, section: 'time', label: t(word) })),
  ];
};

interface Known {
  readonly fields: readonly FilterField[];
  readonly types: readonly { readonly type: string; readonly label: string }[];
  /** Names under which a flow keeps values; null where no flow asks. */
  readonly saved: readonly string[] | null;
  /** Left out where no automation asks. */
  readonly automation?: OfAutomation | null;
}

/** Everything that can be asked here, by section. `t` = the word of a key. */
export const choices = (
  { fields, types, saved, automation = null }: Known,
  t: Translate
): Choice[] => [
  ...ofFlow(saved, t),
  ...ofAutomation(automation, t),
  ...named.map(({ word, ...rest }) => ({ ...rest, label: t(word) })),
  ...types.map(({ type, label }): Choice => ({
    key: `records ${type}`,
    section: 'records',
    label,
    start: { kind: 'records', type, atLeast: 1, within: MONTH },
  })),
  ...fields.map((field): Choice => ({
    key: fieldId(field),
    section: field.on === 'custom' ? 'fields' : 'record-fields',
    label: field.label,
    start: fieldAsk(conditionOn(field)),
  })),
];

/** The choice that a row has made. */
export const choiceKey = (asks: Ask): string => {
  switch (asks.kind) {
    case 'people': {
      const [condition] = asks.filter.fields ?? [];
      return condition ? fieldId(condition) : facetOf(asks);
    }
    case 'time':
      return `time ${asks.fact}`;
    case 'messages':
      return `messages ${asks.direction}`;
    case 'records':
      return `records ${asks.type}`;
    case 'value':
      return `value ${asks.name}`;
    case 'entry':
      return `entry ${asks.field}`;
    case 'engagement':
    case 'campaign':
    case 'clicked':
    case 'converted':
    case 'said':
    case 'clock':
    case 'open':
      return asks.kind;
  }
};

/** The condition on a value of a field, when that is what the row asks. */
export const conditionOf = (asks: Ask): FieldCondition | null =>
  asks.kind === 'people' ? (asks.filter.fields?.[0] ?? null) : null;

const COUNTS = ['at-least', 'at-most', 'between', 'none'] as const;
type Count = (typeof COUNTS)[number];
export type Counted = AskOf<'messages'> | AskOf<'records'> | AskOf<'converted'>;
const OUTCOMES: readonly Extract<SegmentCondition, { kind: 'campaign' }>['outcome'][] = [
  'sent',
  'delivered',
  'read',
  'not-read',
  'answered',
  'failed',
];
/** Everybody was added and changed once. */
const NEVER: readonly AskOf<'time'>['fact'][] = ['last-inbound', 'last-outbound'];

const countOf = ({ atLeast, atMost }: Counted): Count => {
  if (atMost === undefined) return 'at-least';
  if (atMost === 0) return 'none';
  return atLeast === undefined ? 'at-most' : 'between';
};

interface Operator {
  readonly value: string;
  readonly word: Key;
}
export interface Operators {
  readonly all: readonly Operator[];
  readonly chosen: string;
}
const way = (value: KeyEnd<'segments.operator.'>): Operator => ({
  value,
  word: `segments.operator.${value}`,
});
const only = (value: KeyEnd<'segments.operator.'>): Operators => ({
  all: [way(value)],
  chosen: value,
});

/** What is asked by its name alone. */
const YES: Operators = { all: [{ value: 'yes', word: 'people.yes' }], chosen: 'yes' };

const VALUE_WAYS: readonly AskOf<'value'>['operator'][] = [
  'is',
  'contains',
  'more',
  'less',
  'filled',
];
const SAID_WAYS: readonly AskOf<'said'>['operator'][] = ['contains', 'is', 'type'];

/** What a row can compare by, and by what it does. A field that is gone has no comparison. `watched`: fields of the entry. */
export const operators = (
  asks: Ask,
  fields: readonly FilterField[],
  watched: readonly WatchedField[] = []
): Operators => {
  if (asks.kind === 'entry')
    return { all: entryWays(asks, watched).map(way), chosen: asks.operator };
  if (asks.kind === 'people') {
    const condition = conditionOf(asks);
    if (!condition && facetOf(asks) === 'askedToStop') return YES;
    if (!condition)
      return only(
        isChip(facetOf(asks)) ? 'any-of' : facetOf(asks) === 'q' ? 'contains' : 'between-days'
      );
    const field = fieldOf(fields, condition);
    return {
      all: (field ? operatorsOf(field.kind) : [condition.operator]).map((value) => ({
        value,
        word: `people.operator.${field ? shownOperator(value, field.kind) : value}` as const,
      })),
      chosen: condition.operator,
    };
  }
  if (asks.kind === 'value') return { all: VALUE_WAYS.map(way), chosen: asks.operator };
  if (asks.kind === 'said') return { all: SAID_WAYS.map(way), chosen: asks.operator };
  if (asks.kind === 'clock') return only('on-days');
  if (asks.kind === 'open') return YES;
  if (asks.kind === 'engagement') return only('any-of');
  if (asks.kind === 'clicked') return only('clicked');
  if (asks.kind === 'campaign')
    return {
      all: OUTCOMES.map((value) => ({ value, word: `segments.outcome.${value}` as const })),
      chosen: asks.outcome,
    };
  if (asks.kind === 'time') {
    const never = NEVER.includes(asks.fact) ? [way('never')] : [];
    return { all: [way('within'), way('longer-ago'), ...never], chosen: asks.operator };
  }
  return { all: COUNTS.map(way), chosen: countOf(asks) };
};

const counted = (asks: Counted, count: Count): Counted => {
  const { atLeast, atMost, ...rest } = asks;
  const one = atLeast ?? atMost ?? 1;
  if (count === 'none') return { ...rest, atMost: 0 };
  if (count === 'at-least') return { ...rest, atLeast: Math.max(1, one) };
  if (count === 'at-most') return { ...rest, atMost: Math.max(1, atMost ?? one) };
  return { ...rest, atLeast: Math.max(1, one), atMost: Math.max(1, one, atMost ?? 0) };
};

/** The row with another comparison; what it asked before is kept where it still fits. */
export const withOperator = (asks: Ask, operator: string, fields: readonly FilterField[]): Ask => {
  switch (asks.kind) {
    case 'people': {
      const condition = conditionOf(asks);
      const kind = condition ? (fieldOf(fields, condition)?.kind ?? 'text') : null;
      return condition && kind
        ? fieldAsk(withFieldOperator(condition, kind, operator as FieldCondition['operator']))
        : asks;
    }
    case 'time': {
      const next = operator as AskOf<'time'>['operator'];
      return next === 'never'
        ? { kind: 'time', fact: asks.fact, operator: next }
        : { ...asks, operator: next, ago: asks.ago ?? MONTH };
    }
    case 'campaign':
      return { ...asks, outcome: operator as AskOf<'campaign'>['outcome'] };
    case 'messages':
    case 'records':
    case 'converted':
      return counted(asks, operator as Count);
    case 'value':
      return { ...asks, operator: operator as AskOf<'value'>['operator'] };
    case 'said':
      // A type is chosen, words are written: neither fits the other.
      return asks.operator === 'type' || operator === 'type'
        ? { ...asks, operator: operator as 'type', value: '' }
        : { ...asks, operator: operator as AskOf<'said'>['operator'] };
    case 'entry':
      return withEntryWay(asks, operator as EntryAsk['operator']);
    case 'engagement':
    case 'clicked':
    case 'clock':
    case 'open':
      return asks;
  }
};
