import { words, type ErrorRow } from './error-row';

const renewToken = {
  en: 'Make a new permanent token in Meta Business settings and save it at the number.',
  tr: 'Meta Business ayarlarında yeni bir kalıcı erişim anahtarı (token) oluşturup numaraya kaydedin.',
};
const copyToken = {
  en: 'Copy the whole token again, or make a new permanent one in Meta Business settings, and save it at the number.',
  tr: 'Erişim anahtarının (token) tamamını yeniden kopyalayın ya da Meta Business ayarlarında yeni bir kalıcı erişim anahtarı (token) oluşturup numaraya kaydedin.',
};
const grantPermission = {
  en: 'Give the system user the permissions whatsapp_business_messaging and whatsapp_business_management, then make a new token.',
  tr: 'Sistem kullanıcısına whatsapp_business_messaging ve whatsapp_business_management izinlerini verip yeni bir erişim anahtarı (token) oluşturun.',
};
const later = { en: 'Try again in a few minutes.', tr: 'Birkaç dakika sonra yeniden deneyin.' };

const auth = (
  code: number,
  title: string,
  texts: { en: string; tr: string; advice?: { en: string; tr: string } }
): ErrorRow => {
  const advice = texts.advice ?? renewToken;
  return {
    code,
    title,
    class: 'auth',
    retryHelps: true,
    en: words(texts.en, advice.en),
    tr: words(texts.tr, advice.tr),
  };
};

/** Access, permission and call-count errors of the Graph API itself. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (read 2025-12-12) */
export const generalRows: readonly ErrorRow[] = [
  auth(0, 'AuthException', {
    en: 'Meta does not accept the access token any more.',
    tr: 'Meta erişim anahtarını (token) artık kabul etmiyor.',
  }),
  {
    code: 1,
    title: 'API Unknown',
    class: 'transient',
    retryHelps: true,
    en: words('Meta could not handle the request.', later.en),
    tr: words('Meta isteği işleyemedi.', later.tr),
  },
  {
    code: 2,
    title: 'API Service',
    class: 'transient',
    retryHelps: true,
    en: words('Meta is temporarily down or overloaded.', later.en),
    tr: words('Meta şu anda çalışmıyor ya da aşırı yüklü.', later.tr),
  },
  auth(3, 'API Method', {
    en: 'The token lacks a permission for this call.',
    tr: 'Erişim anahtarının (token) bu çağrı için izni yok.',
    advice: grantPermission,
  }),
  {
    code: 4,
    title: 'API Too Many Calls',
    class: 'rate',
    scope: 'app',
    retryHelps: true,
    en: words('The Meta app made too many calls.', 'Wait up to an hour; it continues then.'),
    tr: words(
      'Meta uygulaması çok fazla çağrı yaptı.',
      'Bir saate kadar bekleyin; sonra devam eder.'
    ),
  },
  auth(10, 'Permission Denied', {
    en: 'A permission was not granted or was removed.',
    tr: 'Bir izin verilmemiş ya da kaldırılmış.',
    advice: grantPermission,
  }),
  {
    code: 17,
    title: 'User request limit reached',
    class: 'rate',
    scope: 'app',
    retryHelps: true,
    en: words(
      'Too many calls were made with this token.',
      'Wait up to an hour; it continues then.'
    ),
    tr: words(
      'Bu erişim anahtarıyla (token) çok fazla çağrı yapıldı.',
      'Bir saate kadar bekleyin; sonra devam eder.'
    ),
  },
  {
    code: 32,
    title: 'Page request limit reached',
    class: 'rate',
    scope: 'app',
    retryHelps: true,
    en: words('Too many calls were made.', 'Wait up to an hour; it continues then.'),
    tr: words('Çok fazla çağrı yapıldı.', 'Bir saate kadar bekleyin; sonra devam eder.'),
  },
  {
    code: 33,
    title: 'Parameter value is not valid',
    class: 'account',
    retryHelps: true,
    en: words(
      'Meta does not know this phone number, or the token may not use it.',
      'Check the phone number id in Settings, and that the token belongs to its business.'
    ),
    tr: words(
      'Meta bu telefon numarasını tanımıyor ya da erişim anahtarı (token) onu kullanamıyor.',
      'Ayarlardaki telefon numarası kimliğini ve erişim anahtarının aynı işletmeye ait olduğunu kontrol edin.'
    ),
  },
  {
    code: 100,
    title: 'Invalid parameter',
    class: 'request',
    retryHelps: false,
    en: words(
      'Meta refused a value in the request.',
      'See the details; correct the message and send it again.'
    ),
    tr: words(
      'Meta istekteki bir değeri reddetti.',
      'Ayrıntılara bakın; mesajı düzeltip yeniden gönderin.'
    ),
  },
  auth(102, 'Session key invalid or no longer valid', {
    en: 'The access token is not valid any more.',
    tr: 'Erişim anahtarı (token) artık geçerli değil.',
  }),
  auth(190, 'Access token has expired', {
    en: 'Meta does not recognise this access token.',
    tr: 'Meta bu erişim anahtarını (token) tanımıyor.',
    advice: copyToken,
  }),
  auth(458, 'App not installed', {
    en: 'The app was removed from the account of the token.',
    tr: 'Uygulama, erişim anahtarının hesabından kaldırılmış.',
  }),
  auth(460, 'Password changed', {
    en: 'The password of the token’s owner was changed.',
    tr: 'Erişim anahtarı sahibinin parolası değiştirilmiş.',
  }),
  auth(463, 'Expired', {
    en: 'The access token has expired.',
    tr: 'Erişim anahtarının (token) süresi dolmuş.',
  }),
  auth(464, 'Unconfirmed user', {
    en: 'The owner of the token is not confirmed at Meta.',
    tr: 'Erişim anahtarının sahibi Meta’da doğrulanmamış.',
  }),
  auth(467, 'Invalid access token', {
    en: 'The access token was withdrawn.',
    tr: 'Erişim anahtarı (token) geri alınmış.',
  }),
  {
    ...auth(200, 'API Permission', {
      en: 'The token lacks a permission for this call.',
      tr: 'Erişim anahtarının (token) bu çağrı için izni yok.',
      advice: grantPermission,
    }),
    to: 299,
  },
  {
    code: 368,
    title: 'Temporarily blocked for policies violations',
    class: 'account',
    retryHelps: false,
    en: words(
      'Meta restricted or disabled the WhatsApp account for breaking its rules.',
      'Open Account quality in WhatsApp Manager and ask for a review.'
    ),
    tr: words(
      'Meta, kural ihlali nedeniyle WhatsApp hesabını kısıtladı ya da kapattı.',
      'WhatsApp Yöneticisi’nde Hesap kalitesi sayfasını açıp inceleme isteyin.'
    ),
  },
  {
    code: 613,
    title: 'Custom rate limit reached',
    class: 'rate',
    scope: 'app',
    retryHelps: true,
    en: words('Too many calls were made.', 'Wait up to an hour; it continues then.'),
    tr: words('Çok fazla çağrı yapıldı.', 'Bir saate kadar bekleyin; sonra devam eder.'),
  },
  {
    code: 80007,
    title: 'Rate limit issues',
    class: 'rate',
    scope: 'waba',
    retryHelps: true,
    en: words(
      'The WhatsApp account made too many calls this hour.',
      'Wait up to an hour; it continues then.'
    ),
    tr: words(
      'WhatsApp hesabı bu saat içinde çok fazla çağrı yaptı.',
      'Bir saate kadar bekleyin; sonra devam eder.'
    ),
  },
];
