import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { file, describeWithDocument } from './meta-document';
import { errorOf, startStage, type Json, type Stage } from './receiver';

const PORTFOLIO = '300000000000001';
let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const GROUP = { recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' };

describe('what the simulator does not play', () => {
  it.each([
    ['POST', 'groups', 131215],
    ['POST', 'calls', 138018],
    ['GET', 'call_permissions', 138018],
    ['GET', 'whatsapp_commerce_settings', 10],
    ['POST', 'smb_app_data', 3],
    ['GET', 'username', 10],
    ['GET', 'payments/razorpay-prod/order-1007', 10],
  ])('is refused as Meta refuses an account without access: %s %s', async (method, edge, code) => {
    const answer = await stage.call(method, `${stage.pnid}/${edge}`);
    expect(stage.code(answer)).toBe(code);
  });

  it('is distinguished from an edge that Meta does not have either', async () => {
    const answer = await stage.call('GET', `${stage.pnid}/nonsense`);
    expect(errorOf(answer)).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it.each([
    ['GET', () => `${stage.sim.account.wabaId}/payment_configurations`, 10],
    ['GET', () => `${stage.sim.account.wabaId}/payment_configuration/razorpay-prod`, 10],
    ['GET', () => `${stage.sim.account.wabaId}/template_group_analytics`, 10],
    ['POST', () => `${stage.sim.account.wabaId}/welcome_message_sequences`, 10],
    ['GET', () => `${PORTFOLIO}/system_users`, 10],
    ['POST', () => `${PORTFOLIO}/self_certify_whatsapp_business`, 3],
    ['GET', () => 'me/assigned_applications', 10],
    ['GET', () => 'oauth/access_token?client_id=1&client_secret=2&code=3', 100],
  ])('is refused for account, portfolio, user and signup: %s %s', async (method, path, code) => {
    expect(stage.code(await stage.call(method, path()))).toBe(code);
  });

  it('gives no token, with or without one', async () => {
    const bare = await fetch(`${stage.sim.url}/v25.0/oauth/access_token?code=1`);
    expect(((await bare.json()) as Json)['error']).toMatchObject({ code: 100 });
  });

  it('is not the accounts of the user, which are listed', async () => {
    const { wabaId } = stage.sim.account;
    const answer = await stage.call('GET', 'me/assigned_whatsapp_business_accounts');
    expect(answer.body).toMatchObject({ data: [{ id: wabaId }] });
    const user = String((await stage.call('GET', 'me')).body['id']);
    expect((await stage.call('GET', user)).body).toEqual((await stage.call('GET', 'me')).body);
  });

  it('includes groups: their messages and pins are refused with 131215', async () => {
    const pin = { type: 'pin', message_id: 'wamid.1', expiration_days: 7 };
    expect(stage.code(await stage.send({ ...GROUP, type: 'text', text: { body: 'hi' } }))).toBe(
      131215
    );
    expect(stage.code(await stage.send({ ...GROUP, type: 'pin', pin }))).toBe(131215);
    const alone = await stage.send({ to: '+905321110001', type: 'pin', pin });
    expect(errorOf(alone)).toMatchObject({ code: 100 });
    expect(errorOf(alone)['message']).toContain('recipient_type');
    const noMessage = await stage.send({ ...GROUP, type: 'pin', pin: { type: 'pin' } });
    expect(stage.code(noMessage)).toBe(131008);
  });
});

const NOWHERE = '900000000000009';

describeWithDocument('every call of Meta’s OpenAPI document', () => {
  /** `get /{Version}/{Phone-Number-ID}/groups` and so on. */
  const calls = (): [string, string][] => {
    const { paths } = parse(readFileSync(file, 'utf8')) as { paths: Record<string, Json> };
    return Object.entries(paths)
      .filter(([path]) => path.startsWith('/{Version}/'))
      .flatMap(([path, operations]) =>
        ['get', 'post', 'put', 'delete']
          .filter((one) => one in operations)
          .map((method): [string, string] => [method.toUpperCase(), path])
      );
  };

  it('is known for number, account, portfolio, app and user, and finds nothing for other ids', async () => {
    const ids: Record<string, string> = {
      'Phone-Number-ID': stage.pnid,
      'WABA-ID': stage.sim.account.wabaId,
      'WhatsApp-Business-Account-ID': stage.sim.account.wabaId,
      'Business-ID': PORTFOLIO,
      'Application-ID': stage.sim.account.appId,
      'User-ID': 'me',
      TEMPLATE_ID: String(stage.sim.control.templates.list()[0]?.['id']),
    };
    const wrong: string[] = [];
    for (const [method, path] of calls()) {
      const [, node = '', edge = '', rest = ''] =
        /^\/\{Version\}\/\{([\w-]+)\}(?:\/(\w+))?(?:\/(\{[\w-]+\}))?$/.exec(path) ?? [];
      const parts = [ids[node] ?? NOWHERE, edge, rest && NOWHERE].filter(Boolean);
      const answer = await stage.call(method, parts.join('/'));
      const { error_subcode: subcode, message } = errorOf(answer);
      const missing = subcode === 33 ? /ID '(\w+)'/.exec(String(message))?.[1] : undefined;
      const isWell = ids[node] ? missing !== ids[node] : missing === NOWHERE;
      if (!node || !isWell) wrong.push(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    }
    expect(wrong).toEqual([]);
    expect(calls().length).toBeGreaterThan(100);
  });
});
