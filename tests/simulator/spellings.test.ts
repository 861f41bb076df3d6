import { errorOf, startStage, until, type Answer, type Json, type Stage } from './receiver';
import { body, deskOf } from './template-desk';

const AYSE = '905321110001';
let stage: Stage;
let waba: string;
beforeEach(async () => {
  stage = await startStage({ config: { templates: { reviewMs: 0 } } });
  waba = stage.sim.account.wabaId;
});
afterEach(() => stage.close());

const { create, node } = deskOf(() => stage);

describe('mark-as-read by PUT', () => {
  const put = (over: Json): Promise<Answer> =>
    stage.call('PUT', `${stage.pnid}/messages`, { messaging_product: 'whatsapp', ...over });

  it('does what it does by POST', async () => {
    const wamid = stage.sim.control.act.text(AYSE, 'hi', { phoneNumberId: stage.pnid });
    expect((await put({ status: 'read', message_id: wamid })).body).toEqual({ success: true });
    expect(stage.code(await put({ status: 'read', message_id: 'wamid.none' }))).toBe(131009);
    expect(stage.code(await put({ status: 'seen', message_id: wamid }))).toBe(100);
  });

  it('sends no message', async () => {
    const answer = await put({ to: `+${AYSE}`, type: 'text', text: { body: 'hello' } });
    expect(errorOf(answer)).toMatchObject({
      code: 100,
      message: '(#100) The parameter status is required.',
    });
    expect(stage.sim.control.ledger.count()).toBe(0);
  });
});

describe('an upload through /app/uploads', () => {
  it('opens a session of the app that the token belongs to', async () => {
    const query = 'file_length=4&file_type=image/png&file_name=a.png';
    const opened = await stage.call('POST', `app/uploads?${query}`);
    expect(opened.body['id']).toMatch(/^upload:/);
    const response = await fetch(`${stage.sim.url}/v25.0/${String(opened.body['id'])}`, {
      method: 'POST',
      headers: { authorization: `OAuth ${stage.sim.account.token}`, file_offset: '0' },
      body: 'four',
    });
    expect(((await response.json()) as Json)['h']).toMatch(/^4::/);
    expect((await stage.call('GET', 'app')).body['id']).toBe(stage.sim.account.appId);
  });
});

describe('a template for one tap', () => {
  const withButton = (name: string, button: Json): Promise<Answer> =>
    create({
      name,
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', text: 'Copy code', ...button }] },
      ],
    });
  const app = { package_name: 'com.example.luckyshrub', signature_hash: 'K8a/AINcGX7' };

  it.each([
    ['on the button', { otp_type: 'ONE_TAP', autofill_text: 'Autofill', ...app }],
    ['in supported_apps', { otp_type: 'ONE_TAP', supported_apps: [app] }],
    ['on the button of no tap', { otp_type: 'ZERO_TAP', zero_tap_terms_accepted: true, ...app }],
  ])('names its app %s', async (_where, button) => {
    const made = await withButton('one_tap', button);
    expect(errorOf(made)).toEqual({});
    await until(() => node('one_tap')?.['status'] === 'APPROVED');
  });

  it.each([
    ['half an app', { package_name: 'com.example.luckyshrub' }],
    ['an app with an empty hash', { ...app, signature_hash: '' }],
    ['six apps', { supported_apps: Array.from({ length: 6 }, () => app) }],
    ['an empty list of apps', { ...app, supported_apps: [] }],
  ])('is refused with %s', async (_what, button) => {
    expect(stage.code(await withButton('one_tap', { otp_type: 'ONE_TAP', ...button }))).toBe(100);
  });
});

describe('an edit that sends along what cannot be edited', () => {
  const edit = async (over: Json): Promise<Answer> => {
    const id = String(node('shipped')?.['id']);
    return stage.call('POST', id, { ...body('Your parcel has left us today.'), ...over });
  };
  beforeEach(async () => {
    await create();
    await until(() => node('shipped')?.['status'] === 'APPROVED');
  });

  it('passes with the same name and language', async () => {
    const answer = await edit({ name: 'shipped', language: 'en_US', category: 'UTILITY' });
    expect(answer.body).toEqual({ success: true });
  });

  it.each([
    ['name', 'sent'],
    ['language', 'tr'],
  ])('is refused with another %s', async (key, value) => {
    const answer = await edit({ [key]: value });
    expect(errorOf(answer)).toMatchObject({ code: 100, error_subcode: 2388003 });
    expect(errorOf(answer)['error_user_msg']).toContain(key);
    expect((await stage.call('GET', `${waba}/message_templates?name=shipped`)).body).toMatchObject({
      data: [{ status: 'APPROVED' }],
    });
  });
});
