import { newDraft } from '../../../server/src/campaigns/drafts';
import { bucketOf, noCounts } from '../../../server/src/campaigns/domain/shown';
import { insertCampaign } from '../../../server/src/campaigns/store';
import {
  campaignCountTable,
  recipientTable,
  type CampaignRow,
  type RecipientRow,
} from '../../../server/src/campaigns/tables';
import { consentEventTable } from '../../../server/src/consent/public';
import { trialPlan } from '../../../server/src/contracts/campaign-trial';
import type { TemplateUse } from '../../../server/src/contracts/template-draft';
import type { TemplateFigures } from '../../../server/src/contracts/template-figures';
import type { ListTemplatesResult } from '../../../server/src/contracts/templates';
import { writeRow } from '../../../server/src/strapi/table';
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

  const figures = async (days: number, id = arena.template.id) =>
    (await arena.api.get<TemplateFigures>(`/whatsapp/templates/${id}/figures?days=${days}`)).body;
  const use = async (id = arena.template.id) => {
    const { body } = await arena.api.get<ListTemplatesResult>('/whatsapp/templates');
    return body.uses.find(({ templateId }) => templateId === id);
  };
  const usesOf = async (id: number) =>
    (await arena.api.get<{ uses: TemplateUse[] }>(`/whatsapp/templates/${id}/uses`)).body.uses;
  /** New templates by name and language. */
  const seeded = async (templates: [name: string, language: string][]): Promise<number[]> => {
    for (const [name, language] of templates)
      arena.sim.control.templates.seed({
        ...{ name, language, category: 'MARKETING' },
        components: [{ type: 'BODY', text: 'The new roast is on the shelf.' }],
      });
    await arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
    const { body } = await arena.api.get<ListTemplatesResult>('/whatsapp/templates');
    return templates.map(
      ([name, language]) =>
        body.templates.find((one) => one.name === name && one.language === language)?.id ?? 0
    );
  };
  /** A campaign that is over, with these recipients. Answers its id. */
  const over = async (part: Partial<CampaignRow>, got: Partial<RecipientRow>[]) => {
    const { accountId, knex } = arena;
    const at = Date.now();
    const id = await insertCampaign(knex, {
      ...newDraft(Math.random, { accountId, addedAt: at, changedAt: at }),
      name: 'Over',
      state: 'completed',
      startedAt: at,
      finishedAt: at,
      ...part,
    });
    const counts = noCounts();
    for (const [i, more] of got.entries()) {
      const said = { state: 'accepted' as const, rank: 0, ...more };
      counts[bucketOf(said)] += 1;
      const row = { campaignId: id, contactId: 90_000 + i, accountId, addressKey: `key-${i}` };
      await knex(recipientTable.table).insert(writeRow(recipientTable, { ...row, ...said }));
    }
    await knex(campaignCountTable.table).insert({ campaign_id: id, ...counts });
    return id;
  };

  it('adds up campaigns and single messages of the days, and omits those before', async () => {
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
    // Pressed twice by the same person, who unsubscribed by it.
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
    const left = {
      ...({ contactId, category: 'marketing', action: 'opt-out' } as const),
      ...{ source: 'unsubscribe button', evidence: 'Evet', sample: false, undated: false, at },
    };
    await arena.knex(consentEventTable.table).insert(writeRow(consentEventTable, left));
    const [week, month] = [await figures(7), await figures(30)];
    const counted = { text: 'Evet', presses: 2, people: 1, optOuts: 1 };
    expect([week.buttons, month.buttons]).toEqual([[], [counted]]);
    expect(week).toMatchObject({ sent: 4, failed: 0, isPartial: false, maxPrice: null });
    expect(month.sent).toBe(5);
    // A link that was opened is known of campaigns only, and so is its share.
    expect(week.campaignDelivered).toBe(week.delivered);
    expect(month.campaignDelivered).toBe(month.delivered - 1);
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

  it('[M-44] a test counts for each variant what that variant did, in the list, in Usage and on the page', async () => {
    const [a = 0, b = 0] = await seeded([
      ['roast_a', 'tr'],
      ['roast_b', 'tr'],
    ]);
    const startedAt = Date.now() - DAY;
    const trial = trialPlan.parse({ test: { variants: [{ templateId: b }] } });
    const id = await over({ templateId: a, trial, winner: 'B', startedAt }, [
      { variant: 'A', rank: 40 },
      { variant: 'A', rank: 40 },
      { variant: 'B', rank: 50 },
      // Waited for the winner, and got B.
      { variant: null, permitAt: startedAt, rank: 50 },
      { variant: null, state: 'skipped', reason: 'hold-out' },
    ]);
    const known = { campaigns: 1, bots: 0, lastAt: startedAt };
    expect(await use(a)).toMatchObject({ ...known, reached: { delivered: 2, read: 0 } });
    expect(await use(b)).toMatchObject({ ...known, reached: { delivered: 2, read: 2 } });
    const named = { kind: 'campaign', id, name: 'Over', state: 'completed', needsIt: false };
    expect([await usesOf(a), await usesOf(b)]).toEqual([[named], [named]]);
    expect(await figures(7, b)).toMatchObject({ sent: 2, read: 2, lastSentAt: startedAt });
    // One of A is read later: what is remembered of the campaign is counted again.
    const ofA = arena.knex(recipientTable.table).where({ campaign_id: id, variant: 'A' });
    await ofA.where({ contact_id: 90_000 }).update({ rank: 50 });
    const sums = arena.knex(campaignCountTable.table).where({ campaign_id: id });
    await sums.update({ delivered: 1, seen: 3 });
    expect((await use(a))?.reached).toEqual({ delivered: 2, read: 1 });
  });

  it('[E-25] a language that nobody got was not sent, and a text of which the template is left over sends none', async () => {
    const [tr = 0, de = 0] = await seeded([
      ['roast_spoken', 'tr'],
      ['roast_spoken', 'de'],
    ]);
    const startedAt = Date.now() - DAY;
    const spoken = await over({ templateId: tr, byLanguage: true, startedAt }, [
      { templateId: tr, rank: 50 },
      { templateId: de, state: 'skipped', reason: 'opted-out' },
    ]);
    await over({ kind: 'text', text: 'Hello', templateId: tr }, [{ rank: 40 }]);
    const reached = { delivered: 1, read: 1 };
    expect(await use(tr)).toMatchObject({ campaigns: 1, lastAt: startedAt, reached });
    expect(await use(de)).toMatchObject({ campaigns: 1, lastAt: null });
    expect((await figures(7, de)).lastSentAt).toBeNull();
    expect((await usesOf(tr)).map(({ id }) => id)).toEqual([spoken]);
  });

  it('an unknown template has none', async () => {
    const answer = await arena.api.get('/whatsapp/templates/999999/figures');
    expect(answer.status).toBe(404);
  });
});
