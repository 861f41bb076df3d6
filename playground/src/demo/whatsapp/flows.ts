import type { Core } from '@strapi/strapi';
import { both, demoLanguage, said } from '../language';
import { bots, newBot } from './automation';
import { isThere, service } from './rows';

interface Graph {
  start: string;
  nodes: readonly object[];
}
interface Trigger {
  kind: string;
  words?: readonly string[];
}
interface Ready {
  key: string;
  bot: { name: string; triggers: readonly Trigger[]; draft: Graph };
}
/** The parts of the plugin's public services that this app uses. */
interface Setup {
  readyFlows(how: { language: string }): Ready[];
}
interface Bots {
  create(body: object): Promise<{ id: number }>;
}

const ORDER = 'api::order.order';
/** Fields of an order that its texts name. */
const ORDER_FIELDS = ['number', 'trackingCode'];

/**
 * What the shop puts before the ready flow of orders: people with an order of the shop are shown the newest one, and are
 * asked for a number only where they mean another one. Ids that are not here are those of the ready flow.
 */
export const orderStatus = [
  {
    id: 'mine',
    step: {
      kind: 'branch',
      cases: [
        {
          id: 'has',
          name: both('Has an order', 'Siparişi var'),
          when: {
            kind: 'group',
            not: false,
            match: 'all',
            nodes: [
              { kind: 'people', not: false, filter: { linked: { include: [ORDER], exclude: [] } } },
            ],
          },
        },
      ],
    },
    to: { has: 'status', else: 'number' },
    at: null,
  },
  {
    id: 'status',
    step: {
      kind: 'choice',
      text: both(
        'Your newest order: {{record.api::order.order.number}}. Tracking number: {{record.api::order.order.trackingCode|not there yet}}. Is it about this one?',
        'Son siparişiniz: {{record.api::order.order.number}}. Takip numarası: {{record.api::order.order.trackingCode|henüz yok}}. Bunu mu soruyorsunuz?'
      ),
      open: '',
      choices: [
        { id: 'this', title: both('Yes, thanks', 'Evet, teşekkürler'), note: '' },
        { id: 'another', title: both('Another order', 'Başka sipariş'), note: '' },
      ],
      saveAs: null,
      tries: 2,
      again: '',
      noAnswerAfter: 1380,
    },
    to: { this: 'bye', another: 'number', other: 'wait', 'no-answer': 'silent' },
    at: null,
  },
  {
    id: 'bye',
    step: {
      kind: 'text',
      text: both('You are welcome. Have a nice day!', 'Rica ederiz, iyi günler!'),
      onFail: null,
    },
    to: {},
    at: null,
  },
];

/** Words come first, then what happens: a word is answered by its flow also at night and in a first message. */
const places: readonly string[] = [
  'order',
  'appointment',
  'faq',
  'opt-in',
  'preferences',
  'survey',
  'hours',
  'welcome',
];

const wordsOf = (triggers: readonly Trigger[]) => triggers.flatMap(({ words }) => words ?? []);

/** Words to which a bot of the shop answers already are left to it. */
const without = (triggers: readonly Trigger[], taken: ReadonlySet<string>): Trigger[] =>
  triggers.map((trigger) =>
    trigger.words
      ? { ...trigger, words: trigger.words.filter((word) => !taken.has(word)) }
      : trigger
  );

const hasOrders = ({ contentTypes }: Core.Strapi): boolean => {
  const type = contentTypes[ORDER as never] as { attributes: object } | undefined;
  return type !== undefined && ORDER_FIELDS.every((field) => field in type.attributes);
};

/** All ready flows of the plugin, published and on, after the bots of the shop. The shop's entries are linked before. */
export const createFlows = async (strapi: Core.Strapi): Promise<void> => {
  const room = service<Bots>(strapi, 'bots');
  const ready = service<Setup>(strapi, 'setup')?.readyFlows({ language: demoLanguage() }) ?? [];
  const before: readonly { triggers: readonly Trigger[] }[] = said(bots);
  const taken = new Set(before.flatMap(({ triggers }) => wordsOf(triggers)));
  for (const key of places) {
    const found = ready.find((one) => one.key === key);
    if (!found || (await isThere(strapi, 'bot', { name: found.bot.name }))) continue;
    const { draft, triggers, ...bot } = found.bot;
    const graph =
      key === 'order' && hasOrders(strapi)
        ? { ...draft, start: 'mine', nodes: [...said(orderStatus), ...draft.nodes] }
        : draft;
    const own = { triggers: without(triggers, taken), graph, active: true };
    await room?.create({ ...newBot, ...bot, ...own });
  }
};
