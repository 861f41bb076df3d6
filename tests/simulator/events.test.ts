import { signature, startReceiver, startStage, until, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
const HOUR = 3600_000;
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

describe('webhooks on demand', () => {
  it('send every event that has a name, in the field of that name, with a time unless it is messages', async () => {
    const names = stage.sim.control.webhook.names();
    expect(names.length).toBeGreaterThan(70);
    for (const name of names) stage.sim.control.webhook.send(name);
    await stage.sim.control.deliveries.idle();
    const fields = stage.receiver.changes().map((change) => change.field);
    expect(fields.sort()).toEqual(names.map((name) => name.split('.')[0]).sort());
    for (const { body } of stage.receiver.posts)
      for (const entry of body['entry'] as { time?: number; changes: { field: string }[] }[])
        expect(entry.time === undefined).toBe(entry.changes[0]?.field === 'messages');
  });

  it('take values of the caller, and a customer, number and template by name', async () => {
    stage.sim.control.webhook.send('account_update.ACCOUNT_RESTRICTION', {
      value: { restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }] },
    });
    stage.sim.control.webhook.send('message_template_quality_update', { template: 'yeni_kavrum' });
    stage.sim.control.webhook.send('messages.order', { person: AYSE });
    await until(() => stage.receiver.changes().length === 3);
    const value = (field: string): Json | undefined => stage.receiver.changes(field)[0]?.value;
    expect(value('account_update')).toMatchObject({
      restriction_info: [{ restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' }],
    });
    expect(value('message_template_quality_update')).toMatchObject({
      message_template_name: 'yeni_kavrum',
    });
    expect((value('messages')?.['messages'] as Json[])[0]).toMatchObject({
      from: AYSE,
      type: 'order',
    });
  });

  it('carry any JSON as it is, signed over its bytes', async () => {
    const body = { object: 'whatsapp_business_account', entry: [{ id: '1', anything: 'Şu' }] };
    const answer = await fetch(`${stage.sim.url}/_sim/webhook/raw`, {
      method: 'POST',
      body: JSON.stringify({ body }),
    });
    expect(answer.status).toBe(200);
    await until(() => stage.receiver.posts.length === 1);
    const [post] = stage.receiver.posts;
    expect(post?.body).toEqual(body);
    expect(post?.headers['x-hub-signature-256']).toBe(
      signature(post?.raw ?? Buffer.alloc(0), stage.sim.account.appSecret)
    );
  });

  it('are known to the control API by name; an unknown name is refused', async () => {
    const call = async (path: string, body?: Json): Promise<[number, Json]> => {
      const answer = await fetch(`${stage.sim.url}/_sim/${path}`, {
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      });
      return [answer.status, (await answer.json()) as Json];
    };
    const [, listed] = await call('webhook/samples');
    expect(listed['names']).toContain('history.declined');
    expect((await call('webhook/sample', { name: 'history.declined' }))[0]).toBe(200);
    expect((await call('webhook/sample', { name: 'nothing' }))[0]).toBe(404);
    await until(() => stage.receiver.changes('history').length === 1);
  });
});

describe('a customer who takes another number', () => {
  it('gets a new user id; the business is notified by a system message and user_id_update', async () => {
    const { act, people } = stage.sim.control;
    act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    const before = people.get(AYSE).bsuid;
    people.changePhone(AYSE, '+90 532 000 99 99');
    await until(() => stage.receiver.changes('user_id_update').length === 1);
    const after = people.get('905320009999').bsuid;
    expect(after).not.toBe(before);
    expect(stage.receiver.changes('user_id_update')[0]?.value).toMatchObject({
      user_id_update: [{ user_id: { previous: before, current: after }, wa_id: '905320009999' }],
    });
    await until(() => stage.receiver.messages().some((m) => m['type'] === 'system'));
    const change = stage.receiver
      .changes('messages')
      .find(({ value }) => (value['messages'] as Json[] | undefined)?.[0]?.['type'] === 'system');
    expect(change?.value).not.toHaveProperty('contacts');
    expect((change?.value['messages'] as Json[])[0]).toMatchObject({
      from: AYSE,
      system: { type: 'user_changed_number', wa_id: '905320009999', user_id: after },
    });
    expect(
      stage.code(await stage.send({ recipient: before, type: 'text', text: { body: 'x' } }))
    ).toBe(131009);
  });
});

describe('a customer who gets another user id with the same number', () => {
  it('is announced by a system message without a sender; statuses of earlier messages name the id of now', async () => {
    const { act, people } = stage.sim.control;
    const { bsuid: before, id } = people.add({ name: 'Ada', username: 'ada.hidden' });
    act.text(id, 'hi', { phoneNumberId: stage.pnid });
    people.update(id, { online: false });
    await stage.send({ recipient: before, type: 'text', text: { body: 'for later' } });
    const { bsuid: after } = people.changeUserId(id, { userIdUpdate: false });
    expect(people.get(after).id).toBe(id);
    await until(() => stage.receiver.messages().some((m) => m['type'] === 'system'));
    const [told] = stage.receiver.messages().filter((m) => m['type'] === 'system');
    expect(told).toMatchObject({
      system: {
        type: 'user_changed_user_id',
        user_id: after,
        body: `User Ada changed from ${before} to ${after}`,
      },
    });
    expect(told).not.toHaveProperty('from_user_id');
    people.update(id, { online: true });
    const statuses = () => stage.receiver.statuses().filter((one) => one['status'] === 'delivered');
    await until(() => statuses().length === 1);
    expect(statuses()[0]).toMatchObject({ recipient_user_id: after });
    expect(statuses()[0]).not.toHaveProperty('recipient_id');
    expect(stage.receiver.changes('user_id_update')).toEqual([]);
  });
});

describe('a customer who takes another number, reported to an app without user_id_update', () => {
  it('comes as the system message alone', async () => {
    const { act, people } = stage.sim.control;
    act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    people.changePhone(AYSE, '+90 532 000 99 98', { userIdUpdate: false });
    await until(() => stage.receiver.messages().some((m) => m['type'] === 'system'));
    await stage.sim.control.deliveries.idle();
    expect(stage.receiver.changes('user_id_update')).toEqual([]);
    people.changePhone('905320009998', '+90 532 000 99 97');
    await until(() => stage.receiver.changes('user_id_update').length === 1);
  });
});

describe('overrides', () => {
  it('of a number win over the account, the account over the app; an empty address removes it', async () => {
    const [ofWaba, ofNumber] = [await startReceiver(), await startReceiver()];
    const { account, control } = stage.sim;
    await stage.call('POST', `${account.wabaId}/subscribed_apps`, {
      override_callback_uri: ofWaba.url,
      verify_token: 'right',
    });
    const point = (url: string) =>
      stage.call('POST', stage.pnid, {
        webhook_configuration: { override_callback_uri: url, verify_token: 'right' },
      });
    expect((await point(ofNumber.url)).body).toEqual({ success: true });
    const read = await stage.call('GET', `${stage.pnid}?fields=webhook_configuration`);
    expect(read.body['webhook_configuration']).toEqual({
      phone_number: ofNumber.url,
      whatsapp_business_account: ofWaba.url,
      application: stage.receiver.url,
    });
    const [first, second] = account.phoneNumberIds;
    control.act.text(AYSE, 'to the first', { phoneNumberId: first ?? '' });
    control.act.text(AYSE, 'to the second', { phoneNumberId: second ?? '' });
    await until(() => ofNumber.messages().length === 1 && ofWaba.messages().length === 1);
    await point('');
    control.act.text(AYSE, 'again', { phoneNumberId: first ?? '' });
    await until(() => ofWaba.messages().length === 2);
    await stage.call('POST', `${account.wabaId}/subscribed_apps`);
    control.act.text(AYSE, 'and again', { phoneNumberId: first ?? '' });
    await until(() => stage.receiver.messages().length === 1);
    const refused = await stage.call('POST', stage.pnid, {
      webhook_configuration: { override_callback_uri: ofNumber.url, verify_token: 'wrong' },
    });
    expect(stage.code(refused)).toBe(2200);
    await ofWaba.close();
    await ofNumber.close();
  });
});

describe('retries', () => {
  it('go on with growing gaps over hours and days, then end after seven days', async () => {
    const { control } = stage.sim;
    stage.receiver.answer = 500;
    control.act.text(AYSE, 'hi');
    const waitsAfter = (attempts: number) => (): boolean => {
      const counts = control.deliveries.counts();
      return counts.attempts === attempts && counts.retrying === 1 && counts.inFlight === 0;
    };
    await until(waitsAfter(1));
    for (let tries = 2; tries <= 12; tries += 1) {
      control.advance(4 * HOUR);
      await until(waitsAfter(tries));
    }
    control.advance(7 * 24 * HOUR);
    await until(() => control.deliveries.counts().abandoned === 1);
    expect(control.deliveries.counts()).toMatchObject({ attempts: 13, delivered: 0, retrying: 0 });
    await control.deliveries.idle();
  });
});
