import { createHmac } from 'node:crypto';
import { errorOf, orderReady, startStage, until, wamidOf, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
const HOUR = 3600_000;
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const proof = (token: string): string =>
  createHmac('sha256', stage.sim.account.appSecret).update(token).digest('hex');

describe('the token', () => {
  it('that has expired is refused with 190 and subcode 463, and media stay closed too', async () => {
    const { control, account } = stage.sim;
    control.business.token({ expiresInMs: HOUR });
    expect((await stage.call('GET', stage.pnid)).status).toBe(200);
    control.advance(HOUR);
    const answer = await stage.call('GET', stage.pnid);
    expect(answer.status).toBe(401);
    expect(errorOf(answer)).toMatchObject({
      type: 'OAuthException',
      code: 190,
      error_subcode: 463,
    });
    expect(errorOf(answer)['message']).toMatch(
      /^Error validating access token: Session has expired on \w+, \d\d-\w{3}-\d\d \d\d:\d\d:\d\d PST\./
    );
    expect(errorOf(answer)['fbtrace_id']).toEqual(expect.any(String));
    const debugged = await stage.call(
      'GET',
      `debug_token?input_token=${account.token}`,
      undefined,
      `${account.appId}|${account.appSecret}`
    );
    expect((debugged.body['data'] as Json)['is_valid']).toBe(false);
  });

  it.each([
    [458, /has not authorized/],
    [460, /password/],
  ])('that was taken back is refused with subcode %i', async (revoked, words) => {
    stage.sim.control.business.token({ revoked });
    const error = errorOf(await stage.call('GET', stage.pnid));
    expect(error).toMatchObject({ code: 190, error_subcode: revoked });
    expect(error['message']).toMatch(words);
  });

  it('without the scope of messaging sends nothing (10), without management reads no templates (200)', async () => {
    const { control, account } = stage.sim;
    control.business.token({ scopes: ['whatsapp_business_management'] });
    expect(await stage.send(orderReady(AYSE))).toMatchObject({
      status: 403,
      body: { error: { code: 10 } },
    });
    control.business.token({ scopes: ['whatsapp_business_messaging'] });
    const list = await stage.call('GET', `${account.wabaId}/message_templates`);
    expect(list).toMatchObject({ status: 403, body: { error: { code: 200 } } });
    expect((await stage.send(orderReady(AYSE))).status).toBe(200);
  });

  it('comes with an appsecret_proof that must be right, and must be there when the app asks', async () => {
    const { token } = stage.sim.account;
    const wrong = await stage.call('GET', `${stage.pnid}?appsecret_proof=${'0'.repeat(64)}`);
    expect(wrong.status).toBe(400);
    expect(errorOf(wrong)).toMatchObject({
      code: 100,
      message: 'Invalid appsecret_proof provided in the API argument',
    });
    stage.sim.control.configure({ auth: { requireAppSecretProof: true } });
    expect(errorOf(await stage.call('GET', stage.pnid))['message']).toMatch(
      /require an appsecret_proof/
    );
    expect((await stage.call('GET', `${stage.pnid}?appsecret_proof=${proof(token)}`)).status).toBe(
      200
    );
  });
});

describe('registration', () => {
  const register = (pin: string) =>
    stage.call('POST', `${stage.pnid}/register`, { messaging_product: 'whatsapp', pin });

  it('tells a wrong PIN (133005), one guessed too fast (133009) and too many (133008) apart', async () => {
    const { control } = stage.sim;
    const codes: unknown[] = [];
    const guess = async (): Promise<void> => void codes.push(stage.code(await register('000000')));
    await guess();
    await guess();
    for (let i = 0; i < 4; i += 1) {
      control.advance(2000);
      await guess();
    }
    expect(codes).toEqual([133005, 133009, 133005, 133005, 133005, 133005]);
    control.advance(2000);
    expect(stage.code(await register('123456'))).toBe(133008);
    control.advance(HOUR);
    expect((await register('123456')).body).toEqual({ success: true });
  });

  it('of a number that must be verified waits for its code', async () => {
    const { numbers } = stage.sim.control;
    numbers.update(stage.pnid, { registered: false, codeVerified: false });
    const status = await stage.call('GET', `${stage.pnid}?fields=code_verification_status`);
    expect(status.body['code_verification_status']).toBe('NOT_VERIFIED');
    expect(stage.code(await register('123456'))).toBe(133006);
    const ask = { code_method: 'SMS', language: 'en_US' };
    expect((await stage.call('POST', `${stage.pnid}/request_code`, ask)).body).toEqual({
      success: true,
    });
    const code = numbers.code(stage.pnid) ?? '';
    const other = code === '111111' ? '222222' : '111111';
    const verify = (digits: string) =>
      stage.call('POST', `${stage.pnid}/verify_code`, { code: digits });
    expect(stage.code(await verify(other))).toBe(136025);
    expect((await verify(code)).body).toEqual({ success: true });
    expect((await register('123456')).body).toEqual({ success: true });
    expect(stage.code(await stage.call('POST', `${stage.pnid}/request_code`, ask))).toBe(136024);
  });

  it('takes only known regions, and a changed PIN is the one that counts', async () => {
    const body = { messaging_product: 'whatsapp', pin: '123456' };
    const there = (region: string) =>
      stage.call('POST', `${stage.pnid}/register`, { ...body, data_localization_region: region });
    expect(stage.code(await there('TR'))).toBe(100);
    expect((await there('DE')).status).toBe(200);
    expect((await stage.call('POST', stage.pnid, { pin: '654321' })).body).toEqual({
      success: true,
    });
    expect(stage.code(await register('123456'))).toBe(133005);
    expect((await register('654321')).status).toBe(200);
  });
});

describe('settings of a number', () => {
  it('keep the conversational automation within its limits', async () => {
    const set = (body: Json) => stage.call('POST', `${stage.pnid}/conversational_automation`, body);
    const commands = [{ command_name: 'help', command_description: 'Ask for help' }];
    const wish = { enable_welcome_message: true, commands, prompts: ['Where is my order?'] };
    expect((await set(wish)).body).toEqual({ success: true });
    const read = await stage.call('GET', `${stage.pnid}?fields=conversational_automation`);
    expect(read.body['conversational_automation']).toMatchObject(wish);
    for (const bad of [
      { prompts: ['1', '2', '3', '4', '5'] },
      { prompts: ['Hello 👋'] },
      { commands: [{ command_name: 'no spaces', command_description: 'x' }] },
      { commands: [{ command_name: 'help', command_description: 'x'.repeat(257) }] },
    ])
      expect(stage.code(await set(bad))).toBe(100);
  });

  it('switch the identity check on: another key than the device has fails with 137000', async () => {
    const setting = { user_identity_change: { enable_identity_key_check: true } };
    expect((await stage.call('POST', `${stage.pnid}/settings`, setting)).status).toBe(200);
    expect((await stage.call('GET', `${stage.pnid}/settings`)).body).toMatchObject(setting);
    stage.sim.control.act.text(AYSE, 'hi');
    await until(() => stage.receiver.messages().length === 1);
    const [contact] = stage.receiver.changes('messages')[0]?.value['contacts'] as Json[];
    const key = contact?.['identity_key_hash'];
    const send = async (): Promise<string> =>
      wamidOf(await stage.send({ ...orderReady(AYSE), recipient_identity_key_hash: key }));
    const good = await send();
    stage.sim.control.people.changeDevice(AYSE);
    const bad = await send();
    await until(() => (stage.sim.control.ledger.get(bad)?.failedAt ?? 0) > 0);
    expect(stage.sim.control.ledger.get(bad)?.failedCode).toBe(137000);
    expect(stage.sim.control.ledger.get(good)?.failedCode).toBe(0);
  });

  it('that nobody knows are refused', async () => {
    expect(stage.code(await stage.call('POST', `${stage.pnid}/settings`, { colour: {} }))).toBe(
      100
    );
  });
});

describe('QR codes', () => {
  it('are made, changed, listed page by page and deleted', async () => {
    const path = `${stage.pnid}/message_qrdls`;
    const made = await stage.call('POST', path, {
      prefilled_message: 'Hello from the shop',
      generate_qr_image: 'SVG',
    });
    const code = String(made.body['code']);
    expect(made.body).toMatchObject({ deep_link_url: `https://wa.me/message/${code}` });
    expect(made.body['qr_image_url']).toBe(`${stage.sim.url}/_qr/${code}.svg`);
    await stage.call('POST', path, { prefilled_message: 'Second' });
    const changed = await stage.call('POST', path, { code, prefilled_message: 'Changed' });
    expect(changed.body).toMatchObject({ code, prefilled_message: 'Changed' });
    const first = await stage.call('GET', `${path}?limit=1`);
    expect(first.body['data']).toHaveLength(1);
    const next = new URL((first.body['paging'] as Json)['next'] as string);
    expect(next.pathname).toBe(`/v25.0/${path}`);
    expect((await stage.call('GET', `${path}/${code}`)).body['data']).toEqual([
      expect.objectContaining({ code }),
    ]);
    expect((await stage.call('DELETE', `${path}/${code}`)).body).toEqual({ success: true });
    expect(errorOf(await stage.call('DELETE', `${path}/${code}`))).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
    expect(stage.code(await stage.call('POST', path, { prefilled_message: 'x'.repeat(141) }))).toBe(
      100
    );
    expect(stage.code(await stage.call('GET', `${path}?after=nonsense`))).toBe(131059);
  });
});

describe('blocking', () => {
  const path = () => `${stage.pnid}/block_users`;
  const users = (...list: string[]): Json => ({
    messaging_product: 'whatsapp',
    block_users: list.map((user) => ({ user })),
  });

  it('is only for customers who wrote in the last 24 hours; the others come back with their reason', async () => {
    const { act } = stage.sim.control;
    act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    const answer = await stage.call(
      'POST',
      path(),
      users(`+${AYSE}`, '+905321110002', '+447700900199')
    );
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toMatchObject({ code: 139100, type: 'OAuthException' });
    const result = answer.body['block_users'] as Json;
    expect(result['added_users']).toEqual([{ input: `+${AYSE}`, wa_id: AYSE }]);
    const failed = result['failed_users'] as { input: string; errors: Json[] }[];
    expect(failed.map((row) => [row.input, row.errors[0]?.['code']])).toEqual([
      ['+905321110002', 131047],
      ['+447700900199', 131026],
    ]);
  });

  it('keeps the customer from being heard and from being written to, until unblocked', async () => {
    const { act, ledger } = stage.sim.control;
    act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    expect((await stage.call('POST', path(), users(AYSE))).status).toBe(200);
    expect((await stage.call('GET', path())).body['data']).toEqual([
      expect.objectContaining({ wa_id: AYSE }),
    ]);
    act.text(AYSE, 'are you there?', { phoneNumberId: stage.pnid });
    const wamid = wamidOf(await stage.send(orderReady(AYSE)));
    await until(() => (ledger.get(wamid)?.failedAt ?? 0) > 0);
    expect(ledger.get(wamid)?.failedCode).toBe(131026);
    await stage.sim.control.deliveries.idle();
    expect(stage.receiver.messages()).toHaveLength(1);
    const freed = await stage.call('DELETE', path(), users(AYSE));
    expect((freed.body['block_users'] as Json)['removed_users']).toHaveLength(1);
    expect((await stage.call('GET', path())).body['data']).toEqual([]);
    act.text(AYSE, 'hello again', { phoneNumberId: stage.pnid });
    await until(() => stage.receiver.messages().length === 2);
  });
});

describe('health', () => {
  const health = async (id: string): Promise<Json> =>
    (await stage.call('GET', `${id}?fields=health_status`)).body['health_status'] as Json;

  it('is the worst of number, account, portfolio and app, with the reason', async () => {
    const { account, control } = stage.sim;
    expect(await health(stage.pnid)).toMatchObject({ can_send_message: 'AVAILABLE' });
    control.business.account({ restrictions: ['RESTRICTED_UTILITY_TEMPLATES'] });
    expect(await health(account.wabaId)).toMatchObject({ can_send_message: 'LIMITED' });
    control.numbers.update(stage.pnid, { registered: false });
    const number = await health(stage.pnid);
    expect(number['can_send_message']).toBe('BLOCKED');
    const entities = number['entities'] as Json[];
    expect(entities.map((entity) => [entity['entity_type'], entity['can_send_message']])).toEqual([
      ['PHONE_NUMBER', 'BLOCKED'],
      ['WABA', 'LIMITED'],
      ['BUSINESS', 'AVAILABLE'],
      ['APP', 'AVAILABLE'],
    ]);
    expect(entities[0]?.['errors']).toEqual([expect.objectContaining({ error_code: 141000 })]);
    expect(entities[1]?.['additional_info']).toHaveLength(1);
  });

  it('of a template that is not approved is blocked with 141002', async () => {
    const list = await stage.call(
      'GET',
      `${stage.sim.account.wabaId}/message_templates?name=track_parcel&fields=health_status`
    );
    const [row] = list.body['data'] as { health_status: { entities: Json[] } }[];
    expect(row?.health_status.entities[0]).toMatchObject({
      entity_type: 'MESSAGE_TEMPLATE',
      can_send_message: 'BLOCKED',
      errors: [{ error_code: 141002 }],
    });
  });
});
