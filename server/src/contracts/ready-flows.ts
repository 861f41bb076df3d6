import type { BotTrigger, CreateBotBody } from './bots';
import type { FlowGraph } from './flow-graph';
import { READY_WORDS, type ReadyLanguage, type ReadyWords } from './ready-flow-words';
import {
  asks,
  does,
  graphFrom,
  offers,
  says,
  silent,
  toPeople,
  UNCLEAR,
  type Node,
} from './ready-nodes';
import { looksUp, type OrderLookup } from './ready-order';

/** Ready flows, in the order of the gallery. */
export const READY_FLOWS = [
  'welcome',
  'hours',
  'faq',
  'order',
  'appointment',
  'survey',
  'opt-in',
  'preferences',
] as const;
export type ReadyFlow = (typeof READY_FLOWS)[number];

type Nodes = (words: ReadyWords, lookup: OrderLookup | null) => Node[];

const welcome: Nodes = (words) => [
  offers(
    'menu',
    { text: words.welcome.text, titles: words.welcome.titles },
    { c1: 'number', c2: 'hours', c3: 'wait', ...UNCLEAR }
  ),
  asks(
    'number',
    { text: words.order.ask, saveAs: 'order_number' },
    { answered: 'task', ...UNCLEAR }
  ),
  does('task', { kind: 'task', title: words.order.task, dueInMinutes: 240 }, 'thanks'),
  says('thanks', words.order.thanks),
  says('hours', words.openAt),
  ...toPeople(words),
  silent(words),
];

const hours: Nodes = (words) => [
  asks(
    'closed',
    { text: words.hours.text, saveAs: 'request' },
    { answered: 'task', other: 'task', 'no-answer': 'silent' }
  ),
  does(
    'task',
    {
      ...{ kind: 'task', title: words.hours.task, dueInMinutes: 720 },
      note: '{{request|–}}',
    },
    'thanks'
  ),
  says('thanks', words.hours.thanks),
  silent(words),
];

const faq: Nodes = (words) => [
  offers(
    'menu',
    {
      ...{ text: words.faq.text, titles: words.faq.titles },
      open: words.faq.open,
    },
    { c1: 'hours', c2: 'delivery', c3: 'returns', c4: 'wait', ...UNCLEAR }
  ),
  says('hours', words.openAt, 'more'),
  says('delivery', words.faq.delivery, 'more'),
  says('returns', words.faq.returns, 'more'),
  offers(
    'more',
    { text: words.faq.more, titles: words.faq.moreTitles },
    { c1: 'menu', c2: 'bye', c3: 'wait', ...UNCLEAR }
  ),
  says('bye', words.faq.bye),
  ...toPeople(words),
  silent(words),
];

const order: Nodes = (words, lookup) => [
  asks(
    'number',
    { text: words.order.ask, saveAs: 'order_number' },
    { answered: lookup ? 'find' : 'tag', ...UNCLEAR }
  ),
  ...(lookup ? looksUp(words, lookup, 'tag') : []),
  does('tag', { kind: 'tag', add: [words.order.tag] }, 'note'),
  does('note', { kind: 'note', text: words.order.note }, 'task'),
  does('task', { kind: 'task', title: words.order.task, dueInMinutes: 240 }, 'thanks'),
  says('thanks', words.order.thanks, 'team'),
  ...toPeople(words),
  silent(words),
];

const appointment: Nodes = (words) => [
  offers(
    'menu',
    { text: words.appointment.text, titles: words.appointment.titles },
    { c1: 'tag', c2: 'day', c3: 'sure', ...UNCLEAR }
  ),
  does('tag', { kind: 'tag', add: [words.appointment.tag] }, 'confirmed'),
  says('confirmed', words.appointment.confirmed),
  asks(
    'day',
    {
      ...{ text: words.appointment.day, saveAs: 'new_day' },
      answer: { kind: 'date', when: 'future' },
    },
    { answered: 'move', ...UNCLEAR }
  ),
  does('move', { kind: 'task', title: words.appointment.moveTask, dueInMinutes: 240 }, 'moving'),
  says('moving', words.appointment.moving),
  offers(
    'sure',
    { text: words.appointment.sure, titles: words.appointment.sureTitles },
    { c1: 'cancel', c2: 'confirmed', ...UNCLEAR }
  ),
  does(
    'cancel',
    { kind: 'task', title: words.appointment.cancelTask, dueInMinutes: 240 },
    'cancelled'
  ),
  says('cancelled', words.appointment.cancelled),
  ...toPeople(words),
  silent(words),
];

