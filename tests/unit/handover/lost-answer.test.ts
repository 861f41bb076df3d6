import { answerLost } from '../../../server/src/handover/domain/lost-answer';

const error = (more: object) => Object.assign(new Error('x'), more);

describe('what a channel’s error says of the message', () => {
  it.each([
    ['a connection that was reset after the message was written', { code: 'ECONNRESET' }],
    ['a mail server that fell silent', { code: 'ETIMEDOUT', command: 'DATA' }],
    ['a socket that broke', { code: 'ESOCKET' }],
    [
      'a mail server that closed the connection without an answer',
      { code: 'ECONNECTION', message: 'Connection closed unexpectedly' },
    ],
    ['an HTTP client that gave up waiting', { name: 'TimeoutError' }],
    ['the same within another error', { cause: error({ code: 'UND_ERR_HEADERS_TIMEOUT' }) }],
  ])('[O-29] leaves open whether it was taken: %s', (_, more) => {
    expect(answerLost(error(more))).toBe(true);
  });

  it.each([
    ['a refusal of the mail server', { code: 'EENVELOPE', responseCode: 450 }],
    ['an answer of an HTTP service', { code: 'ECONNRESET', response: { status: 429 } }],
    ['nobody listening', { code: 'ECONNREFUSED', syscall: 'connect' }],
    ['a connection that was never made', { code: 'ETIMEDOUT', syscall: 'connect' }],
    ['the same, as nodemailer names it', { code: 'ESOCKET', syscall: 'connect' }],
    ['a connection that no one took', { code: 'ETIMEDOUT', message: 'Connection timeout' }],
    ['a server that never greeted', { code: 'ETIMEDOUT', message: 'Greeting never received' }],
    [
      'a certificate that has expired',
      { code: 'ESOCKET', message: 'certificate has expired', cert: {} },
    ],
    ['a name that is not known', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['words alone', {}],
  ])('[O-29] is a certain no: %s', (_, more) => {
    expect(answerLost(error(more))).toBe(false);
  });

  it('reads whatever was thrown', () => {
    for (const thrown of [null, undefined, 'ECONNRESET', 7]) expect(answerLost(thrown)).toBe(false);
  });
});
