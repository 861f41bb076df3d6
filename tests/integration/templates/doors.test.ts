import type {
  ListTemplatesResult,
  SlotBindings,
  TemplateView,
} from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { addPeople } from '../../support/people';
import { startWorld, type World } from '../../support/world';

interface Refused {
  error: { details: { kind: string; field?: string; reason?: string; missing?: string[] } };
}
interface Checked {
  problems: { kind: string; blocking: boolean }[];
}

/** Each way out of the house, and what it answers to a template that may not go. */
describe.each(databases())('the doors of a template on %s', (client) => {
  let world: World;
  let apiToken: string;
  let groupId: number;
  let contactId: number;

  beforeAll(async () => {
    world = await startWorld({ database: client });
    const { strapi } = world;
    const made = (await strapi.service('admin::api-token').create({
      name: 'doors',
      type: 'full-access',
      description: '',
      lifespan: null,
      permissions: [],
    })) as { accessKey: string };
    apiToken = made.accessKey;
    world.sim.control.templates.seed({
      name: 'with_all',
      language: 'tr',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::x'] } },
        {
          type: 'BODY',
          text: 'Merhaba {{1}}, siparişiniz yola çıktı bugün.',
          example: { body_text: [['Ayşe']] },
        },
        {
          type: 'BUTTONS',
          buttons: [
            {
              type: 'URL',
              text: 'Takip',
              url: 'https://shop.example/{{1}}',
              example: ['https://shop.example/7'],
            },
          ],
        },
      ],
    });
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    groupId = await addPeople(world, { group: 'Customers', count: 3, optIn: 3 });
    const people = await world.strapi.db
      .connection('whatsapp_contacts')
      .where({ name: 'Person 1' })
      .first<{ id: number }>('id');
    contactId = people.id;
  });
  afterAll(() => world.close());

  const template = async (): Promise<TemplateView> => {
    const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const found = body.templates.find((one) => one.name === 'with_all');
    if (!found) throw new Error('the template is missing');
    return found;
  };
  const text = (value: string) => ({
    source: { kind: 'text' as const, text: value },
    fallback: null,
  });
  const complete: SlotBindings = {
    header: text('https://shop.example/vitrin.png'),
    'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: 'dostum' },
    'button.0': text('1007'),
  };
  const without = (key: string): SlotBindings =>
    Object.fromEntries(Object.entries(complete).filter(([one]) => one !== key));
  const bind = async (bindings: SlotBindings) =>
    world.api.put(`/whatsapp/templates/${(await template()).id}/bindings`, { bindings });
  const sent = () => world.sim.control.ledger.count();

  let keys = 0;
  const chat = async () => {
    const { body: conversation } = await world.api.post<{ id: number }>('/whatsapp/conversations', {
      accountId: world.accountId,
      contactId,
    });
    return world.api.post<Refused>(`/whatsapp/conversations/${conversation.id}/messages`, {
      type: 'template',
      templateId: (await template()).id,
      values: {},
      clientId: `door-${(keys += 1)}-aaaaaaaa`,
    });
  };
  const api = async () => {
    const answer = await world.http
      .post('/api/whatsapp/messages')
      .set('Authorization', `Bearer ${apiToken}`)
      .set('Idempotency-Key', `door-${(keys += 1)}`)
      .send({
        type: 'template',
        to: { contactId },
        template: { name: 'with_all', language: 'tr', values: {} },
      });
    return { status: answer.status, body: answer.body as Refused };
  };
  const campaign = async (bindings: SlotBindings) => {
    const { body } = await world.api.post<{ id: number }>('/whatsapp/campaigns', {
      name: 'Kapı',
      accountId: world.accountId,
      templateId: (await template()).id,
      bindings,
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      when: 'now',
    });
    const check = await world.api.post<Checked>(`/whatsapp/campaigns/${body.id}/preflight`);
    const launch = await world.api.post<Refused>(`/whatsapp/campaigns/${body.id}/launch`, {
      expected: 3,
    });
    return { check: check.body, launch };
  };

  it.each(['header', 'body.1', 'button.0'])(
    '[T-32] [T-36] without %s neither chat, API nor campaign sends it',
    async (key) => {
      const before = sent();
      await bind(without(key));
      expect((await template()).missing).toEqual([key]);
      for (const door of [chat, api]) {
        const refused = await door();
        expect(refused.status).toBeGreaterThanOrEqual(400);
        expect(refused.body.error.details).toMatchObject({ kind: 'missing-value' });
      }
      const { check, launch } = await campaign(without(key));
      expect(check.problems.some((one) => one.blocking)).toBe(true);
      expect(launch.status).toBeGreaterThanOrEqual(400);
      expect(sent()).toBe(before);
    }
  );

  it.each(['PENDING', 'REJECTED', 'PAUSED', 'DISABLED'])(
    '[T-35] [T-36] while Meta has it as %s neither chat, API nor campaign sends it',
    async (status) => {
      const before = sent();
      await bind(complete);
      world.sim.control.templates.setStatus('with_all', status);
      await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
      expect(await template()).toMatchObject({ status, sendable: { ok: false } });
      for (const door of [chat, api]) {
        const refused = await door();
        expect(refused.body.error.details).toMatchObject({ kind: 'template-not-sendable' });
      }
      const { check, launch } = await campaign(complete);
      expect(check.problems).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ kind: 'template-not-sendable', blocking: true }),
        ])
      );
      expect(launch.status).toBeGreaterThanOrEqual(400);
      expect(sent()).toBe(before);
    }
  );

  it('[T-31] [T-32] complete and approved it goes out of each door with all its values', async () => {
    await bind(complete);
    world.sim.control.templates.setStatus('with_all', 'APPROVED');
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const before = sent();
    expect((await chat()).status).toBe(200);
    expect((await api()).status).toBe(202);
    expect((await campaign(complete)).launch.status).toBe(200);
    expect(sent()).toBeGreaterThan(before);
  });

  it('the list says in how many campaigns and bots it is used, and when it was sent last', async () => {
    const listed = async () => {
      const { id } = await template();
      const { body } = await world.api.get<ListTemplatesResult>('/whatsapp/templates');
      return body.uses.filter((one) => one.templateId === id || one.campaigns === 0);
    };
    const { id } = await template();
    const campaigns = (await world.strapi.db
      .connection('whatsapp_campaigns')
      .where({ template_id: id })
      .select('started_at')) as { started_at: unknown }[];
    const last = Math.max(...campaigns.map((row) => Number(row.started_at)));
    expect(last).toBeGreaterThan(0);
    const before = { templateId: id, campaigns: campaigns.length, bots: 0, lastAt: last };
    expect(await listed()).toEqual([expect.objectContaining(before)]);
    const steps = [{ kind: 'template', templateId: id, onFail: null }];
    await world.api.post('/whatsapp/bots', {
      name: 'Kargo',
      active: false,
      triggers: [{ kind: 'keyword', match: 'contains', words: ['kargo'] }],
      steps: [...steps, ...steps],
    });
    expect(await listed()).toEqual([expect.objectContaining({ ...before, bots: 1 })]);
  });

  it('[T-36] the chat tells before it is chosen what the send would answer', async () => {
    const contact = await world.api.post<{ id: number }>('/whatsapp/contacts', {
      name: 'Nobody asked her yet',
      phone: '+905321119977',
    });
    const conversation = await world.api.post<{ id: number }>('/whatsapp/conversations', {
      accountId: world.accountId,
      contactId: contact.body.id,
    });
    const may = async () =>
      (await world.api.get(`/whatsapp/conversations/${conversation.body.id}/may-template`)).body;
    expect(await may()).toEqual({
      MARKETING: 'no-consent',
      UTILITY: 'no-consent',
      AUTHENTICATION: null,
      carriedBy: [],
      moving: { MARKETING: 'not-asked', UTILITY: 'not-asked' },
      topicsRefused: [],
      channels: [],
    });
    const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const offered = body.templates.find(
      (one) => one.category === 'UTILITY' && one.status === 'APPROVED'
    );
    const values = Object.fromEntries((offered?.slots ?? []).map(({ key }) => [key, 'x']));
    const refused = await world.api.post<Refused>(
      `/whatsapp/conversations/${conversation.body.id}/messages`,
      { type: 'template', clientId: 'before-consent', templateId: offered?.id, values }
    );
    expect(refused.body.error.details.kind).toBe('no-consent');
    await world.api.post(`/whatsapp/contacts/${contact.body.id}/consent`, {
      category: 'utility',
      action: 'opt-in',
      source: 'form',
      evidence: 'form 7',
    });
    expect(await may()).toMatchObject({ MARKETING: 'no-consent', UTILITY: null });
  });

  it('[E-25] the API sends a template without a language in that of the contact, and refuses where none fits', async () => {
    for (const language of ['tr', 'de'])
      world.sim.control.templates.seed({
        name: 'opening_hours',
        language,
        category: 'UTILITY',
        components: [{ type: 'BODY', text: language === 'de' ? 'Neue Zeiten.' : 'Yeni saatler.' }],
      });
    await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
    const knex = world.strapi.db.connection;
    const named = (language: string) =>
      knex('whatsapp_templates')
        .where({ name: 'opening_hours', language })
        .first<{ id: number }>('id');
    const ask = async (spoken: string) => {
      await knex('whatsapp_contacts').where({ id: contactId }).update({ language: spoken });
      const answer = await world.http
        .post('/api/whatsapp/messages')
        .set('Authorization', `Bearer ${apiToken}`)
        .send({ type: 'template', to: { contactId }, template: { name: 'opening_hours' } });
      return { status: answer.status, body: answer.body as Refused & { data: { id: number } } };
    };
    const german = await ask('de-AT');
    expect(german.status).toBe(202);
    const row = await knex('whatsapp_messages')
      .where({ id: german.body.data.id })
      .first<{ template_id: number }>('template_id');
    expect(Number(row.template_id)).toBe((await named('de')).id);
    const { id } = await named('tr');
    await world.api.put(`/whatsapp/templates/${id}/languages`, { base: 'tr', upTo: 'none' });
    const refused = await ask('fr');
    expect(refused.status).toBe(422);
    expect(refused.body.error.details).toMatchObject({ kind: 'no-language', field: 'template' });
  });
});
