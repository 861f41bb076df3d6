import { words, type ErrorRow } from './error-row';

const row = (code: number, title: string, rest: Omit<ErrorRow, 'code' | 'title'>): ErrorRow => ({
  code,
  title,
  ...rest,
});
const request = { class: 'request', retryHelps: false } as const;
const transient = { class: 'transient', retryHelps: true } as const;
const account = { class: 'account', retryHelps: true } as const;
const rate = { class: 'rate', scope: 'number', retryHelps: true } as const;
const detailsEn = 'See the details of the error.';
const detailsTr = 'Hatanın ayrıntılarına bakın.';

/** Refusals for the state of the number, the account or its money. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (read 2025-12-12) */
export const accountRows: readonly ErrorRow[] = [
  row(131037, 'Display name approval needed', {
    ...account,
    en: words(
      'The number has no approved display name.',
      'Ask for a display name in WhatsApp Manager.'
    ),
    tr: words(
      'Numaranın onaylı bir görünen adı yok.',
      'WhatsApp Yöneticisi’nde görünen ad başvurusu yapın.'
    ),
  }),
  row(131042, 'Business eligibility payment issue', {
    ...account,
    en: words(
      'Meta cannot charge the account: no valid payment method, or time zone or currency is missing.',
      'Check payment settings in WhatsApp Manager.'
    ),
    tr: words(
      'Meta hesaptan ödeme alamıyor: geçerli ödeme yöntemi, saat dilimi ya da para birimi eksik.',
      'WhatsApp Yöneticisi’ndeki ödeme ayarlarını kontrol edin.'
    ),
  }),
  row(131044, 'Payment issue', {
    ...account,
    en: words('Meta cannot charge the account.', 'Check payment settings in WhatsApp Manager.'),
    tr: words(
      'Meta hesaptan ödeme alamıyor.',
      'WhatsApp Yöneticisi’ndeki ödeme ayarlarını kontrol edin.'
    ),
  }),
  row(131045, 'Incorrect certificate', {
    ...account,
    en: words('The number is not registered properly.', 'Register the number again.'),
    tr: words('Numara düzgün kaydedilmemiş.', 'Numarayı yeniden kaydedin.'),
  }),
  row(131059, 'Invalid cursor', {
    ...transient,
    en: words('Meta could not continue a long list.', 'Start the listing again.'),
    tr: words('Meta uzun bir listeyi sürdüremedi.', 'Listelemeyi yeniden başlatın.'),
  }),
  row(131064, 'Messaging limited for template classification violations', {
    ...account,
    retryHelps: false,
    en: words(
      'Meta limited the account because utility templates contained marketing.',
      'Open Account quality in WhatsApp Manager and correct the templates.'
    ),
    tr: words(
      'Bilgilendirme şablonlarında pazarlama içeriği olduğu için Meta hesabı sınırladı.',
      'WhatsApp Yöneticisi’nde Hesap kalitesi sayfasını açıp şablonları düzeltin.'
    ),
  }),
  row(133000, 'Incomplete deregistration', {
    ...account,
    en: words('An earlier deregistration did not finish.', 'Deregister the number again.'),
    tr: words('Önceki kayıt silme işlemi tamamlanmamış.', 'Numaranın kaydını yeniden silin.'),
  }),
  row(133004, 'Server temporarily unavailable', {
    ...transient,
    en: words('Meta is temporarily unavailable.', 'Try again in a few minutes.'),
    tr: words('Meta şu anda kullanılamıyor.', 'Birkaç dakika sonra yeniden deneyin.'),
  }),
  row(133005, 'Two step verification PIN mismatch', {
    ...request,
    retryHelps: true,
    en: words('The PIN is wrong.', 'Enter the correct PIN, or reset it in WhatsApp Manager.'),
    tr: words('PIN yanlış.', 'Doğru PIN’i girin ya da WhatsApp Yöneticisi’nde sıfırlayın.'),
  }),
  row(133006, 'Phone number re-verification needed', {
    ...account,
    en: words(
      'The number has to be verified before it is registered.',
      'Verify it in WhatsApp Manager.'
    ),
    tr: words('Numara kaydedilmeden önce doğrulanmalı.', 'WhatsApp Yöneticisi’nde doğrulayın.'),
  }),
  row(133008, 'Too many two step verification PIN guesses', {
    ...rate,
    en: words('Too many wrong PINs.', 'Wait as long as the details say.'),
    tr: words('Çok fazla yanlış PIN girildi.', 'Ayrıntılarda yazan süre kadar bekleyin.'),
  }),
  row(133009, 'Two step verification PIN guessed too fast', {
    ...rate,
    en: words('PINs were entered too fast.', 'Wait as long as the details say.'),
    tr: words('PIN’ler çok hızlı girildi.', 'Ayrıntılarda yazan süre kadar bekleyin.'),
  }),
  row(133010, 'Phone number not registered', {
    ...account,
    en: words(
      'The number is not registered for the Cloud API.',
      'Register it in WhatsApp Manager, then retry.'
    ),
    tr: words(
      'Numara Cloud API’ye kayıtlı değil.',
      'WhatsApp Yöneticisi’nde kaydedip yeniden deneyin.'
    ),
  }),
  row(133015, 'Please wait a few minutes before registering this number', {
    ...transient,
    waitSeconds: 300,
    en: words('The number was deleted a moment ago.', 'Wait five minutes, then register it.'),
    tr: words('Numara az önce silinmiş.', 'Beş dakika bekleyip kaydedin.'),
  }),
  row(133016, 'Account register deregister rate limit exceeded', {
    ...rate,
    waitSeconds: 259_200,
    en: words('The number was registered too often.', 'Wait 72 hours.'),
    tr: words('Numara çok sık kaydedildi.', '72 saat bekleyin.'),
  }),
  row(134011, 'WhatsApp Payments terms of service not accepted', {
    ...account,
    en: words(
      'The terms of WhatsApp Payments are not accepted.',
      'Accept them in WhatsApp Manager.'
    ),
    tr: words(
      'WhatsApp Payments koşulları kabul edilmemiş.',
      'WhatsApp Yöneticisi’nde kabul edin.'
    ),
  }),
  row(138000, 'Calling error', {
    ...request,
    to: 138_024,
    en: words('Meta refused a call.', detailsEn),
    tr: words('Meta bir aramayı reddetti.', detailsTr),
  }),
  row(139000, 'Flow error', {
    ...request,
    to: 139_004,
    en: words('Meta could not create or publish the flow.', detailsEn),
    tr: words('Meta akışı oluşturmayı ya da yayınlamayı reddetti.', detailsTr),
  }),
  row(139100, 'Failed to block or unblock some users', {
    ...request,
    to: 139_101,
    en: words('Some contacts could not be blocked or unblocked.', detailsEn),
    tr: words('Bazı kişiler engellenemedi ya da engeli kaldırılamadı.', detailsTr),
  }),
  row(139102, 'Block list changed meanwhile', {
    ...transient,
    to: 139_103,
    en: words('The block list was being changed.', 'Try again in a moment.'),
    tr: words('Engel listesi o sırada değişiyordu.', 'Birazdan yeniden deneyin.'),
  }),
  row(147001, 'Business username error', {
    ...request,
    to: 147_005,
    en: words('Meta refused the business user name.', detailsEn),
    tr: words('Meta işletme kullanıcı adını reddetti.', detailsTr),
  }),
  row(1752041, 'Duplicate onboarding request', {
    ...request,
    en: words('This onboarding was already requested.', 'No action needed.'),
    tr: words('Bu başvuru daha önce yapılmış.', 'Bir şey yapmanız gerekmiyor.'),
  }),
  ...[2388001, 2388012, 2388091, 2388093, 2388103, 2593079, 2593085].map((code) =>
    row(code, 'Number migration error', {
      ...request,
      en: words('Meta refused to move the number.', detailsEn),
      tr: words('Meta numaranın taşınmasını reddetti.', detailsTr),
    })
  ),
  ...[2593107, 2593108].map((code) =>
    row(code, 'Synchronization not possible', {
      ...request,
      en: words(
        'Contacts and history of the app can be synchronised once, within 24 hours.',
        detailsEn
      ),
      tr: words(
        'Uygulamanın kişileri ve geçmişi bir kez, 24 saat içinde eşitlenebilir.',
        detailsTr
      ),
    })
  ),
];
