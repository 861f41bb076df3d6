import { keepHeaders, reasonOf } from '../../../server/src/cloud-api/transport';

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

describe('reasonOf', () => {
  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'body-cut'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'body-cut'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNABORTED', 'timeout'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['EWHATEVER', 'other'],
  ])('reads %s as %s', (code, reason) => {
    expect(reasonOf(coded(code))).toBe(reason);
  });

  it('looks into an error that stands for several addresses', () => {
    expect(reasonOf(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]))).toBe(
      'refused'
    );
    expect(reasonOf(new AggregateError([]))).toBe('other');
  });

  it.each([undefined, null, 'x', {}, { code: 5 }])('survives %j', (error) => {
    expect(reasonOf(error)).toBe('other');
  });
});

describe('keepHeaders', () => {
  it('keeps the five that are used, as texts', () => {
    const all = {
      'retry-after': '1',
      'x-app-usage': 'a',
      'x-business-use-case-usage': 'b',
      'x-fb-request-id': 'c',
      'x-fb-trace-id': 'd',
    };
    expect(keepHeaders({ ...all, 'set-cookie': ['x'], authorization: 'y' })).toEqual(all);
    expect(keepHeaders({ 'retry-after': ['1'], 'x-app-usage': 5 })).toEqual({});
  });
});
