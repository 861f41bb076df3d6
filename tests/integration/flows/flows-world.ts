import type { BotBody, BotView, RunView } from '../../../server/src/contracts/bots';
import type { FlowsService, RunStart } from '../../../server/src/flows/public';
import { nextSecond, type WorldOptions } from '../../support/world';
import { startBotsWorld, type BotsWorld } from '../bots/bots-world';

export type Graph = NonNullable<BotBody['graph']>;

export const asking = { tries: 2, again: '', noAnswerAfter: 60 };
export const says = (id: string, text: string, to?: string) =>
  ({ id, step: { kind: 'text', text }, to: to ? { next: to } : {} }) as const;
export const asksName = (to: Record<string, string>) =>
  ({
    id: 'ask',
    step: { kind: 'question', text: 'Adınız?', answer: { kind: 'text' }, saveAs: 'ad', ...asking },
    to,
  }) as const;

/** Asks for the name, and says something on it. */
export const asksThenSays = (text: string) => ({
  start: 'ask',
  nodes: [asksName({ answered: 'end' }), says('end', text)],
});
/** Waits an hour, or until any message comes, and says something. */
export const waitsThenSays = (text: string, { orAnswer = false } = {}) => ({
  start: 'wait',
  nodes: [
    {
      id: 'wait',
      step: {
        kind: 'wait' as const,
        until: { kind: 'minutes' as const, minutes: 60 },
        orAnswer,
      },
      to: { [orAnswer ? 'came' : 'over']: 'end' },
    },
    says('end', text),
  ],
});

/** Two buttons, one of which sounds like leaving. */
export const menu = (): Graph => ({
  start: 'menu',
  nodes: [
    {
      id: 'menu',
      step: {
        kind: 'choice',
        text: 'Ne istersiniz?',
        choices: [
          { id: 'a', title: 'Kargo' },
          { id: 'b', title: 'İptal et' },
        ],
        ...asking,
      },
      to: { a: 'parcel', b: 'cancel', 'no-answer': 'later' },
    },
    says('parcel', 'Yolda'),
    says('cancel', 'Siparişiniz iptal edildi'),
    says('later', 'Sonra görüşürüz'),
  ],
});

export interface FlowsWorld extends BotsWorld {
  flows(): FlowsService;
  /** Makes an active flow that messages with this word set off. */
  flow(word: string, graph: Graph, more?: Partial<BotBody>): Promise<BotView>;
  /** Somebody who set the flow off with these words, and read this number of answers. */
  starts(words: string, answers?: number): Promise<string>;
  /** The newest run of the flow. */
  run(bot: BotView): Promise<RunView>;
  /** Begins the flow for this person by something that happened, other than a message of theirs. */
  begins(
    bot: BotView,
    phone: string,
    by: Pick<RunStart, 'origin' | 'fact' | 'flowKey'>
  ): Promise<void>;
  /** A promotion that came after the last message of ours, as its row says. */
  promotion(phone: string): Promise<void>;
  /** The time of everything that waits came so long ago (ms). */
  passTime(ago?: number): Promise<void>;
}

export const startFlowsWorld = async (options: WorldOptions = {}): Promise<FlowsWorld> => {
  const world = await startBotsWorld(options);
  // Quick answers to one person are what these tests are about; on a busy machine they would meet Meta's limit for a pair.
  world.sim.control.configure({ pairRate: { enforce: false } });
  const flows = () => world.strapi.plugin('whatsapp').service('flows') as FlowsService;
  return {
    ...world,
    flows,
    flow: (word, graph, more = {}) => world.bot(word, [], { graph, ...more }),
    starts: async (words, answers = 1) => {
      const phone = world.customer();
      world.says(phone, words);
      await world.answers(phone, answers);
      // A message answers only what WhatsApp had taken before it.
      await nextSecond();
      return phone;
    },
    run: async ({ id }) => {
      const [found] = await world.runs(id);
      if (!found) throw new Error('the flow has no run');
      return found;
    },
    begins: async ({ id: botId, name: botName, graph, version }, phone, by) => {
      const { id, contact } = await world.thread(phone);
      await world.strapi.db.connection.transaction((trx) =>
        flows().begin(trx, {
          ...{ botId, botName, steps: null, flow: graph && { graph, version } },
          ...{ trigger: by.origin, ...by },
          conversation: { id, accountId: world.accountId, contactId: contact.id },
        })
      );
      await flows().process();
    },
    promotion: async (phone) => {
      const knex = world.strapi.db.connection;
      const { id, contact } = await world.thread(phone);
      const last = (await knex('whatsapp_messages')
        .where({ conversation_id: id, direction: 'out' })
        .orderBy('id', 'desc')
        .first()) as Record<string, unknown>;
      const { id: _id, document_id: _document, ...row } = last;
      await knex('whatsapp_messages').insert({
        ...row,
        contact_id: contact.id,
        wamid: null,
        wamid_key: null,
        wamid_tail: null,
        key_owner: null,
        key_hash: null,
        category: 'MARKETING',
        body: JSON.stringify({ type: 'text', text: 'Büyük indirim', buttons: [] }),
        at: Date.now(),
        accepted_at: Date.now(),
      });
      await nextSecond();
    },
    passTime: async (ago = 1) => {
      const knex = world.strapi.db.connection;
      const runs = knex('whatsapp_bot_runs').where({ state: 'waiting' });
      await runs.update({
        next_at: Date.now() - ago,
        asked_at: knex.raw('asked_at - ?', [ago + 2 * 3_600_000]),
      });
      // Silence is counted from when WhatsApp took the question.
      await knex('whatsapp_messages')
        .where({ direction: 'out' })
        .update({ accepted_at: knex.raw('accepted_at - ?', [ago + 2 * 3_600_000]) });
      await flows().process();
      await world.quiet();
    },
  };
};
