import http from 'node:http';
import https from 'node:https';

/** Outcome of one HTTP call to the receiver. `status` 0 = no answer; `error` says why. */
export type PostOutcome = { status: number; body: string; error: string | null; tookMs: number };

export type Caller = {
  post(
    url: string,
    bytes: Buffer,
    options: { headers: Record<string, string>; timeoutMs: number }
  ): Promise<PostOutcome>;
  get(url: string, timeoutMs: number): Promise<PostOutcome>;
  close(): void;
};

const KEPT_BODY = 2000;

type Agents = { plain: http.Agent; secure: https.Agent };
type CallOptions = {
  method: string;
  headers: Record<string, string>;
  timeoutMs: number;
  bytes?: Buffer;
};

const callOnce = (agents: Agents, url: string, options: CallOptions): Promise<PostOutcome> =>
  new Promise((resolve) => {
    const started = performance.now();
    const end = (status: number, body: string, error: string | null): void =>
      resolve({ status, body, error, tookMs: Math.round(performance.now() - started) });
    if (!URL.canParse(url)) {
      end(0, '', 'the webhook address is not a valid URL');
      return;
    }
    const secure = new URL(url).protocol === 'https:';
    const { method, headers } = options;
    const agent = secure ? agents.secure : agents.plain;
    const request = (secure ? https : http).request(url, { method, headers, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (body.length < KEPT_BODY) body += chunk;
      });
      response.on('end', () => end(response.statusCode ?? 0, body.slice(0, KEPT_BODY), null));
      response.on('error', (error) => end(0, body, error.message));
    });
    request.setTimeout(options.timeoutMs, () => request.destroy(new Error('timed out')));
    request.on('error', (error) => end(0, '', error.message || 'connection failed'));
    request.end(options.bytes);
  });

const HANDSHAKE_AGENT = 'facebookplatform/1.0 (+http://developers.facebook.com)';

/** Keep-alive HTTP caller; never throws. */
export const createCaller = (): Caller => {
  const agents = {
    plain: new http.Agent({ keepAlive: true, maxSockets: 256 }),
    secure: new https.Agent({ keepAlive: true, maxSockets: 256 }),
  };
  return {
    post: (url, bytes, { headers, timeoutMs }) =>
      callOnce(agents, url, {
        method: 'POST',
        bytes,
        timeoutMs,
        headers: { ...headers, 'Content-Length': String(bytes.length) },
      }),
    get: (url, timeoutMs) =>
      callOnce(agents, url, {
        method: 'GET',
        timeoutMs,
        headers: { 'User-Agent': HANDSHAKE_AGENT },
      }),
    close: () => {
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
};

/** The GET handshake: the receiver must answer 200 with the bare challenge. Null = passed, else what went wrong. */
export const handshake = async (
  caller: Caller,
  target: { url: string; verifyToken: string },
  challenge: string
): Promise<string | null> => {
  if (!URL.canParse(target.url)) return 'The callback URL is not a valid address.';
  const url = new URL(target.url);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', target.verifyToken);
  const outcome = await caller.get(url.toString(), 10_000);
  if (outcome.error) return `The callback URL could not be reached: ${outcome.error}.`;
  if (outcome.status !== 200)
    return `The callback URL answered HTTP ${outcome.status}, expected 200.`;
  return outcome.body === challenge
    ? null
    : 'The callback URL did not answer with the bare challenge.';
};
