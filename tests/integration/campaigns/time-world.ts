import { randomUUID } from 'node:crypto';
import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { Arena } from '../engine/arena';
import { templateOf } from '../engine/arena';

interface Draft extends Record<string, unknown> {
  groupId: number;
  category?: 'UTILITY' | 'MARKETING';
}

/** Short ways to draft campaigns with a time, and to let time pass for their rows. */
export const timeWorld = (arena: Arena) => ({
  draft: async ({ groupId, category = 'UTILITY', ...part }: Draft): Promise<number> => {
    const template = await templateOf(arena, category);
    const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };
    const made = await arena.api.post<CampaignView>('/whatsapp/campaigns', {
      name: 'Time',
      accountId: arena.accountId,
      templateId: template.id,
      bindings: Object.fromEntries(template.slots.map((slot) => [slot.key, binding])),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      timezone: 'UTC',
      ...part,
    });
    if (made.status !== 200) throw new Error(JSON.stringify(made.body));
    return made.body.id;
  },
  /** The time of its start has come. */
  startNow: (id: number) =>
    arena
      .knex('whatsapp_campaigns')
      .where({ id, state: 'scheduled' })
      .update({ scheduled_at: Date.now() }),
  dueOf: async (id: number): Promise<Map<number, number>> => {
    const rows = (await arena.knex('whatsapp_recipients').where({ campaign_id: id })) as {
      contact_id: unknown;
      due_at: unknown;
    }[];
    return new Map(rows.map((row) => [Number(row.contact_id), Number(row.due_at)]));
  },
  /** It is now as late as this: anyone who is due by then is due. */
  pass: (id: number, until: number) =>
    arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: id, state: 'queued' })
      .andWhere('due_at', '<=', until)
      .update({ due_at: Date.now() }),
  /** They read what we sent, or wrote, this many times at this instant. */
  activity: async (
    contactId: number,
    { out, at, times }: { out: boolean; at: number; times: number }
  ) => {
    const rows = Array.from({ length: times }, () => ({
      conversation_id: 1,
      contact_id: contactId,
      account_id: arena.accountId,
      direction: out ? 'out' : 'in',
      origin: out ? 'campaign' : 'customer',
      type: 'text',
      client_id: randomUUID(),
      state: 'done',
      rank: out ? 50 : 0,
      attempt: 1,
      tries: 0,
      lane: 2,
      due_at: 0,
      in_limit: false,
      sample: false,
      at,
      read_at: out ? at : null,
    }));
    await arena.knex('whatsapp_messages').insert(rows);
  },
  bestHours: async (ids: (number | undefined)[]): Promise<(number | null)[]> => {
    const rows = (await arena
      .knex('whatsapp_contacts')
      .whereIn('id', ids as number[])
      .select('id', 'best_hour')) as { id: unknown; best_hour: number | null }[];
    const hours = new Map(rows.map((row) => [Number(row.id), row.best_hour]));
    return ids.map((id) => hours.get(id ?? 0) ?? null);
  },
});
