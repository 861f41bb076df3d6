import { orderReady, startStage, text, until, wamidOf, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
const HOUR = 3600_000;
const DAY = 24 * HOUR;
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
  stage.sim.control.templates.seed({
    name: 'news',
    language: 'en_US',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Our news of the week.' }],
  });
});
afterEach(() => stage.close());

const news = (to: string): Json => ({
  to,
  type: 'template',
  template: { name: 'news', language: { code: 'en_US' } },
});
const codeOf = async (message: Json): Promise<number> => {
  const answer = await stage.send(message);
  expect(answer.status).toBe(200);
  const entry = () => stage.sim.control.ledger.get(wamidOf(answer));
  await until(() => (entry()?.failedAt ?? 0) > 0 || (entry()?.deliveredAt ?? 0) > 0);
  return entry()?.failedCode ?? -1;
};
const pricingOf = async (message: Json): Promise<Json> => {
  const wamid = wamidOf(await stage.send(message));
  const sent = () =>
    stage.receiver.statuses().find((s) => s['id'] === wamid && s['status'] === 'sent');
  await until(() => sent() !== undefined);
  return { ...(sent()?.['pricing'] as Json), conversation: sent()?.['conversation'] };
};

describe('the Marketing Messages API', () => {
  const send = (body: Json) =>
    stage.call('POST', `${stage.pnid}/marketing_messages`, {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...body,
    });

  it('sends marketing templates only, and their statuses say marketing_lite', async () => {
    const answer = await send({ ...news(AYSE), product_policy: 'CLOUD_API_FALLBACK' });
    expect(answer.status).toBe(200);
    const wamid = wamidOf(answer);
    await until(() => stage.receiver.statuses().some((s) => s['id'] === wamid));
    expect(stage.receiver.statuses()[0]?.['pricing']).toMatchObject({ category: 'marketing_lite' });
    expect(stage.code(await send(text(AYSE)))).toBe(134100);
    expect(stage.code(await send(orderReady(AYSE)))).toBe(131055);
    expect(stage.code(await send({ ...news(AYSE), product_policy: 'MAYBE' }))).toBe(100);
  });
});

describe('a template with a maximum price', () => {
  const send = (body: Json) =>
    stage.call('POST', `${stage.pnid}/marketing_messages`, {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...body,
    });

  it('is taken by its own endpoint only, and its statuses say what is charged', async () => {
    stage.sim.control.templates.setMaxPrice('news', 5_000);
    expect(stage.code(await stage.send(news(AYSE)))).toBe(131061);
    const wamid = wamidOf(await send(news(AYSE)));
    const status = () => stage.receiver.statuses().find((one) => one['id'] === wamid);
    await until(() => status() !== undefined);
    expect(status()?.['pricing']).toMatchObject({ category: 'marketing_lite', amount: 0.045 });
    stage.sim.control.configure({ marketingApi: { onboarded: false } });
    expect(stage.code(await send(news(AYSE)))).toBe(131061);
  });
});

describe('marketing', () => {
  it('to one customer above the cap of a day fails with 131049, elsewhere and later not', async () => {
    stage.sim.control.configure({ marketingCap: { perDay: 2 } });
    expect([await codeOf(news(AYSE)), await codeOf(news(AYSE)), await codeOf(news(AYSE))]).toEqual([
      0, 0, 131049,
    ]);
    expect(await codeOf(news('905321110002'))).toBe(0);
    stage.sim.control.people.openWindow(AYSE, stage.pnid);
    expect(await codeOf(news(AYSE))).toBe(0);
    stage.sim.control.advance(DAY + 1);
    expect(await codeOf(news(AYSE))).toBe(0);
  });

  it('does not reach the United States (131049), but Canada; utility does', async () => {
    expect(await codeOf(news('+12125550123'))).toBe(131049);
    expect(await codeOf(news('+14165550123'))).toBe(0);
    expect(await codeOf(orderReady('+12125550123'))).toBe(0);
  });

  it('skips who is in an experiment of Meta (130472), again on a resend, unless the window is open', async () => {
    stage.sim.control.configure({ holdOut: { share: 1 } });
    expect([await codeOf(news(AYSE)), await codeOf(news(AYSE))]).toEqual([130472, 130472]);
    expect(await codeOf(orderReady(AYSE))).toBe(0);
    stage.sim.control.act.text(AYSE, 'hi');
    expect(await codeOf(news(AYSE))).toBe(0);
  });
});

describe('pricing', () => {
  it('counts free service messages per number, then charges them', async () => {
    stage.sim.control.configure({ pricing: { freeServiceMessages: 1 } });
    stage.sim.control.advance(Math.max(0, Date.UTC(2026, 9, 2) - stage.sim.control.now()));
    stage.sim.control.act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    expect(await codeOf(text(AYSE))).toBe(0);
    expect(await pricingOf(text(AYSE))).toMatchObject({
      type: 'regular',
      category: 'service',
      billable: true,
    });
    expect(await pricingOf(orderReady(AYSE))).toMatchObject({
      type: 'regular',
      category: 'utility',
    });
    expect(await pricingOf(orderReady('905321110002'))).toMatchObject({ type: 'regular' });
  });

  it('is free for 72 hours after an answer to somebody who came from an ad, with the conversation', async () => {
    const { act, advance } = stage.sim.control;
    act.text(AYSE, 'hi', {
      phoneNumberId: stage.pnid,
      referral: { source_type: 'ad', source_id: '1' },
    });
    const free = await pricingOf(text(AYSE));
    expect(free).toMatchObject({
      type: 'free_entry_point',
      billable: false,
      category: 'referral_conversion',
      conversation: { origin: { type: 'referral_conversion' } },
    });
    advance(71 * HOUR);
    expect(await pricingOf(news(AYSE))).toMatchObject({ type: 'free_entry_point' });
    advance(2 * HOUR);
    const later = await pricingOf(news(AYSE));
    expect(later).toMatchObject({ type: 'regular', category: 'marketing' });
    expect(later['conversation']).toBeUndefined();
  });

  it('without a payment method fails templates with 131042 and swallows service messages beyond the free ones', async () => {
    const { control } = stage.sim;
    control.business.account({ paymentMethod: false });
    control.configure({ pricing: { freeServiceMessages: 1 } });
    control.act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    expect(await codeOf(orderReady(AYSE))).toBe(131042);
    expect(await codeOf(text(AYSE))).toBe(0);
    const answer = await stage.send(text(AYSE));
    expect(answer.status).toBe(200);
    await until(() => control.pending() === 0);
    await control.deliveries.idle();
    expect(control.ledger.get(wamidOf(answer))).toMatchObject({ sentAt: 0, failedAt: 0 });
  });
});

