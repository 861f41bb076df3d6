import type { ContactDetails, PreferenceLink } from '../../../server/src/contracts/contacts';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { membersOf, newPeople, startArena, type Arena } from '../engine/arena';

/** A picture of one point. */
const DOT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const LARGE = Buffer.alloc(400_000);

describe.each(databases())('the preference page on %s', (database) => {
  let arena: Arena;

  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const idsOf = (groupId: number) => membersOf(arena.knex, groupId);
  const person = async () => (await idsOf(await newPeople(arena, 1)))[0] ?? 0;
  const pathOf = async (contactId: number) => {
    const link = await arena.api.post<PreferenceLink>(
      `/whatsapp/contacts/${contactId}/preference-link`
    );
    expect(link.status).toBe(200);
    return new URL(link.body.url, arena.url).pathname;
  };
  const press = (path: string, fields: Record<string, string>, language = 'en') =>
    arena.http.post(`${path}?lang=${language}`).type('form').send(fields);
  const details = async (id: number) =>
    (await arena.api.get<ContactDetails>(`/whatsapp/contacts/${id}`)).body;

  it('[O-31] opens without a login, shows the contact’s own choices, and changes nothing by being opened', async () => {
    const id = await person();
    const before = await details(id);
    const page = await arena.http.get(await pathOf(id)).set('Accept-Language', 'tr');
    expect(page.status).toBe(200);
    expect(page.text).toContain('name="marketing" value="on" checked');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.text).not.toContain(before.contact.phone ?? 'no phone');
    expect(await details(id)).toEqual(before);
  });

  it('[O-31] one answer for every link that is not somebody’s: nobody learns who exists', async () => {
    const path = await pathOf(await person());
    const erased = await person();
    const gone = await pathOf(erased);
    expect((await arena.api.del(`/whatsapp/contacts/${erased}`)).status).toBe(200);
    const answers = [];
    for (const at of [`${path}x`, path.replace(/\.[^.]*$/, '.AAAAAAAAAAAAAAAAAAAAAA'), gone]) {
      const read = await arena.http.get(at);
      const written = await press(at, { do: 'stop' });
      answers.push(read, written);
    }
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(404));
    const bodies = answers.map(({ text }) => text.replace(/nonce="\w+"/, ''));
    expect(new Set(bodies).size).toBe(1);
  });

  it('[O-19] [O-04] what a contact chooses holds at once and is kept as proof with the sentence that was shown', async () => {
    const id = await person();
    const path = await pathOf(id);
    const saved = await press(path, { do: 'save', utility: 'on', pause: 'none' }, 'tr');
    expect(saved.status).toBe(200);
    expect(saved.text).toContain('Kaydedildi');
    const { contact, consentEvents } = await details(id);
    expect(contact.consent).toEqual({ marketing: 'out', utility: 'in' });
    expect(consentEvents[0]).toMatchObject({ source: 'preference page', action: 'opt-out' });
    await nextSecond();
    await press(path, { do: 'save', marketing: 'on', utility: 'on', pause: 'none' }, 'tr');
    const [row] = (await arena
      .knex('whatsapp_consent_events')
      .where({ contact_id: id, source: 'preference page', action: 'opt-in' })
      .orderBy('id', 'desc')) as { wording: string }[];
    expect(row?.wording).toMatch(/WhatsApp üzerinden fırsat ve haber göndermesini kabul ediyorum/);
    expect((await details(id)).contact.consent.marketing).toBe('in');
  });

  it('[O-22] "stop" takes the contact out of a campaign that is on its way', async () => {
    const groupId = await newPeople(arena, 2);
    const [first = 0, second = 0] = await idsOf(groupId);
    const giveBack = await arena.restWorkers();
    const campaign = await arena.start(2, { groupId, category: 'MARKETING' });
    await eventually('the snapshot', async () => (await arena.rows(campaign)).length === 2);
    expect((await press(await pathOf(first), { do: 'stop' })).status).toBe(200);
    giveBack();
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 1, skipped: 1 });
    const rows = await arena.rows(campaign);
    expect(rows.find(({ contactId }) => contactId === first)?.reason).toBe('opted-out');
    expect(rows.find(({ contactId }) => contactId === second)?.state).toBe('accepted');
  });

  it('[O-30] a break holds back a campaign and is taken back on the same page', async () => {
    const groupId = await newPeople(arena, 1);
    const [id = 0] = await idsOf(groupId);
    const path = await pathOf(id);
    await press(path, { do: 'save', marketing: 'on', utility: 'on', pause: 'week' });
    const held = await arena.start(1, { groupId, category: 'MARKETING', launch: false });
    const { body } = await arena.api.post<{ exclusions: { reason: string; count: number }[] }>(
      `/whatsapp/campaigns/${held}/preflight`
    );
    expect(body.exclusions).toEqual([expect.objectContaining({ reason: 'paused', count: 1 })]);
    expect((await arena.http.get(`${path}?lang=en`)).text).toContain('Keep the break until');
    await press(path, { do: 'save', marketing: 'on', utility: 'on', pause: 'none' });
    const again = await arena.start(1, { groupId, category: 'MARKETING' });
    expect((await arena.ended(again)).counts).toMatchObject({ sent: 1 });
  });

  it('[O-31] a message can carry the contact’s own link', async () => {
    const groupId = await newPeople(arena, 2);
    const people = (await arena
      .knex('whatsapp_contacts')
      .whereIn('id', await idsOf(groupId))
      .select('wa_id')) as { wa_id: string }[];
    for (const { wa_id: phone } of people) arena.sim.control.people.add({ name: 'Reader', phone });
    const bindings = Object.fromEntries(
      arena.template.slots.map(({ key }) => [
        key,
        key === 'body.first_name'
          ? { source: { kind: 'preferences', field: 'link' }, fallback: null }
          : { source: { kind: 'text', text: 'x' }, fallback: null },
      ])
    );
    const made = await arena.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'With a link',
      accountId: arena.accountId,
      templateId: arena.template.id,
      bindings,
      audience: { kind: 'all', filter: { groups: { include: [groupId] } }, except: [] },
    });
    expect(made.status).toBe(200);
    const { willReceive } = (
      await arena.api.post<{ willReceive: number }>(`/whatsapp/campaigns/${made.body.id}/preflight`)
    ).body;
    expect(willReceive).toBe(2);
    await arena.api.post(`/whatsapp/campaigns/${made.body.id}/launch`, {
      expected: 2,
      typed: 2,
    });
    await arena.ended(made.body.id);
    const sent = people.map(
      ({ wa_id: phone }) =>
        /\/api\/whatsapp\/preferences\/([\w.-]+)/.exec(
          JSON.stringify(arena.sim.control.thread(phone))
        )?.[1]
    );
    expect(sent).not.toContain(undefined);
    expect(new Set(sent).size).toBe(2);
    const page = await arena.http.get(`/api/whatsapp/preferences/${sent[0]}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<form');
  });

  it('[O-31] wears the logo of the number, which is a small picture of the media library and nothing else', async () => {
    const path = await pathOf(await person());
    const upload = async (name: string, content: Buffer) => {
      const token = await arena.adminToken();
      const answer = await arena.http
        .post('/upload')
        .set('Authorization', `Bearer ${token}`)
        .attach('files', content, name)
        .expect(201);
      return (answer.body as { id: number; url: string }[])[0] ?? { id: 0, url: '' };
    };
    const put = (fileId: number | null) =>
      arena.api.put<{ error?: { message: string; details: { field: string } } }>(
        `/whatsapp/accounts/${arena.accountId}/logo`,
        { fileId }
      );
    const picture = await upload('logo.gif', DOT);
    expect((await arena.http.get(path)).text).not.toContain('<img');
    expect((await put(picture.id)).status).toBe(200);
    const page = await arena.http.get(path);
    expect(page.text).toContain(`<img class="logo" src="${picture.url}" alt="">`);
    expect(page.headers['content-security-policy']).toContain("img-src 'self';");
    for (const id of [(await upload('logo.txt', Buffer.from('no picture'))).id, 4_000_000]) {
      const refused = await put(id);
      expect([refused.status, refused.body.error?.details.field]).toEqual([422, 'fileId']);
    }
    const large = await put((await upload('large.gif', Buffer.concat([DOT, LARGE]))).id);
    expect([large.status, large.body.error?.message]).toEqual([
      422,
      expect.stringContaining('300 kB'),
    ]);
    expect((await arena.http.get(path)).text).toContain(picture.url);
    await put(null);
    expect((await arena.http.get(path)).text).not.toContain('<img');
  });

  it('refuses a form that it does not have, and changes nothing', async () => {
    const id = await person();
    const path = await pathOf(id);
    const before = await details(id);
    const wrong = await press(path, { do: 'everything' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('Nothing was changed. Choose again.');
    expect(await details(id)).toEqual(before);
  });

  it('[X-05] a link goes only to who may edit contacts', async () => {
    const id = await person();
    const token = await arena.adminToken({ actions: ['plugin::whatsapp.contact.browse'] });
    const refused = await arena.http
      .post(`/whatsapp/contacts/${id}/preference-link`)
      .set('Authorization', `Bearer ${token}`)
      .send({});
    expect(refused.status).toBe(403);
  });
});
