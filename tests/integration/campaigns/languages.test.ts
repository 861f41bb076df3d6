import type { TemplateUse } from '../../../server/src/contracts/template-draft';
import type { TemplateCost, TemplateFigures } from '../../../server/src/contracts/template-figures';
import { databases } from '../../support/boot-strapi';
import { startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';
import { languageWorld } from './language-world';

const SAID = { tr: 'Yeni kahvemiz geldi.', de: 'Unser neuer Kaffee ist da.' } as const;

describe.each(databases())('a campaign in everybody’s language, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let spoken: ReturnType<typeof languageWorld>;

  const draft = (groupId: number) =>
    world.draft({
      templateId: spoken.idOf('tr'),
      byLanguage: true,
      bindings: {},
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
    });

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    spoken = languageWorld(arena, 'new_roast');
    await spoken.seed(SAID);
  });
  afterAll(() => arena.close());

  it('[E-25] sends each contact the template in their language, and the base language to all others', async () => {
    await spoken.order('any');
    const { groupId, ids } = await spoken.speakers(['de-AT', 'tr', 'fr', null]);
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
    const got = await spoken.said(id);
    expect(ids.map((one) => got.get(one))).toEqual([SAID.de, SAID.tr, SAID.tr, SAID.tr]);
  });

  it('[E-25] skips whom no language fits, where the order ends with their own', async () => {
    await spoken.order('none');
    const { groupId, ids } = await spoken.speakers(['de', 'fr', null]);
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
    const sentIn = async (language: string) => {
      const path = `/whatsapp/templates/${spoken.idOf(language)}/figures?days=7`;
      return (await arena.api.get<TemplateFigures>(path)).body.sent;
    };
    expect([await sentIn('tr'), await sentIn('de')]).toEqual([3, 2]);
    const { body } = await arena.api.get<TemplateCost>(
      `/whatsapp/templates/${spoken.idOf('de')}/cost?days=7`
    );
    expect(body.cost.lines.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it('[E-25] names a draft in everybody’s language as a use of each of them', async () => {
    const { groupId } = await spoken.speakers(['tr']);
    const id = await draft(groupId);
    const { body } = await arena.api.get<{ uses: TemplateUse[] }>(
      `/whatsapp/templates/${spoken.idOf('de')}/uses`
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
    await spoken.read();
    await spoken.order('any');
    const { groupId } = await spoken.speakers(['it']);
    const bill = await world.check(await draft(groupId));
    expect(bill.problems).toContainEqual(
      expect.objectContaining({ kind: 'languages-unready', blocking: false, detail: 'it' })
    );
    expect(bill.languages.filter(({ count }) => count > 0)).toEqual([
      { templateId: spoken.idOf('tr'), language: 'tr', count: 1 },
    ]);
  });
});
