import type { Dispatcher } from 'undici';
import { agentOf, failureOf, USER_AGENT, type Failure } from './post';
import { urlProblem, type Guard } from './guard';

export interface CallRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  /** Null: none is sent. */
  body: string | null;
  limitMs: number;
  /** Of the answer; more is not fetched. */
  limitBytes: number;
}

/** What another system answered, or why there is no answer. Nothing of it is written to a log. */
export type Called =
  | { status: number; text: string }
  | { status: null; error: Failure | 'redirect' | 'too-large' | 'unreadable' };

export type Call = (request: CallRequest) => Promise<Called>;

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/** The answer as text; null: it is longer than allowed. */
const readText = async (
  body: Dispatcher.ResponseData['body'],
  limitBytes: number
): Promise<string | null> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    const piece = Buffer.from(chunk as Uint8Array);
    bytes += piece.length;
    if (bytes > limitBytes) return null;
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * One call to another system on behalf of a flow: only addresses that the guard lets through, no redirect (it would lead past
 * the guard), no retry, an answer of bounded size and time.
 */
export const createCall =
  (guard: Guard): Call =>
  async ({ method, url, headers, body, limitMs, limitBytes }) => {
    // An address in digits is never looked up, so it is judged here.
    if (urlProblem(url, guard) !== null) return { status: null, error: 'address-refused' };
    const { origin, pathname, search, protocol } = new URL(url);
    // The signal ends nothing before there is a connection.
    const agent = agentOf({ ...guard, protocol, connectMs: limitMs });
    try {
      const answer = await agent.request({
        ...{ origin, path: `${pathname}${search}`, method, body },
        // What is packed may be far larger than what is fetched.
        headers: { 'user-agent': USER_AGENT, ...headers, 'accept-encoding': 'identity' },
        signal: AbortSignal.timeout(limitMs),
      });
      answer.body.on('error', () => undefined);
      const { statusCode: status } = answer;
      if (isRedirect(status)) return { status: null, error: 'redirect' };
      const packed = answer.headers['content-encoding'];
      if (packed !== undefined && packed !== 'identity')
        return { status: null, error: 'unreadable' };
      const text = await readText(answer.body, limitBytes);
      return text === null ? { status: null, error: 'too-large' } : { status, text };
    } catch (error) {
      return { status: null, error: failureOf(error) };
    } finally {
      // Also ends an answer that was not read to its end.
      await agent.destroy().catch(() => undefined);
    }
  };
