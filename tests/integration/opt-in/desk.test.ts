import type { DeskResult, OptInFormView } from '../../../server/src/contracts/opt-in';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';

const words = (agree: string) => ({
  title: 'Offers',
  agree,
  notice: 'Your number, to write to you.',
  noticeUrl: null,
  thanks: '',
});

describe.each(databases())('the opt-in desk, on %s', (database) => {
  let world: World;
  let form: OptInFormView;
  const knex = () => world.strapi.db.connection;

  beforeAll(async () => {
    world = await startWorld({ database });
    const suggested = await world.api.post<{ texts: { en: { agree: string } } }>(
      '/whatsapp/opt-in-forms/suggest',
      { accountId: world.accountId, category: 'marketing' }
    );
    const made = await world.api.post<OptInFormView>('/whatsapp/opt-in-forms', {
      name: 'Counter',
      slug: 'counter',
      place: 'desk',
      category: 'marketing',
      accountId: world.accountId,
      texts: { en: words(suggested.body.texts.en.agree), tr: null },
      tags: ['Shop'],
      active: true,
    });
    expect(made.status).toBe(200);
    form = made.body;
  });
  afterAll(() => world.close());

  const body = (part: object = {}) => ({
    number: '0532 123 45 67',
    country: 'TR',
    name: 'Ayşe',
    language: 'en',
    version: form.version,
    agree: true,
    requestKey: 'customer-0001',
    ...part,
  });
  const agree = (given: object) =>
    world.api.post(`/whatsapp/opt-in-desk/${form.id}/opt-ins`, given);
  const personOf = async (phone: string) =>
    (await knex()('whatsapp_contacts').where({ phone }).first()) as
      | { id: number; marketing: string; utility: string; name: string }
      | undefined;
  const ledger = (contactId: number) =>
    knex()('whatsapp_consent_events').where({ contact_id: contactId });

  it('[O-15] shows published forms in their wording, with the words of both languages', async () => {
    const { body: desk } = await world.api.get<DeskResult>('/whatsapp/opt-in-desk');
    expect(desk.forms.map(({ id, version }) => [id, version])).toEqual([[form.id, form.version]]);
    expect(desk.words.tr.press).not.toBe(desk.words.en.press);
    expect(desk.countries.en.length).toBeGreaterThan(200);
    const qr = await world.api.get<{ svg: string }>(`/whatsapp/opt-in-desk/${form.id}/qr`);
    expect(qr.body.svg).toContain('<svg');
  });

  it('[O-15] records the agreement with its version and the member of the team, once however often it is pressed', async () => {
    const answers = await Promise.all([agree(body()), agree(body()), agree(body())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await agree(body())).status).toBe(200);
    const person = await personOf('+905321234567');
    expect(person).toMatchObject({ marketing: 'in', utility: 'none', name: 'Ayşe' });
    const events = await ledger(person?.id ?? 0);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ source: 'desk', action: 'opt-in' });
    const [event] = events as { evidence: string; wording: string; actor: string }[];
    expect(event?.evidence).toContain(`form counter, version ${form.version} (en)`);
    expect(event?.wording).toContain(form.texts.en?.agree);
    expect(event?.actor).toBeTruthy();
    const tags = await knex()('whatsapp_contact_tags').where({ contact_id: person?.id });
    expect(tags).toHaveLength(1);
  });

  it('[O-15] refuses what was not agreed to, no number, no such wording and a form that is off, by field', async () => {
    const fieldOf = async (part: object) => {
      const answer = await agree(body({ requestKey: 'customer-0002', ...part }));
      expect([400, 422]).toContain(answer.status);
      return (answer.body as { error: { details: { field: string } } }).error.details.field;
    };
    expect(await fieldOf({ agree: false })).toBe('agree');
    expect(await fieldOf({ number: 'no number' })).toBe('number');
    expect(await fieldOf({ version: 99 })).toBe('version');
    expect(await fieldOf({ language: 'tr' })).toBe('version');
    const { id, texts } = form;
    const off = { name: 'Counter', slug: 'counter', accountId: world.accountId, texts };
    await world.api.put(`/whatsapp/opt-in-forms/${id}`, { ...off, active: false });
    expect((await agree(body({ requestKey: 'customer-0003' }))).status).toBe(409);
    await world.api.put(`/whatsapp/opt-in-forms/${id}`, { ...off, active: true });
  });

  it('[O-15] somebody whose role allows only the desk can do that and nothing else', async () => {
    const { token } = await world.adminUser({ actions: ['opt-in.collect'] });
    const get = async (path: string) =>
      (await world.http.get(path).set('Authorization', `Bearer ${token}`)).status;
    expect(await get('/whatsapp/opt-in-desk')).toBe(200);
    const done = await world.http
      .post(`/whatsapp/opt-in-desk/${form.id}/opt-ins`)
      .set('Authorization', `Bearer ${token}`)
      .send(body({ number: '0532 123 45 68', requestKey: 'customer-0004' }));
    expect(done.status).toBe(200);
    expect(await get('/whatsapp/opt-in-forms')).toBe(403);
    expect(await get('/whatsapp/contacts')).toBe(403);
  });
});
