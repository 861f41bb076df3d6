import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { TemplateHistory } from '../../../server/src/contracts/template-history';
import type { TemplateUse } from '../../../server/src/contracts/template-draft';
import type { ListTemplatesResult, TemplateView } from '../../../server/src/contracts/templates';
import { DAY_MS } from '../../../server/src/kernel/time';
import { templatesService } from '../../../server/src/templates/public';
import { eventually, nextSecond, type World } from '../../support/world';
import { draftHands } from './draft-hands';

interface Refused {
  error: { details: { kind: string } };
}
interface Mail {
  to: string;
  subject: string;
  text: string;
}

const PLAIN = { body: 'Siparişiniz yola çıktı, iyi günler.', examples: {} };

/** When templates were made, approved and moved; reviews; what Meta announces; where templates come from. */
export const clockCases = (world: () => World, token: () => string): void => {
  const hands = draftHands(world, token);
  const { view } = hands;
  const service = () => templatesService(world().strapi);
  const table = () => world().strapi.db.connection('whatsapp_templates');
  const meta = () => world().sim.control.templates;
  let number = 0;
  const name = () => `clock_${(number += 1)}`;
  const approved = () => hands.approved({ ...PLAIN, name: name() });
  const review = (id: number) => `/whatsapp/templates/${id}/review`;
  const newest = async (id: number) =>
    (await world().api.get<TemplateHistory>(`/whatsapp/templates/${id}/history`)).body.events[0];
  const until = (id: number, what: string, holds: (one: TemplateView) => boolean) =>
    eventually(what, async () => {
      const one = await view(id);
      return holds(one) && one;
    });
  /** A line of the log about the template. */
  const logged = (id: number, event: string) =>
    eventually(`the line ${event}`, async () => {
      const { body } = await world().api.get<ListLogsResult>('/whatsapp/logs?area=template');
      return body.logs.find((line) => line.event === event && line.details?.['templateId'] === id);
    });
  /** Strapi's e-mail plugin as a host sets it up. */
  const mailbox = (): Mail[] => {
    const mails: Mail[] = [];
    const { strapi } = world();
    strapi.config.set('plugin::email.settings', { defaultFrom: 'Defne Ev <hello@shop.example>' });
    (strapi.plugin('email') as unknown as { provider: object }).provider = {
      send: (mail: Mail) => Promise.resolve(mails.push(mail)),
    };
    return mails;
  };
  /** Mails about the template to one of those who get them. */
  const about = (mails: Mail[], one: TemplateView) => {
    const found = mails.filter(({ text }) => text.includes(`${one.name} (`));
    return found.filter(({ to }) => to === found[0]?.to);
  };

  describe('the clocks of a template', () => {
    it('[T-19] [T-21] [T-23] are filled by what is submitted here and by what webhooks report', async () => {
      const before = Date.now();
      const one = await approved();
      expect(one.origin).toEqual({ place: 'here', by: expect.stringMatching(/\S/) });
      expect(one.clocks.createdAt).toBeGreaterThanOrEqual(before);
      // Meta tells whole seconds.
      expect(one.clocks.approvedAt).toBeGreaterThanOrEqual(before - 1_000);
      expect(one.review).toEqual({
        about: 'creation',
        endsAt: (one.clocks.createdAt ?? 0) + 60 * DAY_MS,
        asked: null,
      });
      meta().setStatus(one.name, 'PAUSED');
      await until(one.id, 'the pause', ({ status }) => status === 'PAUSED');
      await nextSecond();
      meta().setStatus(one.name, 'APPROVED');
      const again = await until(one.id, 'approved again', ({ status }) => status === 'APPROVED');
      expect(again.clocks.approvedAt).toBe(one.clocks.approvedAt);
      meta().setCategory(one.name, 'MARKETING');
      const moved = await until(one.id, 'the move', ({ category }) => category === 'MARKETING');
      const { categoryChangedAt } = moved.clocks;
      expect(categoryChangedAt).toBeGreaterThanOrEqual(before - 1_000);
      expect(moved.review).toMatchObject({
        about: 'category',
        endsAt: (categoryChangedAt ?? 0) + 60 * DAY_MS,
      });
    });

    it('[T-19] [T-22] a review is asked for while the time runs, with who and when, and answered by hand', async () => {
      const one = await approved();
      const asked = await world().api.post<TemplateView>(review(one.id));
      expect(asked.body.review.asked).toMatchObject({
        about: 'creation',
        by: expect.stringMatching(/\S/),
        at: expect.any(Number),
        result: null,
      });
      expect(await newest(one.id)).toMatchObject({ kind: 'review-asked', via: 'person' });
      await logged(one.id, 'template-review-asked');
      const answer = () => world().api.put<TemplateView>(review(one.id), { result: 'refused' });
      expect((await answer()).body.review.asked?.result).toBe('refused');
      expect(await newest(one.id)).toMatchObject({ kind: 'review-result', to: 'refused' });
      expect((await answer()).status).toBe(409);
      await table()
        .where({ id: one.id })
        .update({ meta_created_at: Date.now() - 61 * DAY_MS });
      const late = await world().api.post<Refused>(review(one.id));
      expect([late.status, late.body.error.details.kind]).toEqual([409, 'review-over']);
    });

    it('[T-22] a review of a rejection is answered by Meta’s webhook', async () => {
      const made = await hands.keep({ ...PLAIN, name: name() });
      await hands.submit(made.id);
      meta().setStatus(made.name, 'REJECTED', { reason: 'PROMOTIONAL' });
      await until(made.id, 'the rejection', ({ status }) => status === 'REJECTED');
      const asked = await world().api.post<TemplateView>(review(made.id));
      expect(asked.body.review.asked).toMatchObject({ about: 'rejection', result: null });
      meta().setStatus(made.name, 'APPROVED');
      const won = await until(made.id, 'the approval', ({ status }) => status === 'APPROVED');
      expect(won.review.asked?.result).toBe('granted');
      expect(await newest(made.id)).toMatchObject({ kind: 'review-result', via: 'webhook' });
    });

    it('[T-19] tells once, a week before the end, those who may manage templates', async () => {
      const mails = mailbox();
      const one = await approved();
      await service().tellSoonOver();
      expect(about(mails, one)).toEqual([]);
      await table()
        .where({ id: one.id })
        .update({ meta_created_at: Date.now() - 54 * DAY_MS });
      await service().tellSoonOver();
      await service().tellSoonOver();
      expect(about(mails, one)).toHaveLength(1);
      expect((await logged(one.id, 'template-review-soon')).details?.['days']).toBe(5);
      // In the category that was asked for nothing presses: the menu counts it not.
      expect((await view(one.id)).notice).toBeNull();
    });

    it('[T-19] the menu stops counting the near end when Meta disables the template', async () => {
      const one = await approved();
      const near = { stated_category: 'MARKETING', meta_created_at: Date.now() - 54 * DAY_MS };
      await table().where({ id: one.id }).update(near);
      await service().tellSoonOver();
      expect((await view(one.id)).notice).toBe('review-soon');
      meta().setStatus(one.name, 'DISABLED');
      const disabled = await until(one.id, 'the end', ({ status }) => status === 'DISABLED');
      expect(disabled.notice).toBeNull();
      // Also one that was left behind.
      await table().where({ id: one.id }).update({ notice_kind: 'review-soon', notice_at: 1 });
      await service().tellSoonOver();
      expect((await view(one.id)).notice).toBeNull();
    });
  });

  describe('a category that Meta changes', () => {
    it('[T-20] is announced with its day, then done: log, menu, one mail each, until somebody has seen it', async () => {
      const mails = mailbox();
      const one = await approved();
      const due = Math.floor((world().sim.control.now() + DAY_MS) / 1_000) * 1_000;
      meta().announceCategory(one.name, 'MARKETING');
      const coming = await until(one.id, 'the notice', ({ notice }) => notice === 'coming');
      expect(coming.coming?.category).toBe('MARKETING');
      expect(Math.abs((coming.coming?.at ?? 0) - due)).toBeLessThan(60_000);
      expect(coming.category).toBe('UTILITY');
      const line = await logged(one.id, 'template-category-coming');
      expect(line.details?.['day']).toBe(
        new Date(coming.coming?.at ?? 0).toISOString().slice(0, 10)
      );
      await service().mailNotices();
      await service().mailNotices();
      await eventually('the mail', () => Promise.resolve(about(mails, one).length === 1));
      expect(about(mails, one)[0]?.text).toContain(
        'will change the category from Utility to Marketing'
      );

      meta().setCategory(one.name, 'MARKETING');
      const moved = await until(one.id, 'the move', ({ notice }) => notice === 'moved');
      expect(moved).toMatchObject({ coming: null, previousCategory: 'UTILITY' });
      await logged(one.id, 'template-category');
      await service().mailNotices();
      await eventually('the second mail', () => Promise.resolve(about(mails, one).length === 2));
      const count = async () =>
        (await world().api.get<{ count: number }>('/whatsapp/templates/notices')).body.count;
      const before = await count();
      const see = (kind: string) =>
        world().api.del<TemplateView>(`/whatsapp/templates/${one.id}/notice?kind=${kind}`);
      // From a page that showed only the announcement.
      expect((await see('coming')).body.notice).toBe('moved');
      expect(await count()).toBe(before);
      expect((await see('moved')).body.notice).toBeNull();
      expect(await count()).toBe(before - 1);
    });

    it('[T-20] names everything that sends the template: drafts, tests, bots, flows and automations', async () => {
      const one = await approved();
      const other = await approved();
      const knex = world().strapi.db.connection;
      const campaign = async (title: string, templateId: number) => {
        const { api, accountId } = world();
        const { id } = (await api.post<{ id: number }>('/whatsapp/campaigns', { name: title }))
          .body;
        await api.put(`/whatsapp/campaigns/${id}`, { accountId, templateId });
        return id;
      };
      const bot = async (title: string) =>
        (
          await world().api.post<{ id: number }>('/whatsapp/bots', {
            name: title,
            steps: [{ kind: 'template', templateId: one.id }],
          })
        ).body.id;
      const draft = await campaign('Draft', one.id);
      const test = await campaign('Test', other.id);
      await knex('whatsapp_campaigns')
        .where({ id: test })
        .update({
          trial: JSON.stringify({ test: { variants: [{ templateId: one.id, bindings: {} }] } }),
        });
      const [plain, flow, owned] = [await bot('Bot'), await bot('Flow'), await bot('Owned')];
      const node = { id: 'a', step: { kind: 'template', templateId: one.id }, to: {} };
      await knex('whatsapp_bots')
        .where({ id: flow })
        .update({
          steps: null,
          draft: JSON.stringify({ graph: { start: 'a', nodes: [node], whenTaken: 'end' } }),
        });
      await knex('whatsapp_bots').where({ id: owned }).update({ of_automation: true });
      const at = Date.now();
      await knex('whatsapp_automations').insert({
        ...{ name: 'Automation', bot_id: owned, owns_bot: true, active: false },
        ...{ added_at: at, changed_at: at },
      });
      const { uses } = (
        await world().api.get<{ uses: TemplateUse[] }>(`/whatsapp/templates/${one.id}/uses`)
      ).body;
      expect(uses.map(({ kind, name: title, needsIt }) => [kind, title, needsIt])).toEqual([
        ['campaign', 'Test', true],
        ['campaign', 'Draft', true],
        ['bot', 'Bot', false],
        ['flow', 'Flow', false],
        ['automation', 'Automation', false],
      ]);
      expect(uses.slice(0, 3).map(({ id }) => id)).toEqual([test, draft, plain]);
      await knex('whatsapp_automations').where({ bot_id: owned }).delete();
      await knex('whatsapp_bots').whereIn('id', [plain, flow, owned]).delete();
    });
  });

  describe('the two origins of templates', () => {
    it('[T-23] one of WhatsApp Manager and one of ours are in one list, distinguished, and both go out', async () => {
      const ours = await approved();
      const theirs = name();
      meta().seed({
        name: theirs,
        language: 'tr',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Randevunuz yarın, görüşmek üzere.' }],
      });
      await service().sync(world().accountId);
      const { templates } = (await world().api.get<ListTemplatesResult>('/whatsapp/templates'))
        .body;
      const both = [ours.name, theirs].map((title) =>
        templates.find((one) => one.name === title && one.language === 'tr')
      );
      expect(both.map((one) => one?.origin?.place)).toEqual(['here', 'manager']);
      const firsts = await Promise.all(
        both.map(async (one) => {
          const { body } = await world().api.get<TemplateHistory>(
            `/whatsapp/templates/${one?.id}/history`
          );
          return body.events.at(-1)?.kind;
        })
      );
      expect(firsts).toEqual(['submitted', 'appeared']);

      const contact = await world().api.post<{ id: number }>('/whatsapp/contacts', {
        name: 'Derya',
        phone: '+905321118822',
      });
      await world().api.post(`/whatsapp/contacts/${contact.body.id}/consent`, {
        ...{ category: 'utility', action: 'opt-in', source: 'form', evidence: 'form 7' },
      });
      const conversation = await world().api.post<{ id: number }>('/whatsapp/conversations', {
        accountId: world().accountId,
        contactId: contact.body.id,
      });
      const count = () => world().sim.control.ledger.query({}, { limit: 1_000 }).length;
      const before = count();
      for (const one of both) {
        const sent = await world().api.post(
          `/whatsapp/conversations/${conversation.body.id}/messages`,
          { type: 'template', clientId: `origin-${one?.id}`, templateId: one?.id, values: {} }
        );
        expect(sent.status).toBe(200);
      }
      await eventually('both are with WhatsApp', () => Promise.resolve(count() === before + 2));
    });
  });

  describe('a row that is older than its clocks', () => {
    it('[T-19] [T-21] is not guessed about: not known, no countdown, no button', async () => {
      const one = await approved();
      await table().where({ id: one.id }).update({
        origin: null,
        made_by: null,
        meta_created_at: null,
        approved_at: null,
      });
      meta().setStatus(one.name, 'PAUSED');
      await until(one.id, 'the pause', ({ status }) => status === 'PAUSED');
      await nextSecond();
      meta().setStatus(one.name, 'APPROVED');
      const after = await until(one.id, 'approved again', ({ status }) => status === 'APPROVED');
      expect(after.origin).toBeNull();
      expect(after.clocks).toEqual({ createdAt: null, approvedAt: null, categoryChangedAt: null });
      expect(after.review).toEqual({ about: 'creation', endsAt: null, asked: null });
      expect((await world().api.post(review(one.id))).status).toBe(409);
    });
  });
};
