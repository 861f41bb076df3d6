import { HOUR_MS, MINUTE_MS } from '../../../server/src/kernel/time';
import { waitsThenSays, type FlowsWorld, type Graph } from './flows-world';
import { looksAgain, pausedTemplate, sendsTemplate, type PausedTemplate } from './paused-template';

/** What becomes of flows whose template Meta pauses, in a world that the caller has. */
export const pauseCases = (world: () => FlowsWorld): void => {
  describe('with a template that Meta pauses', () => {
    let template: PausedTemplate;
    beforeAll(async () => {
      template = await pausedTemplate(world(), 'akis_bekler');
    });
    afterEach(() => template.turns('APPROVED'));

    /** Waits an hour, and sends the template. */
    const later = (): Graph => {
      const [wait] = waitsThenSays('').nodes;
      const step = { kind: 'template' as const, templateId: template.id };
      return { start: 'wait', nodes: [wait, { id: 'end', step, to: {} }] } as Graph;
    };
    /** Somebody who wrote, and agreed to messages about orders. */
    const somebody = async (): Promise<string> => {
      const phone = world().customer();
      world().says(phone, 'merhaba');
      const { contact } = await world().thread(phone);
      await world().quiet();
      const said = await world().api.post(`/whatsapp/contacts/${contact.id}/consent`, {
        ...{ category: 'utility', action: 'opt-in', source: 'phone', evidence: 'said so' },
      });
      expect(said.status).toBe(200);
      return phone;
    };
    /** The hour is over, and the template is paused. */
    const waits = async () => {
      const bot = await world().flow('sonra', later());
      const phone = await somebody();
      world().says(phone, 'sonra');
      await world().quiet();
      await template.turns('PAUSED');
      await world().passTime();
      expect(await world().run(bot)).toMatchObject({ state: 'waiting', steps: [{ kind: 'wait' }] });
      expect(world().phone(phone)).toEqual([]);
      return { bot, phone };
    };

    it('[B-16] what is said after a wait waits for the template, and goes once', async () => {
      const { bot, phone } = await waits();
      await template.turns('APPROVED');
      await looksAgain(world(), bot, 23 * HOUR_MS);
      expect(await world().answers(phone, 1)).toEqual([template.text]);
      expect(await world().run(bot)).toMatchObject({ state: 'done', reason: null });
      await world().flows().process();
      await world().silent(phone, 1);
    });

    it('[B-16] [M-50] it waits no longer than a day, and says nothing after that', async () => {
      const { bot, phone } = await waits();
      await looksAgain(world(), bot, 24 * HOUR_MS - MINUTE_MS);
      expect(await world().run(bot)).toMatchObject({ state: 'waiting' });
      await looksAgain(world(), bot, 24 * HOUR_MS + 1);
      expect(await world().run(bot)).toMatchObject({ state: 'stopped', reason: 'stale' });
      await template.turns('APPROVED');
      await world().flows().process();
      await world().silent(phone, 0);
    });

    it('[B-16] what answers somebody fails at once', async () => {
      const bot = await world().flow('hemen', sendsTemplate(template));
      const phone = await somebody();
      await template.turns('PAUSED');
      world().says(phone, 'hemen');
      await world().quiet();
      expect(await world().run(bot)).toMatchObject({
        state: 'failed',
        steps: [{ kind: 'template', ok: false, reason: 'template-not-sendable' }],
      });
    });
  });
};
