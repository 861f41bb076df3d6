import type { JsonObject } from '../kernel/json';
import type { Sim } from '../sim';
import { tellOwed } from '../state/resume';
import type { Waba } from '../world/accounts';
import { enableInsights } from './analytics';
import { analyticsFields } from './analytics-fields';
import { bodyOf, fieldOf, nodeReply, ok, success, type GraphCall, type GraphReply } from './call';
import { ACCOUNT, askedFields, cutTo, fieldsIn, PHONE_NUMBER, TEMPLATE } from './fields';
import { wabaHealth } from './health';
import { tokenRefusal } from './gate';
import { checkCallback, numberNode, numbersOf } from './numbers';
import { isRefusal, required, type Refusal } from './refusal';
import { templateNode } from '../world/templates';

const wabaNode = (sim: Sim, waba: Waba): JsonObject => ({
  id: waba.id,
  name: waba.name,
  currency: waba.currency,
  timezone_id: waba.timezoneId,
  message_template_namespace: 'ba30dd89_2ebd_41e4_b805_f2c05ae04cc9',
  account_review_status: 'APPROVED',
  business_verification_status: 'verified',
  status: 'ACTIVE',
  country: 'TR',
  ownership_type: 'SELF',
  is_shared_with_partners: false,
  auth_international_rate_eligibility: { exception_countries: [] },
  marketing_messages_lite_api_status: sim.config.marketingApi.onboarded ? 'ONBOARDED' : 'ELIGIBLE',
  marketing_messages_onboarding_status: sim.config.marketingApi.onboarded
    ? 'ONBOARDED'
    : 'ELIGIBLE',
  primary_business_location: 'TR',
  owner_business: { name: sim.portfolio.name, id: sim.portfolio.id },
  owner_business_info: { name: sim.portfolio.name, id: sim.portfolio.id },
  whatsapp_business_manager_messaging_limit: sim.portfolio.tier,
  health_status: wabaHealth(sim, waba),
  is_enabled_for_insights: waba.insights,
});

/** `?fields=phone_numbers{verified_name}`: an edge of the account, asked for as its field. */
const edgesAsFields = (sim: Sim, waba: Waba, fields: string): JsonObject | Refusal => {
  const out: JsonObject = {};
  for (const { name, inner } of fieldsIn(fields)) {
    if (name === 'subscribed_apps') out[name] = { data: subscriptionsOf(sim, waba) };
    const type = { phone_numbers: PHONE_NUMBER, message_templates: TEMPLATE }[name];
    if (!type) continue;
    const asked = askedFields(inner, type);
    if (isRefusal(asked)) return asked;
    const nodes =
      name === 'phone_numbers'
        ? numbersOf(sim, waba.id).map((number) => numberNode(sim, number))
        : sim.templates.ofWaba(waba.id).map(templateNode);
    out[name] = { data: nodes.map((node) => cutTo(node, asked)) };
  }
  return out;
};

export const getWaba = (sim: Sim, waba: Waba, call: GraphCall): GraphReply | Refusal => {
  const fields = call.query.get('fields');
  const analytics = analyticsFields(sim, waba, fields ?? '');
  if (isRefusal(analytics)) return analytics;
  const edges = edgesAsFields(sim, waba, fields ?? '');
  if (isRefusal(edges)) return edges;
  return nodeReply({ ...wabaNode(sim, waba), ...edges, ...analytics }, call, ACCOUNT);
};

/** `POST /{WABA}`: opt in to insights, rename. */
export const editWaba = (sim: Sim, waba: Waba, call: GraphCall): GraphReply | Refusal => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const refusal = enableInsights(waba, fieldOf(call, body, 'is_enabled_for_insights'));
  if (refusal) return refusal;
  const name = fieldOf(call, body, 'name');
  if (name) waba.name = name;
  sim.live.state();
  return ok({ id: waba.id, success: true });
};

