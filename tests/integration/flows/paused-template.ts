import type { BotView } from '../../../server/src/contracts/bots';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { eventually } from '../../support/world';
import type { FlowsWorld, Graph } from './flows-world';

/** A utility template that Meta pauses, and approves again. */
export interface PausedTemplate {
  id: number;
  /** What it says. */
  text: string;
  /** Meta decides so, and we have read it. */
  turns(status: 'PAUSED' | 'APPROVED'): Promise<void>;
}

export const pausedTemplate = async (world: FlowsWorld, name: string): Promise<PausedTemplate> => {
  const text = 'Siparişiniz hazır.';
  const { templates } = world.sim.control;
  const sync = () => world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
  const found = async (): Promise<TemplateView | undefined> => {
    const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
    return body.templates.find((one) => one.name === name);
  };
  templates.seed({
    ...{ name, language: 'tr', category: 'UTILITY' },
    components: [{ type: 'BODY', text }],
  });
  await sync();
  return {
    id: (await found())?.id ?? 0,
    text,
    turns: async (status) => {
      templates.setStatus(name, status, { language: 'tr' });
      await sync();
      // The webhook says the same, and must not come after the next change.
      await world.quiet();
      await eventually(`it is ${status}`, async () => (await found())?.status === status);
    },
  };
};

/** Sends the template, and nothing else. */
export const sendsTemplate = ({ id: templateId }: Pick<PausedTemplate, 'id'>): Graph => ({
  start: 'a',
  nodes: [{ id: 'a', step: { kind: 'template', templateId }, to: {} }],
});

/** Its runs wait for the template since then (ms ago), and look at it now. */
export const looksAgain = async (
  world: FlowsWorld,
  { id }: Pick<BotView, 'id'>,
  waitedMs: number
): Promise<void> => {
  const now = Date.now();
  await world.strapi.db
    .connection('whatsapp_bot_runs')
    .where({ bot_id: id, state: 'waiting' })
    .update({ next_at: now - 1, asked_at: now - waitedMs });
  await world.flows().process();
  await world.quiet();
};
