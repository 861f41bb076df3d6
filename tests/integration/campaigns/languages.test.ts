import type { TemplateView } from '../../../server/src/contracts/templates';
import type { TemplateUse } from '../../../server/src/contracts/template-draft';
import type { TemplateCost, TemplateFigures } from '../../../server/src/contracts/template-figures';
import { databases } from '../../support/boot-strapi';
import { newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';

const SAID = { tr: 'Yeni kahvemiz geldi.', de: 'Unser neuer Kaffee ist da.' } as const;

describe.each(databases())('a campaign in everybody’s language, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let templates: TemplateView[];

  const read = async () => {
    await arena.api.post('/whatsapp/templates/sync', { accountId: arena.accountId });
    const { body } = await arena.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    templates = body.templates.filter(({ name }) => name === 'new_roast');
  };
  const idOf = (language: string): number => {
    const found = templates.find((one) => one.language === language);
    if (!found) throw new Error(`no template in ${language}`);
    return found.id;
  };
  const order = async (upTo: string) => {
    const body = { base: 'tr', upTo };
    const answer = await arena.api.put(`/whatsapp/templates/${idOf('tr')}/languages`, body);
    expect(answer.status).toBe(200);
  };
  /** A group with one person of each of these languages, and them in this order. */
  const speakers = async (languages: (string | null)[]) => {
    const groupId = await newPeople(arena, languages.length);
    const ids = [...(await world.idsOf(groupId))].sort((a, b) => a - b);
    for (const [at, id] of ids.entries())
      await arena
        .knex('whatsapp_contacts')
        .where({ id })
        .update({ language: languages[at] ?? null });
    return { groupId, ids };
  };
  const draft = (groupId: number) =>
    world.draft({
      templateId: idOf('tr'),
      byLanguage: true,
      bindings: {},
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
    });
  const said = async (campaignId: number) => {
    const rows = (await arena
      .knex('whatsapp_messages')
      .where({ campaign_id: campaignId })
      .select('contact_id', 'text')) as { contact_id: number; text: string }[];
    return new Map(rows.map(({ contact_id: id, text }) => [Number(id), text]));
  };

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    for (const [language, text] of Object.entries(SAID))
      arena.sim.control.templates.seed({
        name: 'new_roast',
        language,
        category: 'MARKETING',
        components: [{ type: 'BODY', text }],
      });
    await read();
  });
  afterAll(() => arena.close());

  it('[E-25] sends each contact the template in their language, and the base language to all others', async () => {
    await order('any');
    const { groupId, ids } = await speakers(['de-AT', 'tr', 'fr', null]);
    const id = await draft(groupId);
    const bill = await world.check(id);
    expect(bill.problems.filter(({ blocking }) => blocking)).toEqual([]);
    expect(bill.languages.map(({ language, count }) => [language, count]).sort()).toEqual([
      ['de', 1],
      ['tr', 3],
    ]);
    expect(bill.samples.map(({ body }) => body.text)).toContain(SAID.de);
    await world.launch(id);
    await arena.ended(id);
    const got = await said(id);
    expect(ids.map((one) => got.get(one))).toEqual([SAID.de, SAID.tr, SAID.tr, SAID.tr]);
  });

  it('[E-25] skips whom no language fits, where the order ends with their own', async () => {
    await order('none');
    const { groupId, ids } = await speakers(['de', 'fr', null]);
    const id = await draft(groupId);
    const bill = await world.check(id);
    expect(bill.exclusions).toEqual([{ reason: 'no-language', count: 2 }]);
    const [, french = 0] = ids;
    const preview = await arena.api.post<{ reason: string }>(`/whatsapp/campaigns/${id}/preview`, {
      contactId: french,
    });
    expect(preview.body.reason).toBe('no-language');
    await world.launch(id);
    await arena.ended(id);
    const states = await world.states(id);
    expect(ids.map((one) => states.get(one))).toEqual(['accepted', 'no-language', 'no-language']);
  });

  it('[E-25] counts for each language what it sent, and no more', async () => {
    await arena.settled();
    const sentIn = async (language: string) =>
      (await arena.api.get<TemplateFigures>(`/whatsapp/templates/${idOf(language)}/figures?days=7`))
        .body.sent;
    expect([await sentIn('tr'), await sentIn('de')]).toEqual([3, 2]);
    const { body } = await arena.api.get<TemplateCost>(
      `/whatsapp/templates/${idOf('de')}/cost?days=7`
    );
    expect(body.cost.lines.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it('[E-25] names a draft in everybody’s language as a use of each of them', async () => {
    const { groupId } = await speakers(['tr']);
    const id = await draft(groupId);
    const { body } = await arena.api.get<{ uses: TemplateUse[] }>(
      `/whatsapp/templates/${idOf('de')}/uses`
    );
    expect(body.uses.filter(({ needsIt }) => needsIt)).toEqual([
      expect.objectContaining({ kind: 'campaign', id }),
    ]);
  });

  it('[E-25] [T-32] skips a language whose values are not bound, and says which', async () => {
    arena.sim.control.templates.seed({
      name: 'new_roast',
      language: 'it',
      category: 'MARKETING',
      components: [
        {
          type: 'BODY',
          text: 'Ciao {{1}}, è arrivato il nuovo caffè.',
          example: { body_text: [['Ada']] },
        },
      ],
    });
    await read();
    await order('any');
    const { groupId } = await speakers(['it']);
    const bill = await world.check(await draft(groupId));
    expect(bill.problems).toContainEqual(
      expect.objectContaining({ kind: 'languages-unready', blocking: false, detail: 'it' })
    );
    expect(bill.languages.filter(({ count }) => count > 0)).toEqual([
      { templateId: idOf('tr'), language: 'tr', count: 1 },
    ]);
  });
});