/** `GET /{WABA}/subscribed_apps`. */
export const listSubscriptions = (sim: Sim, waba: Waba): GraphReply =>
  ok({ data: subscriptionsOf(sim, waba) });

const subscriptionsOf = (sim: Sim, waba: Waba): JsonObject[] =>
  waba.subscribed
    ? [
        {
          whatsapp_business_api_data: {
            link: `https://www.facebook.com/games/?app_id=${sim.app.id}`,
            name: sim.app.name,
            id: sim.app.id,
          },
          ...(waba.overrideUrl ? { override_callback_uri: waba.overrideUrl } : {}),
        },
      ]
    : [];

/** `POST /{WABA}/subscribed_apps`: subscribes; with a callback also overrides it, without one removes the override. */
export const subscribeApp = async (
  sim: Sim,
  waba: Waba,
  call: GraphCall
): Promise<GraphReply | Refusal> => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const url = fieldOf(call, body, 'override_callback_uri');
  if (url) {
    const verifyToken = fieldOf(call, body, 'verify_token');
    if (!verifyToken) return required('verify_token');
    const refusal = await checkCallback(sim, url, verifyToken);
    if (refusal) return refusal;
    waba.overrideVerifyToken = verifyToken;
  }
  waba.overrideUrl = url || null;
  waba.subscribed = true;
  sim.live.state();
  return success();
};

export const unsubscribeApp = (sim: Sim, waba: Waba): GraphReply => {
  waba.subscribed = false;
  waba.overrideUrl = null;
  sim.live.state();
  return success();
};

/** `POST /{APP}/subscriptions`: the app's own webhook address. */
export const subscribeWebhook = async (
  sim: Sim,
  call: GraphCall
): Promise<GraphReply | Refusal> => {
  const body = bodyOf(call);
  if (isRefusal(body)) return body;
  const url = fieldOf(call, body, 'callback_url');
  const verifyToken = fieldOf(call, body, 'verify_token');
  if (!url) return required('callback_url');
  if (!verifyToken) return required('verify_token');
  const refusal = await checkCallback(sim, url, verifyToken);
  if (refusal) return refusal;
  sim.webhook = { url, verifyToken };
  tellOwed(sim);
  sim.live.state();
  return success();
};

export const listWebhooks = (sim: Sim): GraphReply =>
  ok({
    data: sim.webhook
      ? [
          {
            object: 'whatsapp_business_account',
            callback_url: sim.webhook.url,
            active: true,
            fields: [{ name: 'messages', version: sim.config.webhooks.apiVersion }],
          },
        ]
      : [],
  });

/** `GET /debug_token`. */
export const debugToken = (sim: Sim, call: GraphCall): GraphReply => {
  const token = call.query.get('input_token') ?? '';
  const valid = tokenRefusal(sim, token) === null;
  return ok({
    data: {
      app_id: sim.app.id,
      type: 'SYSTEM_USER',
      application: sim.app.name,
      expires_at: Math.floor(sim.app.tokenExpiresAt / 1000),
      is_valid: valid,
      scopes: valid ? sim.app.scopes : [],
      granular_scopes: valid
        ? sim.app.scopes.map((scope) => ({
            scope,
            target_ids: [...sim.wabas.keys()],
          }))
        : [],
    },
  });
};

export const getApp = (sim: Sim): GraphReply =>
  ok({ id: sim.app.id, name: sim.app.name, link: '' });

/** `GET /{BUSINESS}/owned_whatsapp_business_accounts`. */
export const listWabas = (sim: Sim): GraphReply =>
  ok({
    data: [...sim.wabas.values()].map((waba) => ({
      id: waba.id,
      name: waba.name,
      currency: waba.currency,
      timezone_id: waba.timezoneId,
    })),
  });

export const businessNode = (sim: Sim): JsonObject => ({
  id: sim.portfolio.id,
  name: sim.portfolio.name,
  verification_status: 'verified',
  whatsapp_business_manager_messaging_limit: sim.portfolio.tier,
});
