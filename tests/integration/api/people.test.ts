import type { ApiConsentAnswer, ApiContactAnswer } from '../../../server/src/contracts/api-people';
import { databases } from '../../support/databases';
import type { World } from '../../support/world';
import { apiToken, startApiWorld } from './api-world';

type Answer<T> = {
  status: number;
  body: T & { error?: { details: { kind: string; field: string; remedy: string } } };
};

const FATMA = '+90 532 777 00 01';
const said = {
  contact: FATMA,
  category: 'marketing',
  action: 'opt-in',
  source: 'checkout',
  wording: 'Send me offers of Ada Shop on WhatsApp.',
  evidence: 'order 1007',
  at: '2026-05-04T09:30:00Z',
};

describe.each(databases())('other systems keep contacts and consent, on %s', (database) => {
  let world: World;
  let token = '';
  beforeAll(async () => {
    world = await startApiWorld({ database });
    token = await apiToken(world);
  });
  afterAll(() => world.close());

  const call = async <T>(method: 'put' | 'post', path: string, body: object, as = token) =>
    (await world.http[method](`/api/whatsapp/${path}`)
      .set({ Authorization: `Bearer ${as}` })
      .send(body)) as unknown as Answer<T>;
  const save = (body: object, as?: string) => call<ApiContactAnswer>('put', 'contacts', body, as);
  const tell = (body: object, as?: string) => call<ApiConsentAnswer>('post', 'consents', body, as);
  const knex = () => world.strapi.db.connection;
  const lines = (contactId: number) =>
    knex()('whatsapp_consent_events').where({ contact_id: contactId }).orderBy('at');

  it('[X-11] makes a contact once, changes what is named, and adds tags', async () => {
    const body = { contact: FATMA, name: 'Fatma Ak', town: 'Bursa', tags: ['vip'] };
    const made = await save(body);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      name: 'Fatma Ak',
      phone: '+905327770001',
      town: 'Bursa',
      tags: ['vip'],
      consent: { marketing: 'none', utility: 'none' },
    });
    const again = await save(body);
    expect([again.status, again.body.data.id]).toEqual([200, made.body.data.id]);
    const changed = await save({
      contact: { contactId: made.body.data.id },
      email: 'Fatma@Example.com',
      town: null,
      tags: ['shop'],
    });
    expect(changed.body.data).toMatchObject({
      name: 'Fatma Ak',
      email: 'fatma@example.com',
      town: null,
      tags: ['shop', 'vip'],
    });
    expect(await knex()('whatsapp_contacts').where({ phone: '+905327770001' })).toHaveLength(1);
  });

  it('[X-11] six requests at once for the same new contact make one contact', async () => {
    const body = { contact: '+905327770009', name: 'Bir Kez' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => save(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map((one) => one.body.data.id)).size).toBe(1);
  });

  it('[X-11] takes no tag away that is given at the same time', async () => {
    const contact = '+905327770010';
    const { body } = await save({ contact, tags: ['first'] });
    const given = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(given.map((tag) => save({ contact, tags: [tag] })));
    const after = await save({ contact: { contactId: body.data.id } });
    expect([...after.body.data.tags].sort()).toEqual([...given, 'first']);
  });

  it('[X-11] [O-20] records an opt-in with source, wording and time, once however often it is reported', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => tell(said)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    const { contactId } = answers[0]!.body.data;
    expect(answers[0]!.body.data).toEqual({
      contactId,
      category: 'marketing',
      action: 'opt-in',
      source: 'checkout',
      at: '2026-05-04T09:30:00.000Z',
      state: 'in',
    });
    const ledger = await lines(contactId);
    expect(ledger).toHaveLength(1);
    expect(ledger[0]).toMatchObject({
      source: 'checkout',
      wording: said.wording,
      evidence: 'order 1007',
    });
    expect(Number(ledger[0].at)).toBe(Date.parse(said.at));
    const other = await tell({ ...said, wording: 'Something else.' });
    expect([other.status, other.body.error?.details.kind]).toEqual([409, 'key-used']);
    expect(await lines(contactId)).toHaveLength(1);
  });

  it('[X-11] [O-20] an opt-out counts, and an opt-in of before it that comes late does not', async () => {
    const out = await tell({ ...said, action: 'opt-out', at: '2026-05-06T09:00:00Z' });
    expect(out.body.data.state).toBe('out');
    const late = await tell({ ...said, at: '2026-05-05T09:00:00Z' });
    expect([late.status, late.body.data.state]).toEqual([201, 'out']);
    const { marketing } = (await save({ contact: FATMA })).body.data.consent;
    expect(marketing).toBe('out');
  });

  it('[X-11] [O-20] an opt-in that a fast clock dates ahead counts as of now, and is known again', async () => {
    const ahead = new Date(Date.now() + 180_000).toISOString();
    const body = { ...said, contact: '+905327770011', at: ahead };
    const first = await tell(body);
    expect([first.status, first.body.data.state]).toEqual([201, 'in']);
    const { contactId } = first.body.data;
    const [line] = (await lines(contactId)) as { at: unknown }[];
    expect(Number(line?.at)).toBeLessThanOrEqual(Date.now());
    const again = await tell(body);
    expect([again.status, again.body.data]).toEqual([200, first.body.data]);
    expect((await tell({ ...body, wording: 'Something else.' })).status).toBe(409);
    // What is said after it by our clock is said after it.
    const stop = { ...body, action: 'opt-out', at: new Date(Date.now() + 1).toISOString() };
    expect((await tell(stop)).body.data.state).toBe('out');
    expect((await tell(body)).body.data.state).toBe('out');
    expect(await lines(contactId)).toHaveLength(2);
  });

  it('[X-11] keeps the refusal of somebody who is not known yet', async () => {
    const out = await tell({ ...said, contact: '+905327770008', action: 'opt-out' });
    expect([out.status, out.body.data.state]).toEqual([201, 'out']);
    expect(await knex()('whatsapp_contacts').where({ phone: '+905327770008' })).toMatchObject([
      { source: 'api', marketing: 'out' },
    ]);
  });

  it('[X-11] each of the two needs its own scope', async () => {
    const contacts = await apiToken(world, ['plugin::whatsapp.api.contact']);
    const consents = await apiToken(world, ['plugin::whatsapp.api.consent']);
    expect((await save({ contact: FATMA }, contacts)).status).toBe(200);
    expect((await tell(said, contacts)).status).toBe(403);
    expect((await tell(said, consents)).status).toBe(200);
    expect((await save({ contact: FATMA }, consents)).status).toBe(403);
  });

  it.each([
    ['no number', { contact: 'hello', name: 'x' }, 'contact'],
    ['an unknown field', { contact: FATMA, city: 'Bursa' }, 'city'],
    ['a broken e-mail address', { contact: FATMA, email: 'nope' }, 'email'],
    ['a profile field that is not there', { contact: FATMA, custom: { nope: 1 } }, 'custom.nope'],
    ['a contact that is not there', { contact: { contactId: 999_999 } }, 'contact.contactId'],
  ])('[X-11] a contact with %s is refused by its field', async (_what, body, field) => {
    const answer = await save(body);
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.error?.details.field).toBe(field);
  });

  it('[X-10] [X-11] a sensitive field is refused, and no contact is made', async () => {
    await world.api.post('/whatsapp/contact-fields', {
      key: 'allergy',
      kind: 'text',
      label: 'Allergy',
      sensitive: 'health',
    });
    const answer = await save({ contact: '+905327770007', custom: { allergy: 'nuts' } });
    expect(answer.body.error?.details).toMatchObject({ field: 'custom.allergy' });
    expect(answer.body.error?.details.remedy).toContain('sensitive');
    expect(await knex()('whatsapp_contacts').where({ phone: '+905327770007' })).toEqual([]);
  });

  it.each([
    ['no words', { ...said, wording: undefined }, 'wording'],
    ['no time', { ...said, at: undefined }, 'at'],
    ['a time that has not come', { ...said, at: '2126-01-01T00:00:00Z' }, 'at'],
    ['no source', { ...said, source: ' ' }, 'source'],
  ])('[X-11] an opt-in with %s is refused by its field', async (_what, body, field) => {
    const answer = await tell(body);
    expect([answer.status, answer.body.error?.details.field]).toEqual([400, field]);
  });
});
