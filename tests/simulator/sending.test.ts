import { orderReady, startStage, text, until, wamidOf, type Stage } from './receiver';

const AYSE = '+905321110001';
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const statusesOf = (wamid: string): string[] =>
  stage.receiver
    .statuses()
    .filter((s) => s['id'] === wamid)
    .map((s) => String(s['status']));

describe('a send', () => {
  it('is accepted, then sent and delivered by signed webhooks with the token echoed', async () => {
    // One webhook at a time: two on the way at once may overtake each other.
    stage.sim.control.configure({ webhooks: { concurrency: 1 } });
    stage.sim.control.act.text(AYSE, 'hi');
    const answer = await stage.send({ ...text(AYSE), biz_opaque_callback_data: 'row:7' });
    expect(answer).toMatchObject({
      status: 200,
      body: { contacts: [{ input: AYSE, wa_id: '905321110001' }] },
    });
    const wamid = wamidOf(answer);
    await until(() => statusesOf(wamid).length === 2);
    expect(statusesOf(wamid)).toEqual(['sent', 'delivered']);
    const [sent] = stage.receiver.statuses().filter((s) => s['id'] === wamid);
    expect(sent).toMatchObject({
      recipient_id: '905321110001',
      biz_opaque_callback_data: 'row:7',
      pricing: { pricing_model: 'PMP', category: 'service' },
    });
    expect(stage.sim.control.ledger.get(wamid)).toMatchObject({
      token: 'row:7',
      type: 'text',
      failedCode: 0,
    });
  });

  it('outside the 24 hours is accepted and fails later with 131047; templates pass', async () => {
    const wamid = wamidOf(await stage.send(text(AYSE)));
    await until(() => statusesOf(wamid).includes('failed'));
    expect(stage.sim.control.ledger.get(wamid)?.failedCode).toBe(131047);
    const template = wamidOf(await stage.send(orderReady(AYSE)));
    await until(() => statusesOf(template).includes('delivered'));
  });

  it('finds the window closed again when 24 hours of simulated time have passed', async () => {
    stage.sim.control.configure({ window: 'sync' });
    stage.sim.control.act.text(AYSE, 'hi');
    expect((await stage.send(text(AYSE))).status).toBe(200);
    stage.sim.control.advance(24 * 3600_000);
    expect(stage.code(await stage.send(text(AYSE)))).toBe(131047);
  });

  it.each([
    ['somebody not on WhatsApp', '+447700900199', 131026],
    ['marketing to somebody who stopped it', '+447700900102', 131050],
  ])('to %s fails with its code', async (_name, to, code) => {
    stage.sim.control.templates.seed({
      name: 'news',
      language: 'en_US',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Our new coffee is here.' }],
    });
    const wamid = wamidOf(
      await stage.send({
        to,
        type: 'template',
        template: { name: 'news', language: { code: 'en_US' } },
      })
    );
    await until(() => statusesOf(wamid).includes('failed'));
    expect(stage.sim.control.ledger.get(wamid)?.failedCode).toBe(code);
  });

  it('by BSUID reaches a customer without a phone and hides what is not there', async () => {
    const can = stage.sim.control.people.get('can.ozturk');
    const answer = await stage.send({ ...orderReady(''), to: undefined, recipient: can.bsuid });
    expect(answer.body['contacts']).toEqual([{ input: can.bsuid, user_id: can.bsuid }]);
    const wamid = wamidOf(answer);
    await until(() => statusesOf(wamid).includes('delivered'));
    const status = stage.receiver.statuses().find((s) => s['id'] === wamid);
    expect(status).toMatchObject({ recipient_user_id: can.bsuid });
    expect(status).not.toHaveProperty('recipient_id');
  });

  it('with an unknown, paused or disabled template is refused with its own code', async () => {
    const { control } = stage.sim;
    expect(
      stage.code(
        await stage.send({
          to: AYSE,
          type: 'template',
          template: { name: 'nope', language: { code: 'tr' } },
        })
      )
    ).toBe(132001);
    control.templates.setStatus('order_ready', 'PAUSED', { language: 'tr' });
    expect(stage.code(await stage.send(orderReady(AYSE)))).toBe(132015);
    control.templates.setStatus('order_ready', 'DISABLED', { language: 'tr' });
    expect(stage.code(await stage.send(orderReady(AYSE)))).toBe(132016);
  });

  it('above the throughput of its number is refused with 130429, other numbers are not', async () => {
    stage.sim.control.numbers.update(stage.pnid, { perSecond: 3 });
    const codes = await Promise.all(
      Array.from({ length: 12 }, (_, i) => stage.send(orderReady(`+9053200000${10 + i}`)))
    );
    expect(codes.map(stage.code).filter((code) => code === 130429).length).toBeGreaterThanOrEqual(
      7
    );
    const other = stage.sim.account.phoneNumberIds[1];
    const answer = await stage.call('POST', `${other}/messages`, {
      messaging_product: 'whatsapp',
      ...orderReady(AYSE),
    });
    expect(answer.status).toBe(200);
  });

  it('above the pair rate is refused with 131056', async () => {
    stage.sim.control.configure({ pairRate: { enforce: true } });
    const codes = [];
    for (let i = 0; i < 46; i += 1) codes.push(stage.code(await stage.send(orderReady(AYSE))));
    expect(codes.slice(0, 45).every((code) => code === undefined)).toBe(true);
    expect(codes[45]).toBe(131056);
  });

  it('beyond the messaging limit fails with 131048, and passes again a day later', async () => {
    stage.sim.control.numbers.setTier('TIER_250');
    stage.sim.control.configure({ throughput: { enforce: false } });
    for (let i = 0; i < 250; i += 1) await stage.send(orderReady(`+90532${1_000_000 + i}`));
    const over = wamidOf(await stage.send(orderReady('+905329999999')));
    await until(() => stage.sim.control.ledger.get(over)?.failedCode === 131048);
    stage.sim.control.advance(24 * 3600_000 + 1000);
    const later = wamidOf(await stage.send(orderReady('+905329999999')));
    await until(() => (stage.sim.control.ledger.get(later)?.deliveredAt ?? 0) > 0);
  });

  it('held for quality goes out when released and fails with 132015 when dropped', async () => {
    stage.sim.control.templates.seed({
      name: 'promo',
      language: 'en',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'A new blend has arrived.' }],
    });
    stage.sim.control.faults.add({ kind: 'held' });
    const promo = (to: string) =>
      stage.send({ to, type: 'template', template: { name: 'promo', language: { code: 'en' } } });
    const first = await promo(AYSE);
    expect(first.body['messages']).toEqual([
      { id: wamidOf(first), message_status: 'held_for_quality_assessment' },
    ]);
    expect(stage.sim.control.held.release('promo')).toBe(1);
    await until(() => statusesOf(wamidOf(first)).includes('delivered'));
    const second = wamidOf(await promo(AYSE));
    stage.sim.control.held.drop('promo');
    await until(() => stage.sim.control.ledger.get(second)?.failedCode === 132015);
  });
});

describe('the gate', () => {
  it('answers 401 with code 190 to a wrong token and 400/100/33 to an unknown id', async () => {
    expect(await stage.call('POST', `${stage.pnid}/messages`, {}, 'wrong')).toMatchObject({
      status: 401,
      body: { error: { code: 190, type: 'OAuthException' } },
    });
    expect(await stage.call('GET', '999')).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_subcode: 33 } },
    });
  });
  it('puts a trace id on every refusal', async () => {
    const answer = await stage.send({});
    expect((answer.body['error'] as { fbtrace_id?: string }).fbtrace_id).toMatch(/^A\w{22}$/);
  });
  it('refuses an unregistered number with 133010 until it registers with its PIN', async () => {
    await stage.call('POST', `${stage.pnid}/deregister`);
    expect(stage.code(await stage.send(orderReady(AYSE)))).toBe(133010);
    const register = (pin: string) =>
      stage.call('POST', `${stage.pnid}/register`, { messaging_product: 'whatsapp', pin });
    expect(stage.code(await register('000000'))).toBe(133005);
    expect((await register('123456')).body).toEqual({ success: true });
    expect((await stage.send(orderReady(AYSE))).status).toBe(200);
  });
});
