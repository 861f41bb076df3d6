import { ENTRY_NOW, type EntryCondition } from './entry-step';
import { ALREADY, FAILED, NEXT, NOT_FOUND, TOO_LATE } from './flow-parts';
import { fold } from './fold';
import { AUTOMATION_WORDS, type AutomationWords } from './ready-automation-words';
import type { OrderStage, ReadyChosen, ReadyField, ReadyScalar } from './ready-automation-fields';
import { READY_WORDS, type ReadyLanguage, type ReadyWords } from './ready-flow-words';
import {
  asks,
  does,
  offers,
  says,
  silent,
  SILENCE,
  toPeople,
  UNCLEAR,
  type Node,
  type To,
} from './ready-nodes';

/** An approved template with which a flow may begin, with the texts of its quick replies. */
export interface ReadyTemplate {
  id: number;
  name: string;
  language: string;
  category: string;
  buttons: string[];
}

/** What a flow of a ready automation is made from. */
export interface FlowAsk extends ReadyChosen {
  uid: string;
  language: ReadyLanguage;
  /** With which it begins; null: with its text, which reaches people who wrote within 24 hours. */
  template: ReadyTemplate | null;
}
type Maker = (ask: FlowAsk) => Node[];

interface Words {
  words: AutomationWords;
  common: ReadyWords;
}
const wordsOf = ({ language }: Pick<FlowAsk, 'language'>): Words => ({
  words: AUTOMATION_WORDS[language],
  common: READY_WORDS[language],
});

/** A line of the message with a field of the entry; nothing where messages may not name it. */
const line = (
  { uid }: Pick<FlowAsk, 'uid'>,
  label: string,
  field: ReadyField | undefined
): string[] => (field?.usable ? [`${label}: {{record.${uid}.${field.path}|–}}`] : []);

const lines = (first: string, ...more: readonly string[][]): string =>
  [first, ...more.flat()].join('\n');

const sends = ({ id: templateId }: ReadyTemplate, next?: string): Node =>
  does('tell', { kind: 'template', templateId }, next);

/**
 * Tells something, with a button for questions. What people answer to a template goes to bots and the team, as any message.
 */
const tells = (ask: FlowAsk, text: string): Node[] => {
  if (ask.template) return [sends(ask.template)];
  const { words, common } = wordsOf(ask);
  return [
    offers('tell', { text, titles: [words.question], tries: 1 }, { c1: 'wait', ...UNCLEAR }),
    ...toPeople(common),
    silent(common),
  ];
};

/** A template, and what follows when the person has answered it: until then nothing else may go. */
const afterTemplate = (template: ReadyTemplate, next: string): Node[] => [
  sends(template, 'came'),
  {
    ...{ id: 'came', to: { over: 'silent', came: next } },
    step: {
      ...{ kind: 'wait', orAnswer: true },
      until: { kind: 'minutes', minutes: SILENCE },
    },
  },
];

export const birthdayNodes: Maker = (ask) =>
  ask.template ? [sends(ask.template)] : [says('tell', wordsOf(ask).words.birthday.text)];

/** Of one state of the order. */
export const orderNodes =
  (stage: OrderStage): Maker =>
  (ask) => {
    const { order } = wordsOf(ask).words;
    const { title, tracking } = ask.fields;
    const number = line(ask, order.number, title);
    const code = stage === 'shipped' ? line(ask, order.tracking, tracking) : [];
    return tells(ask, lines(order[stage].text, number, code));
  };

export const thresholdNodes: Maker = (ask) => {
  const { threshold, what } = wordsOf(ask).words;
  const { number, title } = ask.fields;
  const value = line(ask, number?.label ?? '', number);
  return tells(ask, lines(threshold.text, line(ask, what, title), value));
};

export const outageNodes =
  (part: 'down' | 'over'): Maker =>
  (ask) => {
    const { outage, what } = wordsOf(ask).words;
    return tells(ask, lines(outage[part].text, line(ask, what, ask.fields.title)));
  };

