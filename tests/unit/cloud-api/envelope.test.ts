import {
  readEnvelope,
  readErrorObject,
  retryAfterMs,
} from '../../../server/src/cloud-api/envelope';

describe('readEnvelope', () => {
  it('reads all that Meta says', () => {
    const body = JSON.stringify({
      error: {
        message: '(#131056) pair rate limit hit',
        type: 'OAuthException',
        code: 131056,
        error_data: { messaging_product: 'whatsapp', details: 'too many' },
        error_subcode: 2494055,
        error_user_title: 'T',
        error_user_msg: 'M',
        is_transient: true,
        fbtrace_id: 'AbC',
      },
    });
    expect(readEnvelope(400, body, { 'retry-after': '3' })).toEqual({
      status: 400,
      code: 131056,
      subcode: 2494055,
      message: '(#131056) pair rate limit hit',
      details: 'too many',
      userTitle: 'T',
      userMessage: 'M',
      fbtraceId: 'AbC',
      transient: true,
      retryAfterMs: 3_000,
    });
  });

  it('reads codes that come as text and survives fields of a wrong type', () => {
    const body = JSON.stringify({
      error: {
        code: '100',
        error_subcode: 'x',
        message: 5,
        error_data: 'plain',
        is_transient: 'yes',
        fbtrace_id: {},
      },
    });
    expect(readEnvelope(400, body)).toMatchObject({
      code: 100,
      subcode: null,
      message: null,
      details: 'plain',
      transient: false,
      fbtraceId: null,
      retryAfterMs: null,
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"error":null}',
    '{"error":{}}',
    '{"error":{"code":null}}',
    '{"error":{"code":"many"}}',
    '<html>',
  ])('finds no envelope in %j', (body) => {
    expect(readEnvelope(500, body)).toBeNull();
  });
});

describe('readErrorObject', () => {
  it('reads an error of a status, whose title is its message', () => {
    expect(
      readErrorObject({ code: 131049, title: 'T', error_data: { details: 'D' } })
    ).toMatchObject({
      status: 0,
      code: 131049,
      message: 'T',
      details: 'D',
    });
    expect(readErrorObject({ code: 1, details: 'plain' })).toMatchObject({ details: 'plain' });
    expect(readErrorObject('x')).toBeNull();
  });
});

describe('retryAfterMs', () => {
  const usage = (minutes: unknown): string =>
    JSON.stringify({ '1': [{ type: 'whatsapp', estimated_time_to_regain_access: minutes }, {}] });

  it('takes the longer wait; the usage header counts minutes, Retry-After seconds', () => {
    expect(retryAfterMs({ 'retry-after': '10' })).toBe(10_000);
    expect(retryAfterMs({ 'x-business-use-case-usage': usage(15) })).toBe(900_000);
    expect(retryAfterMs({ 'retry-after': '61', 'x-business-use-case-usage': usage(1) })).toBe(
      61_000
    );
    expect(retryAfterMs({ 'retry-after': '59', 'x-business-use-case-usage': usage('1') })).toBe(
      60_000
    );
  });

  it.each([
    {},
    { 'retry-after': 'Fri, 20 Nov 2026 07:00:00 GMT' },
    { 'retry-after': '-1' },
    { 'retry-after': '0' },
    { 'retry-after': 'Infinity' },
    { 'x-business-use-case-usage': 'nonsense' },
    { 'x-business-use-case-usage': '{"1":5}' },
    { 'x-business-use-case-usage': usage(-5) },
  ])('says nothing for %j', (headers) => {
    expect(retryAfterMs(headers)).toBeNull();
  });
});
