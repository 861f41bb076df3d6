import type { Fault } from '../faults';
import type { GraphReply } from './call';
import { envelope, refuse } from './refusal';

const latencyOf = (strikes: readonly Fault[]): number =>
  strikes
    .filter((fault) => fault.kind === 'latency')
    .reduce((sum, fault) => sum + fault.delayMs, 0);

const BAD_GATEWAY =
  '<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>';

const replyTo = (fault: Fault): GraphReply | null => {
  switch (fault.kind) {
    case 'http':
      return { status: fault.status, body: envelope(refuse(131000), `A${fault.id}sim`) };
    case 'graph-error': {
      const refusal = refuse(fault.code);
      return { status: refusal.status, body: envelope(refusal, `A${fault.id}sim`) };
    }
    case 'bad-gateway':
      return {
        status: 502,
        body: null,
        raw: { bytes: Buffer.from(BAD_GATEWAY), contentType: 'text/html' },
      };
    case 'timeout-before':
      return { status: 200, body: null, transport: 'silent' };
    case 'reset-before':
      return { status: 200, body: null, transport: 'reset' };
    default:
      return null;
  }
};

/** The answer of the first fault that strikes before anything was done; null = go on. */
export const beforeAcceptance = (strikes: readonly Fault[]): GraphReply | null => {
  if (strikes.length === 0) return null;
  const delayMs = latencyOf(strikes);
  for (const fault of strikes) {
    const reply = replyTo(fault);
    if (reply) return { ...reply, delayMs };
  }
  return null;
};

/** Bends the answer of something that was done: the caller never learns of it, or only late. */
export const afterAcceptance = (strikes: readonly Fault[], reply: GraphReply): GraphReply => {
  if (strikes.length === 0) return reply;
  const delayMs = latencyOf(strikes);
  const is = (kind: Fault['kind']): boolean => strikes.some((fault) => fault.kind === kind);
  if (is('timeout-after')) return { ...reply, transport: 'silent', delayMs };
  if (is('reset-after')) return { ...reply, transport: 'reset', delayMs };
  if (is('cut-body')) return { ...reply, transport: 'cut', delayMs };
  return { ...reply, delayMs };
};
