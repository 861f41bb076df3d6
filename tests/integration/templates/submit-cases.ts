import { accountsService } from '../../../server/src/accounts/public';
import type { TemplateHistory } from '../../../server/src/contracts/template-history';
import type { DraftResult, TemplateUse } from '../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { contextOf } from '../../../server/src/strapi/context';
import { optOutMarkOf, templatesService } from '../../../server/src/templates/public';
import { claimSubmission } from '../../../server/src/templates/store';
import { eventually, nextSecond, type World } from '../../support/world';
import { draftHands, PNG } from './draft-hands';

interface Refused {
  error: { details: { kind: string } };
}

const REPLY = 'Yeter artık';
const FIRST_NAME = {
  'body.first_name': { source: { kind: 'contact', field: 'firstName' }, fallback: 'dostum' },
} as const;
/** So long after a try without an answer the draft may be submitted again. */
const AGAIN_MS = 6 * 60_000;

/** What is here beside a submission: a template of the same name that is gone, and what others do while Meta is asked. */
export const submitCases = (world: () => World, token: () => string): void => {
  const hands = draftHands(world, token);
  const { view, submit } = hands;
  const service = () => templatesService(world().strapi);
  const sync = () => service().sync(world().accountId);
  const meta = () => world().sim.control.templates;
  const knex = () => contextOf(world().strapi).db.knex;
  const bindingsOf = (id: number) => `/whatsapp/templates/${id}/bindings`;
  const mark = (id: number) =>
    world().api.put<TemplateView>(`/whatsapp/templates/${id}/opt-out-button`, { text: REPLY });
  const named = async (name: string) => (await service().list({ q: name })).templates;
  const replies = (...texts: string[]) => ({
    category: 'MARKETING' as const,
    buttons: texts.map((text) => ({ type: 'QUICK_REPLY' as const, text })),
  });
  let number = 0;
  const name = () => `handed_${(number += 1)}`;
  /** An approved template that people set up, and that Meta does not have any more. */
  const gone = async (): Promise<TemplateView> => {
    const one = await hands.approved({ ...replies(REPLY), name: name() });
    await world().api.put(bindingsOf(one.id), { bindings: FIRST_NAME });
    expect((await mark(one.id)).status).toBe(200);
    meta().remove(one.name);
    await sync();
    expect((await view(one.id)).status).toBe('MISSING');
    return one;
  };
  /** `happens` between Meta's answer to the next submission and its being written down. */
  const whileAsked = (happens: () => Promise<unknown>): void => {
    const accounts = accountsService(world().strapi);
    const connect = accounts.cloudApi;
    const next = jest.spyOn(accounts, 'cloudApi').mockImplementationOnce((account) => {
      next.mockRestore();
      const api = connect(account);
      return {
        ...api,
        createTemplate: async (...asked) => {
          const answer = await api.createTemplate(...asked);
          await happens();
          return answer;
        },
        editTemplate: async (...asked) => {
          const answer = await api.editTemplate(...asked);
          await happens();
          return answer;
        },
      };
    });
  };
  /** Meta takes it, but its answer is lost; from then on it may be submitted again. */
  const lost = async (id: number): Promise<void> => {
    const { faults } = world().sim.control;
    faults.add({ kind: 'reset-after', endpoint: 'template-create' });
    expect((await submit(id)).status).toBe(503);
    faults.clear();
    await knex()('whatsapp_templates')
      .where({ id })
      .update({ submitted_at: Date.now() - AGAIN_MS });
  };

  describe('a draft under the name of a template that is gone at Meta', () => {
    it('[T-11] [O-18] is that template again: with its id, sources, uses, history and former opt-out buttons', async () => {
      const one = await gone();
      const campaign = await world().api.post<{ id: number }>('/whatsapp/campaigns', {
        name: 'Second',
      });
      await world().api.put(`/whatsapp/campaigns/${campaign.body.id}`, {
        accountId: world().accountId,
        templateId: one.id,
      });
      const before = Date.now();
      const made = await hands.keep({ ...replies('Teşekkürler'), name: one.name });
      const sent = await submit(made.id);
      expect(sent.status).toBe(200);
      expect(sent.body).toMatchObject({
        id: one.id,
        status: 'PENDING',
        deletedAt: null,
        bindings: FIRST_NAME,
        buttons: [{ text: 'Teşekkürler' }],
        origin: { place: 'here', by: expect.stringMatching(/\S/) },
        clocks: { approvedAt: null },
      });
      expect((await world().api.get(`/whatsapp/templates/${made.id}`)).status).toBe(404);
      expect(await named(one.name)).toHaveLength(1);
      // Messages with the old button are still on people's phones.
      expect(await optOutMarkOf(knex(), one.id, REPLY)).toBe('marketing');
      expect(await optOutMarkOf(knex(), one.id, 'Teşekkürler')).toBeNull();
      const { uses } = (
        await world().api.get<{ uses: TemplateUse[] }>(`/whatsapp/templates/${one.id}/uses`)
      ).body;
      expect(uses.map(({ id }) => id)).toEqual([campaign.body.id]);
      const { events } = (
        await world().api.get<TemplateHistory>(`/whatsapp/templates/${one.id}/history`)
      ).body;
      expect(events.map(({ kind }) => kind)).toEqual([
        ...['submitted', 'status', 'opt-out-button', 'bindings', 'status', 'submitted'],
      ]);
      await nextSecond();
      meta().setStatus(one.name, 'APPROVED');
      const approved = await eventually('the approval', async () => {
        const now = await view(one.id);
        return now.status === 'APPROVED' && now;
      });
      expect(approved.clocks.approvedAt).toBeGreaterThanOrEqual(before - 1_000);
    });

    it('[T-11] is one template when a sync meets it before the answer is written down', async () => {
      const one = await gone();
      const made = await hands.keep({ ...replies(REPLY), name: one.name });
      whileAsked(sync);
      expect((await submit(made.id)).body).toMatchObject({ id: one.id, status: 'PENDING' });
      expect(await named(one.name)).toMatchObject([
        { id: one.id, origin: { place: 'here' }, bindings: FIRST_NAME },
      ]);
    });

    it('[T-11] is that template again after an answer that never came', async () => {
      const one = await gone();
      const made = await hands.keep({ ...replies(REPLY), name: one.name });
      await lost(made.id);
      const again = await submit(made.id);
      expect(again.body).toMatchObject({ id: one.id, status: 'PENDING', bindings: FIRST_NAME });
      expect(await named(one.name)).toHaveLength(1);
    });
  });

  describe('a draft of which Meta’s answer was lost', () => {
    it('[T-23] keeps who submitted it when a sync recognises it', async () => {
      const made = await hands.keep({ name: name() });
      await lost(made.id);
      await sync();
      expect(await view(made.id)).toMatchObject({
        status: 'PENDING',
        origin: { place: 'here', by: expect.stringMatching(/\S/) },
      });
    });

    it('[T-05] [T-11] [T-23] keeps its picture and who submitted it when it is submitted again', async () => {
      const fileId = await hands.fileOf('shop.png', PNG);
      const file = { id: fileId, name: 'shop.png', mime: 'image/png', sizeBytes: 1, url: null };
      const made = await hands.keep({ name: name(), header: { kind: 'image', file } });
      await lost(made.id);
      const again = await submit(made.id);
      expect(again.status).toBe(200);
      expect(again.body).toMatchObject({
        id: made.id,
        status: 'PENDING',
        draftSavedAt: null,
        bindings: { header: { source: { kind: 'media', fileId } } },
        origin: { place: 'here', by: expect.stringMatching(/\S/) },
      });
    });
  });

  describe('while Meta is asked', () => {
    it.each(['', '/draft'])('[T-11] a draft is not deleted by DELETE /:id%s', async (path) => {
      const { db, clock } = contextOf(world().strapi);
      const made = await hands.keep({ name: name() });
      const read = await service().get(made.id);
      expect(await claimSubmission(db.knex, read, { now: clock.now(), by: 'Ada' })).toBe(true);
      const drop = () => world().api.del<Refused>(`/whatsapp/templates/${made.id}${path}`);
      const refused = await drop();
      expect([refused.status, refused.body.error.details.kind]).toEqual([
        409,
        'already-submitting',
      ]);
      expect((await view(made.id)).status).toBe('DRAFT');
      await knex()('whatsapp_templates').where({ id: made.id }).update({ submitted_at: null });
      expect((await drop()).status).toBe(200);
      expect((await world().api.get(`/whatsapp/templates/${made.id}`)).status).toBe(404);
    });

    it('[T-33] [O-18] sources that are saved and a button that is marked stay', async () => {
      const one = await hands.approved({ ...replies(REPLY), name: name() });
      const { body } = await world().api.get<DraftResult>(`/whatsapp/templates/${one.id}/draft`);
      await world().api.put(`/whatsapp/templates/${one.id}/draft`, {
        draft: { ...body.draft, buttons: [] },
      });
      whileAsked(async () => {
        await world().api.put(bindingsOf(one.id), { bindings: FIRST_NAME });
        await mark(one.id);
      });
      expect((await submit(one.id)).body).toMatchObject({
        id: one.id,
        status: 'PENDING',
        buttons: [],
        bindings: FIRST_NAME,
      });
      expect(await optOutMarkOf(knex(), one.id, REPLY)).toBe('marketing');
    });
  });
};
