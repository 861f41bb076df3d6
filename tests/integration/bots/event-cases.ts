import type { BotsService } from '../../../server/src/bots/public';
import type { BotBody } from '../../../server/src/contracts/bots';
import {
  conversationTable,
  type ConversationRow,
  type Conversations,
} from '../../../server/src/conversations/public';
import type { FlowsService } from '../../../server/src/flows/public';
import { readRow } from '../../../server/src/strapi/table';
import type { BotsWorld } from './bots-world';

/** What bots hear of that is no message, in a world that the caller has. */
export const eventCases = (world: () => BotsWorld): void => {
  const knex = () => world().strapi.db.connection;
  const service = <T>(name: string) => world().strapi.plugin('whatsapp').service(name) as T;
  const bots = () => service<BotsService>('bots');
  const listens = (words: string, trigger: object) => {
    const triggers: object[] = [{ kind: 'event', ...trigger }];
    const steps = [{ kind: 'text' as const, text: words }];
    return world().bot('-', steps, { triggers: triggers as BotBody['triggers'] });
  };
  /** Somebody with an open thread, to whom no bot has spoken. */
  const somebody = async (words = 'merhaba') => {
    const phone = world().customer();
    world().says(phone, words);
    const { id, contact } = await world().thread(phone);
    await world().quiet();
    return { phone, id, contactId: contact.id };
  };

  it('[B-05] answer each opened link of a contact once, also long after the run was cleared away', async () => {
    const bot = await listens('Hoş geldin', { event: 'link-opened' });
    const { phone, contactId } = await somebody();
    const opens = async (key: string) => {
      await knex().transaction((trx) =>
        bots().onEvent(trx, { contactId, event: 'link-opened', value: null, key })
      );
      await bots().tick();
    };
    await opens('7:12');
    expect(await world().answers(phone, 1)).toEqual(['Hoş geldin']);
    await service<FlowsService>('flows').purge(Date.now() + 1);
    expect(await world().runs(bot.id)).toEqual([]);
    await opens('7:12');
    await world().silent(phone, 1);
    await opens('7:13');
    expect(await world().answers(phone, 2)).toEqual(['Hoş geldin', 'Hoş geldin']);
  });

  it('[B-05] [E-22] who answer contacts that wait for the team know what they wrote', async () => {
    const said = { kind: 'said', operator: 'contains', value: 'fatura' };
    const when = { kind: 'group', match: 'all', nodes: [said] };
    await listens('Muhasebe', { event: 'unanswered', value: '15', when });
    const other = await somebody('kargom nerede');
    const { phone, id } = await somebody('faturam nerede');
    await knex()('whatsapp_conversations')
      .whereIn('id', [other.id, id])
      .update({ status: 'open', waiting_since: Date.now() - 16 * 60_000 });
    await bots().tick();
    expect(await world().answers(phone, 1)).toEqual(['Muhasebe']);
    await world().silent(other.phone, 0);
  });

  it('[B-05] answer each closed conversation, also two of a contact that are closed in one moment', async () => {
    const bot = await listens('Memnun musunuz?', { event: 'closed' });
    const [one, two] = [await somebody(), await somebody()];
    const rowOf = async (id: number): Promise<ConversationRow> => {
      const raw: unknown = await knex()(conversationTable.table).where({ id }).first();
      return readRow(conversationTable, raw as Record<string, unknown>);
    };
    const threads = [
      await rowOf(one.id),
      { ...(await rowOf(two.id)), contactId: one.contactId },
    ] as const;
    const at = Date.now();
    const { closedEffects } = service<Conversations>('conversations');
    await knex().transaction(async (trx) => {
      for (const thread of threads)
        for (const effect of closedEffects)
          await effect(trx, { thread, takenAt: null, reason: null, at });
    });
    await bots().tick();
    await world().quiet();
    expect(await world().runs(bot.id)).toHaveLength(2);
  });
};
