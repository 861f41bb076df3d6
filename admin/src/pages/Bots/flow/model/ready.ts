import type { BotTrigger, CreateBotBody } from '../../../../../../server/src/contracts/bots';
import { flowGraph, type FlowGraph } from '../../../../../../server/src/contracts/flow-graph';
import type { Translate } from '../../../../shared/useT';
import { wordsOf } from '../../model';

/** Ready flows, in the order of the gallery. Their words are in the translations, so that they speak the admin's language. */
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

type Node = Record<string, unknown>;
type To = Record<string, string>;
/** Splits a translated list at its bars: its words may contain commas. */
const titlesOf = (words: string): string[] => words.split('|').map((one) => one.trim());

/** Within the reply window, so that what follows can still be sent. */
const SILENCE = 23 * 60;
const asking = { tries: 2, again: '', noAnswerAfter: SILENCE };

const says = (id: string, text: string, next?: string): Node => ({
  ...{ id, step: { kind: 'text', text }, to: next === undefined ? {} : { next } },
});
const does = (id: string, step: Node, next?: string): Node => ({
  ...{ id, step, to: next === undefined ? {} : { next } },
});
const asks = (id: string, step: { text: string; saveAs: string; answer?: Node }, to: To): Node => ({
  ...{
    id,
    step: { kind: 'question', answer: { kind: 'text', most: 500 }, ...asking, ...step },
    to,
  },
});
/** Choices `c1`, `c2` … in the order of their titles. */
const offers = (
  id: string,
  step: { text: string; titles: string; saveAs?: string; open?: string },
  to: To
): Node => {
  const { titles, ...words } = step;
  const choices = titlesOf(titles).map((title, i) => ({ id: `c${i + 1}`, title }));
  return { id, step: { kind: 'choice', choices, ...asking, ...words }, to };
};
const people = (id = 'team'): Node => ({ id, step: { kind: 'handover' }, to: {} });
/** Where silence leads: the run says so, and nothing is sent. */
const silent = (t: Translate): Node => ({
  ...{ id: 'silent', step: { kind: 'note', text: t('flows.ready.silent') }, to: {} },
});
const toPeople = (t: Translate): Node[] => [
  says('wait', t('flows.ready.to-team'), 'team'),
  people(),
];
/** What is not understood goes to people, silence ends. */
const UNCLEAR = { other: 'wait', 'no-answer': 'silent' } as const;

type Nodes = (t: Translate) => Node[];

const welcome: Nodes = (t) => [
  offers(
    'menu',
    { text: t('flows.ready.welcome.text'), titles: t('flows.ready.welcome.titles') },
    { c1: 'number', c2: 'hours', c3: 'wait', ...UNCLEAR }
  ),
  asks(
    'number',
    { text: t('flows.ready.order.ask'), saveAs: 'order_number' },
    { answered: 'task', ...UNCLEAR }
  ),
  does('task', { kind: 'task', title: t('flows.ready.order.task'), dueInMinutes: 240 }, 'thanks'),
  says('thanks', t('flows.ready.order.thanks')),
  says('hours', t('flows.ready.welcome.hours')),
  ...toPeople(t),
  silent(t),
];

const hours: Nodes = (t) => [
  asks(
    'closed',
    { text: t('flows.ready.hours.text'), saveAs: 'request' },
    { answered: 'task', other: 'task', 'no-answer': 'silent' }
  ),
  does(
    'task',
    {
      ...{ kind: 'task', title: t('flows.ready.hours.task'), dueInMinutes: 720 },
      note: '{{request|–}}',
    },
    'thanks'
  ),
  says('thanks', t('flows.ready.hours.thanks')),
  silent(t),
];

const faq: Nodes = (t) => [
  offers(
    'menu',
    {
      ...{ text: t('flows.ready.faq.text'), titles: t('flows.ready.faq.titles') },
      open: t('flows.ready.faq.open'),
    },
    { c1: 'hours', c2: 'delivery', c3: 'returns', c4: 'wait', ...UNCLEAR }
  ),
  says('hours', t('flows.ready.welcome.hours'), 'more'),
  says('delivery', t('flows.ready.faq.delivery'), 'more'),
  says('returns', t('flows.ready.faq.returns'), 'more'),
  offers(
    'more',
    { text: t('flows.ready.faq.more'), titles: t('flows.ready.faq.more-titles') },
    { c1: 'menu', c2: 'bye', c3: 'wait', ...UNCLEAR }
  ),
  says('bye', t('flows.ready.faq.bye')),
  ...toPeople(t),
  silent(t),
];

const order: Nodes = (t) => [
  asks(
    'number',
    { text: t('flows.ready.order.ask'), saveAs: 'order_number' },
    { answered: 'tag', ...UNCLEAR }
  ),
  does('tag', { kind: 'tag', add: [t('flows.ready.order.tag')] }, 'note'),
  does('note', { kind: 'note', text: t('flows.ready.order.note') }, 'task'),
  does('task', { kind: 'task', title: t('flows.ready.order.task'), dueInMinutes: 240 }, 'thanks'),
  says('thanks', t('flows.ready.order.thanks'), 'team'),
  ...toPeople(t),
  silent(t),
];