/** That they have paid is only said: somebody looks. */
export const paymentNodes =
  (part: 'before' | 'after'): Maker =>
  (ask) => {
    if (ask.template) return [sends(ask.template)];
    const { words, common } = wordsOf(ask);
    const { payment, what, question } = words;
    const { title, date } = ask.fields;
    const text = lines(payment[part].text, line(ask, what, title), line(ask, payment.due, date));
    return [
      offers(
        'tell',
        { text, titles: [payment.paid, question] },
        { c1: 'task', c2: 'wait', ...UNCLEAR }
      ),
      does('task', { kind: 'task', title: payment.task, dueInMinutes: 480 }, 'thanks'),
      says('thanks', payment.thanks),
      ...toPeople(common),
      silent(common),
    ];
  };

interface Written {
  uid: string;
  field: ReadyField;
  value: ReadyScalar;
  only: EntryCondition[];
}

/** A field of the entry of the automation becomes this. */
const writes = (id: string, { uid, field, value, only }: Written, to: To): Node => ({
  id,
  step: {
    ...{ kind: 'entry', action: 'change', type: uid, which: { by: 'automation' } },
    ...{ values: [{ field: field.path, text: String(value) }], only, already: true },
  },
  // What is not asked for has no way.
  to:
    only.length > 0
      ? to
      : Object.fromEntries(Object.entries(to).filter(([exit]) => exit !== TOO_LATE)),
});

/** Until its day the appointment can be confirmed and cancelled; flows ask only of what they may use. */
const ahead = ({ fields: { date } }: FlowAsk): EntryCondition[] =>
  date?.usable ? [{ field: date.path, operator: 'after', value: ENTRY_NOW }] : [];

/** What a yes and a no come to: in the field of the entry where flows may write it, else for the team. */
const decides = (ask: FlowAsk): Node[] => {
  const { words, common } = wordsOf(ask);
  const { uid, values } = ask;
  const field = ask.fields.state?.writable ? ask.fields.state : undefined;
  const { yes, no } = values;
  const elsewhere = { [TOO_LATE]: 'late', [NOT_FOUND]: 'late', [FAILED]: 'wait' };
  const kept: EntryCondition[] =
    field && no !== undefined ? [{ field: field.path, operator: 'is-not', value: no }] : [];
  return [
    field && yes !== undefined
      ? writes(
          'yes',
          { uid, field, value: yes, only: [...ahead(ask), ...kept] },
          { [NEXT]: 'confirmed', [ALREADY]: 'known', ...elsewhere }
        )
      : does('yes', { kind: 'tag', add: [common.appointment.tag] }, 'confirmed'),
    field && no !== undefined
      ? writes(
          'no',
          { uid, field, value: no, only: ahead(ask) },
          { [NEXT]: 'gone', [ALREADY]: 'gone', ...elsewhere }
        )
      : does(
          'no',
          { kind: 'task', title: common.appointment.cancelTask, dueInMinutes: 240 },
          'noted'
        ),
    says('confirmed', common.appointment.confirmed),
    says('known', words.reminder.known),
    says('late', words.reminder.late, 'wait'),
    says('gone', common.appointment.cancelled),
    says('noted', words.reminder.noted),
  ];
};

/** A press on a button of the template is an answer already, where its words say which. */
const pressed = (ask: FlowAsk): Node | null => {
  const { reminder } = wordsOf(ask).words;
  const known = (list: readonly string[]): string[] =>
    (ask.template?.buttons ?? []).filter((title) => list.some((one) => fold(one) === fold(title)));
  const cases = [
    { id: 'k1', titles: known(reminder.yes) },
    { id: 'k2', titles: known(reminder.no) },
  ].filter(({ titles }) => titles.length > 0);
  if (cases.length === 0) return null;
  const said = (value: string) => ({ kind: 'said', not: false, operator: 'is', value });
  const ways = cases.map(({ id }) => [id, id === 'k1' ? 'yes' : 'sure'] as const);
  return {
    id: 'said',
    step: {
      kind: 'branch',
      cases: cases.map(({ id, titles }) => ({
        ...{ id, name: titles.join(', ') },
        when: { kind: 'group', not: false, match: 'any', nodes: titles.map(said) },
      })),
    },
    to: { ...Object.fromEntries(ways), else: 'ask' },
  };
};

