import { orderReady, startStage, type Json, type Stage } from './receiver';

const AYSE = '905321110001';
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const detailsOf = (body: Json): unknown =>
  ((body['error'] as Json)['error_data'] as Json | undefined)?.['details'];

describe('a send is refused', () => {
  it('to its own number with 131021', async () => {
    const number = await stage.call('GET', `${stage.pnid}?fields=display_phone_number`);
    const own = String(number.body['display_phone_number']);
    expect(stage.code(await stage.send(orderReady(own)))).toBe(131021);
  });

  it('of a code to a user id with 131062', async () => {
    const made = await stage.call('POST', `${stage.sim.account.wabaId}/message_templates`, {
      name: 'login_code',
      language: 'en_US',
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
      ],
    });
    expect(made.status).toBe(200);
    stage.sim.control.templates.setStatus('login_code', 'APPROVED');
    const code = [{ type: 'text', text: '123456' }];
    const template = {
      name: 'login_code',
      language: { code: 'en_US' },
      components: [
        { type: 'body', parameters: code },
        { type: 'button', sub_type: 'url', index: '0', parameters: code },
      ],
    };
    const { bsuid } = stage.sim.control.people.get(AYSE);
    expect(stage.code(await stage.send({ recipient: bsuid, type: 'template', template }))).toBe(
      131062
    );
    const byPhone = await stage.send({ to: `+${AYSE}`, type: 'template', template });
    expect(byPhone.status).toBe(200);
  });

  it('with a text that becomes too long with 132005', async () => {
    const [name, number] = ['A'.repeat(1020), '7'].map((text) => ({ type: 'text', text }));
    const answer = await stage.send({
      to: `+${AYSE}`,
      type: 'template',
      template: {
        name: 'order_ready',
        language: { code: 'tr' },
        components: [{ type: 'body', parameters: [name, number] }],
      },
    });
    expect(stage.code(answer)).toBe(132005);
    expect(detailsOf(answer.body)).toContain('1024');
  });
});

describe('a number', () => {
  it('that registers more than ten times in 72 hours is refused with 133016', async () => {
    const register = () =>
      stage.call('POST', `${stage.pnid}/register`, {
        messaging_product: 'whatsapp',
        pin: '123456',
      });
    for (let i = 0; i < 10; i += 1) expect((await register()).status).toBe(200);
    expect(stage.code(await register())).toBe(133016);
    stage.sim.control.advance(73 * 3600_000);
    expect((await register()).status).toBe(200);
  });
});
