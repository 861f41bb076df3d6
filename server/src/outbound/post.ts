import { Agent, type Dispatcher } from 'undici';
import type { Outcome } from './domain/outcome';
import { guardedLookup, REFUSED, urlProblem, type Guard } from './guard';

/** Nobody reads the answer; more than that of it is not even fetched. */
const ANSWER_BYTES = 16 * 1024;
export const USER_AGENT = 'strapi-plugin-whatsapp';
/** Calls at once to one address. */
export const AT_ONCE = 10;

export interface Post {
  (request: {
    url: string;
    headers: Record<string, string>;
    body: string;
    limitMs: number;
  }): Promise<Outcome>;
}

const codeOf = (error: unknown): string => {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : cause === undefined ? '' : codeOf(cause);
};

export type Failure = Extract<Outcome, { status: null }>['error'];

export const failureOf = (error: unknown): Failure => {
  const code = codeOf(error);
  if (code === REFUSED) return 'address-refused';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  if (code.includes('TIMEOUT') || (error as Error | null)?.name === 'TimeoutError')
    return 'timeout';
  return /CERT|SSL|TLS|ISSUER/.test(code) ? 'certificate' : 'connection';
};

/** How long undici waits for a connection where nothing else is said. */
const CONNECT_MS = 10_000;

/** Connects only where the guard lets it. `connectMs`: a name, an address or a handshake that does not answer ends by then. */
export const agentOf = ({
  connectMs = CONNECT_MS,
  ...guard
}: Guard & { protocol: string; connectMs?: number }): Agent =>
  new Agent({
    connections: AT_ONCE,
    pipelining: 1,
    keepAliveTimeout: 3_000,
    keepAliveMaxTimeout: 3_000,
    connect: { lookup: guardedLookup(guard), timeout: connectMs },
  });

/** Posts to outside systems: no redirect, no retry of its own, only addresses that the guard lets through. */
export const createPost = (guard: Guard): { post: Post; close(): Promise<void> } => {
  const agents = new Map<string, Agent>();
  const agentFor = (protocol: string): Agent => {
    const agent = agents.get(protocol) ?? agentOf({ ...guard, protocol });
    agents.set(protocol, agent);
    return agent;
  };
  const post: Post = async ({ url, headers, body, limitMs }) => {
    // An address in digits is never looked up, so it is judged here.
    if (urlProblem(url, guard) !== null) return { status: null, error: 'address-refused' };
    const { origin, pathname, search, protocol } = new URL(url);
    try {
      const answer: Dispatcher.ResponseData = await agentFor(protocol).request({
        origin,
        path: `${pathname}${search}`,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': USER_AGENT },
        body,
        signal: AbortSignal.timeout(limitMs),
      });
      const { statusCode: status } = answer;
      // The status is the answer; what follows is thrown away, and may fail.
      await answer.body.dump({ limit: ANSWER_BYTES }).catch(() => undefined);
      return { status };
    } catch (error) {
      return { status: null, error: failureOf(error) };
    }
  };
  return {
    post,
    close: async () => {
      const open = [...agents.values()];
      agents.clear();
      await Promise.all(open.map((agent) => agent.destroy()));
    },
  };
};
