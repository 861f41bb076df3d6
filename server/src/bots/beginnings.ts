import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { BotEvent } from '../contracts/bots';
import { addTo } from '../kernel/lists';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { templatesService } from '../templates/public';
import { templateOf } from './flow-start';
import { numbersForBots } from './numbers';
import type { ActiveBot } from './tables';

/** Events of contacts who may have no conversation. */
const OF_ANYBODY: ReadonlySet<BotEvent> = new Set([
  'tag-added',
  'opted-in',
  'topic-out',
  'link-opened',
]);

/** Templates and numbers are read again after this. */
const FRESH_MS = 5_000;

/** Why a bot begins no conversation: the event of its line in the log. */
type Hindrance = 'bot-no-conversation' | 'bot-no-number';
const WORDS: Record<Hindrance, string> = {
  'bot-no-conversation': 'they have no conversation, and the bot does not begin with a template',
  'bot-no-number': 'they have no conversation, and no number can send the template',
};

/** How a bot begins with a contact who has no conversation. */
interface Beginning {
  /** By this number; null: there is none. */
  accountId: number | null;
  /** What keeps it from that; null: nothing does. */
  why: Hindrance | null;
}

/** A contact for whom a bot would have begun. */
export interface Missed {
  bot: ActiveBot;
  contactId: number;
  why: Hindrance;
}

/** What bots do with contacts without a conversation (B-05): WhatsApp takes nothing but a template for them. */
export const createBeginnings = (strapi: Core.Strapi) => {
  const { clock } = contextOf(strapi);
  let known: ReadonlyMap<number, Beginning> = new Map();
  let readAt = -Infinity;

  const read = async (bots: readonly ActiveBot[]): Promise<ReadonlyMap<number, Beginning>> => {
    const openings = new Map(bots.map(({ id, row }) => [id, templateOf(row)]));
    const templateIds = [...openings.values()].flatMap((id) => id ?? []);
    const templates = await templatesService(strapi).byIds(templateIds);
    const numbers = await numbersForBots(strapi);
    const beginningOf = ({ id, row }: ActiveBot): Beginning => {
      const templateId = openings.get(id) ?? null;
      const [accountId = null] = numbers(row, templates.get(templateId ?? 0) ?? null);
      if (templateId === null) return { accountId, why: 'bot-no-conversation' };
      return { accountId, why: accountId === null ? 'bot-no-number' : null };
    };
    return new Map(bots.map((bot) => [bot.id, beginningOf(bot)]));
  };

  return {
    /** Null: it does not begin by what happens with such contacts, or is not read yet. */
    of: ({ id }: Pick<ActiveBot, 'id'>): Beginning | null => known.get(id) ?? null,

    /** Outside of transactions only. */
    load: async (
      bots: readonly ActiveBot[],
      { isChanged }: { isChanged: boolean }
    ): Promise<void> => {
      const asked = bots.filter(({ triggers }) =>
        triggers.some((one) => one.kind === 'event' && OF_ANYBODY.has(one.event))
      );
      const now = clock.monotonic();
      if (!isChanged && (asked.length === 0 || now - readAt < FRESH_MS)) return;
      known = asked.length === 0 ? new Map() : await read(asked);
      readAt = now;
    },

    /** One line for each bot, however many contacts it did not begin with. */
    tell: async (trx: Knex.Transaction, missed: readonly Missed[]): Promise<void> => {
      const byBot = new Map<number, Missed[]>();
      for (const one of missed) addTo(byBot, one.bot.id, one);
      for (const [botId, some] of byBot) {
        const [first] = some;
        if (!first) continue;
        const { bot, contactId, why } = first;
        const people = new Set(some.map((one) => one.contactId)).size;
        await logsService(strapi).writeIn(trx, {
          area: 'bot',
          level: 'warn',
          event: why,
          text: `bot "${bot.name}" did not start for ${people} contacts: ${WORDS[why]}`,
          accountId: bot.accountId,
          contactId: people === 1 ? contactId : null,
          botId,
          details: { bot: bot.name, people },
        });
      }
    },
  };
};
