import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { OperationView } from '../../../server/src/contracts/operations';
import type { PersonSummary } from '../../../server/src/contracts/privacy';
import { suppressionTable } from '../../../server/src/contacts/tables';
import { logsService } from '../../../server/src/logs/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { delivery, startArena, type Arena } from '../engine/arena';
import { filesWith, isThere, placesOf, plant, plantRest, rowsAbout, tablesWith } from './traces';

/** Tables that keep the contact's ID and nothing else about them: proof of consent, counts, and rows that expire. */
const KEPT = [
  'assignment_waits',
  'bot_run_steps',
  'bot_runs',
  'carried_messages',
  'consent_events',
  'conversions',
  'limit_persons',
  'link_clicks',
  'logs',
  'opt_in_requests',
  'outbound_deliveries',
  'presences',
  'recipients',
];

describe.each(databases())('erasing one contact on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const erased = (contactId: number) =>
    eventually('the erasure with its remains', async () => {
      const row = (await arena
        .knex('whatsapp_erasures')
        .where({ contact_id: contactId })
        .first()) as { state: string; keys: unknown } | undefined;
      return row?.state === 'done' && row.keys === null;
    });

  it('[X-06] leaves no trace in any table or file, and counts and the refusal stay', async () => {
    // A run that failed left its list: nobody erased that person.
    const filesLeft = new Set(filesWith(arena, ['Zqxvkw42']));
    const filesNow = (words: string[]) =>
      filesWith(arena, words).filter((file) => !filesLeft.has(file));
    const planted = await plant(arena, { phone: '905551234987', token: 'Zqxvkw42' });
    const { contactId, words, campaignId } = planted;
    const traces = await tablesWith(arena, words);
    expect(traces.length).toBeGreaterThan(12);
    expect(traces.filter((one) => one.startsWith('whatsapp_automation_starts:'))).toHaveLength(2);
    const untraced = [
      'outbound_deliveries',
      'opt_in_requests',
      'conversions',
      'seen_entries',
      'entry_changes',
      'automation_starts',
      'bot_runs',
      'bot_run_steps',
    ].filter((table) => !traces.some((one) => one.startsWith(`whatsapp_${table}:`)));
    expect(untraced).toEqual([]);
    expect(filesNow(words)).toHaveLength(1);
    const places = await placesOf(arena);
    expect(places.filter(isThere)).toHaveLength(2);
    await plantRest(arena, planted);
    // Out of no campaign: of those of a campaign the figures are made.
    const clicks = arena.knex('whatsapp_link_clicks').where({ contact_id: contactId });
    const [click] = (await clicks.clone()) as Record<string, unknown>[];
    await arena.knex('whatsapp_link_clicks').insert({ ...click, id: undefined, campaign_id: 0 });
    expect(Object.values(await rowsAbout(arena, planted))).not.toContain(0);
    const before = (await arena.campaign(campaignId)).counts;
    await arena.api.post(`/whatsapp/contacts/${contactId}/consent`, {
      category: 'marketing',
      action: 'opt-out',
      source: 'Phone',
      evidence: 'Called',
    });
    await arena.settled();

    const { body, status } = await arena.api.post<{ operationId: number }>(
      `/whatsapp/privacy/people/${contactId}/erase`,
      { typed: planted.name.toLowerCase() }
    );
    expect(status).toBe(200);
    expect(body.operationId).toBeGreaterThan(0);
    await erased(contactId);

    expect(await tablesWith(arena, words)).toEqual([]);
    const left = Object.entries(await rowsAbout(arena, planted)).filter(([, rows]) => rows > 0);
    expect(left.map(([table]) => table).filter((table) => !KEPT.includes(table))).toEqual([]);
    expect(await clicks.pluck('campaign_id')).toEqual([campaignId]);
    const carried = arena.knex('whatsapp_carried_messages').where({ contact_id: contactId });
    expect(await carried.pluck('entry_document')).toEqual([null]);
    expect(filesNow(words)).toEqual([]);
    expect(places.filter(isThere)).toEqual([]);
    expect((await arena.campaign(campaignId)).counts).toEqual(before);
    // It is one of the runs that its bot had.
    const runs = arena.knex('whatsapp_bot_runs').where({ contact_id: contactId });
    expect(await runs.pluck('state')).toEqual(['stopped']);
    const { db } = arena.strapi;
    // Under the number and under the user id; and what they had left under another address.
    expect(await db.connection(suppressionTable.table)).toHaveLength(3);
    const [consent] = (await arena
      .knex('whatsapp_consent_events')
      .where({ contact_id: contactId })) as { action: string }[];
    expect(consent?.action).toBeDefined();
    expect((await arena.api.get(`/whatsapp/contacts/${contactId}`)).status).toBe(404);
    const lists = await arena.api.get<{ recipients: unknown[] }>(
      `/whatsapp/campaigns/${campaignId}/recipients`
    );
    expect(lists.status).toBe(200);
    expect((await arena.api.get<CampaignView>(`/whatsapp/campaigns/${campaignId}`)).status).toBe(
      200
    );
  });

  it('[X-06] needs the name typed, and says what is known before', async () => {
    const made = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'İlker Şen',
      phone: '+905551230002',
    });
    const at = `/whatsapp/privacy/people/${made.body.id}`;
    expect((await arena.api.get<PersonSummary>(at)).body).toMatchObject({
      name: 'İlker Şen',
      messages: 0,
    });
    const wrong = await arena.api.post<{ error: { details: object } }>(`${at}/erase`, {
      typed: 'Somebody',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.error.details).toMatchObject({ kind: 'name-differs', field: 'typed' });
    expect((await arena.api.get(at)).status).toBe(200);
    await arena.api.post(`${at}/erase`, { typed: '  i̇lker   şen ' });
    await erased(made.body.id);
    expect((await arena.api.get(at)).status).toBe(404);
  });

  it('[X-06] the operation names the contact to who may see them, and its row never does', async () => {
    const made = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Ece Ak',
      phone: '+905551230013',
    });
    const { id } = made.body;
    const rows = () => arena.knex('whatsapp_operations').where({ kind: 'person-erase' });
    const row = (await rows().orderBy('id').first()) as { id: number; title: string };
    const titleFor = async (token: string) => {
      const answer = await arena.http
        .get(`/whatsapp/operations/${row.id}`)
        .set('Authorization', `Bearer ${token}`);
      return (answer.body as OperationView).title;
    };
    const watch = 'plugin::whatsapp.operation.watch';
    const stranger = await arena.adminToken({ actions: [watch] });
    const reader = await arena.adminToken({
      actions: [watch, 'plugin::whatsapp.contact.browse'],
    });
    expect(await titleFor(reader)).toBe(row.title);
    // As while the person is still there: an erasure that waits or failed.
    await arena
      .knex('whatsapp_operations')
      .where({ id: row.id })
      .update({ title: `#${id}` });
    expect(await titleFor(reader)).toBe('Ece Ak');
    expect(await titleFor(stranger)).toBe(`#${id}`);
    await arena.knex('whatsapp_contacts').where({ id }).update({ name: '' });
    expect(await titleFor(reader)).toBe('+905551230013');
    expect(await rows().where('title', 'Ece Ak')).toEqual([]);
  });

  it('[X-06] [L-10] reaches what waits parked, damaged deliveries too, and leaves that of others', async () => {
    const [phone, other] = ['905551230771', '905551230772'];
    for (const [name, number] of [
      ['Parked Person', phone],
      ['Somebody Else', other],
    ])
      await arena.api.post('/whatsapp/contacts', { name, phone: `+${number}` });
    const { id } = (await arena
      .knex('whatsapp_contacts')
      .where({ phone: `+${phone}` })
      .first()) as {
      id: number;
    };
    const change = (from: string, key: string) => ({
      event_id: 0,
      kind: 'message',
      key_hash: key,
      lane: 0,
      state: 'parked',
      value: JSON.stringify({ contact: { waId: from }, value: { text: { body: `said ${key}` } } }),
      error: `error of ${from}`,
      received_at: Date.now(),
    });
    const event = (from: string, key: string) => ({
      hash: key,
      // Broken off in the middle: no JSON.
      body: `{"entry":[{"changes":[{"value":{"messages":[{"from":"${from}","text":{"body":"said ${key}`,
      encoding: 'utf8',
      state: 'parked',
      received_at: Date.now(),
    });
    await arena
      .knex('whatsapp_webhook_changes')
      .insert([change(phone, 'own'), change(other, 'not')]);
    await arena
      .knex('whatsapp_webhook_events')
      .insert([event(phone, 'own event'), event(other, 'not event')]);
    const listed = async () =>
      (await arena.api.get<{ parked: object[] }>('/whatsapp/parked')).body.parked.length;
    expect(await listed()).toBe(4);
    await arena.api.post(`/whatsapp/privacy/people/${id}/erase`, { typed: 'Parked Person' });
    await erased(id);
    expect(await tablesWith(arena, [phone, 'said own'])).toEqual([]);
    expect(await tablesWith(arena, ['said not'])).toHaveLength(2);
    expect(await listed()).toBe(2);
  });

  it('[X-06] [C-11] what they wrote in a group goes with their name and number, that of others stays', async () => {
    const [phone, other] = ['905551230781', '905551230782'];
    const said = (from: string, name: string, body: string) => ({
      metadata: { phone_number_id: arena.sim.account.phoneNumberIds[0] },
      contacts: [{ wa_id: from, profile: { name } }],
      messages: [
        {
          ...{ from, group_id: 'GROUP1', id: `wamid.group-${body.length}`, type: 'text' },
          ...{ timestamp: String(Math.floor(Date.now() / 1000)), text: { body } },
        },
      ],
    });
    for (const [from, name, body] of [
      [phone, 'Gizemxq', 'I am the first'],
      [other, 'Hale', 'I am Hale'],
      // A name that shows nothing: the line stands under the number.
      [phone, '\u3164', 'And I have no name'],
    ] as const)
      await arena.deliver(delivery(arena, said(from, name, body)));
    await arena.settled();
    const theirs = ['Gizemxq', phone, 'I am the first', 'And I have no name'];
    const isMessage = (line: string) => line.startsWith('whatsapp_messages:');
    for (const word of theirs) expect((await tablesWith(arena, [word])).some(isMessage)).toBe(true);
    const made = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Gizemxq Er',
      phone: `+${phone}`,
    });
    const { id } = made.body;
    await arena.api.post(`/whatsapp/privacy/people/${id}/erase`, { typed: 'Gizemxq Er' });
    await erased(id);
    expect(await tablesWith(arena, theirs)).toEqual([]);
    const kept = await tablesWith(arena, ['I am Hale']);
    expect(kept.filter(isMessage)).toHaveLength(1);
  });

  it('[X-06] [X-09] Logs show who accessed them under an ID, and nothing else about them', async () => {
    const made = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Logged Person',
      phone: '+905551230005',
    });
    const { id } = made.body;
    const at = Date.now();
    const campaign = { name: 'Spring', kind: 'template', state: 'completed', changed_at: at };
    await arena.knex('whatsapp_campaigns').insert({ ...campaign, started_at: at, added_at: at });
    const { id: campaignId } = (await arena.knex('whatsapp_campaigns').where(campaign).first()) as {
      id: number;
    };
    await arena.knex('whatsapp_recipients').insert({
      ...{ campaign_id: campaignId, contact_id: id, account_id: arena.accountId },
      ...{ address_key: `logged ${id}`, state: 'skipped', reason: 'opted-out', skipped_at: at },
    });
    const logs = logsService(arena.strapi);
    const tell = async () => {
      const line = { area: 'contact', level: 'info', event: 'preferences-chosen' } as const;
      logs.write({ ...line, text: 'chosen', contactId: id });
      await logs.flush();
    };
    await tell();
    const list = async () =>
      (await arena.api.get<ListLogsResult>(`/whatsapp/logs?contactId=${id}`)).body;
    const areasOf = (page: ListLogsResult) => page.logs.map(({ area }) => area).sort();
    expect(areasOf(await list())).toEqual(['campaign', 'contact']);
    await arena.api.post(`/whatsapp/privacy/people/${id}/erase`, { typed: 'Logged Person' });
    await erased(id);
    // Another process may have had this line ready before.
    await tell();
    const after = await list();
    const nobody = { id, name: `#${id}`, erased: true };
    expect(after.logs.map(({ event, contact }) => [event, contact])).toEqual([
      ['person-erased', nobody],
    ]);
    expect(after.about.contact).toEqual(nobody);
    // The figures of the campaign are made of it.
    const kept = arena.knex('whatsapp_recipients').where({ contact_id: id });
    expect(await kept.pluck('reason')).toEqual(['opted-out']);
  });

  it('[X-06] what others know is left alone', async () => {
    const first = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'First of two',
      phone: '+905551230003',
    });
    arena.sim.control.people.add({ name: 'Second', phone: '905551230004' });
    arena.sim.control.act.text('905551230004', 'I stay here');
    await arena.settled();
    await arena.api.post(`/whatsapp/privacy/people/${first.body.id}/erase`, {
      typed: 'First of two',
    });
    await erased(first.body.id);
    const found = await tablesWith(arena, ['I stay here']);
    for (const table of ['messages', 'webhook_events', 'webhook_changes', 'conversations'])
      expect(found.some((one) => one.startsWith(`whatsapp_${table}:`))).toBe(true);
  });
});
