import type { BotBody, BotView, RunView } from '../../../server/src/contracts/bots';
import type { ListConversationsResult } from '../../../server/src/contracts/conversation-list';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { waitingWork } from '../../support/waiting';
import { orSayWhatWaits } from '../../support/why-stuck';
import { eventually, startWorld, type World, type WorldOptions } from '../../support/world';

type Steps = BotBody['steps'];

export interface BotsWorld extends World {
  /** A new customer with a phone of their own. */
  customer(name?: string): string;
  /** Messages are applied, every run is done, and the phone has this many answers, not more. */
  silent(person: string, answers?: number): Promise<void>;
  /** What the thread tells beside its messages. */
  events(phone: string): Promise<string[]>;
  /** Takes all bots away. */
  clear(): Promise<void>;
  /** Makes an active bot that answers messages with this word. */
  bot(word: string, steps: Steps, more?: Partial<BotBody>): Promise<BotView>;
  /** The customer writes. */
  says(person: string, text: string): void;
  /** Texts that reached the phone, oldest first, without the customer's own. */
  phone(person: string): string[];
  /** Waits until the phone has this many answers, then until nothing of a bot is under way. */
  answers(person: string, count: number): Promise<string[]>;
  /** All that came in is applied and every run is finished. */
  quiet(): Promise<void>;
  runs(botId: number): Promise<RunView[]>;
  thread(phone: string): Promise<ConversationView>;
  off(...bots: BotView[]): Promise<void>;
}

const textOf = (bubble: { content?: unknown; type?: string }): string => {
  const content = (bubble.content ?? {}) as {
    body?: string | { text?: string };
    text?: { body?: string } | string;
    caption?: string;
  };
  if (typeof content.body === 'string') return content.body;
  if (typeof content.body === 'object') return content.body.text ?? '';
  if (typeof content.text === 'string') return content.text;
  return content.text?.body ?? content.caption ?? `(${bubble.type})`;
};

export const startBotsWorld = async (options: WorldOptions = {}): Promise<BotsWorld> => {
  const world = await startWorld(options);
  const knex = world.strapi.db.connection;
  const quiet = async () => {
    await world.sim.control.deliveries.idle();
    const isDone = async () => (await waitingWork(knex)) === 0;
    await orSayWhatWaits(knex, eventually('everything applied and done', isDone));
  };
  const phone = (person: string) =>
    world.sim.control
      .thread(person)
      .filter((bubble) => bubble.direction === 'out')
      .map(textOf);

  /** On whichever page: some tests write to more people than one holds. */
  const rowOf = async (wanted: string, cursor = ''): Promise<ConversationView | undefined> => {
    const from = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await world.api.get<ListConversationsResult>(
      `/whatsapp/conversations?status=all&limit=100${from}`
    );
    const found = body.conversations.find((row) => row.contact.phone === `+${wanted}`);
    return found ?? (body.nextCursor === null ? undefined : rowOf(wanted, body.nextCursor));
  };
  const thread: BotsWorld['thread'] = (wanted) => eventually('the thread', () => rowOf(wanted));
  let people = 0;

  return {
    ...world,
    quiet,
    phone,
    thread,
    customer: (name = 'Elif Şahin') => {
      const number = `90555100${String((people += 1)).padStart(4, '0')}`;
      world.sim.control.people.add({ name, phone: number });
      return number;
    },
    silent: async (person, answers = 0) => {
      await thread(person);
      await quiet();
      expect(phone(person)).toHaveLength(answers);
    },
    events: async (person) => {
      const { id } = await thread(person);
      const rows = (await knex('whatsapp_conversation_events')
        .where({ conversation_id: id })
        .orderBy('id')
        .select('kind')) as { kind: string }[];
      return rows.map((row) => row.kind);
    },
    clear: async () => {
      const { bots } = (await world.api.get<{ bots: BotView[] }>('/whatsapp/bots')).body;
      for (const bot of bots) await world.api.del(`/whatsapp/bots/${bot.id}`);
    },
    bot: async (word, steps, more = {}) => {
      const { status, body } = await world.api.post<BotView>('/whatsapp/bots', {
        name: `Bot ${word}`,
        active: true,
        triggers: [{ kind: 'keyword', match: 'contains', words: [word] }],
        steps,
        ...more,
      });
      if (status !== 200) throw new Error(`the bot was refused: ${JSON.stringify(body)}`);
      return body;
    },
    says: (person, text) => void world.sim.control.act.text(person, text),
    answers: async (person, least) => {
      const found = await eventually(`${least} answers`, () => {
        const list = phone(person);
        return Promise.resolve(list.length >= least && list);
      });
      await quiet();
      return found && phone(person);
    },
    runs: async (botId) =>
      (await world.api.get<{ runs: RunView[] }>(`/whatsapp/bots/${botId}/runs`)).body.runs,
    off: async (...bots) => {
      for (const bot of bots)
        await world.api.put(`/whatsapp/bots/${bot.id}/active`, { active: false });
    },
  };
};
