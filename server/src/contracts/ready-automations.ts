import { z } from 'zod';
import type { AutomationView } from './automation-desk';
import { automationBody, type AutomationBody } from './automations';
import { endpoints, get, post } from './endpoints';
import type { FlowGraph } from './flow-graph';
import { fold } from './fold';
import { actions } from './permissions';
import { typeUid } from './records';
import {
  ORDER_STAGES,
  READY_AUTOMATIONS,
  type ReadyAutomation,
  type ReadyChosen,
  type ReadyFit,
  type ReadyScalar,
  type ReadyType,
  type ReadyValue,
} from './ready-automation-fields';
import {
  birthdayNodes,
  orderNodes,
  outageNodes,
  paymentNodes,
  reminderNodes,
  surveyNodes,
  thresholdNodes,
  type FlowAsk,
  type ReadyTemplate,
} from './ready-automation-flows';
import { AUTOMATION_WORDS, type AutomationWords } from './ready-automation-words';
import type { ReadyLanguage } from './ready-flow-words';
import { graphFrom, type Node } from './ready-nodes';

export * from './ready-automation-fields';
export type { ReadyTemplate } from './ready-automation-flows';

/** What somebody chose for a ready automation. */
export interface ReadyChoice extends ReadyChosen {
  uid: string;
  /** What such an entry is: Order, Appointment. */
  label: string;
  /** Approved templates that are complete, from which each part takes the one that its name fits. */
  templates: readonly ReadyTemplate[];
}

type Body = z.input<typeof automationBody>;
/** One automation of a kind: most kinds have one, an order has one for each state. */
interface Part {
  readonly key: string;
  /** Beside the name of the entry; empty: the kind alone names it. */
  readonly name: (words: AutomationWords) => string;
  readonly body: (choice: ReadyChoice) => Omit<Body, 'name'>;
  readonly nodes: (ask: FlowAsk) => Node[];
  /** Parts of the names of templates that say this, the surest first. */
  readonly templates: readonly string[];
  /** What of the form it needs; undefined: nothing that may be left out. */
  readonly needs?: ReadyValue;
}

/** A field that surely was chosen: `chosenOf` refuses the form without it. */
const pathOf = ({ fields }: ReadyChoice, slot: keyof ReadyChoice['fields']): string =>
  fields[slot]?.path ?? '';
const valueOf = ({ values }: ReadyChoice, name: ReadyValue): ReadyScalar => values[name] ?? '';

const all = (...nodes: readonly object[]): object => ({
  ...{ kind: 'group', not: false, match: 'all', nodes },
});
const isValue = (field: string, value: ReadyScalar, not = false): object => ({
  ...{ kind: 'entry', not, field, operator: 'is', values: [value] },
});

/** A day has no hour of its own; a moment has. */
const hourOf = ({ fields: { date } }: ReadyChoice, at: string): string | null =>
  date?.type === 'date' ? at : null;

const onDate = (
  choice: ReadyChoice,
  rule: { side: 'before' | 'after'; days: number; at: string | null }
) => ({
  ...{ kind: 'date' as const, uid: choice.uid, field: pathOf(choice, 'date') },
  ...{ side: rule.side, amount: rule.days, unit: 'days' as const, at: rule.at },
});

const becomes = (choice: ReadyChoice, to: ReadyScalar, from: ReadyScalar | null = null) => ({
  ...{ kind: 'updated' as const, uid: choice.uid, field: pathOf(choice, 'state'), to: [to] },
  from: from === null ? null : [from],
});

const HALF_A_DAY = 720;

const birthday: Part = {
  key: 'birthday',
  name: () => '',
  body: (choice) => ({
    trigger: {
      ...onDate(choice, { side: 'after', days: 0, at: '10:00' }),
      yearly: true,
      zone: 'person',
    },
    staleMinutes: HALF_A_DAY,
  }),
  nodes: birthdayNodes,
  templates: ['birthday', 'dogum_gun', 'dogumgun'],
};

/** The day before, at the same time; of a day at ten. What was cancelled is not reminded of. */
const reminder: Part = {
  key: 'reminder',
  name: () => '',
  body: (choice) => {
    const { state } = choice.fields;
    const { no } = choice.values;
    const trigger = onDate(choice, { side: 'before', days: 1, at: hourOf(choice, '10:00') });
    if (!state || no === undefined) return { trigger, staleMinutes: HALF_A_DAY };
    return {
      ...{ trigger, staleMinutes: HALF_A_DAY },
      conditions: all(isValue(state.path, no, true)),
      stopWhen: all(isValue(state.path, no)),
    };
  },
  nodes: reminderNodes,
  templates: ['appointment', 'randevu', 'booking', 'rezervasyon'],
};

