import { errorOf, startStage, type Answer, type Json, type Stage } from './receiver';

const PORTFOLIO = '300000000000001';
let stage: Stage;
let waba: string;
beforeEach(async () => {
  stage = await startStage({ config: { templates: { reviewMs: 0 } } });
  waba = stage.sim.account.wabaId;
});
afterEach(() => stage.close());

const data = (answer: Answer): Json[] => answer.body['data'] as Json[];
const read = (path: string): Promise<Answer> => stage.call('GET', path);

describe('a field that does not exist', () => {
  it.each([
    ['a number', () => stage.pnid],
    ['the numbers of an account', () => `${waba}/phone_numbers`],
    ['an account', () => waba],
    ['a template', () => stage.sim.control.templates.list()[0]?.id ?? ''],
    ['the templates of an account', () => `${waba}/message_templates`],
    ['a portfolio', () => PORTFOLIO],
    ['a business profile', () => `${stage.pnid}/whatsapp_business_profile`],
    ['the QR codes of a number', () => `${stage.pnid}/message_qrdls`],
  ])('of %s is refused with 100 and named', async (_what, path) => {
    const answer = await read(`${path()}?fields=id,nonsense`);
    expect([answer.status, errorOf(answer)['code']]).toEqual([400, 100]);
    expect(errorOf(answer)['message']).toContain(
      '(#100) Tried accessing nonexisting field (nonsense)'
    );
    expect((await read(`${path()}?fields=id`)).status).toBe(200);
  });

  it('inside the braces of an edge is refused too', async () => {
    const answer = await read(`${waba}?fields=id,phone_numbers{nonsense}`);
    expect(errorOf(answer)['message']).toContain('(nonsense)');
  });
});

describe('the fields that Meta names', () => {
  it('of a number are there', async () => {
    const fields =
      'id,display_phone_number,verified_name,status,quality_rating,country_code,country_dial_code,' +
      'code_verification_status,name_status,messaging_limit_tier,account_mode,certificate,' +
      'is_official_business_account,host_platform,unified_cert_status,username';
    const { status, body } = await read(`${stage.pnid}?fields=${fields}`);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        country_code: 'TR',
        country_dial_code: '90',
        host_platform: 'CLOUD_API',
        unified_cert_status: 'APPROVED',
      }),
    ]);
    expect(body).not.toHaveProperty('username'); // it has none, and Graph leaves out what is empty
  });

  it('of an account are there, with its edges asked for as fields', async () => {
    const fields =
      'id,name,timezone_id,message_template_namespace,account_review_status,purchase_order_number,' +
      'business_verification_status,country,ownership_type,primary_business_location,audiences,' +
      'on_behalf_of_business_info,schedules,dcc_config,subscribed_apps,' +
      'phone_numbers{verified_name},message_templates{name,status}';
    const { status, body } = await read(`${waba}?fields=${fields}`);
    expect(status).toBe(200);
    expect((body['phone_numbers'] as { data: Json[] }).data).toEqual(
      expect.arrayContaining([{ id: stage.pnid, verified_name: expect.any(String) }])
    );
    expect((body['message_templates'] as { data: Json[] }).data[0]).toEqual({
      id: expect.any(String),
      name: expect.any(String),
      status: expect.any(String),
    });
    expect((body['subscribed_apps'] as { data: Json[] }).data).toHaveLength(1);
  });

  it('of a template are there', async () => {
    const fields =
      'id,name,language,status,category,sub_category,previous_category,correct_category,' +
      'parameter_format,components,quality_score,rejected_reason,message_send_ttl_seconds,' +
      'library_template_name,cta_url_link_tracking_opted_out,health_status,' +
      'degrees_of_freedom_spec,created_time,last_updated_time';
    const answer = await read(`${waba}/message_templates?name=order_ready&fields=${fields}`);
    expect(answer.status).toBe(200);
    expect(data(answer)[0]).toMatchObject({
      quality_score: { score: 'UNKNOWN', reasons: [] },
      created_time: expect.any(Number),
    });
  });
});

describe('the summary of the template list', () => {
  it('counts all templates of the account, with the limit', async () => {
    const all = data(await read(`${waba}/message_templates?limit=250`)).length;
    const asked =
      'total_count,message_template_count,message_template_limit,are_translations_complete';
    const { body } = await read(`${waba}/message_templates?limit=1&summary=${asked}`);
    expect(body['summary']).toEqual({
      total_count: all,
      message_template_count: all,
      message_template_limit: 6000,
      are_translations_complete: expect.any(Boolean),
    });
    expect((body['data'] as Json[]).length).toBe(1);
  });

  it('is absent when nobody asks for it', async () => {
    expect((await read(`${waba}/message_templates`)).body).not.toHaveProperty('summary');
  });
});

describe('a body', () => {
  it('may carry null for what is optional', async () => {
    const to = '+905321110001';
    const contact = {
      name: { formatted_name: 'Ada L', first_name: 'Ada', last_name: null },
      birthday: null,
      org: null,
    };
    const sent = await stage.send({ to, type: 'contacts', context: null, contacts: [contact] });
    expect(sent.status).toBe(200);
    const empty = await stage.send({ to, type: 'text', text: { body: null } });
    expect(stage.code(empty)).toBe(131008);
  });

  it('may carry a list as its JSON text', async () => {
    const path = `${stage.pnid}/conversational_automation`;
    const commands = [{ command_name: 'help', command_description: 'Ask for help' }];
    const written = await stage.call('POST', path, {
      enable_welcome_message: 'true',
      commands: JSON.stringify(commands),
      prompts: JSON.stringify(['Where is my order?']),
    });
    expect(written.body).toEqual({ success: true });
    const automation = (await read(`${stage.pnid}?fields=conversational_automation`)).body;
    expect(automation['conversational_automation']).toMatchObject({
      enable_welcome_message: true,
      commands,
      prompts: ['Where is my order?'],
    });
    const broken = await stage.call('POST', path, { commands: '[{"command_name":' });
    expect(stage.code(broken)).toBe(100);
  });
});
