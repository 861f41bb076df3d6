/** Errors of a connection that ended after it was made: by then the message may be with the channel. */
const LOST = new Set([
  'ECONNABORTED',
  'ECONNRESET',
  'EPIPE',
  'ESOCKET',
  'ESOCKETTIMEDOUT',
  'ETIMEDOUT',
  'ERR_SOCKET_CLOSED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_ABORTED',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
]);
/** nodemailer’s own errors that say nothing by their code: before a mail server greeted, nothing was written to it. */
const NEVER_MADE =
  /^(Connection timeout|Greeting never received)$|certificate|self[- ]signed|\bSSL\b/i;
/** The same, of a server that took the connection and closed it without an answer. */
const CLOSED = /^Connection closed unexpectedly$/;
const LOST_NAMES = new Set(['AbortError', 'TimeoutError']);

/** `fetch` and others wrap the error of the connection; more layers than this tell nothing new. */
const LAYERS = 4;

interface Told {
  code?: unknown;
  name?: unknown;
  message?: unknown;
  cause?: unknown;
  syscall?: unknown;
  /** nodemailer: what the mail server answered. */
  responseCode?: unknown;
  /** HTTP clients: the answer. */
  response?: unknown;
}

/**
 * True when a channel's error leaves open whether it took the message: the connection broke, or its answer did not come in
 * time. An error that carries an answer is a refusal, and a connection that was never made carried nothing.
 */
export const answerLost = (error: unknown): boolean => {
  let one = error;
  for (let layer = 0; layer < LAYERS && typeof one === 'object' && one !== null; layer += 1) {
    const { code, name, message, cause, syscall, responseCode, response } = one as Told;
    if (typeof responseCode === 'number' || (typeof response === 'object' && response !== null))
      return false;
    if (syscall === 'connect' || NEVER_MADE.test(String(message))) return false;
    if (CLOSED.test(String(message))) return true;
    if (LOST.has(String(code)) || LOST_NAMES.has(String(name))) return true;
    one = cause;
  }
  return false;
};
