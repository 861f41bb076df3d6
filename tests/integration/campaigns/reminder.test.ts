import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type { TakeOverResult } from '../../../server/src/contracts/template-take-over';
import type {
  SlotBinding,
  SlotBindings,
  TemplateView,
} from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

const DAY = 86_400_000;
const NO = 'No, not this time';

describe.each(databases())('the reminder of an event, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let invitation: TemplateView;

  const approved = async (key: string, language: 'en' | 'tr' = 'en'): Promise<TemplateView> => {
    const { body } = await arena.api.post<TakeOverResult>('/whatsapp/templates/library', {
      accountId: arena.accountId,
      key,
      languages: [language],
    });
    const id = body.made[0]?.id ?? 0;
    expect((await arena.api.post(`/whatsapp/templates/${id}/submit`)).status).toBe(200);
    return eventually(`approval of ${key}`, async () => {
      const now = (await arena.api.get<TemplateView>(`/whatsapp/templates/${id}`)).body;
      return now.status === 'APPROVED' && now;
    });
  };

  beforeAll(async () => {
    arena = await startArena({ database, sim: { config: { templates: { reviewMs: 0 } } } });
    world = kindsWorld(arena);
    invitation = await approved('event_invitation');
  });
  afterAll(() => arena.close());

  const words = (name: string): SlotBinding => ({
    source: { kind: 'text', text: `our ${name}` },
    fallback: null,
  });
  const bindings = (): SlotBindings =>
    Object.fromEntries(
      invitation.slots.map(({ key, name }) => [key, invitation.bindings[key] ?? words(name)])
    );
  const invite = (groupId: number, more: Record<string, unknown> = {}) =>
    world.draft({
      name: 'Tasting',
      kind: 'template',
      templateId: invitation.id,
      bindings: bindings(),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      ...more,
    });
  const remind = <T = CampaignView>(id: number, change: Record<string, unknown> = {}) =>
    arena.api.post<T>(`/whatsapp/campaigns/${id}/reminder`, {
      name: 'Tasting: reminder',
      scheduledAt: Date.now() + DAY,
      timezone: 'Europe/Istanbul',
      declines: NO,
      ...change,
    });
  /** The conditions of the segment that a planned reminder goes to. */
  const treeOf = async ({ audience }: CampaignView): Promise<string> => {
    const [segmentId] =
      (audience?.kind === 'all' && audience.filter.segments?.include) || ([] as number[]);
    const { body } = await arena.api.get<{ tree: unknown }>(`/whatsapp/segments/${segmentId}`);
    return JSON.stringify(body);
  };
  const phoneOf = async (contactId: number): Promise<string> => {
    const contacts = arena.knex('whatsapp_contacts').where({ id: contactId });
    return ((await contacts.first('wa_id')) as { wa_id: string }).wa_id;
  };
  const answer = async (campaignId: number, contactId: number, text: string) => {
    const { wamid } = (await arena
      .knex('whatsapp_messages')
      .where({ campaign_id: campaignId, contact_id: contactId })
      .first('wamid')) as { wamid: string };
    arena.sim.control.act.press(await phoneOf(contactId), wamid, text);
  };

  it('[M-51] is a draft without a template while there is no reminder in this language', async () => {
    const id = await invite(await newPeople(arena, 1));
    const { status, body } = await remind(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'draft', templateId: null, when: 'at' });
  });

  it('[M-51] goes to those who got the invitation, less those who said no', async () => {
    const reminder = await approved('event_reminder');
    const groupId = await newPeople(arena, 3);
    const [no = 0, yes = 0] = await world.idsOf(groupId);
    for (const one of [no, yes]) {
      const phone = await phoneOf(one);
      arena.sim.control.people.add({ name: `Phone ${phone}`, phone });
    }
    const id = await invite(groupId);
    const { body: planned } = await remind(id);
    expect(planned).toMatchObject({ name: 'Tasting: reminder', templateId: reminder.id });
    expect(planned.bindings['body.place']).toEqual(bindings()['body.place']);
    expect((await world.check(planned.id)).matched).toBe(0);
    await world.launch(id);
    await arena.ended(id);
    expect((await world.check(planned.id)).matched).toBe(3);
    await answer(id, no, NO);
    await answer(id, yes, 'Yes, count me in');
    await arena.settled();
    await eventually('the no counts', async () => (await world.check(planned.id)).matched === 2);
    // The words alone decline nothing, and one that is planned after the answers knows them too.
    arena.sim.control.act.text(await phoneOf(yes), `${NO}, said my sister`);
    await arena.settled();
    const { body: late } = await remind(id, { name: 'Tasting: late' });
    expect((await world.check(late.id)).matched).toBe(2);
    const { audience } = (await arena.api.get<CampaignView>(`/whatsapp/campaigns/${planned.id}`))
      .body;
    const people = await arena.api.post<{ contacts: { id: number }[] }>(
      '/whatsapp/campaigns/people',
      { filter: audience?.kind === 'all' ? audience.filter : {} }
    );
    const ids = people.body.contacts.map((one) => one.id);
    expect(ids).toContain(yes);
    expect(ids).not.toContain(no);
  });

  it('[M-51] [E-25] goes out in everybody’s language as its invitation, and knows the no of each', async () => {
    await approved('event_invitation', 'tr');
    const id = await invite(await newPeople(arena, 1), { byLanguage: true });
    const { body: planned } = await remind(id, { name: 'Tasting: by language' });
    expect(planned.byLanguage).toBe(true);
    const tree = await treeOf(planned);
    expect([tree.includes(NO), tree.includes('Hayır, gelemem')]).toEqual([true, true]);
  });

  it('[M-51] [M-44] knows the no of each message of a test', async () => {
    const ofB = 'Sorry, I cannot come';
    arena.sim.control.templates.seed({
      name: 'event_invitation_b',
      language: 'en',
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'We taste the new roast on Friday. Will you come?' },
        {
          type: 'BUTTONS',
          buttons: ['I will be there', ofB].map((text) => ({ type: 'QUICK_REPLY', text })),
        },
      ],
    });
    await arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
    const { body } = await arena.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    const templateId = body.templates.find(({ name }) => name === 'event_invitation_b')?.id;
    const trial = { test: { variants: [{ templateId, bindings: {} }] } };
    const id = await invite(await newPeople(arena, 1), { trial });
    const { body: planned } = await remind(id, { name: 'Tasting: two messages' });
    const tree = await treeOf(planned);
    const named = [NO, ofB, 'I will be there'].map((text) => tree.includes(text));
    expect(named).toEqual([true, true, false]);
  });

  it('[M-51] is planned once, for a day that comes, of a campaign with a template', async () => {
    const id = await invite(await newPeople(arena, 1));
    type Refused = { error: { details: { kind: string; field?: string } } };
    const past = await remind<Refused>(id, { scheduledAt: Date.now() - 1 });
    expect([past.status, past.body.error.details.field]).toEqual([422, 'scheduledAt']);
    expect((await remind(id)).status).toBe(200);
    const again = await remind<Refused>(id);
    expect([again.status, again.body.error.details.kind]).toEqual([409, 'name-taken']);
    const message = await world.text([await newPeople(arena, 1)], 'Merhaba');
    expect((await remind<Refused>(message)).body.error.details.field).toBe('templateId');
  });
});
