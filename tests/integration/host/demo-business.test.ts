import { ensureDemoAdministrator } from '../../../playground/src/demo/administrator';
import { bringToLife } from '../../../playground/src/demo/whatsapp/alive';
import { createDemoBusiness, playFirstDay } from '../../../playground/src/demo/whatsapp/business';
import {
  createSimulatorControl,
  type SimulatorControl,
} from '../../../playground/src/demo/whatsapp/simulator';
import type {
  AutomationTypes,
  ListAutomationsResult,
} from '../../../server/src/contracts/automation-desk';
import { readyAutomationName } from '../../../server/src/contracts/ready-automations';
import { READY_FLOWS, readyName } from '../../../server/src/contracts/ready-flows';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';

interface Campaign {
  name: string;
  templateName: string | null;
  state: string;
  counts: Record<string, number>;
}
interface Bot {
  name: string;
  active: boolean;
  graph: object | null;
  triggers: object[];
}
interface Audit {
  audit(): Promise<Map<number, unknown>>;
}

/** Each language on some database; in each the name of somebody and of their role. */
const written = {
  en: { person: 'Olivia Harper', role: 'WhatsApp agent', template: 'autumn_collection en_US' },
  tr: { person: 'Ayşe Kaya', role: 'WhatsApp temsilcisi', template: 'sonbahar_koleksiyonu tr' },
} as const;

