import type { Endpoint } from '../faults';
import type { Sim } from '../sim';
import type { BusinessNumber, Waba } from '../world/accounts';
import { ok, pickFields, success, type GraphCall, type GraphHandler, type Route } from './call';
import { deleteMedia, getMedia, uploadMedia } from './media';
import { postMessage } from './messages';
import { deregister, editNumber, getNumber, listNumbers, register } from './numbers';
import { editProfile, getProfile } from './profile';
import {
  createTemplate,
  deleteTemplates,
  editTemplate,
  getTemplate,
  listTemplates,
  unpauseTemplate,
} from './templates';
import { continueUpload, openUpload } from './uploads';
import {
  businessNode,
  debugToken,
  getApp,
  getWaba,
  listSubscriptions,
  listWabas,
  listWebhooks,
  subscribeApp,
  subscribeWebhook,
  unsubscribeApp,
} from './waba';

const route = (endpoint: Endpoint, handle: GraphHandler): Route => ({ endpoint, handle });

const numberRoute = (sim: Sim, number: BusinessNumber, call: GraphCall): Route | null => {
  switch (`${call.method} ${call.edge}`) {
    case 'POST messages':
    case 'POST marketing_messages':
      return route('messages', (c) => postMessage(sim, number, c));
    case 'POST media':
      return route('media-upload', (c) => uploadMedia(sim, number, c));
    case 'GET ':
      return route('number', (c) => getNumber(sim, number, c));
    case 'POST ':
      return route('number', (c) => editNumber(sim, number, c));
    case 'POST register':
      return route('register', (c) => register(sim, number, c));
    case 'POST deregister':
      return route('register', () => deregister(sim, number));
    case 'GET whatsapp_business_profile':
      return route('profile', (c) => getProfile(number, c));
    case 'POST whatsapp_business_profile':
      return route('profile', (c) => editProfile(number, c));
    default:
      return null;
  }
};

const wabaRoute = (sim: Sim, waba: Waba, call: GraphCall): Route | null => {
  switch (`${call.method} ${call.edge}`) {
    case 'GET ':
      return route('waba', (c) => getWaba(sim, waba, c));
    case 'GET phone_numbers':
      return route('numbers', (c) => listNumbers(sim, waba.id, c));
    case 'GET subscribed_apps':
      return route('subscribed-apps', () => listSubscriptions(sim, waba));
    case 'POST subscribed_apps':
      return route('subscribed-apps', (c) => subscribeApp(sim, waba, c));
    case 'DELETE subscribed_apps':
      return route('subscribed-apps', () => unsubscribeApp(sim, waba));
    case 'GET message_templates':
      return route('templates-list', (c) => listTemplates(sim, waba.id, c));
    case 'POST message_templates':
      return route('template-create', (c) => createTemplate(sim, waba.id, c));
    case 'DELETE message_templates':
      return route('template-delete', (c) => deleteTemplates(sim, waba.id, c));
    default:
      return null;
  }
};

const templateRoute = (sim: Sim, call: GraphCall): Route | null => {
  const template = sim.templates.get(call.id);
  if (!template) return null;
  if (call.edge === 'unpause' && call.method === 'POST')
    return route('template-edit', () => unpauseTemplate(sim, template));
  if (call.edge !== '') return null;
  if (call.method === 'GET') return route('template-get', (c) => getTemplate(template, c));
  return call.method === 'POST'
    ? route('template-edit', (c) => editTemplate(sim, template, c))
    : null;
};

const mediaRoute = (sim: Sim, call: GraphCall): Route | null => {
  if (call.edge !== '' || !sim.media.get(call.id, sim.clock.now())) return null;
  if (call.method === 'GET') return route('media-url', (c) => getMedia(sim, c));
  return call.method === 'DELETE' ? route('media-delete', (c) => deleteMedia(sim, c)) : null;
};

const accountRoute = (sim: Sim, call: GraphCall): Route | null => {
  const key = `${call.method} ${call.edge}`;
  if (call.id.startsWith('upload:')) return route('upload', (c) => continueUpload(sim, c));
  if (call.id === 'debug_token' && key === 'GET ') return route('other', (c) => debugToken(sim, c));
  if (call.id === 'me' && key === 'GET ')
    return route('other', () => ok({ id: '500000000000001', name: 'Simulator system user' }));
  if (call.id === sim.portfolio.id) {
    if (key === 'GET ')
      return route('other', (c) =>
        ok(pickFields(businessNode(sim), c.query.get('fields'), ['name']))
      );
    if (key === 'GET owned_whatsapp_business_accounts') return route('other', () => listWabas(sim));
  }
  if (call.id !== sim.app.id) return null;
  if (key === 'GET ') return route('other', () => getApp(sim));
  if (key === 'POST uploads') return route('upload', (c) => openUpload(sim, c));
  if (key === 'POST subscriptions') return route('other', (c) => subscribeWebhook(sim, c));
  if (key === 'GET subscriptions') return route('other', () => listWebhooks(sim));
  return key === 'DELETE subscriptions'
    ? route('other', () => {
        sim.webhook = null;
        return success();
      })
    : null;
};

/** Which handler serves a call: decided by which store knows the id. Null = unknown object or edge. */
export const routeOf = (sim: Sim, call: GraphCall): Route | null => {
  const number = sim.numbers.get(call.id);
  if (number) return numberRoute(sim, number, call);
  const waba = sim.wabas.get(call.id);
  if (waba) return wabaRoute(sim, waba, call);
  return templateRoute(sim, call) ?? mediaRoute(sim, call) ?? accountRoute(sim, call);
};
