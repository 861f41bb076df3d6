import type { AutomationView } from '../../../server/src/contracts/automation-desk';
import { MINUTE_MS } from '../../../server/src/kernel/time';
import { eventually } from '../../support/world';
import {
  looksAgain,
  pausedTemplate,
  sendsTemplate,
  type PausedTemplate,
} from '../flows/paused-template';
import { becomes, type AutomationsWorld } from './automations-world';

/** What becomes of automations whose template Meta pauses, in a world that the caller has. */
export const pauseCases = (world: () => AutomationsWorld): void => {
  describe('wait for a template that Meta paused', () => {
    let template: PausedTemplate;
    beforeAll(async () => {
      template = await pausedTemplate(world(), 'otomasyon_bekler');
    });
    afterEach(() => template.turns('APPROVED'));

    const runOf = async ({ flow }: AutomationView) => (await world().runs(flow.id))[0];
    /** A paid order, of which the template cannot tell. */
    const waits = async () => {
      const { phone, contactId } = await world().somebody();
      const said = await world().api.post(`/whatsapp/contacts/${contactId}/consent`, {
        ...{ category: 'utility', action: 'opt-in', source: 'phone', evidence: 'said so' },
      });
      expect(said.status).toBe(200);
      const body = { trigger: becomes('paid'), staleMinutes: 60 };
      const automation = await world().automate(body, sendsTemplate(template));
      await template.turns('PAUSED');
      await world().change(await world().order(phone), { state: 'paid' });
      await eventually('it waits', async () => (await runOf(automation))?.state === 'waiting');
      expect(world().phone(phone)).toEqual([]);
      return { phone, automation };
    };

    it('[E-06] and send it once when it is approved again', async () => {
      const { phone, automation } = await waits();
      await template.turns('APPROVED');
      await looksAgain(world(), automation.flow, 59 * MINUTE_MS);
      expect(await world().answers(phone, 1)).toEqual([template.text]);
      expect(await runOf(automation)).toMatchObject({ state: 'done' });
      await world().flows().process();
      await world().silent(phone, 1);
    });

    it('[E-06] [M-50] for as long as they say, and no longer', async () => {
      const { phone, automation } = await waits();
      await looksAgain(world(), automation.flow, 59 * MINUTE_MS);
      expect(await runOf(automation)).toMatchObject({ state: 'waiting' });
      await looksAgain(world(), automation.flow, 60 * MINUTE_MS + 1);
      expect(await runOf(automation)).toMatchObject({ state: 'stopped', reason: 'stale' });
      await template.turns('APPROVED');
      await world().flows().process();
      await world().silent(phone, 0);
    });
  });
};
