import { consentService } from '../../../server/src/consent/public';
import { contactsService, contactTable } from '../../../server/src/contacts/public';
import type { MergePreview } from '../../../server/src/contracts/contacts';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { peopleOf, type Person } from './people';

interface Refused {
  error: { details: { kind: string; field: string; remedy: string } };
}

describe.each(databases())('the life of a contact on %s', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ database });
    await world.api.post('/whatsapp/contact-fields', {
      key: 'size',
      kind: 'choice',
      label: 'Size',
      labelTr: 'Beden',
      choices: ['S', 'M', 'L'],
    });
    await world.api.post('/whatsapp/contact-fields', {
      key: 'birthday',
      kind: 'date',
      label: 'Birthday',
    });
  });
  afterAll(() => world.close());

  const { create, get, record } = peopleOf(() => world);

  it('[P-02] keeps given name, surname, language, time zone, owner, tags and own fields', async () => {
    const me = (await world.api.get<{ me: number }>('/whatsapp/agents')).body.me;
    const made = await create({
      givenName: 'Ayşe',
      familyName: 'Kaya',
      phone: '0532 000 11 22',
      language: 'tr',
      timezone: 'Europe/Istanbul',
      ownerId: me,
      tags: ['VIP'],
      custom: { size: 'm', birthday: '31.05.1990' },
    });
    expect(await get(made.id)).toMatchObject({
      name: 'Ayşe Kaya',
      givenName: 'Ayşe',
      familyName: 'Kaya',
      phone: '+905320001122',
      language: 'tr',
      timezone: 'Europe/Istanbul',
      owner: { id: me },
      tags: ['VIP'],
      custom: { size: 'M', birthday: '1990-05-31' },
      source: 'agent',
    });
    // The shown name follows the surname; a field that is not named stays, null empties one.
    await world.api.put(`/whatsapp/contacts/${made.id}`, {
      familyName: 'Demir',
      tags: ['yeni'],
      custom: { size: null },
    });
    expect(await get(made.id)).toMatchObject({
      name: 'Ayşe Demir',
      tags: ['yeni'],
      custom: { birthday: '1990-05-31' },
      timezone: 'Europe/Istanbul',
    });
  });

  it.each([
    [{ custom: { size: 'XXL' } }, 'custom.size'],
    [{ custom: { birthday: '31.02.1990' } }, 'custom.birthday'],
    [{ custom: { unknown: 'x' } }, 'custom.unknown'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ language: '!!' }, 'language'],
    [{ ownerId: 9_999 }, 'ownerId'],
    [{ email: 'no mail' }, 'email'],
  ])('[P-02] refuses %j at its field with a remedy', async (part, field) => {
    const body = { name: 'Wrong', phone: '0532 999 88 77', ...part };
    const { status, body: answer } = await world.api.post<Refused>('/whatsapp/contacts', body);
    expect(status).toBe(400);
    expect(answer.error.details.field).toBe(field);
    expect(answer.error.details.remedy.length).toBeGreaterThan(5);
    const found = await world.api.post<{ contacts: object[] }>('/whatsapp/people/search', {
      filter: { q: '532 999 88 77' },
    });
    expect(found.body.contacts).toEqual([]);
  });

  it('archives a field: its values are not shown and cannot be set, and come back with it', async () => {
    type Fields = { fields: { id: number; key: string }[] };
    const { fields } = (await world.api.get<Fields>('/whatsapp/contact-fields')).body;
    const size = fields.find((one) => one.key === 'size');
    const made = await create({ name: 'Field', phone: '0532 111 22 00', custom: { size: 'S' } });
    await world.api.put(`/whatsapp/contact-fields/${size?.id}`, { archived: true });
    expect((await get(made.id)).custom).toEqual({});
    const refused = await world.api.put<Refused>(`/whatsapp/contacts/${made.id}`, {
      custom: { size: 'M' },
    });
    expect(refused.status).toBe(400);
    await world.api.put(`/whatsapp/contact-fields/${size?.id}`, { archived: false });
    expect((await get(made.id)).custom).toEqual({ size: 'S' });
    const again = await world.api.post<Refused>('/whatsapp/contact-fields', {
      key: 'size',
      kind: 'text',
      label: 'Twice',
    });
    expect(again.body.error.details).toMatchObject({ kind: 'key-taken', field: 'key' });
  });

  it('[C-22] merges two contacts by hand as the preview said, with what both had', async () => {
    const keep = await create({
      name: 'Can',
      phone: '0533 000 00 01',
      tags: ['a'],
      custom: { size: 'L' },
    });
    const { contact: gone } = await contextOf(world.strapi).db.tx((trx) =>
      contactsService(world.strapi).resolveInbound(trx, {
        bsuid: 'TR.777',
        profileName: 'Can D.',

        at: Date.now() + 10,
      })
    );
    await world.api.put(`/whatsapp/contacts/${gone.id}`, {
      tags: ['b'],
      custom: { size: 'S', birthday: '1991-01-01' },
      email: 'can@example.com',
    });
    await record(gone.id, 'opt-out');
    const ids = [gone.id, keep.id];
    const preview = await world.api.post<{ result: Person; keep: Person; gone: Person }>(
      '/whatsapp/contacts/merge/preview',
      { ids }
    );
    expect(preview.body).toMatchObject({
      keep: { id: keep.id },
      gone: { id: gone.id },
      result: {
        id: keep.id,
        name: 'Can',
        email: 'can@example.com',
        tags: ['a', 'b'],
        custom: { size: 'L', birthday: '1991-01-01' },
        consent: { marketing: 'out' },
      },
    });
    const merged = await world.api.post<Person>('/whatsapp/contacts/merge', { ids });
    const { updatedAt: _was, ...wanted } = preview.body.result as Person & { updatedAt: number };
    expect(merged.body).toMatchObject({ ...wanted, bsuid: 'TR.777' });
    expect((await get(gone.id)).id).toBe(keep.id);
    expect((await world.api.post('/whatsapp/contacts/merge', { ids: [1, 1] })).status).toBe(400);
  });

  it('[C-22] says before a merge what comes along and whose word on consent is the last, and so it comes', async () => {
    const phones = ['+905321110002', '+905321110003'] as const;
    for (const phone of phones) world.sim.control.act.text(phone.slice(1), 'Merhaba');
    const { db } = contextOf(world.strapi);
    const wrote = (phone: string) =>
      eventually('the person wrote', async () => {
        const row = (await db.knex(contactTable.table).where({ phone }).first()) as
          | { id: number }
          | undefined;
        const id = Number(row?.id ?? 0);
        const thread = await db.knex('whatsapp_conversations').where({ contact_id: id }).first();
        return thread ? id : null;
      });
    const ids = [await wrote(phones[0]), await wrote(phones[1])];
    const look = async () =>
      (await world.api.post<MergePreview>('/whatsapp/contacts/merge/preview', { ids })).body;
    const before = await look();
    const [keep, gone] = [before.keep.id, before.gone.id];
    const words = (contactId: number, action: 'opt-in' | 'opt-out', at: number) =>
      consentService(world.strapi).record(null, {
        ...{ contactId, category: 'marketing', action, source: 'test', at },
      });
    // The refusal was first: what was said last counts, and the preview must not promise otherwise.
    await words(keep, 'opt-out', 1_000);
    await words(gone, 'opt-in', 2_000);
    const both = await world.api.post<{ id: number }>('/whatsapp/groups', { name: 'Both' });
    const one = await world.api.post<{ id: number }>('/whatsapp/groups', { name: 'One' });
    await world.api.post(`/whatsapp/groups/${both.body.id}/members`, { contactIds: ids });
    await world.api.post(`/whatsapp/groups/${one.body.id}/members`, { contactIds: [gone] });
    await world.api.put(`/whatsapp/contacts/${keep}`, { tags: ['a', 'b'] });
    await world.api.put(`/whatsapp/contacts/${gone}`, { tags: ['b', 'c'] });
    await world.api.post('/whatsapp/tasks', { title: 'Call', contactId: gone });
    const preview = await look();
    expect(preview.consent).toEqual([
      { category: 'marketing', state: 'in', from: 'gone', at: 2_000 },
    ]);
    expect(preview.result.consent.marketing).toBe('in');
    expect(Object.fromEntries(preview.counts.map(({ what, ...n }) => [what, n]))).toEqual({
      conversations: { keep: 1, gone: 1, result: 1 },
      messages: { keep: 1, gone: 1, result: 2 },
      groups: { keep: 1, gone: 2, result: 2 },
      tags: { keep: 2, gone: 2, result: 3 },
      consents: { keep: 1, gone: 1, result: 2 },
      tasks: { keep: 0, gone: 1, result: 1 },
      records: { keep: 0, gone: 0, result: 0 },
    });
    await world.api.post('/whatsapp/contacts/merge', { ids });
    const after = await world.api.get<{ contact: Person; groups: object[] }>(
      `/whatsapp/contacts/${keep}`
    );
    expect(after.body.contact.consent.marketing).toBe('in');
    expect(after.body.contact.tags).toHaveLength(3);
    expect(after.body.groups).toHaveLength(2);
    const rows = (table: string) => db.knex(`whatsapp_${table}`).where({ contact_id: keep });
    expect(await rows('conversations')).toHaveLength(1);
    expect(await rows('messages')).toHaveLength(2);
    expect(await rows('tasks')).toHaveLength(1);
    expect(await rows('consent_events')).toHaveLength(2);
  });

  it('[C-22] somebody who was merged twice is found from the first of their records', async () => {
    const [last, middle, first] = [
      await create({ name: 'Once', phone: '0533 000 00 81' }),
      await create({ name: 'Twice', phone: '0533 000 00 82' }),
      await create({ name: 'Thrice', phone: '0533 000 00 83' }),
    ];
    await world.api.post('/whatsapp/contacts/merge', { ids: [middle.id, first.id] });
    await world.api.post('/whatsapp/contacts/merge', { ids: [last.id, middle.id] });
    const people = contactsService(world.strapi);
    const { db } = contextOf(world.strapi);
    expect((await people.get(first.id)).id).toBe(last.id);
    expect(await db.tx(async (trx) => (await people.lock(trx, first.id))?.id)).toBe(last.id);
  });

  it('[P-11] who opted out stays opted out under the second number that a merge drops', async () => {
    const keep = await create({ name: 'Two numbers', phone: '0533 000 00 31' });
    const gone = await create({ name: 'Two numbers', phone: '0533 000 00 32' });
    await record(gone.id, 'opt-out');
    await world.api.post('/whatsapp/contacts/merge', { ids: [keep.id, gone.id] });
    expect((await get(keep.id)).consent.marketing).toBe('out');
    const again = await create({ name: 'Who is this?', phone: '0533 000 00 32' });
    expect(again.id).not.toBe(keep.id);
    expect((await get(again.id)).consent.marketing).toBe('out');
  });

  it('[P-11] deletes a contact with their threads, and remembers what they refused for the agent who adds them again', async () => {
    const phone = '+905321110001';
    const { db } = contextOf(world.strapi);
    world.sim.control.act.text(phone.slice(1), 'Merhaba');
    const id = await eventually('the person wrote', async () => {
      const row = (await db.knex(contactTable.table).where({ phone }).first()) as
        | { id: number }
        | undefined;
      return row ? Number(row.id) : null;
    });
    await eventually('the thread is there', async () =>
      db.knex('whatsapp_conversations').where({ contact_id: id }).first()
    );
    await record(id, 'opt-out');
    const group = await world.api.post<{ id: number }>('/whatsapp/groups', { name: 'Gone soon' });
    await world.api.post(`/whatsapp/groups/${group.body.id}/members`, { contactIds: [id] });
    await world.api.put(`/whatsapp/contacts/${id}`, { tags: ['x'], custom: { size: 'M' } });

    expect((await world.api.del(`/whatsapp/contacts/${id}`)).status).toBe(200);
    expect((await world.api.get(`/whatsapp/contacts/${id}`)).status).toBe(404);
    for (const table of ['conversations', 'messages', 'group_members', 'contact_tags'])
      expect(await db.knex(`whatsapp_${table}`).where({ contact_id: id })).toEqual([]);
    expect(await db.knex('whatsapp_contact_values').where({ contact_id: id })).toEqual([]);
    const left = (await db.knex(contactTable.table).where({ id }).first()) as object;
    expect(JSON.stringify(left)).not.toMatch(/532111|Merhaba/);

    // By hand, by another system, or because they write again: marketing stays refused.
    const again = await create({ name: 'Back', phone });
    expect(again.consent).toEqual({ marketing: 'out', utility: 'none' });
    // Seconds later: of one second the refusal counts.
    await consentService(world.strapi).record(null, {
      contactId: again.id,
      category: 'marketing',
      action: 'opt-in',
      source: 'form',
      at: Date.now() + 1_000,
    });
    await world.api.del(`/whatsapp/contacts/${again.id}`);
    // They had agreed again since: nothing is held against them any more.
    expect((await create({ name: 'Third', phone })).consent.marketing).toBe('none');
  });
});
