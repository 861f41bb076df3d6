import type { TemplateFigures } from '../../../server/src/contracts/template-figures';
import type { ListTemplatesResult } from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { startArena, type Arena } from '../engine/arena';

const DAY = 86_400_000;

describe.each(databases())('what became of a template, on %s', (database) => {
  let arena: Arena;
  let campaignId: number;
  beforeAll(async () => {
    arena = await startArena({ database });
    campaignId = await arena.start(4);
    await arena.ended(campaignId);
    await arena.settled();
  });
  afterAll(() => arena.close());

  const figures = async (days: number) =>
    (
      await arena.api.get<TemplateFigures>(
        `/whatsapp/templates/${arena.template.id}/figures?days=${days}`
      )
    ).body;
  const use = async () => {
    const { body } = await arena.api.get<ListTemplatesResult>('/whatsapp/templates');
    return body.uses.find(({ templateId }) => templateId === arena.template.id);
  };

  it('adds up campaigns and single messages of the days, and leaves out those before', async () => {
    const rows = await arena.rows(campaignId);
    const contactId = rows[0]?.contactId ?? 0;
    const at = Date.now() - 20 * DAY;
    const message = { direction: 'out', type: 'template', origin: 'api', state: 'accepted' };
    const known = (await arena.knex('whatsapp_messages').first()) as Record<string, unknown>;
    const { id: _id, ...columns } = known;
    await arena.knex('whatsapp_messages').insert({
      ...columns,
      ...message,
      ...{ rank: 50, at, contact_id: contactId, template_id: arena.template.id },
      ...{ recipient_id: null, campaign_id: null, wamid: 'wamid.single', test_of: null },
      ...{ wamid_key: 'single', key_owner: 'test', key_hash: 'single' },
    });
    // Pressed twice by the same person.
    const press = {
      direction: 'in',
      type: 'button',
      origin: 'customer',
      state: 'received',
      text: 'Evet',
    };
    for (const wamid of ['press.1', 'press.2'])
      await arena.knex('whatsapp_messages').insert({
        ...columns,
        ...press,
        ...{ rank: 0, at, contact_id: contactId, context_key: 'single', template_id: null },
        ...{ recipient_id: null, campaign_id: null, wamid, wamid_key: wamid, test_of: null },
        ...{ key_owner: null, key_hash: null },
      });
    const [week, month] = [await figures(7), await figures(30)];
    expect([week.buttons, month.buttons]).toEqual([[], [{ text: 'Evet', presses: 2, people: 1 }]]);
    expect(week).toMatchObject({ sent: 4, failed: 0, isPartial: false, maxPrice: null });
    expect(month.sent).toBe(5);
    expect(month.read).toBe(week.read + 1);
    expect(month.lastSentAt).toBeGreaterThan(at);
  });

  it('the list knows when it was sent last, also by a single message alone', async () => {
    const old = Date.now() - 70 * DAY;
    await arena.knex('whatsapp_campaigns').update({ started_at: old - DAY });
    await arena
      .knex('whatsapp_messages')
      .where({ template_id: arena.template.id })
      .update({ at: old });
    expect((await use())?.lastAt).toBe(old);
  });

  it('an unknown template has none', async () => {
    const answer = await arena.api.get('/whatsapp/templates/999999/figures');
    expect(answer.status).toBe(404);
  });
});