const STATUS = ['order_status', 'order_update', 'siparis_durum'];
const STAGE_TEMPLATES = {
  confirmed: ['order_confirm', 'order_received', 'siparis_onay', 'siparis_alindi'],
  packed: ['order_pack', 'preparation', 'siparis_hazirlan'],
  shipped: ['shipped', 'dispatch', 'parcel', 'kargo'],
  delivered: ['delivered', 'teslim'],
  returned: ['returned', 'iade'],
} as const;

/** One automation for each state: each order hears of it once. */
const stages = ORDER_STAGES.map((stage): Part => ({
  key: stage,
  name: (words) => words.order[stage].name,
  body: (choice) => ({
    // A new order may be there in its first state.
    trigger: { ...becomes(choice, valueOf(choice, stage)), alsoNew: stage === 'confirmed' },
  }),
  nodes: orderNodes(stage),
  templates: [...STAGE_TEMPLATES[stage], ...STATUS],
  needs: stage,
}));

/** Each ends as soon as it is paid. */
const payments = (['before', 'after'] as const).map((side): Part => ({
  key: side,
  name: (words) => words.payment[side].name,
  body: (choice) => {
    const days = side === 'before' ? 3 : 1;
    const [field, paid] = [pathOf(choice, 'state'), valueOf(choice, 'paid')];
    return {
      trigger: onDate(choice, { side, days, at: '10:00' }),
      conditions: all(isValue(field, paid, true)),
      stopWhen: all(isValue(field, paid)),
    };
  },
  nodes: paymentNodes(side),
  templates:
    side === 'before'
      ? ['payment_due', 'payment_reminder', 'odeme_hatirlat', 'invoice', 'fatura']
      : ['overdue', 'gecik', 'payment_reminder', 'odeme_hatirlat'],
}));

const survey: Part = {
  key: 'survey',
  name: () => '',
  body: (choice) => ({
    trigger: { ...onDate(choice, { side: 'after', days: 2, at: '11:00' }), zone: 'person' },
  }),
  nodes: surveyNodes,
  templates: ['rating', 'survey', 'feedback', 'anket', 'degerlendirme'],
};

const threshold: Part = {
  key: 'threshold',
  name: () => '',
  body: (choice) => ({
    trigger: {
      kind: 'threshold',
      uid: choice.uid,
      field: pathOf(choice, 'number'),
      way: choice.values.way === 'up' ? 'up' : 'down',
      by: { kind: 'value', value: Number(valueOf(choice, 'value')) },
    },
    once: { per: 'event' },
  }),
  nodes: thresholdNodes,
  templates: ['threshold', 'balance', 'points', 'esik', 'bakiye', 'puan'],
};

/** Everybody hears of it whom the entry leads to, and each time. */
const outages: readonly Part[] = [
  {
    key: 'down',
    name: (words) => words.outage.down.name,
    body: (choice) => ({
      trigger: { ...becomes(choice, valueOf(choice, 'down')), alsoNew: true },
      who: { people: 'all' },
      once: { per: 'event' },
    }),
    nodes: outageNodes('down'),
    templates: ['outage', 'disruption', 'kesinti'],
  },
  {
    key: 'over',
    name: (words) => words.outage.over.name,
    body: (choice) => ({
      trigger: becomes(choice, valueOf(choice, 'over'), valueOf(choice, 'down')),
      who: { people: 'all' },
      once: { per: 'event' },
    }),
    nodes: outageNodes('over'),
    templates: ['restored', 'resolved', 'giderildi'],
    needs: 'over',
  },
];

interface Ready {
  readonly name: (words: AutomationWords) => string;
  readonly parts: readonly Part[];
  /** What of templates may begin it. */
  readonly category: 'MARKETING' | 'UTILITY';
}

const READY: { readonly [Kind in ReadyAutomation]: Ready } = {
  reminder: { name: (words) => words.reminder.name, parts: [reminder], category: 'UTILITY' },
  order: { name: (words) => words.order.name, parts: stages, category: 'UTILITY' },
  payment: { name: (words) => words.payment.name, parts: payments, category: 'UTILITY' },
  birthday: { name: (words) => words.birthday.name, parts: [birthday], category: 'MARKETING' },
  survey: { name: (words) => words.survey.name, parts: [survey], category: 'UTILITY' },
  threshold: { name: (words) => words.threshold.name, parts: [threshold], category: 'UTILITY' },
  outage: { name: (words) => words.outage.name, parts: outages, category: 'UTILITY' },
};

/** What it is called in the gallery. */
export const readyAutomationName = (kind: ReadyAutomation, language: ReadyLanguage): string =>
  READY[kind].name(AUTOMATION_WORDS[language]);

/** The parts that are made of these values. */
const madeOf = <One extends { readonly needs?: ReadyValue | null }>(
  parts: readonly One[],
  values: ReadyChosen['values']
): One[] => parts.filter(({ needs }) => !needs || values[needs] !== undefined);

