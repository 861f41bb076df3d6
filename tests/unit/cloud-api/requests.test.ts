import type { CloudApi } from '../../../server/src/cloud-api/client';
import { graph, json, PNID, refusal, TOKEN, useGraphServer, WABA } from './graph-server';

useGraphServer();

type Calls = [
  verb: keyof CloudApi & string,
  request: string,
  query: Record<string, string>,
  (api: CloudApi) => Promise<unknown>,
];

const FIELDS =
  'id,display_phone_number,verified_name,quality_rating,status,name_status,code_verification_status,platform_type,account_mode,throughput,whatsapp_business_manager_messaging_limit';

/** What Meta's documents ask for, word by word: a wrong path or field list fails in production only. */
const calls: Calls[] = [
  ['getPhoneNumber', `GET /v24.0/${PNID}`, { fields: FIELDS }, (api) => api.getPhoneNumber(PNID)],
  [
    'listPhoneNumbers',
    `GET /v24.0/${WABA}/phone_numbers`,
    { fields: FIELDS, limit: '100' },
    (api) => api.listPhoneNumbers(WABA),
  ],
  [
    'ownerBusinessInfo',
    `GET /v24.0/${WABA}`,
    { fields: 'id,name,owner_business_info' },
    (api) => api.ownerBusinessInfo(WABA),
  ],
  [
    'marketingInfo',
    `GET /v24.0/${WABA}`,
    { fields: 'currency,marketing_messages_onboarding_status' },
    (api) => api.marketingInfo(WABA),
  ],
  ['debugToken', 'GET /v24.0/debug_token', { input_token: TOKEN }, (api) => api.debugToken()],
  ['subscribeApp', `POST /v24.0/${WABA}/subscribed_apps`, {}, (api) => api.subscribeApp(WABA)],
  [
    'unsubscribeApp',
    `DELETE /v24.0/${WABA}/subscribed_apps`,
    {},
    (api) => api.unsubscribeApp(WABA),
  ],
  [
    'getSubscribedApps',
    `GET /v24.0/${WABA}/subscribed_apps`,
    {},
    (api) => api.getSubscribedApps(WABA),
  ],
];

describe('what is asked of Meta about numbers and accounts', () => {
  it.each(calls)('%s is %s', async (verb, request, query, call) => {
    graph.respond = json({ id: '1', success: true, data: [] });
    await call(graph.api());
    const [seen] = graph.seen;
    const asked = new URL(seen?.url ?? '', graph.origin);
    expect(`${seen?.method} ${asked.pathname}`).toBe(request);
    expect(Object.fromEntries(asked.searchParams)).toEqual(query);
    expect(graph.logged[0]).toMatchObject([expect.any(String), expect.any(String), { verb }]);
  });

  it.each(calls)(
    '%s: a refusal of %s is passed on with Meta’s code',
    async (_verb, _request, _query, call) => {
      graph.respond = refusal(400, 100);
      expect(await call(graph.api())).toMatchObject({
        ok: false,
        error: { code: 100, status: 400 },
      });
    }
  );
});
