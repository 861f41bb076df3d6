import type { Endpoint } from '../faults';
import type { Sim } from '../sim';
import { isUser, SYSTEM_USER, type BusinessNumber, type Waba } from '../world/accounts';
import type { TemplateRecord } from '../world/templates';
import { compareTemplates, templateAnalytics } from './analytics';
import { blockUsers, listBlocked, unblockUsers } from './block-users';
import {
  ok,
  nodeReply,
  success,
  type GraphCall,
  type GraphHandler,
  type GraphReply,
  type Route,
} from './call';
import { BUSINESS } from './fields';
import { listLibrary } from './library';
import { deleteMedia, getMedia, uploadMedia } from './media';
import { postMarketingMessage, postMessage, putMessage } from './messages';
import { editNumber, getNumber, listNumbers } from './numbers';
import { editProfile, getProfile } from './profile';
import { deleteQr, listQr, saveQr } from './qr-codes';
import type { Refusal } from './refusal';
import { getSettings, setAutomation, setSettings } from './settings';
import { createTemplate, previewTemplates, upsertTemplates } from './template-create';
import {
  deleteTemplates,
  editTemplate,
  getTemplate,
  listTemplates,
  unpauseTemplate,
} from './templates';
import { continueUpload, openUpload } from './uploads';
import { deregister, register, requestCode, verifyCode } from './verification';
import {
  businessNode,
  debugToken,
  editWaba,
  getApp,
  getWaba,
  listSubscriptions,
  listWabas,
  listWebhooks,
  subscribeApp,
  subscribeWebhook,
  unsubscribeApp,
} from './waba';

type Answer = Promise<GraphReply | Refusal> | GraphReply | Refusal;
type Handle<T> = (sim: Sim, node: T, call: GraphCall) => Answer;
/** By method and edge: `POST messages`. */
type Table<T> = Readonly<Record<string, readonly [Endpoint, Handle<T>]>>;

const NUMBER: Table<BusinessNumber> = {
  'POST messages': ['messages', postMessage],
  'PUT messages': ['messages', putMessage],
  'POST marketing_messages': ['messages', postMarketingMessage],
  'POST media': ['media-upload', uploadMedia],
  'GET ': ['number', getNumber],
  'POST ': ['number', editNumber],
  'POST register': ['register', register],
  'POST deregister': ['register', deregister],
  'POST request_code': ['verification', requestCode],
  'POST verify_code': ['verification', verifyCode],
  'GET whatsapp_business_profile': ['profile', (_sim, number, call) => getProfile(number, call)],
  'POST whatsapp_business_profile': ['profile', editProfile],
  'GET block_users': ['block-users', listBlocked],
  'POST block_users': ['block-users', blockUsers],
  'DELETE block_users': ['block-users', unblockUsers],
  'GET message_qrdls': ['qr-codes', listQr],
  'POST message_qrdls': ['qr-codes', saveQr],
  'DELETE message_qrdls': ['qr-codes', deleteQr],
  'POST conversational_automation': ['settings', setAutomation],
  'GET settings': ['settings', getSettings],
  'POST settings': ['settings', setSettings],
};

const WABA: Table<Waba> = {
  'GET ': ['waba', getWaba],
  'POST ': ['waba', editWaba],
  'GET phone_numbers': ['numbers', (sim, waba, call) => listNumbers(sim, waba.id, call)],
  'GET subscribed_apps': ['subscribed-apps', listSubscriptions],
  'POST subscribed_apps': ['subscribed-apps', subscribeApp],
  'DELETE subscribed_apps': ['subscribed-apps', unsubscribeApp],
  'GET message_templates': ['templates-list', (sim, w, call) => listTemplates(sim, w.id, call)],
  'POST message_templates': ['template-create', (sim, w, call) => createTemplate(sim, w.id, call)],
  'DELETE message_templates': [
    'template-delete',
    (sim, waba, call) => deleteTemplates(sim, waba.id, call),
  ],
  'POST upsert_message_templates': [
    'template-create',
    (sim, waba, call) => upsertTemplates(sim, waba.id, call),
  ],
  'GET message_template_previews': [
    'template-library',
    (_sim, _waba, call) => previewTemplates(call),
  ],
  'GET message_template_library': [
    'template-library',
    (sim, _waba, call) => listLibrary(sim, call),
  ],
  'GET template_analytics': ['analytics', templateAnalytics],
};

const TEMPLATE: Table<TemplateRecord> = {
  'GET ': ['template-get', getTemplate],
  'POST ': ['template-edit', editTemplate],
  'POST unpause': ['template-edit', unpauseTemplate],
  'GET compare': ['analytics', compareTemplates],
};

const pick = <T>(table: Table<T>, node: T, of: { sim: Sim; call: GraphCall }): Route | null => {
  const found = table[`${of.call.method} ${of.call.edge}`];
  if (!found) return null;
  const [endpoint, handle] = found;
  return { endpoint, handle: (call) => handle(of.sim, node, call) };
};

const route = (endpoint: Endpoint, handle: GraphHandler): Route => ({ endpoint, handle });

const mediaRoute = (sim: Sim, call: GraphCall): Route | null => {
  if (call.edge !== '' || !sim.media.get(call.id, sim.clock.now())) return null;
  if (call.method === 'GET') return route('media-url', (c) => getMedia(sim, c));
  return call.method === 'DELETE' ? route('media-delete', (c) => deleteMedia(sim, c)) : null;
};

const appRoute = (sim: Sim, key: string): Route | null => {
  switch (key) {
    case 'GET ':
      return route('other', () => getApp(sim));
    case 'POST uploads':
      return route('upload', (c) => openUpload(sim, c));
    case 'POST subscriptions':
      return route('other', (c) => subscribeWebhook(sim, c));
    case 'GET subscriptions':
      return route('other', () => listWebhooks(sim));
    case 'DELETE subscriptions':
      return route('other', () => {
        sim.webhook = null;
        return success();
      });
    default:
      return null;
  }
};

const accountRoute = (sim: Sim, call: GraphCall): Route | null => {
  const key = `${call.method} ${call.edge}`;
  if (call.id.startsWith('upload:')) return route('upload', (c) => continueUpload(sim, c));
  if (call.id === 'debug_token' && key === 'GET ') return route('other', (c) => debugToken(sim, c));
  if (call.id === 'message_template_library' && key === 'GET ')
    return route('template-library', (c) => listLibrary(sim, c));
  if (isUser(call.id)) {
    if (key === 'GET ') return route('other', () => ok(SYSTEM_USER));
    if (key === 'GET assigned_whatsapp_business_accounts')
      return route('other', () => listWabas(sim));
  }
  if (call.id === sim.portfolio.id) {
    if (key === 'GET ') return route('other', (c) => nodeReply(businessNode(sim), c, BUSINESS));
    if (key === 'GET owned_whatsapp_business_accounts') return route('other', () => listWabas(sim));
  }
  return call.id === sim.app.id ? appRoute(sim, key) : null;
};

/** Which handler serves a call: decided by which store knows the id. Null = unknown object or edge. */
export const routeOf = (sim: Sim, call: GraphCall): Route | null => {
  const number = sim.numbers.get(call.id);
  if (number) return pick(NUMBER, number, { sim, call });
  const waba = sim.wabas.get(call.id);
  if (waba) return pick(WABA, waba, { sim, call });
  const template = sim.templates.get(call.id);
  if (template) return pick(TEMPLATE, template, { sim, call });
  return mediaRoute(sim, call) ?? accountRoute(sim, call);
};
