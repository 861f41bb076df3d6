import type { CampaignView, PreflightResult } from '../../../server/src/contracts/campaigns';
import type { CarriedConsent } from '../../../server/src/contracts/carried-consent';
import type { MayTemplate } from '../../../server/src/contracts/may-template';
import type { TemplateValues } from '../../../server/src/contracts/template-values';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { CUSTOMER, customerMapping, recordsWorld } from './records-world';

const NAME = 'record_values';

interface Refusal {
  error?: { message: string; details: { kind: string } };
}

interface Sent {
  body: { text: string | null };
  direction: string;
}

describe.each(databases())('values of records in messages, on %s', (client) => {
  let world: World;
  let records: ReturnType<typeof recordsWorld>;
  let template: TemplateView;
  let linked: number;
  let alone: number;

  const record = (field: string, fallback: string | null = null) => ({
    source: { kind: 'record', type: CUSTOMER, field },
    fallback,
  });
  const bind = (bindings: object) =>
    world.api.put(`/whatsapp/templates/${template.id}/bindings`, { bindings });
  const person = async (name: string, phone: string) => {
    const { body } = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name,
      phone,
      language: 'tr',
    });
    for (const category of ['marketing', 'utility'])
      await world.api.post(`/whatsapp/contacts/${body.id}/consent`, {
        category,
        action: 'opt-in',
        source: 'form',
        evidence: 'test',
      });
    return body.id;
  };
  const unasked = async (name: string, phone: string) =>
    (await world.api.post<{ id: number }>('/whatsapp/contacts', { name, phone })).body.id;
  const setCarried = (carries: boolean, from: object) =>
    world.api.put<CarriedConsent>('/whatsapp/carried-consent', {
      ...{ uid: CUSTOMER, carries, from },
      texts: { en: 'I agree to hear of my visits.', tr: 'Ziyaretlerimden haber almak isterim.' },
    });
  const textsOf = async (contactId: number): Promise<(string | null)[]> => {
    // Finds the thread, also one that only a campaign wrote into and that no list shows yet.
    const thread = await world.api.post<{ id: number }>('/whatsapp/conversations', {
      accountId: world.accountId,
      contactId,
    });
    const { body } = await world.api.get<{ messages: Sent[] }>(
      `/whatsapp/conversations/${thread.body.id}/messages`
    );
    return body.messages.map((message) => message.body.text);
  };
  const campaign = async (contactIds = [linked, alone]) => {
    const { body } = await world.api.post<CampaignView>('/whatsapp/campaigns', {
      name: 'Values',
      accountId: world.accountId,
      templateId: template.id,
      bindings: template.bindings,
      audience: { kind: 'picked', contactIds },
      when: 'now',
    });
    return body.id;
  };

  beforeAll(async () => {
    world = await startWorld({ database: client });
    records = recordsWorld(world);
    await records.map(CUSTOMER, customerMapping({ createContacts: false }));
    await records.documents(CUSTOMER).create({
      data: {
        name: 'Ayşe',
        phone: '+905327100001',
        city: 'İzmir',
        birthday: '1990-04-05',
        language: 'tr',
      },
    });
    linked = await person('Ayşe', '+905327100001');
    alone = await person('Alone', '+905327100002');
    await eventually('linked', async () => (await records.linksOf(linked)).length === 1);
    world.sim.control.templates.seed({
      name: NAME,
      language: 'tr',
      category: 'UTILITY',
      components: [
        {
          type: 'BODY',
          text: 'Merhaba, {{1}} mağazamız {{2}} tarihinde sabah dokuzdan akşam yediye kadar açık olacak. Gelemezseniz bize bu numaradan yazabilirsiniz: {{3}} sizi bekliyor olacak.',
          example: { body_text: [['İzmir', '5 Nisan', 'Mağaza']] },
        },
      ],
    });
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const found = body.templates.find(({ name }) => name === NAME);
    if (!found) throw new Error('the template did not come');
    template = found;
    const [city, day, from] = template.slots.map(({ key }) => key);
    const saved = await bind({
      [city ?? '']: record('city'),
      [day ?? '']: record('birthday'),
      [from ?? '']: { source: { kind: 'account', field: 'name' }, fallback: 'mağazamız' },
    });
    template = saved.body as unknown as TemplateView;
  });
  afterAll(() => world.close());

  it('[T-30] [T-34] a campaign fills them for everyone at once, and skips who has none and no fallback', async () => {
    const id = await campaign();
    const check = await world.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`);
    expect(check.body).toMatchObject({
      matched: 2,
      willReceive: 1,
      exclusions: [{ reason: 'missing-value', count: 1 }],
    });
    expect(check.body.samples[0]?.body.text).toContain('İzmir mağazamız 5 Nisan 1990');
    await world.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: 1 });
    await eventually('the message', async () =>
      (await textsOf(linked)).some((text) =>
        text?.includes('İzmir mağazamız 5 Nisan 1990 tarihinde')
      )
    );
    expect(await textsOf(alone)).toEqual([]);
  });

  it('[O-33] a campaign that tells of an entry goes to who said nothing where the entry carries consent, and to nobody who said no', async () => {
    const entry = { name: 'Zeynep', phone: '+905327100003', city: 'Bursa', birthday: '1991-05-06' };
    const { documentId } = await records.documents(CUSTOMER).create({ data: entry });
    const [none, other] = [
      await unasked('Zeynep', entry.phone),
      await unasked('No Entry', '+905327100004'),
    ];
    await eventually('linked', async () => (await records.linksOf(none)).length === 1);
    const check = async (id: number) =>
      (await world.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`)).body;
    const off = await check(await campaign([none, other]));
    expect(off).toMatchObject({
      ...{ matched: 2, willReceive: 0 },
      exclusions: [{ reason: 'no-consent', count: 2 }],
    });
    const on = await setCarried(true, { version: 0, carries: false });
    expect(on.body).toMatchObject({ version: 1, carries: true, isStrict: true });
    const id = await campaign([none, other]);
    const bill = await check(id);
    expect(bill).toMatchObject({
      willReceive: 1,
      exclusions: [{ reason: 'no-consent', count: 1 }],
    });
    expect(bill.problems).toContainEqual(
      expect.objectContaining({ kind: 'carried-by-entries', detail: '1', blocking: false })
    );
    await world.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: 1 });
    await eventually('the message', async () =>
      (await textsOf(none)).some((text) => text?.includes('Bursa mağazamız'))
    );
    expect(await textsOf(other)).toEqual([]);
    const kept = await records.knex('whatsapp_carried_messages').where({ contact_id: none });
    expect(kept).toMatchObject([
      { uid: CUSTOMER, entry_document: documentId, version: 1, owner_kind: 'r', attempt: 1 },
    ]);
    await world.api.post(`/whatsapp/contacts/${none}/consent`, {
      ...{ category: 'utility', action: 'opt-out', source: 'phone', evidence: 'said so' },
    });
    const said = await check(await campaign([none]));
    expect(said.exclusions).toEqual([{ reason: 'opted-out', count: 1 }]);
    expect((await setCarried(false, { version: 1, carries: true })).body.carries).toBe(false);
  });

  it('[O-33] [T-36] an agent’s template beside an entry that carries consent goes to who said nothing, once', async () => {
    const phone = '+905327100007';
    const { documentId } = await records.documents(CUSTOMER).create({
      data: { name: 'Derya', phone, city: 'Ordu', birthday: '1994-05-06' },
    });
    const derya = await unasked('Derya', phone);
    await eventually('linked', async () => (await records.linksOf(derya)).length === 1);
    const { body: thread } = await world.api.post<{ id: number }>('/whatsapp/conversations', {
      ...{ accountId: world.accountId, contactId: derya },
    });
    const at = `/whatsapp/conversations/${thread.id}`;
    const entry = { uid: CUSTOMER, documentId };
    const may = async () => {
      const beside = new URLSearchParams(entry).toString();
      const inbox = (await world.api.get<MayTemplate>(`${at}/may-template`)).body;
      const panel = (await world.api.get<MayTemplate>(`${at}/may-template?${beside}`)).body;
      return [inbox.UTILITY, inbox.carriedBy, panel.UTILITY, panel.carriedBy];
    };
    const body = { type: 'template', templateId: template.id, values: {}, entry };
    const send = async (clientId: string, more = {}) => {
      const answer = await world.api.post<Refusal & { id: number }>(`${at}/messages`, {
        ...{ ...body, clientId },
        ...more,
      });
      return answer.body.error?.details.kind ?? answer.body.id;
    };
    expect(await may()).toEqual(['no-consent', [], 'no-consent', []]);
    expect(await send('carried-agent-1')).toBe('no-consent');
    await setCarried(true, { version: 1, carries: false });
    expect(await may()).toEqual(['no-consent', [CUSTOMER], 'no-consent', [CUSTOMER]]);
    const [city = ''] = template.slots.map(({ key }) => key);
    expect(await send('carried-agent-2', { values: { [city]: 'Rize' } })).toBe('no-consent');
    const id = await send('carried-agent-3');
    expect(typeof id).toBe('number');
    const planned = await world.api.post<Refusal>(`${at}/scheduled`, {
      ...{ at: Date.now() + 3_600_000, message: { ...body, clientId: 'carried-agent-4' } },
    });
    expect(planned.body.error?.details.kind).toBe('bad-kind');
    // The answer to the first call was lost, and the entry is gone since.
    await records.documents(CUSTOMER).delete({ documentId });
    expect(await send('carried-agent-3')).toBe(id);
    expect(await send('carried-agent-5')).toBe('not-found');
    expect((await textsOf(derya)).map((text) => text?.slice(9, 13))).toEqual(['Ordu']);
    await setCarried(false, { version: 1, carries: true });
  });

  it('[T-30] [T-34] an answer in the chat fills them too, and is refused where a value is missing', async () => {
    const start = async (contactId: number, clientId: string) => {
      const { body } = await world.api.post<{ id: number }>('/whatsapp/conversations', {
        accountId: world.accountId,
        contactId,
      });
      return world.api.post<{ error?: { details: { kind: string } } }>(
        `/whatsapp/conversations/${body.id}/messages`,
        { type: 'template', clientId, templateId: template.id, values: {} }
      );
    };
    const before = (await textsOf(linked)).length;
    expect((await start(linked, 'chat-values-1')).status).toBe(200);
    await eventually('the message', async () => (await textsOf(linked)).length > before);
    expect((await textsOf(linked)).filter((text) => text?.includes('5 Nisan 1990'))).toHaveLength(
      before + 1
    );
    const refused = await start(alone, 'chat-values-2');
    expect(refused.body.error?.details.kind).toBe('missing-value');
  });

  it('[T-30] [T-34] beside an entry its values are filled in, not those of the newest one', async () => {
    const phone = '+905327100005';
    const made = async (of: string, data: object) => {
      const entry = { name: 'Merve', phone: of, ...data };
      return (await records.documents(CUSTOMER).create({ data: entry })).documentId;
    };
    const empty = await made(phone, { city: 'Van' });
    const documentId = await made(phone, { city: 'Bolu', birthday: '1991-02-03' });
    await made(phone, { city: 'Ankara', birthday: '1992-03-04' });
    const ofAnother = await made('+905327100006', { city: 'Kars', birthday: '1993-04-05' });
    const merve = await person('Merve', phone);
    await eventually('linked', async () => (await records.linksOf(merve)).length === 3);
    const { body: thread } = await world.api.post<{ id: number }>('/whatsapp/conversations', {
      ...{ accountId: world.accountId, contactId: merve },
    });
    const at = `/whatsapp/conversations/${thread.id}`;
    const [city = '', day = ''] = template.slots.map(({ key }) => key);
    const shown = async (query = '') => {
      const { status, body } = await world.api.get<TemplateValues>(`${at}/template-values${query}`);
      const values = status === 200 ? body.templates[template.id] : {};
      return [status, values?.[city]?.text, values?.[day]?.text];
    };
    const beside = (document: string) => `?uid=${CUSTOMER}&documentId=${document}`;
    expect(await shown()).toEqual([200, 'Ankara', '4 Mart 1992']);
    expect(await shown(beside(documentId))).toEqual([200, 'Bolu', '3 Şubat 1991']);
    expect(await shown(beside(ofAnother))).toEqual([404, undefined, undefined]);

    let count = 0;
    const bodyOf = (document: string, values = {}) => ({
      ...{ type: 'template', clientId: `beside-entry-${++count}`, templateId: template.id, values },
      entry: { uid: CUSTOMER, documentId: document },
    });
    const send = (body: object) => world.api.post<Refusal>(`${at}/messages`, body);
    expect((await send(bodyOf(documentId))).status).toBe(200);
    expect((await send(bodyOf(documentId, { [city]: 'Düzce', [day]: '' }))).status).toBe(200);
    await eventually('both', async () => (await textsOf(merve)).length === 2);
    expect((await textsOf(merve)).map((text) => text?.slice(9, 45))).toEqual([
      ...['Düzce mağazamız 3 Şubat 1991 tarihin', 'Bolu mağazamız 3 Şubat 1991 tarihind'],
    ]);
    // A missing value is refused, and not taken from another entry.
    expect((await send(bodyOf(empty))).body.error?.details.kind).toBe('missing-value');
    expect((await send(bodyOf(ofAnother))).status).toBe(404);
    // Who may not read the entry in the Content Manager writes nothing out of it.
    const actions = ['chat.read', 'chat.read-all', 'chat.reply'];
    const agent = await world.adminToken({ actions });
    const answer = await world.http
      .post(`${at}/messages`)
      .set('Authorization', `Bearer ${agent}`)
      .send(bodyOf(documentId));
    expect([answer.status, (answer.body as Refusal).error?.message]).toEqual([
      ...[404, 'the entry was not found'],
    ]);
    expect(await textsOf(merve)).toHaveLength(2);
  });

  it('[T-30] [T-34] the chat shows before what the sending would fill in, and what has to be typed', async () => {
    const proposed = async (contactId: number) => {
      const { body: thread } = await world.api.post<{ id: number }>('/whatsapp/conversations', {
        accountId: world.accountId,
        contactId,
      });
      const { body } = await world.api.get<TemplateValues>(
        `/whatsapp/conversations/${thread.id}/template-values`
      );
      const values = body.templates[template.id] ?? {};
      return template.slots.map(({ key }) => [values[key]?.from, values[key]?.text]);
    };
    const [, , [, sender] = []] = await proposed(linked);
    expect(sender).toBeTruthy();
    expect(await proposed(linked)).toEqual([
      ['source', 'İzmir'],
      ['source', '5 Nisan 1990'],
      ['source', sender],
    ]);
    expect(await proposed(alone)).toEqual([
      ['none', ''],
      ['none', ''],
      ['source', sender],
    ]);
    const [city, day, from] = template.slots.map(({ key }) => key);
    await bind({
      [city ?? '']: record('city', 'size yakın'),
      [day ?? '']: { source: { kind: 'preferences', field: 'link' }, fallback: null },
      [from ?? '']: { source: { kind: 'contact', field: 'firstName' }, fallback: null },
    });
    // The way to the person's own page is made for the message that carries it.
    expect(await proposed(alone)).toEqual([
      ['fallback', 'size yakın'],
      ['unseen', ''],
      ['source', 'Alone'],
    ]);
  });
});
