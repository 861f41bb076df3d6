import type { AccountView } from '../../../server/src/contracts/accounts';
import { checkWebhookHealth } from '../../../server/src/campaigns/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';

const LATER = 3 * 60_000;

describe.each(databases())('webhooks that do not arrive, on %s', (database) => {
  let arena: Arena;
  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterAll(() => arena.close());

  const view = async (): Promise<AccountView | undefined> => {
    const { body } = await arena.api.get<{ accounts: AccountView[] }>('/whatsapp/accounts');
    return body.accounts.find(({ id }) => id === arena.accountId);
  };
  const logged = async (event: string): Promise<number> => {
    const logs = arena.strapi.plugin('whatsapp').service('logs') as { flush(): Promise<void> };
    await logs.flush();
    const rows = (await arena.knex('whatsapp_logs').where({ event })) as { n?: unknown }[];
    return rows.length;
  };
  /** As if these sends had been made some minutes ago. */
  const age = (campaignId: number) =>
    arena
      .knex('whatsapp_recipients')
      .where({ campaign_id: campaignId })
      .update({ permit_at: Date.now() - LATER });
  const check = () => checkWebhookHealth(arena.strapi);

  it('[M-42] are noticed with the number and in the log, and silence is then no reason to send again', async () => {
    arena.sim.control.deliveries.hold();
    const few = await arena.start(19);
    await arena.ended(few);
    await age(few);
    await check();
    expect((await view())?.webhook.silentSince).toBeNull(); // nineteen may be chance

    const more = await arena.start(5, { policy: 'resend-if-silent' });
    await arena.ended(more);
    await check();
    expect((await view())?.webhook.silentSince).toBeNull(); // these five are still young
    await age(more);
    await check();
    await check();
    expect((await view())?.webhook.silentSince).toBeGreaterThan(Date.now() - 60_000);
    expect(await logged('webhooks-missing')).toBe(1);

    // All witnesses heard, old enough: without the alarm the policy would send this one again.
    const [lost] = await arena.rows(more);
    await arena.knex('whatsapp_recipients').where({ campaign_id: more }).update({ rank: 40 });
    await arena
      .knex('whatsapp_recipients')
      .where({ id: lost?.id })
      .update({ state: 'uncertain', rank: 0, wamid: null, wamid_key: null });
    await arena.knex('whatsapp_recipients').where({ campaign_id: few }).update({
      campaign_id: more,
      rank: 40,
    });
    await arena.campaigns.sweep();
    expect((await arena.rows(more)).find((row) => row.id === lost?.id)?.state).toBe('uncertain');

    const accounts = arena.strapi.plugin('whatsapp').service('accounts') as {
      setSilent(id: number, since: number | null): Promise<void>;
    };
    await accounts.setSilent(arena.accountId, null);
    await eventually('the policy sends it again', async () => {
      await arena.campaigns.sweep();
      return (await arena.rows(more)).find((row) => row.id === lost?.id)?.attempt === 2;
    });
  });

  it('are reported as back when a status comes', async () => {
    arena.sim.control.deliveries.hold();
    const id = await arena.start(25);
    await arena.ended(id);
    await age(id);
    await check();
    expect((await view())?.webhook.silentSince).not.toBeNull();
    arena.sim.control.deliveries.release();
    await arena.settled();
    await check();
    expect((await view())?.webhook.silentSince).toBeNull();
    expect(await logged('webhooks-back')).toBe(1);
  });
});