/** Only steps to which a way leads. */
const reached = (nodes: readonly Node[]): Node[] => {
  const seen = new Set<unknown>();
  for (let edge: unknown[] = [nodes[0]?.['id']]; edge.length > 0;) {
    for (const id of edge) seen.add(id);
    const now = edge;
    edge = nodes
      .filter(({ id }) => now.includes(id))
      .flatMap(({ to }) => Object.values(to as To))
      .filter((id) => !seen.has(id));
  }
  return nodes.filter(({ id }) => seen.has(id));
};

export const reminderNodes: Maker = (ask) => {
  const { words, common } = wordsOf(ask);
  const { reminder, what } = words;
  const { template, fields } = ask;
  const branch = template && pressed(ask);
  const about = [line(ask, what, fields.title), line(ask, reminder.when, fields.date)];
  const text = template ? reminder.ask : lines(reminder.text, ...about);
  return reached([
    ...(template ? afterTemplate(template, branch ? 'said' : 'ask') : []),
    ...(branch ? [branch] : []),
    offers(
      'ask',
      { text, titles: reminder.titles },
      { c1: 'yes', c2: 'sure', c3: 'wait', ...UNCLEAR }
    ),
    offers(
      'sure',
      { text: common.appointment.sure, titles: common.appointment.sureTitles },
      { c1: 'no', c2: 'yes', ...UNCLEAR }
    ),
    ...decides(ask),
    ...toPeople(common),
    silent(common),
  ]);
};

/** What a rating with this number of stars leads to. */
const afterRating = (stars: number): string => {
  if (stars === 3) return 'thanks';
  return stars > 3 ? 'happy' : 'low';
};

/** From five stars to one, as the list offers them. */
const STARS = [5, 4, 3, 2, 1];

export const surveyNodes: Maker = (ask) => {
  const { words, common } = wordsOf(ask);
  const { uid, template, fields } = ask;
  const { rating, title } = fields;
  const text = lines(words.survey.text, line(ask, words.what, title));
  const ways = STARS.map(
    (stars, i) => [`c${i + 1}`, rating ? `r${stars}` : afterRating(stars)] as const
  );
  const written = (stars: number): Node[] => {
    if (!rating) return [];
    const next = afterRating(stars);
    const all = { [NEXT]: next, [ALREADY]: next, [NOT_FOUND]: next, [FAILED]: next };
    return [writes(`r${stars}`, { uid, field: rating, value: stars, only: [] }, all)];
  };
  return [
    ...(template ? afterTemplate(template, 'rate') : []),
    offers(
      'rate',
      {
        ...{ text: template ? words.survey.ask : text, titles: common.survey.titles },
        ...{ saveAs: 'rating', open: common.survey.open },
      },
      { ...Object.fromEntries(ways), ...UNCLEAR }
    ),
    ...STARS.flatMap(written),
    does('happy', { kind: 'tag', add: [common.survey.happyTag] }, 'thanks'),
    says('thanks', common.survey.thanks),
    does('low', { kind: 'tag', add: [common.survey.lowTag] }, 'task'),
    does('task', { kind: 'task', title: common.survey.task, dueInMinutes: 240 }, 'why'),
    asks(
      'why',
      { text: common.survey.why, saveAs: 'reason' },
      { answered: 'sorry', other: 'sorry', 'no-answer': 'team' }
    ),
    says('sorry', common.survey.sorry, 'team'),
    ...toPeople(common),
    silent(common),
  ];
};