const appointment: Nodes = (t) => [
  offers(
    'menu',
    { text: t('flows.ready.appointment.text'), titles: t('flows.ready.appointment.titles') },
    { c1: 'tag', c2: 'day', c3: 'sure', ...UNCLEAR }
  ),
  does('tag', { kind: 'tag', add: [t('flows.ready.appointment.tag')] }, 'confirmed'),
  says('confirmed', t('flows.ready.appointment.confirmed')),
  asks(
    'day',
    {
      ...{ text: t('flows.ready.appointment.day'), saveAs: 'new_day' },
      answer: { kind: 'date', when: 'future' },
    },
    { answered: 'move', ...UNCLEAR }
  ),
  does(
    'move',
    { kind: 'task', title: t('flows.ready.appointment.move-task'), dueInMinutes: 240 },
    'moving'
  ),
  says('moving', t('flows.ready.appointment.moving')),
  offers(
    'sure',
    { text: t('flows.ready.appointment.sure'), titles: t('flows.ready.appointment.sure-titles') },
    { c1: 'cancel', c2: 'confirmed', ...UNCLEAR }
  ),
  does(
    'cancel',
    { kind: 'task', title: t('flows.ready.appointment.cancel-task'), dueInMinutes: 240 },
    'cancelled'
  ),
  says('cancelled', t('flows.ready.appointment.cancelled')),
  ...toPeople(t),
  silent(t),
];

/** An hour after the conversation was closed. One or two stars lead to a person, with a task. */
const survey: Nodes = (t) => [
  {
    ...{ id: 'pause', step: { kind: 'wait', until: { kind: 'minutes', minutes: 60 } } },
    to: { over: 'rate' },
  },
  offers(
    'rate',
    {
      ...{ text: t('flows.ready.survey.text'), titles: t('flows.ready.survey.titles') },
      ...{ saveAs: 'rating', open: t('flows.ready.survey.open') },
    },
    { c1: 'happy', c2: 'happy', c3: 'thanks', c4: 'low', c5: 'low', ...UNCLEAR }
  ),
  does('happy', { kind: 'tag', add: [t('flows.ready.survey.tag-happy')] }, 'thanks'),
  says('thanks', t('flows.ready.survey.thanks')),
  does('low', { kind: 'tag', add: [t('flows.ready.survey.tag-low')] }, 'task'),
  does('task', { kind: 'task', title: t('flows.ready.survey.task'), dueInMinutes: 240 }, 'why'),
  asks(
    'why',
    { text: t('flows.ready.survey.why'), saveAs: 'reason' },
    { answered: 'sorry', other: 'sorry', 'no-answer': 'team' }
  ),
  says('sorry', t('flows.ready.survey.sorry'), 'team'),
  ...toPeople(t),
  silent(t),
];

const optIn: Nodes = (t) => [
  offers(
    'ask',
    { text: t('flows.ready.opt-in.text'), titles: t('flows.ready.opt-in.titles') },
    { c1: 'tag', c2: 'later', ...UNCLEAR }
  ),
  does('tag', { kind: 'tag', add: [t('flows.ready.opt-in.tag')] }, 'choose'),
  // What they tap in it is recorded as their consent.
  does('choose', { kind: 'preferences', text: t('flows.ready.opt-in.choose') }),
  says('later', t('flows.ready.opt-in.later')),
  ...toPeople(t),
  silent(t),
];

const preferences: Nodes = (t) => [
  offers(
    'menu',
    { text: t('flows.ready.preferences.text'), titles: t('flows.ready.preferences.titles') },
    { c1: 'choose', c2: 'wait', ...UNCLEAR }
  ),
  does('choose', { kind: 'preferences', text: '' }),
  ...toPeople(t),
  silent(t),
];

const word = (words: string, match: 'contains' | 'exact' = 'contains'): BotTrigger => ({
  ...{ kind: 'keyword', match, words: wordsOf(words) },
  ...{ wholeWord: match === 'contains', accents: false },
});
const event = (name: 'first-message' | 'outside-hours' | 'closed'): BotTrigger => ({
  ...{ kind: 'event', event: name, value: '' },
});

const TRIGGERS: { readonly [Name in ReadyFlow]: (t: Translate) => BotTrigger } = {
  welcome: () => event('first-message'),
  hours: () => event('outside-hours'),
  faq: (t) => word(t('flows.ready.faq.words')),
  order: (t) => word(t('flows.ready.order.words')),
  appointment: (t) => word(t('flows.ready.appointment.words')),
  survey: () => event('closed'),
  'opt-in': (t) => word(t('flows.ready.opt-in.words'), 'exact'),
  preferences: (t) => word(t('flows.ready.preferences.words'), 'exact'),
};

const NODES: { readonly [Name in ReadyFlow]: Nodes } = {
  ...{ welcome, hours, faq, order, appointment, survey, preferences },
  'opt-in': optIn,
};

/** Minutes in which it does not begin again in the same conversation. */
const REST: Partial<Record<ReadyFlow, number>> = { hours: 8 * 60, survey: 30 * 24 * 60 };

export const readyGraph = (ready: ReadyFlow, t: Translate): FlowGraph => {
  const nodes = NODES[ready](t);
  return flowGraph.parse({ start: nodes[0]?.['id'], nodes });
};

/** A new bot with the flow as its draft: it is off, and answers nobody before it is published. */
export const readyBot = (ready: ReadyFlow, t: Translate) =>
  ({
    name: t(`flows.ready.${ready}.name`),
    triggers: [TRIGGERS[ready](t)],
    draft: readyGraph(ready, t),
    cooldownMinutes: REST[ready] ?? 0,
  }) satisfies CreateBotBody;