/** An hour after the conversation was closed. One or two stars lead to a person, with a task. */
const survey: Nodes = (words) => [
  {
    ...{ id: 'pause', step: { kind: 'wait', until: { kind: 'minutes', minutes: 60 } } },
    to: { over: 'rate' },
  },
  offers(
    'rate',
    {
      ...{ text: words.survey.text, titles: words.survey.titles },
      ...{ saveAs: 'rating', open: words.survey.open },
    },
    { c1: 'happy', c2: 'happy', c3: 'thanks', c4: 'low', c5: 'low', ...UNCLEAR }
  ),
  does('happy', { kind: 'tag', add: [words.survey.happyTag] }, 'thanks'),
  says('thanks', words.survey.thanks),
  does('low', { kind: 'tag', add: [words.survey.lowTag] }, 'task'),
  does('task', { kind: 'task', title: words.survey.task, dueInMinutes: 240 }, 'why'),
  asks(
    'why',
    { text: words.survey.why, saveAs: 'reason' },
    { answered: 'sorry', other: 'sorry', 'no-answer': 'team' }
  ),
  says('sorry', words.survey.sorry, 'team'),
  ...toPeople(words),
  silent(words),
];

const optIn: Nodes = (words) => [
  offers(
    'ask',
    { text: words.optIn.text, titles: words.optIn.titles },
    { c1: 'tag', c2: 'later', ...UNCLEAR }
  ),
  does('tag', { kind: 'tag', add: [words.optIn.tag] }, 'choose'),
  // What they tap in it is recorded as their consent.
  does('choose', { kind: 'preferences', text: words.optIn.choose }),
  says('later', words.optIn.later),
  ...toPeople(words),
  silent(words),
];

const preferences: Nodes = (words) => [
  offers(
    'menu',
    { text: words.preferences.text, titles: words.preferences.titles },
    { c1: 'choose', c2: 'wait', ...UNCLEAR }
  ),
  does('choose', { kind: 'preferences', text: '' }),
  ...toPeople(words),
  silent(words),
];

const word = (words: readonly string[], match: 'contains' | 'exact' = 'contains'): BotTrigger => ({
  ...{ kind: 'keyword', match, words: [...words] },
  ...{ wholeWord: match === 'contains', accents: false },
});
const event = (name: 'first-message' | 'outside-hours' | 'closed'): BotTrigger => ({
  ...{ kind: 'event', event: name, value: '' },
});

interface Ready {
  readonly name: (words: ReadyWords) => string;
  readonly trigger: (words: ReadyWords) => BotTrigger;
  readonly nodes: Nodes;
  /** Minutes in which it does not begin again in the same conversation. */
  readonly rest?: number;
}

const READY: { readonly [Name in ReadyFlow]: Ready } = {
  welcome: {
    name: (words) => words.welcome.name,
    trigger: () => event('first-message'),
    nodes: welcome,
  },
  hours: {
    name: (words) => words.hours.name,
    trigger: () => event('outside-hours'),
    nodes: hours,
    rest: 8 * 60,
  },
  faq: {
    name: (words) => words.faq.name,
    trigger: (words) => word(words.faq.words),
    nodes: faq,
  },
  order: {
    name: (words) => words.order.name,
    trigger: (words) => word(words.order.words),
    nodes: order,
  },
  appointment: {
    name: (words) => words.appointment.name,
    trigger: (words) => word(words.appointment.words),
    nodes: appointment,
  },
  survey: {
    name: (words) => words.survey.name,
    trigger: () => event('closed'),
    nodes: survey,
    rest: 30 * 24 * 60,
  },
  'opt-in': {
    name: (words) => words.optIn.name,
    trigger: (words) => word(words.optIn.words, 'exact'),
    nodes: optIn,
  },
  preferences: {
    name: (words) => words.preferences.name,
    trigger: (words) => word(words.preferences.words, 'exact'),
    nodes: preferences,
  },
};

/** What it is called in the gallery, and what its bot is called. */
export const readyName = (ready: ReadyFlow, language: ReadyLanguage): string =>
  READY[ready].name(READY_WORDS[language]);

const readyGraph = (
  ready: ReadyFlow,
  language: ReadyLanguage,
  lookup: OrderLookup | null
): FlowGraph => graphFrom(READY[ready].nodes(READY_WORDS[language], lookup));

/**
 * A new bot with the flow as its draft: it is off, and answers nobody before it is published. `lookup`: where the one about
 * orders finds them; null: the team looks for them.
 */
export const readyBot = (
  ready: ReadyFlow,
  language: ReadyLanguage,
  lookup: OrderLookup | null = null
) => {
  const { trigger, rest = 0 } = READY[ready];
  return {
    name: readyName(ready, language),
    triggers: [trigger(READY_WORDS[language])],
    draft: readyGraph(ready, language, lookup),
    cooldownMinutes: rest,
  } satisfies CreateBotBody;
};
export type ReadyBot = ReturnType<typeof readyBot>;
