import { consentService } from '../../../server/src/consent/public';
import { templatesService } from '../../../server/src/templates/public';
import { databases } from '../../support/boot-strapi';
import { eventually, nextSecond } from '../../support/world';
import { membersOf, newPeople, startArena, type Arena } from '../engine/arena';
import { kindsWorld } from './kinds-world';
import { timeWorld } from './time-world';

const TEMPLATES = 'whatsapp_templates';

describe.each(databases())('a template that Meta makes marketing, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  /** People, some of whom never said that they want marketing, and their campaign before its first message. */
  const running = async ({ people, without } = { people: 5, without: 2 }) => {
    const groupId = await newPeople(arena, people);
    const undecided = (await membersOf(arena.knex, groupId)).slice(0, without);
    await arena.knex('whatsapp_contacts').whereIn('id', undecided).update({ marketing: 'none' });
    const giveBack = await arena.restWorkers();
    const id = await arena.start(people, { groupId });
    await eventually('it runs', async () => (await arena.campaign(id)).state === 'running');
    return { id, undecided, giveBack };
  };
  const paused = (id: number) =>
    eventually('the pause', async () => {
      const campaign = await arena.campaign(id);
      return campaign.state === 'paused' && campaign;
    });
  const REASON = expect.objectContaining({ reason: 'template-recategorised', detail: '2' });

  it('[T-20] pauses its campaign with the count of those who fall out, and leaves them out when it goes on', async () => {
    const { template, sim } = arena;
    const { id, undecided, giveBack } = await running();
    sim.control.templates.setCategory(template.name, 'MARKETING', template.language);
    expect((await paused(id)).pauseReasons).toEqual([REASON]);
    await arena.act(id, 'resume');
    giveBack();
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 3, skipped: 2 });
    const rows = await arena.rows(id);
    expect(rows.filter((row) => row.reason === 'no-consent').map((row) => row.contactId)).toEqual(
      undecided
    );
  });

  it('[T-20] moved in the middle of sending, sends nobody without an opt-in one more message', async () => {
    const { knex, template, sim } = arena;
    await knex(TEMPLATES).where({ id: template.id }).update({ category: 'UTILITY' });
    const { id, undecided, giveBack } = await running({ people: 10, without: 4 });
    // Each half has two people without an opt-in; the second half is not due yet.
    const all = (await arena.rows(id)).map(({ contactId }) => contactId);
    const agreed = all.filter((contactId) => !undecided.includes(contactId));
    const first = [...undecided.slice(0, 2), ...agreed.slice(0, 3)];
    const dueAt = Date.now() + 3_600_000;
    await knex('whatsapp_recipients')
      .where({ campaign_id: id })
      .whereNotIn('contact_id', first)
      .update({ due_at: dueAt });
    const inOrder = (ids: number[]) => [...ids].sort((a, b) => a - b);
    const reached = async () => {
      const accepted = await arena.accepted(id);
      const rows = (await arena.rows(id)).filter((row) => accepted.has(row.id));
      return inOrder(rows.map(({ contactId }) => contactId));
    };
    giveBack();
    await eventually('the first half', async () => (await reached()).length === first.length);
    expect(await reached()).toEqual(inOrder(first));
    expect((await arena.campaign(id)).state).toBe('running');

    await nextSecond();
    sim.control.templates.setCategory(template.name, 'UTILITY', template.language);
    sim.control.templates.setCategory(template.name, 'MARKETING', template.language);
    // Who got it before is not counted.
    expect((await paused(id)).pauseReasons).toEqual([REASON]);
    await timeWorld(arena).pass(id, dueAt);
    await arena.act(id, 'resume');
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 8, skipped: 2 });
    expect(await reached()).toEqual(inOrder([...first, ...agreed.slice(3)]));
    const left = (await arena.rows(id)).filter(({ reason }) => reason === 'no-consent');
    expect(inOrder(left.map(({ contactId }) => contactId))).toEqual(inOrder(undecided.slice(2)));
  });

  it('[T-20] does the same when the notice was lost and a sync finds it', async () => {
    const { knex, template, accountId, strapi } = arena;
    const asUtility = () =>
      knex(TEMPLATES).where({ id: template.id }).update({ category: 'UTILITY' });
    await asUtility();
    const { id, giveBack } = await running();
    await templatesService(strapi).sync(accountId);
    expect((await paused(id)).pauseReasons).toEqual([REASON]);
    await asUtility();
    await arena.act(id, 'resume');
    giveBack();
    // Nobody changed the category: all five get it.
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 5, skipped: 0 });
  });

  it('[T-20] counts only those who get the variant whose template became marketing', async () => {
    const { knex, template, sim } = arena;
    await knex(TEMPLATES).where({ id: template.id }).update({ category: 'UTILITY' });
    const { id, undecided, giveBack } = await running();
    const { frozen } = (await knex('whatsapp_campaigns').where({ id }).first()) as {
      frozen: unknown;
    };
    const text = typeof frozen === 'string' ? frozen : JSON.stringify(frozen);
    const other = (await knex(TEMPLATES).whereNot({ id: template.id }).first()) as { id: number };
    await knex('whatsapp_campaigns')
      .where({ id })
      .update({
        template_id: other.id,
        trial: JSON.stringify({ test: { variants: [{ templateId: template.id, bindings: {} }] } }),
        frozen_variants: `[{"frozen":${text}}]`,
      });
    const [of] = undecided;
    const rows = () => knex('whatsapp_recipients').where({ campaign_id: id });
    await rows().update({ variant: 'A' });
    await rows()
      .where({ contact_id: of ?? 0 })
      .update({ variant: 'B' });
    await nextSecond();
    sim.control.templates.setCategory(template.name, 'UTILITY', template.language);
    sim.control.templates.setCategory(template.name, 'MARKETING', template.language);
    expect((await paused(id)).pauseReasons).toMatchObject([{ detail: '1' }]);
    await arena.act(id, 'cancel');
    giveBack();
  });

  it('[T-20] [E-25] counts only those who get the language whose template became marketing', async () => {
    const { knex, template, sim } = arena;
    await knex(TEMPLATES).where({ id: template.id }).update({ category: 'UTILITY' });
    const { id, undecided, giveBack } = await running();
    const { frozen } = (await knex('whatsapp_campaigns').where({ id }).first()) as {
      frozen: unknown;
    };
    const text = typeof frozen === 'string' ? frozen : JSON.stringify(frozen);
    const other = (await knex(TEMPLATES).whereNot({ id: template.id }).first()) as { id: number };
    const message = `{"templateId":${template.id},"bindings":{},"frozen":${text}}`;
    await knex('whatsapp_campaigns')
      .where({ id })
      .update({
        template_id: other.id,
        by_language: true,
        frozen_languages: `{"order":{"base":null,"business":null,"upTo":"any"},"messages":[${message}]}`,
      });
    const [of] = undecided;
    const rows = () => knex('whatsapp_recipients').where({ campaign_id: id });
    await rows().update({ template_id: other.id });
    await rows()
      .where({ contact_id: of ?? 0 })
      .update({ template_id: template.id });
    await nextSecond();
    sim.control.templates.setCategory(template.name, 'UTILITY', template.language);
    sim.control.templates.setCategory(template.name, 'MARKETING', template.language);
    expect((await paused(id)).pauseReasons).toMatchObject([{ detail: '1' }]);
    await arena.act(id, 'cancel');
    giveBack();
  });

  it('[T-20] pauses a scheduled campaign before its first message, when its time comes', async () => {
    const { knex, template, accountId, sim, strapi } = arena;
    await knex(TEMPLATES).where({ id: template.id }).update({ category: 'UTILITY' });
    const groupId = await newPeople(arena, 5);
    const undecided = (await membersOf(knex, groupId)).slice(0, 2);
    await knex('whatsapp_contacts').whereIn('id', undecided).update({ marketing: 'none' });
    const time = timeWorld(arena);
    const id = await time.draft({ groupId, when: 'at', scheduledAt: Date.now() + 3_600_000 });
    await kindsWorld(arena).launch(id);
    sim.control.templates.setCategory(template.name, 'MARKETING', template.language);
    await templatesService(strapi).sync(accountId);
    expect(await arena.campaign(id)).toMatchObject({ state: 'scheduled', pauseReasons: [] });
    await time.startNow(id);
    await arena.campaigns.tick();
    expect((await paused(id)).pauseReasons).toEqual([REASON]);
    expect((await arena.accepted(id)).size).toBe(0);
    // Caps of other campaigns count its messages as promotions.
    const { category } = (await knex('whatsapp_campaigns').where({ id }).first('category')) as {
      category: string;
    };
    expect(category).toBe('MARKETING');
    await arena.act(id, 'resume');
    expect((await arena.ended(id)).counts).toMatchObject({ sent: 3, skipped: 2 });
  });

  it('[T-20] an opt-out of marketing stops what waits in a campaign that became marketing', async () => {
    const { knex, template, accountId, strapi } = arena;
    await knex(TEMPLATES).where({ id: template.id }).update({ category: 'UTILITY' });
    const { id, undecided, giveBack } = await running();
    await templatesService(strapi).sync(accountId);
    await paused(id);
    const [someone] = (await arena.rows(id))
      .map((row) => row.contactId)
      .filter((contactId) => !undecided.includes(contactId));
    const state = async () =>
      (await arena.rows(id)).find(({ contactId }) => contactId === someone)?.state;
    expect(await state()).toBe('queued');
    await consentService(strapi).record(null, {
      contactId: someone ?? 0,
      action: 'opt-out',
      category: 'marketing',
      source: 'test',
      at: Date.now(),
    });
    expect(await state()).toBe('skipped');
    giveBack();
    await arena.act(id, 'cancel');
  });
});
