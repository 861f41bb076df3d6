import { words, type ErrorRow } from './error-row';

const row = (code: number, title: string, rest: Omit<ErrorRow, 'code' | 'title'>): ErrorRow => ({
  code,
  title,
  ...rest,
});
const request = { class: 'request', retryHelps: false } as const;
const template = { class: 'template', retryHelps: false } as const;
const fixEn = 'Fix the template and submit it again.';
const fixTr = 'Şablonu düzeltip yeniden gönderin.';
const syncEn = 'Sync the templates, check the values and send the message again.';
const syncTr = 'Şablonları eşitleyin, değerleri kontrol edip yeniden gönderin.';

/** Refusals for templates: at sending, and (2388…) at making them. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (read 2025-12-12) */
export const templateRows: readonly ErrorRow[] = [
  row(131061, 'Template has a maximum price', {
    ...template,
    en: words(
      'The template has a maximum price in WhatsApp Manager, so it can be sent only through the Marketing Messages API.',
      'We sync the templates after this error. Send the message again after a minute.'
    ),
    tr: words(
      'Şablona WhatsApp Yöneticisi’nde azami fiyat verilmiş. Artık yalnızca Marketing Messages API ile gönderilebilir.',
      'Bu hatadan sonra şablonları eşitliyoruz. Mesajı bir dakika sonra yeniden gönderin.'
    ),
  }),
  row(131063, 'Marketing templates are disabled on Cloud API', {
    ...template,
    en: words(
      'The account is set to send marketing only through the Marketing Messages API.',
      'Change this setting in WhatsApp Manager.'
    ),
    tr: words(
      'Hesap, pazarlama mesajlarını yalnızca Marketing Messages API ile gönderecek şekilde ayarlı.',
      'Bu ayarı WhatsApp Yöneticisi’nde değiştirin.'
    ),
  }),
  row(132000, 'Template param count mismatch', {
    ...request,
    en: words('The number of values does not match the template.', syncEn),
    tr: words('Değerlerin sayısı şablonla uyuşmuyor.', syncTr),
  }),
  row(132001, 'Template does not exist', {
    ...template,
    en: words(
      'Meta has no approved template with this name in this language.',
      'Sync the templates and choose an approved one.'
    ),
    tr: words(
      'Meta’da bu dilde bu adla onaylı bir şablon yok.',
      'Şablonları eşitleyip onaylı bir şablon seçin.'
    ),
  }),
  row(132005, 'Template hydrated text too long', {
    ...request,
    en: words('The text is too long with these values.', 'Use shorter values.'),
    tr: words('Metin bu değerlerle çok uzun.', 'Daha kısa değerler kullanın.'),
  }),
  row(132007, 'Template format character policy violated', {
    ...template,
    en: words('The template’s content breaks a rule of WhatsApp.', fixEn),
    tr: words('Şablonun içeriği bir WhatsApp kuralına aykırı.', fixTr),
  }),
  ...[132008, 132012].map((code) =>
    row(code, 'Template parameter format mismatch', {
      ...request,
      en: words('The format of a value does not fit the template.', syncEn),
      tr: words('Bir değerin biçimi şablona uymuyor.', syncTr),
    })
  ),
  row(132015, 'Template is paused', {
    ...template,
    retryHelps: true,
    en: words(
      'Meta paused the template because of low quality.',
      'Wait until Meta reactivates it, or choose another template.'
    ),
    tr: words(
      'Meta, şablonu düşük kalite nedeniyle duraklattı.',
      'Meta yeniden etkinleştirene kadar bekleyin ya da başka bir şablon seçin.'
    ),
  }),
  row(132016, 'Template is disabled', {
    ...template,
    en: words(
      'Meta disabled the template permanently.',
      'Create a new template with other content.'
    ),
    tr: words(
      'Meta, şablonu kalıcı olarak devre dışı bıraktı.',
      'Başka içerikle yeni bir şablon oluşturun.'
    ),
  }),
  row(132018, 'Template parameters are not valid', {
    ...request,
    en: words('A value of the template is not allowed.', syncEn),
    tr: words('Şablondaki bir değere izin verilmiyor.', syncTr),
  }),
  row(132068, 'Flow is blocked', {
    ...template,
    en: words('The flow in this template is blocked.', 'Fix the flow at Meta.'),
    tr: words('Bu şablondaki akış engellenmiş.', 'Akışı Meta’da düzeltin.'),
  }),
  row(132069, 'Flow is throttled', {
    class: 'rate',
    scope: 'flow',
    retryHelps: true,
    waitSeconds: 3600,
    en: words(
      'The flow can be sent to only ten people per hour for now.',
      'Fix the flow’s errors at Meta, then wait an hour.'
    ),
    tr: words(
      'Akış şimdilik saatte yalnızca on kişiye gönderilebilir.',
      'Akışın hatalarını Meta’da giderip bir saat bekleyin.'
    ),
  }),
  row(134100, 'Only marketing messages are supported', {
    ...request,
    en: words('Only marketing templates can be sent this way.', 'Send it as a regular message.'),
    tr: words(
      'Bu yolla yalnızca pazarlama şablonları gönderilebilir.',
      'Normal mesaj olarak gönderin.'
    ),
  }),
  row(134101, 'Template is still being synchronised', {
    class: 'transient',
    retryHelps: true,
    waitSeconds: 600,
    en: words('Meta is still preparing the template.', 'Wait ten minutes.'),
    tr: words('Meta şablonu hâlâ hazırlıyor.', 'On dakika bekleyin.'),
  }),
  row(134102, 'Template unavailable for use', {
    ...template,
    en: words('The template cannot be used this way.', 'Choose another template.'),
    tr: words('Şablon bu şekilde kullanılamaz.', 'Başka bir şablon seçin.'),
  }),
  row(141002, 'Template cannot be sent', {
    ...template,
    en: words(
      'Meta says that this template cannot be sent.',
      'Open the template in WhatsApp Manager.'
    ),
    tr: words(
      'Meta bu şablonun gönderilemeyeceğini söylüyor.',
      'Şablonu WhatsApp Yöneticisi’nde açın.'
    ),
  }),
  row(200005, 'Template insights are not available', {
    ...request,
    to: 200_007,
    en: words('Template insights are off.', 'Turn them on in WhatsApp Manager.'),
    tr: words('Şablon istatistikleri kapalı.', 'İstatistikleri WhatsApp Yöneticisi’nde açın.'),
  }),
  row(2388019, 'Message template limit reached', {
    ...template,
    en: words(
      'The account has reached Meta’s template limit.',
      'Delete some templates, or verify the business for a higher limit.'
    ),
    tr: words(
      'Hesap, Meta’nın şablon sınırına ulaştı.',
      'Bazı şablonları silin ya da sınırı yükseltmek için işletmeyi doğrulayın.'
    ),
  }),
  row(2388023, 'Template is being deleted', {
    ...request,
    retryHelps: true,
    en: words(
      'A template with this name and language is being deleted.',
      'Choose another name, or wait 30 days.'
    ),
    tr: words('Bu ad ve dildeki şablon siliniyor.', 'Başka bir ad seçin ya da 30 gün bekleyin.'),
  }),
  row(2388024, 'Template already exists', {
    ...request,
    en: words('A template with this name and language already exists.', 'Choose another name.'),
    tr: words('Bu ad ve dilde bir şablon zaten var.', 'Başka bir ad seçin.'),
  }),
  row(2388040, 'Character limit exceeded', {
    ...request,
    en: words('A field of the template is too long.', fixEn),
    tr: words('Şablonun bir alanı çok uzun.', fixTr),
  }),
  row(2388047, 'Header format is incorrect', {
    ...request,
    en: words('The header of the template is not allowed.', fixEn),
    tr: words('Şablonun üst bilgisine izin verilmiyor.', fixTr),
  }),
  row(2388072, 'Body format is incorrect', {
    ...request,
    en: words('The text of the template is not allowed.', fixEn),
    tr: words('Şablonun metnine izin verilmiyor.', fixTr),
  }),
  row(2388073, 'Footer format is incorrect', {
    ...request,
    en: words('The footer of the template is not allowed.', fixEn),
    tr: words('Şablonun alt bilgisine izin verilmiyor.', fixTr),
  }),
  row(2388293, 'Too many variables for the length', {
    ...request,
    en: words(
      'The text is too short for its number of variables.',
      'Use more words or fewer variables.'
    ),
    tr: words(
      'Metin, değişken sayısına göre çok kısa.',
      'Daha çok kelime ya da daha az değişken kullanın.'
    ),
  }),
  row(2388299, 'Variable at the start or end', {
    ...request,
    en: words('The text cannot start or end with a variable.', 'Add words before and after it.'),
    tr: words('Metin değişkenle başlayamaz ve bitemez.', 'Önüne ve arkasına kelime ekleyin.'),
  }),
];
