import type { Sim } from '../sim';
import type { GraphCall, GraphReply } from './call';
import { afterAcceptance, beforeAcceptance } from './faulting';
import { gateOf } from './gate';
import { leftOut } from './left-out';
import { envelope, isRefusal, refuse, unknownObject, type Refusal } from './refusal';
import { routeOf } from './routes';

const PATH = /^\/(v\d+\.\d+)\/([^/]+)(?:\/([^/]+)(?:\/(.+?))?)?\/?$/;

export type PathParts = { version: string; id: string; edge: string; rest: string };

/** Splits `/vX.Y/{id}[/{edge}[/{rest}]]`; null when the path is no Graph path. */
export const splitPath = (path: string): PathParts | null => {
  const match = PATH.exec(path);
  if (!match?.[1] || !match[2]) return null;
  try {
    return {
      version: match[1],
      id: decodeURIComponent(match[2]),
      edge: match[3] ?? '',
      rest: decodeURIComponent(match[4] ?? ''),
    };
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
  'template-library',
  'analytics',
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

/** `/app/…` is the app that the token belongs to. */
const named = (sim: Sim, call: GraphCall): GraphCall =>
  call.id === 'app' ? { ...call, id: sim.app.id } : call;

/** One Graph call from gate to answer. */
export const dispatch = async (
  sim: Sim,
  asked: GraphCall,
  token: string | null
): Promise<GraphReply> => {
  const call = named(sim, asked);
  sim.counters.requests += 1;
  const closed = gateOf(sim, token, call);
  if (closed) return refusalReply(sim, closed);
  const route = routeOf(sim, call);
  if (!route) return refusalReply(sim, leftOut(sim, call) ?? unknownObject(call.method, call.id));
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
