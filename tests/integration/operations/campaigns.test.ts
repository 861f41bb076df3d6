import type { CampaignView, PreflightResult } from '../../../server/src/contracts/campaigns';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { ListOperationsResult, OperationView } from '../../../server/src/contracts/operations';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { logsService } from '../../../server/src/logs/public';
import { databases } from '../../support/boot-strapi';
import { addPeople } from '../../support/people';
import { eventually, startWorld, type World } from '../../support/world';

describe.each(databases())(
  'bulk sends on the operations page and in the log, on %s',
  (database) => {
    let world: World;
    let template: TemplateView;
    let groupId: number;

    beforeAll(async () => {
      world = await startWorld({ database });
      await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
      const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
      const usable = body.templates.find(
        (t) => t.sendable.ok && t.category === 'UTILITY' && t.slots.every((s) => s.kind === 'text')
      );
      if (!usable) throw new Error('no usable template');
      template = usable;
      groupId = await addPeople(world, { group: 'Everybody', count: 12, optIn: 10 });
    });
    afterAll(() => world.close());

    const launch = async (name: string): Promise<number> => {
      const bindings = Object.fromEntries(
        template.slots.map((slot) => [
          slot.key,
          { source: { kind: 'contact', field: 'name' }, fallback: 'you' },
        ])
      );
      const draft = {
        name,
        accountId: world.accountId,
        templateId: template.id,
        bindings,
        audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
        when: 'now',
      };
      const { id } = (await world.api.post<CampaignView>('/whatsapp/campaigns', draft)).body;
      const { willReceive } = (
        await world.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`)
      ).body;
      await world.api.post(`/whatsapp/campaigns/${id}/launch`, { expected: willReceive });
      return id;
    };
    const find = async (id: number, part: 'running' | 'finished') => {
      const { body } = await world.api.get<ListOperationsResult>('/whatsapp/operations');
      return body[part].find((one: OperationView) => one.source === 'campaign' && one.id === id);
    };
    const lines = async (query: string) => {
      await logsService(world.strapi).flush();
      return (await world.api.get<ListLogsResult>(`/whatsapp/logs?${query}`)).body.logs;
    };

    it('[M-39] [L-04] [L-01] a started bulk send is an operation until it is done, and the log says how it went', async () => {
      const id = await launch('Spring sale');
      const done = await eventually('finished', () => find(id, 'finished'), 30_000);
      expect(done).toMatchObject({
        kind: 'campaign',
        title: 'Spring sale',
        state: 'done',
        done: 10,
        total: 10,
        counters: expect.objectContaining({ skipped: 2 }),
      });
      expect(done?.startedBy).toBeTruthy();
      expect(await find(id, 'running')).toBeUndefined();
      const told = await eventually('the line', async () =>
        (await lines(`campaignId=${id}`)).find((line) => line.event === 'completed')
      );
      expect(told).toMatchObject({
        area: 'campaign',
        campaign: { id, name: 'Spring sale' },
        text: 'the campaign is completed: 10 of 10 sent, 0 failed, 2 skipped',
        details: expect.objectContaining({ total: 12, receivers: 10, skipped: 2 }),
      });
    });

    it('[L-06] a failure is kept with Meta’s code, our explanation and the advice in both languages, once per campaign', async () => {
      world.sim.control.faults.add({ kind: 'failed-status', endpoint: 'messages', code: 131026 });
      const id = await launch('Fails');
      const failed = await eventually('the line', async () =>
        (await lines(`campaignId=${id}&level=warn`)).find(
          (line) => line.event === 'delivery-failed'
        )
      );
      world.sim.control.faults.clear();
      expect(failed.text).toMatch(/^131026: \S/);
      expect(failed.details).toMatchObject({
        code: 131026,
        retry: expect.any(Boolean),
        words: {
          en: { title: expect.stringMatching(/\S/), advice: expect.stringMatching(/\S/) },
          tr: { title: expect.stringMatching(/\S/), advice: expect.stringMatching(/\S/) },
        },
      });
      expect(JSON.stringify(failed)).not.toMatch(/9055\d{8}/);
    });

    it('[M-39] [L-04] shows a paused one among what runs, with its reason', async () => {
      // So slow that the first receipts come while the others wait.
      await world.strapi.db.connection('whatsapp_accounts').update({ throughput_mps: 5 });
      world.sim.control.faults.add({ kind: 'failed-status', endpoint: 'messages', code: 131042 });
      const id = await launch('Paused by Meta');
      const paused = await eventually(
        'paused',
        async () => {
          const one = await find(id, 'running');
          return one?.state === 'paused' ? one : null;
        },
        30_000
      );
      world.sim.control.faults.clear();
      expect(paused).toMatchObject({ reason: { kind: 'account-restricted' }, canCancel: false });
    });
  }
);
