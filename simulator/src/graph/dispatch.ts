import type { Sim } from '../sim';
import type { GraphCall, GraphReply } from './call';
import { afterAcceptance, beforeAcceptance } from './faulting';
import { badToken, envelope, isRefusal, refuse, unknownObject, type Refusal } from './refusal';
import { routeOf } from './routes';

const PATH = /^\/v\d+\.\d+\/([^/]+)(?:\/([^/]+))?\/?$/;

/** Splits `/vX.Y/{id}[/{edge}]`; null when the path is no Graph path. */
export const splitPath = (path: string): { id: string; edge: string } | null => {
  const match = PATH.exec(path);
  if (!match?.[1]) return null;
  try {
    return { id: decodeURIComponent(match[1]), edge: match[2] ?? '' };
  } catch {
    return null; // a broken percent sign
  }
};

/** Bearer and OAuth schemes, or `?access_token=`. */
export const tokenOf = (
  authorization: string | undefined,
  query: URLSearchParams
): string | null => {
  const match = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(authorization ?? '');
  return match?.[1] ?? query.get('access_token');
};

const MANAGEMENT = [
  'waba',
  'numbers',
  'number',
  'subscribed-apps',
  'templates-list',
  'template-create',
  'template-delete',
  'template-get',
  'template-edit',
];

const overManagementLimit = (sim: Sim, endpoint: string): boolean => {
  const { enforce, perHour } = sim.config.managementLimit;
  const wabaId = sim.wabas.keys().next().value;
  if (!enforce || !wabaId || !MANAGEMENT.includes(endpoint)) return false;
  return !sim.calls.take(wabaId, perHour, sim.clock.now());
};

export const refusalReply = (sim: Sim, refusal: Refusal): GraphReply => {
  const key = String(refusal.code);
  sim.counters.refused[key] = (sim.counters.refused[key] ?? 0) + 1;
  return { status: refusal.status, body: envelope(refusal, `A${sim.ids.token(22)}`) };
};

/** One Graph call from gate to answer. */
export const dispatch = async (
  sim: Sim,
  call: GraphCall,
  token: string | null
): Promise<GraphReply> => {
  sim.counters.requests += 1;
  // An app token may only ask about tokens and webhooks; it is the app's id and secret joined by a bar.
  const appToken =
    token === `${sim.app.id}|${sim.app.secret}` && [sim.app.id, 'debug_token'].includes(call.id);
  if (token !== sim.app.token && !appToken) return refusalReply(sim, badToken());
  const route = routeOf(sim, call);
  if (!route) return refusalReply(sim, unknownObject(call.method, call.id));
  if (route.endpoint === 'messages') {
    const result = await route.handle(call);
    return isRefusal(result) ? refusalReply(sim, result) : result;
  }
  if (overManagementLimit(sim, route.endpoint)) return refusalReply(sim, refuse(80007));
  const strikes = sim.faults.any()
    ? sim.faults.strike({ endpoint: route.endpoint, phoneNumberId: call.id })
    : [];
  const struck = beforeAcceptance(strikes);
  if (struck) return struck;
  const result = await route.handle(call);
  return isRefusal(result) ? refusalReply(sim, result) : afterAcceptance(strikes, result);
};
