import type { BotsService } from '../../../server/src/bots/public';
import type { ConsentService } from '../../../server/src/consent/public';
import type { ContactsService } from '../../../server/src/contacts/public';
import type { BotBody } from '../../../server/src/contracts/bots';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { TemplateView } from '../../../server/src/contracts/templates';
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

  describe('of contacts who agreed to messages about orders', () => {
    const NOTICE = 'Siparişiniz yolda.';
    let templateId = 0;
    beforeAll(async () => {
      const name = 'olay_haberi';
      world().sim.control.templates.seed({
        ...{ name, language: 'tr', category: 'UTILITY' },
        components: [{ type: 'BODY', text: NOTICE }],
      });
      await world().api.post('/whatsapp/templates/sync', { accountId: world().accountId });
      const { body } = await world().api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
      templateId = body.templates.find((one) => one.name === name)?.id ?? 0;
    });

    const notifies = (trigger: object) => {
      const triggers: object[] = [{ kind: 'event', ...trigger }];
      const steps = [{ kind: 'template' as const, templateId }];
      return world().bot('-', steps, { triggers: triggers as BotBody['triggers'] });
    };
    const agrees = async (contactId: number) => {
      const said = await world().api.post(`/whatsapp/contacts/${contactId}/consent`, {
        ...{ category: 'utility', action: 'opt-in', source: 'phone', evidence: 'said so' },
      });
      expect(said.status).toBe(200);
    };
    /** Somebody without a conversation. */
    const newcomer = async () => {
      const phone = world().customer();
      const { body } = await world().api.post<{ id: number }>('/whatsapp/contacts', {
        ...{ name: 'Hiç Yazmadı', phone: `+${phone}` },
      });
      await agrees(body.id);
      return { phone, contactId: body.id };
    };
    const tag = (contactIds: number[], name: string) =>
      knex().transaction((trx) =>
        service<ContactsService>('contacts').tagContacts(trx, contactIds, { add: [name] })
      );

    it('[B-05] begin a conversation by a template where there is none, and leave it closed', async () => {
      const bot = await notifies({ event: 'tag-added', value: 'yolda' });
      const { phone, contactId } = await newcomer();
      await tag([contactId], 'yolda');
      await bots().tick();
      expect(await world().answers(phone, 1)).toEqual([NOTICE]);
      const { accountId } = world();
      const begun = { status: 'closed', origin: 'bot', accountId };
      expect(await world().thread(phone)).toMatchObject(begun);
      expect(await world().runs(bot.id)).toMatchObject([{ state: 'done' }]);
    });

    it('[B-05] hear of an opt-in and of a link without a conversation, too', async () => {
      await notifies({ event: 'opted-in' });
      await notifies({ event: 'link-opened' });
      const { phone, contactId } = await newcomer();
      const consent = service<ConsentService>('consent');
      const said = { category: 'marketing', action: 'opt-in', source: 'keyword' } as const;
      await knex().transaction(async (trx) => {
        await consent.record(trx, { contactId, ...said, at: Date.now() });
      });
      await bots().tick();
      expect(await world().answers(phone, 1)).toEqual([NOTICE]);
      const other = await newcomer();
      const opened = { event: 'link-opened', value: null, key: '7:12' } as const;
      await knex().transaction((trx) =>
        bots().onEvent(trx, { contactId: other.contactId, ...opened })
      );
      await bots().tick();
      expect(await world().answers(other.phone, 1)).toEqual([NOTICE]);
    });

    it('[B-05] say once for all why nothing began: there is no conversation, and no template', async () => {
      const bot = await listens('Hoş geldin', { event: 'tag-added', value: 'katıldı' });
      const contactIds = [(await newcomer()).contactId, (await newcomer()).contactId];
      await tag(contactIds, 'katıldı');
      await bots().tick();
      const { body } = await world().api.get<ListLogsResult>(`/whatsapp/logs?botId=${bot.id}`);
      expect(body.logs).toMatchObject([
        { event: 'bot-no-conversation', details: { bot: bot.name, people: 2 } },
      ]);
      expect(await world().runs(bot.id)).toEqual([]);
      const made = knex()(conversationTable.table).whereIn('contact_id', contactIds);
      expect(await made.pluck<unknown[]>('id')).toEqual([]);
    });

    it('[B-05] [B-18] send a notice while an agent has the conversation, and wait with what is none', async () => {
      const text = 'Yardım ister misiniz?';
      const graph: NonNullable<BotBody['graph']> = {
        start: 'a',
        nodes: [
          { id: 'a', step: { kind: 'template', templateId }, to: { next: 'b' } },
          { id: 'b', step: { kind: 'text', text }, to: {} },
        ],
      };
      const bot = await world().bot('-', [], {
        graph,
        triggers: [{ kind: 'event', event: 'tag-added', value: 'kargoda' }],
      });
      const { phone, id, contactId } = await somebody();
      await agrees(contactId);
      const change = (body: object) => world().api.put(`/whatsapp/conversations/${id}`, body);
      expect((await change({ bots: 'paused' })).status).toBe(200);
      await tag([contactId], 'kargoda');
      await bots().tick();
      expect(await world().answers(phone, 1)).toEqual([NOTICE]);
      expect(await world().runs(bot.id)).toMatchObject([{ state: 'held' }]);
      expect((await change({ status: 'closed' })).status).toBe(200);
      expect(await world().answers(phone, 2)).toEqual([NOTICE, text]);
    });
  });
};