const partsOf = (kind: ReadyAutomation, values: ReadyChosen['values']): Part[] =>
  madeOf(READY[kind].parts, values);

/** The template that says what a part says: of its category, and by its name. Those in the language are looked at first. */
const templateOf = (
  { templates: names }: Part,
  category: Ready['category'],
  { templates, language }: Pick<ReadyChoice, 'templates'> & { language: ReadyLanguage }
): ReadyTemplate | null => {
  const fitting = templates.filter((one) => one.category === category);
  const spoken = fitting.filter((one) => one.language.startsWith(language));
  const named = (among: readonly ReadyTemplate[]) =>
    names.flatMap((name) => among.find((one) => fold(one.name).includes(name)) ?? []).at(0) ?? null;
  return named(spoken) ?? named(fitting);
};

/** One of the automations of a kind, before anything is chosen for it. */
export interface ReadyPart {
  /** It is made where the form has this value; null: always. */
  needs: ReadyValue | null;
  /** Name of the template with which it would begin; null: with a text. */
  template: string | null;
}

/** The automations of a kind, each with the template with which it would begin. */
export const readyParts = (
  kind: ReadyAutomation,
  given: Pick<ReadyChoice, 'templates'> & { language: ReadyLanguage }
): ReadyPart[] => {
  const { category, parts } = READY[kind];
  return parts.map((part) => ({
    needs: part.needs ?? null,
    template: templateOf(part, category, given)?.name ?? null,
  }));
};

/** Those that are made of these values: how many, the names of their templates, each once, and how many begin with a text. */
export const readyMade = (
  parts: readonly ReadyPart[],
  values: ReadyChosen['values']
): { count: number; templates: string[]; texts: number } => {
  const made = madeOf(parts, values);
  const found = made.flatMap(({ template }) => template ?? []);
  return {
    ...{ count: made.length, templates: [...new Set(found)] },
    texts: made.length - found.length,
  };
};

/** An automation with the graph of its own flow. */
export interface ReadyMade {
  body: AutomationBody;
  graph: FlowGraph;
}

/**
 * The automations of a kind, made from a content type and its fields. Of an order each state is one: it reads as one sentence,
 * has a template and figures of its own, goes on and off alone, and begins once for each order. One automation with a branch
 * could begin with no template, and would begin once for each order, or each time that a state comes back.
 */
export const readyAutomation = (
  kind: ReadyAutomation,
  language: ReadyLanguage,
  choice: ReadyChoice
): ReadyMade[] => {
  const { uid, label, fields, values, templates } = choice;
  const words = AUTOMATION_WORDS[language];
  const { category } = READY[kind];
  return partsOf(kind, values).map((part) => {
    const own = part.name(words);
    const head = readyAutomationName(kind, language);
    const name = own === '' ? `${head}: ${label}` : `${label}: ${own}`;
    const template = templateOf(part, category, { templates, language });
    return {
      body: automationBody.parse({ name, ...part.body(choice) }),
      graph: graphFrom(part.nodes({ uid, language, template, fields, values })),
    };
  });
};

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const language = z.enum(['en', 'tr']).default('en');
const readyKind = z.enum(READY_AUTOMATIONS);

export const readyAutomationsQuery = z.object({ language });

export const readyAutomationBody = z.object({
  kind: readyKind,
  uid: typeUid,
  /** Field by what it is: `date`, `state`… What is left out is found by its name; null: none. */
  fields: z.record(z.string().max(20), z.string().max(60).nullable()).default({}),
  /** Values of the field `state`, or the number of a threshold and its way; left out and null as above. */
  values: z.record(z.string().max(20), scalar.nullable()).default({}),
  /** Of names and texts. */
  language,
});
export type ReadyAutomationBody = z.output<typeof readyAutomationBody>;

/** A kind, with the content types that it may be made from. */
export interface ReadyOffer {
  kind: ReadyAutomation;
  parts: ReadyPart[];
  /** The likeliest first, with fields and values by their names. */
  fits: (ReadyFit & { uid: string })[];
}
export interface ReadyAutomationsResult {
  /** Content types that are linked with people. */
  types: ReadyType[];
  kinds: ReadyOffer[];
}
export interface ReadyAutomationsMade {
  automations: AutomationView[];
}

const { automationBuild, botBuild } = actions;
export const readyAutomationsApi = endpoints('/automations', {
  /** Which linked content types fit which ready automation, and by which fields. */
  list: get('/ready')
    .needs(automationBuild)
    .query(readyAutomationsQuery)
    .answers<ReadyAutomationsResult>(),
  /** Makes the automations of a kind, each with a flow of its own as a draft: all are off. */
  make: post('/ready')
    .needs(automationBuild, botBuild)
    .body(readyAutomationBody)
    .answers<ReadyAutomationsMade>(),
});