describe.each(databases())('the demo’s shop, on %s', (database) => {
  const language = database === 'postgres' ? 'en' : 'tr';
  const before = process.env['WHATSAPP_DEMO_LANGUAGE'];
  let world: World;

  beforeAll(async () => {
    process.env['WHATSAPP_DEMO_LANGUAGE'] = language;
    world = await startWorld({ database });
    await createDemoBusiness(world.strapi);
    const simulator = createSimulatorControl(world.sim.url);
    playFirstDay(world.strapi, simulator, () => Promise.resolve());
  });
  afterAll(() => {
    if (before === undefined) delete process.env['WHATSAPP_DEMO_LANGUAGE'];
    else process.env['WHATSAPP_DEMO_LANGUAGE'] = before;
    return world.close();
  });

  const get = async <T>(path: string) => {
    const { status, body } = await world.api.get<T>(path);
    expect(status).toBe(200);
    return body;
  };

  it('has contacts with consents in all states, tags and profile fields, who can be found', async () => {
    const { contacts } = await get<{
      contacts: {
        name: string;
        tags: string[];
        custom: object;
        consent: { marketing: string };
      }[];
    }>('/whatsapp/contacts?limit=200');
    expect(contacts).toHaveLength(200);
    expect(new Set(contacts.map(({ consent }) => consent.marketing))).toEqual(
      new Set(['in', 'none', 'out'])
    );
    expect(contacts.filter(({ tags }) => tags.length > 0).length).toBeGreaterThan(50);
    expect(contacts.filter(({ custom }) => Object.keys(custom).length > 0).length).toBeGreaterThan(
      150
    );
    const { person } = written[language];
    const found = await get<{ contacts: { name: string }[] }>(
      `/whatsapp/contacts?q=${encodeURIComponent(person.toLowerCase().replace('ş', 's'))}`
    );
    expect(found.contacts[0]?.name).toBe(person);
  });

  it('speaks one language: to its administrator, in the names of roles and in templates', async () => {
    const { role, template } = written[language];
    const found = await world.strapi.db.query('admin::role').findOne({
      where: { code: 'whatsapp-agent' },
    });
    expect(found).toMatchObject({ name: role });
    const { templates } = await get<{ templates: { name: string; language: string }[] }>(
      '/whatsapp/templates'
    );
    expect(templates.map((one) => `${one.name} ${one.language}`)).toContain(template);
    const email = 'demo-language@example.com';
    const env = { DEMO_ADMIN_EMAIL: email, DEMO_ADMIN_PASSWORD: 'Demo-language-1' };
    Object.assign(process.env, env);
    const languageOf = async () =>
      (await world.strapi.db.query('admin::user').findOne({ where: { email } }))?.preferedLanguage;
    try {
      await ensureDemoAdministrator(world.strapi);
      expect(await languageOf()).toBe(language);
      // A later start in another language leaves what the first one wrote.
      process.env['WHATSAPP_DEMO_LANGUAGE'] = language === 'tr' ? 'en' : 'tr';
      await ensureDemoAdministrator(world.strapi);
      expect(await languageOf()).toBe(language);
    } finally {
      process.env['WHATSAPP_DEMO_LANGUAGE'] = language;
      for (const name of Object.keys(env)) delete process.env[name];
    }
  });

  it('starts conversations only with contacts who opted in', async () => {
    const begun = (await world.strapi.db
      .connection('whatsapp_messages as m')
      .join('whatsapp_contacts as c', 'c.id', 'm.contact_id')
      .where('m.wamid', 'like', 'wamid.demo.%')
      .where('m.origin', 'campaign')
      .select('c.marketing', 'c.utility')) as { marketing: string; utility: string }[];
    expect(begun.length).toBeGreaterThan(0);
    expect(new Set(begun.map(({ marketing, utility }) => `${marketing} ${utility}`))).toEqual(
      new Set(['in in'])
    );
  });

  it('has topics, of which some contacts decline one', async () => {
    const { topics } = await get<{ topics: object[] }>('/whatsapp/settings/consent');
    expect(topics).toHaveLength(3);
    const refusing = world.strapi.db
      .connection('whatsapp_contacts')
      .whereNot('topics_out', '')
      .count({ n: '*' });
    const [row] = (await refusing) as { n: unknown }[];
    expect(Number(row?.n)).toBeGreaterThan(5);
  });

  it('has templates in every state that Meta gives', async () => {
    const { templates } = await get<{ templates: { status: string }[] }>('/whatsapp/templates');
    const states = new Set(templates.map(({ status }) => status));
    for (const state of ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED'])
      expect(states).toContain(state);
  });

  it('[T-29] has a campaign template with its picture, which only waits for its audience', async () => {
    type One = { name: string };
    const { templates } = await get<{ templates: One[] }>('/whatsapp/templates');
    const name = written[language].template.split(' ')[0];
    expect(templates.find((one) => one.name === name)).toMatchObject({
      missing: [],
      sendable: { ok: true },
      unmarkedWayOuts: [],
    });
  });

  it('has a finished, a planned and a drafted campaign, whose sums are those of their rows', async () => {
    const { campaigns } = await get<{ campaigns: Campaign[] }>('/whatsapp/campaigns');
    const byState = new Map(campaigns.map((one) => [one.state, one]));
    expect([...byState.keys()].sort()).toEqual(['completed', 'draft', 'scheduled']);
    const invitation = language === 'tr' ? 'yilbasi_davetiyesi' : 'new_year_invitation';
    expect(byState.get('draft')?.templateName).toBe(invitation);
    const { counts } = byState.get('completed') as Campaign;
    expect(counts.total).toBe(260);
    expect(counts.read).toBeGreaterThan(50);
    expect(counts.failed).toBeGreaterThan(2);
    expect(counts.skipped).toBeGreaterThan(20);
    const service = world.strapi.plugin('whatsapp').service('campaigns') as Audit;
    expect([...(await service.audit()).keys()]).toEqual([]);
  });

  it('has threads that open, with what was said in them', async () => {
    const { conversations } = await get<{ conversations: { id: number; lastText?: string }[] }>(
      '/whatsapp/conversations?status=all&scope=all'
    );
    expect(conversations.length).toBeGreaterThan(20);
    for (const { id } of conversations.slice(0, 12)) {
      // The answer to what was just written may be on its way.
      const messages = await eventually(`the answer in conversation ${id}`, async () => {
        const thread = await get<{ messages: { body: { type: string } }[] }>(
          `/whatsapp/conversations/${id}/messages`
        );
        return thread.messages.length > 1 ? thread.messages : null;
      });
      expect(messages.length).toBeGreaterThan(1);
    }
  });

  it('puts everybody on the phone, with the window that the inbox shows', async () => {
    const people: string[] = [];
    const windows: string[] = [];
    const simulator = {
      addPeople: async (added: readonly { phone: string }[]) =>
        void people.push(...added.map(({ phone }) => phone)),
      openWindow: async (phone: string) => void windows.push(phone),
    } as unknown as SimulatorControl;
    await bringToLife(world.strapi, simulator, '400000000000001');
    const { connection } = world.strapi.db;
    const known = connection('whatsapp_contacts').whereNotNull('phone');
    expect(people.sort()).toEqual(((await known.pluck('phone')) as string[]).sort());
    const open = connection('whatsapp_conversations as v')
      .join('whatsapp_contacts as c', 'c.id', 'v.contact_id')
      .where('v.window_expires_at', '>', Date.now());
    expect(windows.sort()).toEqual(((await open.pluck('c.phone')) as string[]).sort());
    expect(windows.length).toBeGreaterThan(5);
  });

  it('has a confirmed test recipient with consent, so that a test can be sent at once', async () => {
    type Choices = { testers: { name: string }[] };
    for (const kind of ['campaigns', 'templates']) {
      const { testers } = await get<Choices>(`/whatsapp/testers/for-${kind}`);
      expect(testers.map(({ name }) => name)).toEqual(['Defne Demo']);
    }
    const { contacts } = await get<{ contacts: { name: string; consent: object }[] }>(
      '/whatsapp/contacts?q=defne%20demo'
    );
    expect(contacts.map(({ name }) => name)).toEqual(['Defne Demo']);
    expect(contacts[0]?.consent).toMatchObject({ marketing: 'in', utility: 'in' });
  });

  it('assigns conversations and tasks only to users who may have them', async () => {
    const { agents } = await get<{ agents: { id: number }[] }>('/whatsapp/agents');
    const may = agents.map(({ id }) => id);
    const assigneesOf = async (table: string) => {
      const rows = (await world.strapi.db.connection(table).distinct('assignee_id')) as {
        assignee_id: unknown;
      }[];
      return rows.filter((row) => row.assignee_id !== null).map((row) => Number(row.assignee_id));
    };
    const answering = await assigneesOf('whatsapp_conversations');
    expect(answering.length).toBeGreaterThan(1);
    expect(may).toEqual(expect.arrayContaining(answering));
    expect(may).toEqual(expect.arrayContaining(await assigneesOf('whatsapp_tasks')));
  });

  it('[B-16] has all ready flows, published and on, after the bots of the shop', async () => {
    const { bots } = await get<{ bots: Bot[] }>('/whatsapp/bots');
    const flows = bots.filter(({ graph }) => graph !== null);
    expect(flows.map(({ name }) => name).sort()).toEqual(
      READY_FLOWS.map((one) => readyName(one, language)).sort()
    );
    expect(flows.every(({ active }) => active)).toBe(true);
    expect(bots.slice(0, bots.length - flows.length).some(({ graph }) => graph)).toBe(false);
    // A word sets off one of them: the first one would answer always, and the other never.
    const words = bots.flatMap(({ triggers }) =>
      triggers.flatMap((one) => (one as { words?: string[] }).words ?? [])
    );
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });

  it('[E-02] calls fields of its entries in its own language, in the Content Manager as in sentences', async () => {
    const { types } = await get<AutomationTypes>('/whatsapp/automations/types');
    const orders = types.find(({ uid }) => uid === 'api::order.order');
    const label = orders?.fields.find(({ path }) => path === 'state')?.label;
    expect(label).toBe(language === 'tr' ? 'Durum' : 'State');
  });

  it('[E-05] [E-07] has the ready automations that fit its entries, each on with its flow', async () => {
    const { automations } = await get<ListAutomationsResult>('/whatsapp/automations');
    const birthday = readyAutomationName('birthday', language);
    expect(automations.filter(({ name }) => name.startsWith(birthday))).toHaveLength(1);
    const states = automations.map(({ trigger }) => trigger?.kind === 'updated' && trigger.to);
    expect(states).toEqual(expect.arrayContaining([['paid'], ['sent']]));
    for (const { name, active, flow } of automations)
      expect([name, active, flow.isPublished, flow.isActive]).toEqual([name, true, true, true]);
  });

  it('has quick replies, tasks and groups with contacts', async () => {
    const { quickReplies } = await get<{ quickReplies: unknown[] }>('/whatsapp/quick-replies');
    expect(quickReplies).toHaveLength(6);
    const { tasks } = await get<{ tasks: unknown[] }>('/whatsapp/tasks?scope=all');
    expect(tasks.length).toBeGreaterThanOrEqual(5);
    const { groups } = await get<{ groups: { members: number }[] }>('/whatsapp/groups');
    expect(groups).toHaveLength(4);
    for (const { members } of groups) expect(members).toBeGreaterThan(5);
  });

  it('goes on with what is missing, and adds nothing to what is there', async () => {
    const rows = (table: string) => world.strapi.db.connection(table);
    const tables = [
      ...['contacts', 'consent_events', 'contact_fields', 'contact_values', 'contact_tags', 'tags'],
      ...['groups', 'group_members', 'segments', 'conversations', 'messages', 'quick_replies'],
      ...['campaigns', 'recipients', 'campaign_counts', 'tracked_links', 'link_clicks', 'tasks'],
      ...['opt_in_forms', 'price_lists', 'price_rates', 'testers', 'bots', 'mappings'],
      ...['automations', 'outbound_endpoints', 'outbound_deliveries', 'system_keys', 'templates'],
    ].map((name) => `whatsapp_${name}`);
    const count = async () => {
      const all: Record<string, number> = {};
      for (const table of [...tables, 'admin_users', 'files']) {
        const [row] = (await rows(table).count({ n: '*' })) as { n: unknown }[];
        all[table] = Number(row?.n);
      }
      return all;
    };
    const before = await settled(count);
    await createDemoBusiness(world.strapi);
    expect(await count()).toEqual(before);

    const [last] = (await rows('whatsapp_campaign_counts').orderBy('id', 'desc').limit(1)) as {
      id: number;
      campaign_id: number;
    }[];
    await rows('whatsapp_campaign_counts').where({ id: last?.id }).del();
    await rows('whatsapp_recipients').where({ campaign_id: last?.campaign_id }).del();
    await rows('whatsapp_quick_replies').del();
    await rows('whatsapp_group_members').del();
    await rows('whatsapp_system_keys').del();
    await rows('whatsapp_opt_in_forms').del();
    await createDemoBusiness(world.strapi);
    expect(await count()).toEqual(before);
  });

  it('[X-01] sample data beside the shop go again without a trace, with what was added to them', async () => {
    const tables = [
      'contacts',
      'conversations',
      'messages',
      'conversation_events',
      'tasks',
      'contact_tags',
      'contact_values',
      'consent_events',
      'recipients',
    ];
    const count = async () => {
      const all: Record<string, number> = {};
      for (const table of tables) {
        const [row] = (await world.strapi.db.connection(`whatsapp_${table}`).count({ n: '*' })) as {
          n: unknown;
        }[];
        all[table] = Number(row?.n);
      }
      return all;
    };
    const before = await settled(count);
    expect((await world.api.post('/whatsapp/setup/sample', {})).status).toBe(200);
    const thread = (await world.strapi.db
      .connection('whatsapp_conversations')
      .where({ sample: true })
      .first()) as { id: number; contact_id: number };
    const close = { status: 'closed' };
    expect((await world.api.put(`/whatsapp/conversations/${thread.id}`, close)).status).toBe(200);
    const task = { title: 'Ara', contactId: thread.contact_id };
    expect((await world.api.post('/whatsapp/tasks', task)).status).toBe(200);
    expect((await count()).tasks).toBe((before.tasks ?? 0) + 1);
    expect((await world.api.del('/whatsapp/setup/sample')).status).toBe(200);
    expect(await count()).toEqual(before);
  });

  /** The shop's bots are at work for a while after its start: counts that stay the same for a while. */
  const settled = async <T>(look: () => Promise<T>): Promise<T> => {
    let last = { text: '', since: 0, value: null as T | null };
    return eventually('the shop at rest', async () => {
      const value = await look();
      const text = JSON.stringify(value);
      if (text !== last.text) last = { text, since: Date.now(), value };
      return Date.now() - last.since > 3_000 ? last.value : null;
    });
  };
});
