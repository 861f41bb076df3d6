import { createHmac } from 'node:crypto';
import type { Sim } from '../sim';
import { isUser } from '../world/accounts';
import type { GraphCall } from './call';
import { badToken, graphRefusal, refuse, type Refusal } from './refusal';

/** Facebook's way of writing a moment, in its own time zone. */
const pacific = (ms: number): string => {
  const date = new Date(ms - 8 * 3600_000);
  const words = new Intl.DateTimeFormat('en-US', {
    weekday: 'long',
    day: '2-digit',
    month: 'short',
    year: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  const part = Object.fromEntries(
    words.formatToParts(date).map(({ type, value }) => [type, value])
  );
  return `${part['weekday']}, ${part['day']}-${part['month']}-${part['year']} ${part['hour']}:${part['minute']}:${part['second']} PST`;
};

const REVOKED: Readonly<Record<number, string>> = {
  458: 'Error validating access token: The user has not authorized the application.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  464: 'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
  467: 'Error validating access token: This session is invalid because the user logged out.',
};

/** Whether the access token opens anything; null = it does. */
export const tokenRefusal = (sim: Sim, token: string | null): Refusal | null => {
  const { app, clock } = sim;
  if (token !== app.token) return badToken();
  const revoked = REVOKED[app.tokenRevoked];
  if (revoked) return { ...badToken(), message: revoked, subcode: app.tokenRevoked };
  if (app.tokenExpiresAt === 0 || clock.now() < app.tokenExpiresAt) return null;
  return {
    ...badToken(),
    message: `Error validating access token: Session has expired on ${pacific(app.tokenExpiresAt)}. The current time is ${pacific(clock.now())}.`,
    subcode: 463,
  };
};

/** `appsecret_proof` is looked at whenever it is given, and must be there when the app asks for it. */
const proofRefusal = (sim: Sim, token: string, query: URLSearchParams): Refusal | null => {
  const given = query.get('appsecret_proof');
  if (given === null)
    return sim.config.auth.requireAppSecretProof
      ? graphRefusal('API calls from the server require an appsecret_proof argument')
      : null;
  const right = createHmac('sha256', sim.app.secret).update(token).digest('hex');
  return given === right
    ? null
    : graphRefusal('Invalid appsecret_proof provided in the API argument');
};

const MESSAGING_EDGES = ['messages', 'marketing_messages', 'media', 'block_users'];

/** The scope a call needs beside a valid token. */
const scopeRefusal = (sim: Sim, call: GraphCall): Refusal | null => {
  if (isUser(call.id) || ['debug_token', sim.app.id].includes(call.id)) return null;
  const { scopes } = sim.app;
  if (MESSAGING_EDGES.includes(call.edge) || call.id.startsWith('upload:'))
    return scopes.includes('whatsapp_business_messaging') ? null : refuse(10);
  if (scopes.includes('whatsapp_business_management')) return null;
  const media = sim.media.get(call.id, sim.clock.now()) !== undefined;
  return media || sim.numbers.has(call.id)
    ? scopes.includes('whatsapp_business_messaging')
      ? null
      : refuse(10)
    : refuse(200, 'The token needs the permission whatsapp_business_management.');
};

/** `GET /oauth/access_token` is how a token is got. */
const isSignup = (call: GraphCall): boolean => call.id === 'oauth' && call.edge === 'access_token';

/** Everything between the door and the route. Null = come in. */
export const gateOf = (sim: Sim, token: string | null, call: GraphCall): Refusal | null => {
  // An app token may only ask about tokens and webhooks; it is the app's id and secret joined by a bar.
  if (token === `${sim.app.id}|${sim.app.secret}` && [sim.app.id, 'debug_token'].includes(call.id))
    return null;
  if (isSignup(call)) return null;
  const closed = tokenRefusal(sim, token);
  if (closed) return closed;
  if (call.id === sim.app.id && call.edge === 'subscriptions' && call.method !== 'GET')
    return refuse(15);
  return proofRefusal(sim, token ?? '', call.query) ?? scopeRefusal(sim, call);
};
