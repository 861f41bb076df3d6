import type { TemplateCost, TemplateFigures } from '../../../server/src/contracts/template-figures';
import type { TemplateUse } from '../../../server/src/contracts/template-draft';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';
import { languageWorld } from './language-world';

const SAID = { tr: 'Yeni hasat geldi.', de: 'Die neue Ernte ist da.' } as const;
const IN_EACH = { byLanguage: true } as const;

describe.each(databases())('a campaign whose bot begins by language, on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof kindsWorld>;
  let spoken: ReturnType<typeof languageWorld>;

  /** An active bot that opens with the template in each contact's language. */
  const bot = () => world.opening(spoken.templateIn('tr'), IN_EACH);
  const send = async (id: number) => {
    await world.launch(id);
    await arena.ended(id);
  };
  const said = async (id: number, contactIds: number[]) => {
    const got = await spoken.said(id);
    return contactIds.map((one) => got.get(one));
  };
  /** These flows wait for an answer to the template. */
  const waitBehind = (contactIds: number[]) =>
    eventually('they wait behind the template', async () => {
      const runs = arena.knex('whatsapp_bot_runs').whereIn('contact_id', contactIds);
      const waiting = (await runs.where({ state: 'waiting' })) as unknown[];
      return waiting.length === contactIds.length;
    });

  beforeAll(async () => {
    arena = await startArena({ database });
    world = kindsWorld(arena);
    spoken = languageWorld(arena, 'new_harvest');
    await spoken.seed(SAID);
  });
  afterAll(() => arena.close());

  it('[E-25] [M-11] reaches each contact in their language, counted before, and goes on behind it', async () => {
    await spoken.order('any');
    const { groupId, ids } = await spoken.speakers(['de-AT', 'tr', 'fr']);
    const id = await world.flow(groupId, await bot());
    expect(await arena.campaign(id)).toMatchObject({ templateName: 'new_harvest', ...IN_EACH });
    const bill = await world.check(id);
    expect(bill).toMatchObject({ willReceive: 3, exclusions: [] });
    expect(bill.problems.filter(({ blocking }) => blocking)).toEqual([]);
    expect(bill.languages.map(({ language, count }) => [language, count]).sort()).toEqual([
      ['de', 1],
      ['tr', 2],
    ]);
    expect(bill.samples.map(({ body }) => body.text)).toContain(SAID.de);
    expect(bill.cost).not.toBeNull();
    await send(id);
    expect(await said(id, ids)).toEqual([SAID.de, SAID.tr, SAID.tr]);
    expect(await arena.campaign(id)).toMatchObject({ kind: 'flow', counts: { sent: 3 } });
    await waitBehind(ids);
  });

  it('[E-25] [M-11] skips who has no matching language, with the reason, and begins no flow for them', async () => {
    await spoken.order('none');
    const { groupId, ids } = await spoken.speakers(['de', 'fr', null]);
    const [german = 0, french = 0] = ids;
    const id = await world.flow(groupId, await bot());
    expect((await world.check(id)).exclusions).toEqual([{ reason: 'no-language', count: 2 }]);
    const preview = await arena.api.post<{ reason: string }>(`/whatsapp/campaigns/${id}/preview`, {
      contactId: french,
    });
    expect(preview.body.reason).toBe('no-language');
    await send(id);
    const states = await world.states(id);
    expect(ids.map((one) => states.get(one))).toEqual(['accepted', 'no-language', 'no-language']);
    await waitBehind([german]);
    const begun = arena.knex('whatsapp_bot_runs').whereIn('contact_id', ids);
    expect((await begun.pluck<unknown[]>('contact_id')).map(Number)).toEqual([german]);
  });

  it('[E-25] [M-11] counts for each language what it sent, and is a use of each', async () => {
    await arena.settled();
    const of = <Result>(language: string, what: string) =>
      arena.api.get<Result>(`/whatsapp/templates/${spoken.idOf(language)}/${what}`);
    const sentIn = async (language: string) =>
      (await of<TemplateFigures>(language, 'figures?days=7')).body.sent;
    expect([await sentIn('tr'), await sentIn('de')]).toEqual([2, 2]);
    const { cost } = (await of<TemplateCost>('de', 'cost?days=7')).body;
    expect(cost.lines.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    const { uses } = (await of<{ uses: TemplateUse[] }>('de', 'uses')).body;
    expect(uses.filter(({ kind }) => kind === 'campaign')).toHaveLength(2);
  });

  it('[E-25] [M-06] a test message is in the language of its tester', async () => {
    await spoken.order('any');
    const { groupId, ids } = await spoken.speakers(['tr']);
    const [contactId = 0] = ids;
    const testerIds = [await world.tester(contactId)];
    await arena.knex('whatsapp_contacts').where({ id: contactId }).update({ language: 'de' });
    const id = await world.flow(groupId, await bot());
    const tested = await arena.api.post(`/whatsapp/campaigns/${id}/test`, {
      testerIds,
      clientId: 'press-by-language',
    });
    expect(tested.body).toMatchObject({ results: [{ ok: true }] });
    const tests = arena.knex('whatsapp_messages').where({ test_of: id });
    expect(await tests.pluck<unknown[]>('text')).toEqual([SAID.de]);
  });

  it('[E-25] [M-11] waits when its bot names a language now, and goes on when it follows the order again', async () => {
    await spoken.order('any');
    const { groupId, ids } = await spoken.speakers(['de', 'tr']);
    const botId = await bot();
    const id = await world.flow(groupId, botId);
    const giveBack = await arena.restWorkers();
    await world.launch(id);
    await world.publish(botId, await world.openingGraph(spoken.templateIn('tr')));
    giveBack();
    const { pauseReasons } = await eventually('the campaign rests', async () => {
      const campaign = await arena.campaign(id);
      return campaign.state === 'paused' ? campaign : null;
    });
    expect(pauseReasons).toMatchObject([{ reason: 'bot-begins-otherwise' }]);
    expect(await arena.accepted(id)).toEqual(new Map());
    await world.publish(botId, await world.openingGraph(spoken.templateIn('tr'), IN_EACH));
    await arena.act(id, 'resume');
    await arena.ended(id);
    expect(await said(id, ids)).toEqual([SAID.de, SAID.tr]);
  });
});
