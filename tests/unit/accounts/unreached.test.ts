import { problemOf } from '../../../server/src/accounts/domain/problem-words';
import { unreached } from '../../../server/src/accounts/domain/unreached';
import { classifyGraphError } from '../../../server/src/cloud-api/errors';
import { noAnswerError } from '../../../server/src/cloud-api/manage-call';
import type { NoAnswerReason } from '../../../server/src/cloud-api/transport';

const META = 'https://graph.facebook.com';

describe('[X-01] what kept us from Meta', () => {
  it.each<[NoAnswerReason, string, string]>([
    [
      'dns',
      'Could not reach graph.facebook.com: this server cannot find the address.',
      'graph.facebook.com adresine ulaşılamadı: bu sunucu adresi bulamıyor.',
    ],
    [
      'refused',
      'Could not reach graph.facebook.com: the connection was refused.',
      'graph.facebook.com adresine ulaşılamadı: bağlantı reddedildi.',
    ],
    [
      'connect-timeout',
      'Could not reach graph.facebook.com: it did not answer in time.',
      'graph.facebook.com adresine ulaşılamadı: zamanında yanıt vermedi.',
    ],
    [
      'timeout',
      'Could not reach graph.facebook.com: it did not answer in time.',
      'graph.facebook.com adresine ulaşılamadı: zamanında yanıt vermedi.',
    ],
    ['other', 'Could not reach graph.facebook.com.', 'graph.facebook.com adresine ulaşılamadı.'],
  ])('is said with the name of the host and why: %s', (reason, en, tr) => {
    const words = unreached(META, noAnswerError(reason));
    expect([words.en.text, words.tr.text]).toEqual([en, tr]);
    for (const { advice } of [words.en, words.tr]) expect(advice).toMatch(/\.$/);
  });

  it('is at the address where the answer is not one of Graph, and at the ID where Graph refuses it', () => {
    const at = { idField: 'phoneNumberId', baseUrl: 'https://graph.facebook.com/v1/x' } as const;
    const strange = problemOf(classifyGraphError({ status: 404, code: null }), at);
    expect([strange.field, strange.kind]).toEqual(['baseUrl', 'wrong-address']);
    expect(strange.message).toBe('graph.facebook.com did not answer as WhatsApp does (HTTP 404).');
    const unknown = classifyGraphError({ status: 400, code: 100, subcode: 33 });
    expect(problemOf(unknown, at).field).toBe('phoneNumberId');
  });

  it('names the port of another address, and what was answered there', () => {
    const { en, tr } = unreached('http://127.0.0.1:4010', { status: 502 });
    expect(en.text).toBe('127.0.0.1:4010 did not answer as WhatsApp does (HTTP 502).');
    expect(tr.text).toBe('127.0.0.1:4010 WhatsApp gibi yanıt vermedi (HTTP 502).');
  });
});
