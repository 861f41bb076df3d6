import type { ListConversationsResult } from '../../../server/src/contracts/conversation-list';
import type { ListMessagesResult } from '../../../server/src/contracts/conversations';
import type { RetentionView } from '../../../server/src/contracts/privacy';
import { DAY_MS } from '../../../server/src/kernel/time';
import { logsService } from '../../../server/src/logs/public';
import { privacyService } from '../../../server/src/privacy/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';
import { isThere, placesOf, plant, type Planted } from './traces';

const AGE = 400 * DAY_MS;

describe.each(databases())('retention periods on %s', (database) => {
  let arena: Arena;
  let planted: Planted;
  beforeAll(async () => {
    arena = await startArena({ database });
    planted = await plant(arena, { phone: '905551234222', token: 'Wvutsr33' });
    // The same a good year ago.
    const { knex } = arena;
    await knex('whatsapp_messages').update({ at: knex.raw('at - ?', [AGE]) });
    await knex('whatsapp_stored_files').update({ at: knex.raw('at - ?', [AGE]) });
    await knex('whatsapp_campaigns').update({ finished_at: knex.raw('finished_at - ?', [AGE]) });
    arena.sim.control.act.text('905551234222', 'Still here');
    await arena.settled();
  });
  afterAll(() => arena.close());

  const view = async () => {
    const { body } = await arena.api.get<RetentionView>('/whatsapp/privacy/retention');
    return Object.fromEntries(body.kinds.map((kind) => [kind.kind, kind]));
  };
  const save = (days: object) =>
    arena.api.put<RetentionView & { error: { details: { field: string } } }>(
      '/whatsapp/privacy/retention',
      { days }
    );
  const run = async () => {
    const id = await privacyService(arena.strapi).retention.start();
    if (id === null) return null;
    return eventually('the nightly deletion', async () => {
      const row = (await arena.knex('whatsapp_operations').where({ id }).first()) as {
        state: string;
        done: unknown;
        total: unknown;
      };
      return row.state === 'done' ? row : null;
    });
  };
  const texts = async () =>
    ((await arena.knex('whatsapp_messages').select('text')) as { text: string | null }[]).map(
      ({ text }) => text
    );

  it('[X-06] keeps all by default, says what days would delete, and deletes nothing by saying so', async () => {
    const now = await view();
    expect(now).toMatchObject({
      messages: { days: null, canKeep: true, wouldDelete: 0 },
      files: { days: null },
      recipients: { days: null },
      webhooks: { days: 14, canKeep: false },
      logs: { days: 90 },
      operations: { days: 90 },
      access: { days: 365 },
    });
    expect(await run()).toBeNull();
    const asked = await arena.api.post<{ wouldDelete: number }>(
      '/whatsapp/privacy/retention/preview',
      { kind: 'messages', days: 365 }
    );
    expect(asked.body.wouldDelete).toBe((await texts()).length - 1);
    expect((await view()).messages?.days).toBeNull();
  });

  it('refuses days that would break what still comes from Meta, naming the field', async () => {
    const few = await save({ messages: 3 });
    expect(few.status).toBe(400);
    expect(few.body.error.details.field).toBe('messages');
    expect((await save({ webhooks: null })).status).toBe(400);
  });

  it('[X-06] the night deletes old files first of all readers: the message says that its file is gone', async () => {
    await save({ files: 365 });
    const places = await placesOf(arena);
    expect(places.filter(isThere)).toHaveLength(2);
    await run();
    await eventually('the bytes are gone', () =>
      Promise.resolve(places.filter(isThere).length === 0)
    );
    const [talk] = (
      await arena.api.get<ListConversationsResult>('/whatsapp/conversations?status=all')
    ).body.conversations;
    const { messages } = (
      await arena.api.get<ListMessagesResult>(`/whatsapp/conversations/${talk?.id}/messages`)
    ).body;
    const file = messages.find(({ body }) => body.media?.filename === 'Wvutsr33.pdf');
    expect(file?.body.media).toMatchObject({ url: null, state: 'gone' });
    expect((await view()).files?.wouldDelete).toBe(0);
  });

  it('[X-06] the night deletes old messages in pieces, and what is younger stays', async () => {
    await save({ messages: 365 });
    const promised = (await view()).messages?.wouldDelete;
    const done = await run();
    expect(Number(done?.done)).toBe(promised);
    expect(await texts()).toEqual(['Still here']);
    expect((await view()).messages?.wouldDelete).toBe(0);
    expect(await run()).toBeNull();
  });

  it('[X-06] the inbox goes on with a thread whose messages were all deleted', async () => {
    await arena.knex('whatsapp_messages').update({ at: arena.knex.raw('at - ?', [AGE]) });
    await run();
    expect(await texts()).toEqual([]);
    const list = await arena.api.get<ListConversationsResult>('/whatsapp/conversations?status=all');
    expect(list.status).toBe(200);
    const [talk] = list.body.conversations;
    expect(talk).toMatchObject({ preview: null, unread: 0 });
    const thread = await arena.api.get<ListMessagesResult>(
      `/whatsapp/conversations/${talk?.id}/messages`
    );
    expect(thread.body.messages).toEqual([]);
    expect((await arena.api.post(`/whatsapp/conversations/${talk?.id}/read`)).status).toBe(200);
    arena.sim.control.act.text('905551234222', 'Back again');
    await arena.settled();
    const [again] = (
      await arena.api.get<ListConversationsResult>('/whatsapp/conversations?status=all')
    ).body.conversations;
    expect(again?.preview).toMatchObject({ text: 'Back again', direction: 'in' });
  });

  it('[X-06] forgets who was in an old campaign, and its counts stay', async () => {
    const before = (await arena.campaign(planted.campaignId)).counts;
    await save({ recipients: 30 });
    expect((await view()).recipients?.wouldDelete).toBe(1);
    await run();
    const [row] = (await arena.knex('whatsapp_recipients')) as {
      contact_id: unknown;
      address_key: string;
      wamid: string;
    }[];
    expect(Number(row?.contact_id)).toBeLessThan(0);
    expect(row?.address_key).toMatch(/^erased:/);
    expect(row?.wamid).toBe('');
    expect((await arena.campaign(planted.campaignId)).counts).toEqual(before);
    await arena.campaigns.audit();
    expect((await arena.campaign(planted.campaignId)).counts).toEqual(before);
    const list = await arena.api.get<{ recipients: { name: string }[] }>(
      `/whatsapp/campaigns/${planted.campaignId}/recipients`
    );
    expect(list.body.recipients).toEqual([expect.objectContaining({ name: '' })]);
  });

  it('[X-06] forgets whose an old conversion was, and what it was worth stays', async () => {
    await save({ conversions: 30 });
    expect((await view()).conversions?.wouldDelete).toBe(1);
    await run();
    const [row] = (await arena.knex('whatsapp_conversions')) as Record<string, unknown>[];
    expect(row).toMatchObject({ event: 'order', contact_id: 0, external_id: null });
    expect(Number(row?.amount_milli)).toBe(99_950);
  });

  it('[X-09] the log of accesses outlives the rest of the log, and has a time of its own', async () => {
    const { knex } = arena;
    const logs = logsService(arena.strapi);
    await logs.accessed({ event: 'person-opened', contactId: 7, by: { id: 1, name: 'Ada' } });
    await logs.flush();
    await knex('whatsapp_logs').update({ at: knex.raw('at - ?', [AGE]) });
    const left = async () =>
      ((await knex('whatsapp_logs').distinct('area')) as { area: string }[]).map(
        ({ area }) => area
      );
    await logs.purge(Date.now() - DAY_MS);
    expect(await left()).toEqual(['access']);
    await save({ access: 30 });
    await run();
    expect(await left()).toEqual([]);
  });
});
