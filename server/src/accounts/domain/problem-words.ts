import { explainForAdmin, type GraphError } from '../../cloud-api/errors';
import type { AccountProblem, ProblemWords } from '../../contracts/accounts';
import { both } from '../../kernel/input-words';
import { unreached } from './unreached';

type Words = ProblemWords;

/** A problem of the form; message and remedy are the English words. */
export const problemWith = (kind: string, field: string, words: Words): AccountProblem => ({
  kind,
  field,
  message: words.en.text,
  remedy: words.en.advice,
  words,
});

/** What Meta's code means, and what to do; general words for a code that we do not know. */
export const wordsOfCode = (code: number | null, subcode: number | null = null): Words => {
  const { en, tr } = explainForAdmin(code, subcode);
  return both([en.text, en.advice], [tr.text, tr.advice]);
};

const unknownId: Record<'phoneNumberId' | 'wabaId', Words> = {
  phoneNumberId: both(
    [
      'Meta does not know this phone number ID, or the token has no access to it.',
      'Check the ID in WhatsApp Manager; the number must be assigned to the token’s user.',
    ],
    [
      'Meta bu telefon numarası kimliğini tanımıyor ya da erişim anahtarının (token) bu numaraya erişimi yok.',
      'Kimliği WhatsApp Yöneticisi’nde kontrol edin; numara erişim anahtarının kullanıcısına atanmış olmalı.',
    ]
  ),
  wabaId: both(
    [
      'Meta does not know this WhatsApp Business Account, or the token has no access to it.',
      'Check the ID in WhatsApp Manager; the account must be assigned to the token’s user.',
    ],
    [
      'Meta bu WhatsApp Business hesabını tanımıyor ya da erişim anahtarının (token) bu hesaba erişimi yok.',
      'Kimliği WhatsApp Yöneticisi’nde kontrol edin; hesap erişim anahtarının kullanıcısına atanmış olmalı.',
    ]
  ),
};

export const otherWaba = both(
  [
    'This number does not belong to this WhatsApp Business Account.',
    'Copy both IDs from the same page of WhatsApp Manager.',
  ],
  [
    'Bu numara bu WhatsApp Business hesabına ait değil.',
    'İki kimliği de WhatsApp Yöneticisi’nin aynı sayfasından kopyalayın.',
  ]
);

export const noToken: Record<'missing' | 'unreadable', AccountProblem> = {
  missing: problemWith(
    'token-missing',
    'token',
    both(
      [
        'There is no access token for this number.',
        'Paste the permanent token of a system user, or set WHATSAPP_TOKEN.',
      ],
      [
        'Bu numara için erişim anahtarı (token) yok.',
        'Bir sistem kullanıcısının kalıcı erişim anahtarını yapıştırın ya da WHATSAPP_TOKEN değişkenini tanımlayın.',
      ]
    )
  ),
  unreadable: problemWith(
    'token-unreadable',
    'token',
    both(
      ['The token was encrypted with another key and cannot be read.', 'Enter the token again.'],
      [
        'Erişim anahtarı (token) başka bir şifreleme anahtarıyla kaydedilmiş, okunamıyor.',
        'Erişim anahtarını yeniden girin.',
      ]
    )
  ),
};

export const tokenAgain: AccountProblem = problemWith(
  'token-again',
  'token',
  both(
    [
      'The URL leads to another server, so the stored token is not sent there.',
      'Enter the token again together with the new URL.',
    ],
    [
      'Adres başka bir sunucuya gidiyor; kayıtlı erişim anahtarı (token) oraya gönderilmez.',
      'Erişim anahtarını yeni adresle birlikte yeniden girin.',
    ]
  )
);

/** An id that the test cannot do without. */
export const idMissing = (field: 'phoneNumberId' | 'wabaId'): AccountProblem => {
  const [en, tr] =
    field === 'wabaId'
      ? ['WhatsApp Business Account ID', 'WhatsApp Business hesap kimliği']
      : ['phone number ID', 'telefon numarası kimliği'];
  return problemWith(
    'missing',
    field,
    both(
      [`The ${en} is needed for the test.`, 'Copy it from WhatsApp Manager.'],
      [`Test için ${tr} gerekli.`, 'WhatsApp Yöneticisi’nden kopyalayın.']
    )
  );
};

/** Meta answers, but the number itself cannot send. */
export const notAble = (status: string): Words =>
  both(
    [
      `Meta reports the number as ${status}.`,
      'See WhatsApp Manager for the reason, then test the number again.',
    ],
    [
      `Meta bu numaranın durumunu ${status} olarak bildiriyor.`,
      'Nedeni için WhatsApp Yöneticisi’ne bakın, sonra numarayı yeniden test edin.',
    ]
  );

/** Meta's own sentence stands beside a general one where its code is not in our table. */
const wordsOfError = (error: GraphError): Words => {
  const words = wordsOfCode(error.code, error.subcode);
  if (error.known || !error.details) return words;
  const said = (text: string) => `${text} (Meta: ${error.details})`;
  return {
    en: { ...words.en, text: said(words.en.text) },
    tr: { ...words.tr, text: said(words.tr.text) },
  };
};

const isUnknownId = (error: GraphError): boolean =>
  error.code === 33 || (error.code === 100 && error.subcode === 33);

/** Graph names a code with each refusal: an answer without one comes from something else at this address. */
const isNotGraph = ({ code, status, class: cls }: GraphError): boolean =>
  code === null && status >= 400 && (cls === 'request' || cls === 'account');

/** Meta's refusal at the field of the form that it concerns, in our words. */
export const problemOf = (
  error: GraphError,
  { idField, baseUrl }: { idField: 'phoneNumberId' | 'wabaId'; baseUrl: string }
): AccountProblem => {
  if (error.class === 'auth') return problemWith('token-refused', 'token', wordsOfError(error));
  if (error.class === 'transient' && error.code === null)
    return problemWith('no-answer', 'baseUrl', unreached(baseUrl, error));
  if (error.class === 'transient') return problemWith('no-answer', 'baseUrl', wordsOfError(error));
  if (isNotGraph(error)) return problemWith('wrong-address', 'baseUrl', unreached(baseUrl, error));
  const words = isUnknownId(error) ? unknownId[idField] : wordsOfError(error);
  return problemWith('refused', idField, words);
};