describe('an account', () => {
  it('that is restricted refuses what the restriction names, and is free again when it is lifted', async () => {
    const { numbers } = stage.sim.control;
    const restrict = (type: string) =>
      numbers.accountUpdate('ACCOUNT_RESTRICTION', {
        restriction_info: [{ restriction_type: type }],
      });
    restrict('RESTRICTED_BIZ_INITIATED_MESSAGING');
    expect(await stage.send(news(AYSE))).toMatchObject({
      status: 403,
      body: { error: { code: 368 } },
    });
    stage.sim.control.act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    expect((await stage.send(text(AYSE))).status).toBe(200);
    restrict('RESTRICTED_CUSTOMER_INITIATED_MESSAGING');
    expect(stage.code(await stage.send(text(AYSE)))).toBe(368);
    restrict('RESTRICTED_UTILITY_TEMPLATES');
    expect(stage.code(await stage.send(orderReady(AYSE)))).toBe(131064);
    numbers.accountUpdate('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'DISABLE' } });
    expect(stage.code(await stage.send(text(AYSE)))).toBe(131031);
    numbers.accountUpdate('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'REINSTATE' } });
    expect((await stage.send(orderReady(AYSE))).status).toBe(200);
    await until(() => stage.receiver.changes('account_update').length === 5);
  });

  it('gets a higher limit within six hours once half of it was used, and tells it', async () => {
    const { control } = stage.sim;
    control.configure({
      growth: { follow: true },
      throughput: { enforce: false },
      statuses: { enabled: false },
    });
    for (let i = 0; i < 999; i += 1) await stage.send(news(`4915200${String(i).padStart(6, '0')}`));
    control.advance(6 * HOUR);
    await stage.call('GET', stage.pnid);
    await control.deliveries.idle();
    expect(stage.receiver.changes('business_capability_update')).toHaveLength(0);
    control.advance(DAY);
    for (let i = 0; i < 1000; i += 1)
      await stage.send(news(`4915300${String(i).padStart(6, '0')}`));
    control.advance(6 * HOUR);
    await until(() => stage.receiver.changes('business_capability_update').length === 1);
    expect(stage.receiver.changes('business_capability_update')[0]?.value).toMatchObject({
      max_daily_conversations_per_business: 'TIER_10K',
      max_daily_conversation_per_phone: 10_000,
    });
  }, 120_000);
});

describe('a number', () => {
  it('on trial reaches only its allowed recipients (131030)', async () => {
    stage.sim.control.numbers.update(stage.pnid, { allowedRecipients: [`+${AYSE}`] });
    expect((await stage.send(orderReady(AYSE))).status).toBe(200);
    expect(stage.code(await stage.send(orderReady('905321110002')))).toBe(131030);
  });

  it('that moves to a higher throughput answers 131057 for a minute and then tells', async () => {
    const { numbers } = stage.sim.control;
    numbers.update(stage.pnid, { throughput: 'HIGH', maintenanceMs: 60_000 });
    expect(await stage.send(orderReady(AYSE))).toMatchObject({
      status: 500,
      body: { error: { code: 131057 } },
    });
    stage.sim.control.advance(60_001);
    await until(() => stage.receiver.changes('phone_number_quality_update').length === 1);
    expect((await stage.send(orderReady(AYSE))).status).toBe(200);
    expect(numbers.list()[0]?.throughput).toBe('HIGH');
  });
});

describe('a message whose time is over', () => {
  it('is dropped without a word: by the template, else after 30 days', async () => {
    const { control } = stage.sim;
    const components = [{ type: 'BODY', text: 'Your table is ready now.' }];
    await stage.call('POST', `${stage.sim.account.wabaId}/message_templates`, {
      name: 'table_ready',
      language: 'en_US',
      category: 'UTILITY',
      message_send_ttl_seconds: 60,
      components,
    });
    control.templates.setStatus('table_ready', 'APPROVED');
    control.act.setOnline(AYSE, false);
    const short = { ...news(AYSE), template: { name: 'table_ready', language: { code: 'en_US' } } };
    const gone = wamidOf(await stage.send(short));
    const kept = wamidOf(await stage.send(orderReady(AYSE)));
    await until(() => control.pending() === 0 || (control.ledger.get(kept)?.sentAt ?? 0) > 0);
    control.advance(61_000);
    control.act.setOnline(AYSE, true);
    await until(() => (control.ledger.get(kept)?.deliveredAt ?? 0) > 0);
    expect(control.ledger.get(gone)).toMatchObject({ deliveredAt: 0, failedAt: 0 });
  });
});
