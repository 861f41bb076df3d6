import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { file, present } from './meta-document';
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
  ])('is refused as Meta refuses an account without access: %s %s', async (method, edge, code) => {
    const answer = await stage.call(method, `${stage.pnid}/${edge}`);
    expect(stage.code(answer)).toBe(code);
  });

  it('is told apart from an edge that Meta does not have either', async () => {
    const answer = await stage.call('GET', `${stage.pnid}/nonsense`);
    expect(errorOf(answer)).toMatchObject({ code: 100, error_subcode: 33 });
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

(present ? describe : describe.skip)('every edge of Meta’s OpenAPI document', () => {
  it('is known for number, account, portfolio and app', async () => {
    const { paths } = parse(readFileSync(file, 'utf8')) as { paths: Record<string, Json> };
    const ids: Record<string, string> = {
      'Phone-Number-ID': stage.pnid,
      'WABA-ID': stage.sim.account.wabaId,
      'WhatsApp-Business-Account-ID': stage.sim.account.wabaId,
      'Business-ID': PORTFOLIO,
      'Application-ID': stage.sim.account.appId,
    };
    const unknown: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      const [, node = '', edge = ''] = /^\/\{Version\}\/\{([\w-]+)\}\/(\w+)$/.exec(path) ?? [];
      const id = ids[node];
      if (!id) continue;
      for (const method of ['get', 'post', 'delete'].filter((one) => one in operations)) {
        const answer = await stage.call(method.toUpperCase(), `${id}/${edge}`);
        if (errorOf(answer)['error_subcode'] === 33) unknown.push(`${method} ${node}/${edge}`);
      }
    }
    expect(unknown).toEqual([]);
  });
});
