import { accountsService } from '../../../server/src/accounts/public';
import { logsService } from '../../../server/src/logs/public';
import { startSimulator, type Simulator } from '../../../simulator/src/start';
import { bootStrapi, type BootedStrapi } from '../../support/boot-strapi';

describe('news of Meta about a number or an account', () => {
  let app: BootedStrapi;
  let sim: Simulator;

  beforeAll(async () => {
    sim = await startSimulator();
    app = await bootStrapi();
    const { wabaId, token, appSecret, phoneNumberIds } = sim.account;
    for (const [i, phoneNumberId] of phoneNumberIds.slice(0, 2).entries())
      await accountsService(app.strapi).connectNumber({
        name: `Number ${i + 1}`,
        ...{ wabaId, phoneNumberId, token, appSecret, baseUrl: sim.url },
      });
  });
  afterAll(async () => {
    await app.close();
    await sim.close();
  });

  const news = (field: string, value: Record<string, unknown>, wabaId = sim.account.wabaId) =>
    accountsService(app.strapi).applyMeta({
      field,
      kind: 'account',
      wabaId,
      phoneNumberId: null,
      displayPhoneNumber: null,
      value,
    });
  const lines = async () => {
    await logsService(app.strapi).flush();
    return (
      await logsService(app.strapi).list({
        area: 'account',
        seen: { person: true, deliveries: true },
      })
    ).logs;
  };
  const notices = async () =>
    (await accountsService(app.strapi).listView()).accounts.map(({ notice }) => notice);
  const digits = async (i: number) =>
    (await accountsService(app.strapi).list())[i]?.displayPhoneNumber?.replace(/\D/g, '');
  const named = async (decision: string, rejection_reason: string | null) =>
    news('phone_number_name_update', {
      display_phone_number: await digits(1),
      decision,
      requested_verified_name: 'Lucky Shrub',
      rejection_reason,
    });
  const alert = (alert_severity: string, alert_status = 'ACTIVE') =>
    news('account_alerts', {
      entity_type: 'BUSINESS',
      entity_id: '506914307656634',
      alert_info: {
        alert_severity,
        alert_status,
        alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED',
        alert_description: 'Limits cannot be increased for your business Lucky Shrub.',
      },
    });

  it('[L-01] [X-17] a refused name is written to the log and at its own number, until it is approved', async () => {
    const [, other] = await accountsService(app.strapi).list();
    await named('REJECTED', 'NAME_NOT_CONSISTENT');
    expect((await lines())[0]).toMatchObject({
      event: 'meta-name',
      level: 'error',
      accountId: other?.id,
      details: { decision: 'REJECTED', name: 'Lucky Shrub', reason: 'NAME_NOT_CONSISTENT' },
    });
    expect(await notices()).toMatchObject([null, { event: 'meta-name' }]);
    expect(await named('APPROVED', null)).toEqual({ accountIds: [other?.id], refresh: true });
    expect(await notices()).toEqual([null, null]);
  });

  it('[L-01] [X-17] a critical alert is shown at the numbers until somebody dismisses it; any other only in the log', async () => {
    await alert('WARNING');
    expect(await notices()).toEqual([null, null]);
    expect((await lines())[0]).toMatchObject({ event: 'meta-alert', level: 'warn' });
    await alert('CRITICAL');
    expect(await notices()).toMatchObject([{ event: 'meta-alert' }, { event: 'meta-alert' }]);
    const [one] = await accountsService(app.strapi).list();
    const seen = await app.http
      .put(`/whatsapp/accounts/${one?.id}`)
      .set('Authorization', `Bearer ${await app.adminToken()}`)
      .send({ notice: null });
    expect(seen.status).toBe(200);
    expect(await notices()).toMatchObject([null, { event: 'meta-alert' }]);
    await alert('CRITICAL', 'NONE');
    expect(await notices()).toEqual([null, null]);
  });

  it('[L-01] [X-17] a rejected account stops its numbers and their campaigns; an approved one is asked about', async () => {
    expect(await news('account_review_update', { decision: 'REJECTED' })).toMatchObject({
      pauseAll: { reason: 'account-disabled' },
    });
    expect((await accountsService(app.strapi).list()).map(({ status }) => status)).toEqual([
      'disconnected',
      'disconnected',
    ]);
    expect(await notices()).toMatchObject([{ event: 'meta-review' }, { event: 'meta-review' }]);
    const facts = await news('account_review_update', { decision: 'APPROVED' });
    expect(facts).toMatchObject({ refresh: true });
    for (const id of facts.accountIds) await accountsService(app.strapi).refresh(id);
    expect((await accountsService(app.strapi).list())[0]?.status).toBe('connected');
    expect(await notices()).toEqual([null, null]);
  });

  it('[L-01] the user name of a number is written to the log', async () => {
    const [one] = await accountsService(app.strapi).list();
    await news('business_username_update', {
      display_phone_number: await digits(0),
      username: 'luckyshrub',
      status: 'approved',
    });
    expect((await lines())[0]).toMatchObject({
      event: 'meta-username',
      accountId: one?.id,
      details: { status: 'approved', username: 'luckyshrub' },
    });
    expect(await news('business_username_update', { status: 'approved' }, '1')).toEqual({
      accountIds: [],
    });
  });
});
