import { words, type ErrorRow } from './error-row';

const row = (code: number, title: string, rest: Omit<ErrorRow, 'code' | 'title'>): ErrorRow => ({
  code,
  title,
  ...rest,
});
const request = { class: 'request', retryHelps: false } as const;
const template = { class: 'template', retryHelps: false } as const;
const fixEn = 'Correct the template and submit it again.';
const fixTr = 'Şablonu düzeltip yeniden gönderin.';
const syncEn = 'Synchronise the templates, check the values and send it again.';
const syncTr = 'Şablonları eşitleyin, değerleri kontrol edip yeniden gönderin.';

/** Refusals for templates: at sending, and (2388…) at making them. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (read 2025-12-12) */
export const templateRows: readonly ErrorRow[] = [
  row(131061, 'Template has a maximum price', {
    ...template,
    en: words(
      'Somebody set a maximum price in WhatsApp Manager. The template can then go by the Marketing Messages API only.',
      'Synchronise the templates and send it again.'
    ),
    tr: words(
      'WhatsApp Manager’da azami fiyat belirlenmiş. Şablon artık yalnızca Marketing Messages API ile gönderilebilir.',
      'Şablonları eşitleyip yeniden gönderin.'
    ),
  }),
  row(131063, 'Marketing templates are disabled on Cloud API', {
    ...template,
    en: words(
      'The account is set to send marketing by the Marketing Messages API only.',
      'Change this setting in WhatsApp Manager.'
    ),
    tr: words(
      'Hesap, pazarlamayı yalnız Marketing Messages API ile gönderecek biçimde ayarlı.',
      'Bu ayarı WhatsApp Yöneticisinde değiştirin.'
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
      'Meta has no approved template of this name in this language.',
      'Synchronise the templates and choose an approved one.'
    ),
    tr: words(
      'Meta’da bu dilde bu adla onaylı bir şablon yok.',
      'Şablonları eşitleyip onaylı bir şablon seçin.'
    ),
  }),
  row(132005, 'Template hydrated text too long', {
    ...request,
    en: words('With its values the text becomes too long.', 'Use shorter values.'),
    tr: words('Metin, değerleriyle birlikte çok uzun oluyor.', 'Daha kısa değerler kullanın.'),
  }),
  row(132007, 'Template format character policy violated', {
    ...template,
    en: words('The template’s content breaks a rule of WhatsApp.', fixEn),
    tr: words('Şablonun içeriği bir WhatsApp kuralına aykırı.', fixTr),
  }),
  ...[132008, 132012].map((code) =>
    row(code, 'Template parameter format mismatch', {
      ...request,
      en: words('A value has the wrong form for the template.', syncEn),
      tr: words('Bir değerin biçimi şablona uymuyor.', syncTr),
    })
  ),
  row(132015, 'Template is paused', {
    ...template,
    retryHelps: true,
    en: words(
      'Meta paused the template because people did not like it.',
      'Wait until Meta resumes it, or use another template.'
    ),
    tr: words(
      'İnsanlar beğenmediği için Meta şablonu duraklattı.',
      'Meta sürdürene dek bekleyin ya da başka şablon kullanın.'
    ),
  }),
  row(132016, 'Template is disabled', {
    ...template,
    en: words('Meta disabled the template for good.', 'Make a new template with other content.'),
    tr: words('Meta şablonu kalıcı olarak kapattı.', 'Başka içerikle yeni bir şablon oluşturun.'),
  }),
  row(132018, 'Template parameters are not valid', {
    ...request,
    en: words('A value of the template is not allowed.', syncEn),
    tr: words('Şablonun bir değerine izin verilmiyor.', syncTr),
  }),
  row(132068, 'Flow is blocked', {
    ...template,
    en: words('The flow in this template is blocked.', 'Correct the flow at Meta.'),
    tr: words('Bu şablondaki akış engellenmiş.', 'Akışı Meta’da düzeltin.'),
  }),
  row(132069, 'Flow is throttled', {
    class: 'rate',
    scope: 'flow',
    retryHelps: true,
    waitSeconds: 3600,
    en: words(
      'The flow may go to ten people an hour for now.',
      'Correct the flow’s errors at Meta; wait an hour.'
    ),
    tr: words(
      'Akış şimdilik saatte on kişiye gidebilir.',
      'Akışın hatalarını Meta’da giderin; bir saat bekleyin.'
    ),
  }),
  row(134100, 'Only marketing messages are supported', {
    ...request,
    en: words('Only marketing templates may go this way.', 'Send it as an ordinary message.'),
    tr: words('Bu yoldan yalnız pazarlama şablonları gidebilir.', 'Olağan mesaj olarak gönderin.'),
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
    en: words('The template may not be used this way.', 'Choose another template.'),
    tr: words('Şablon bu biçimde kullanılamaz.', 'Başka bir şablon seçin.'),
  }),
  row(141002, 'Template cannot be sent', {
    ...template,
    en: words('Meta says that this template cannot be sent.', 'Open it in WhatsApp Manager.'),
    tr: words('Meta bu şablonun gönderilemeyeceğini söylüyor.', 'WhatsApp Yöneticisinde açın.'),
  }),
  row(200005, 'Template insights are not available', {
    ...request,
    to: 200_007,
    en: words('Template insights are not switched on.', 'Switch them on in WhatsApp Manager.'),
    tr: words('Şablon istatistikleri açık değil.', 'WhatsApp Yöneticisinde açın.'),
  }),
  row(2388019, 'Message template limit reached', {
    ...template,
    en: words(
      'The account holds as many templates as Meta allows.',
      'Delete some, or verify the business to have more.'
    ),
    tr: words(
      'Hesapta Meta’nın izin verdiği kadar şablon var.',
      'Bazılarını silin ya da daha fazlası için işletmeyi doğrulayın.'
    ),
  }),
  row(2388023, 'Template is being deleted', {
    ...request,
    retryHelps: true,
    en: words(
      'A template of this name and language is being deleted.',
      'Take another name, or wait 30 days.'
    ),
    tr: words('Bu ad ve dilde bir şablon siliniyor.', 'Başka bir ad seçin ya da 30 gün bekleyin.'),
  }),
  row(2388024, 'Template already exists', {
    ...request,
    en: words('A template of this name and language exists.', 'Take another name.'),
    tr: words('Bu ad ve dilde bir şablon var.', 'Başka bir ad seçin.'),
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
    en: words('The body of the template is not allowed.', fixEn),
    tr: words('Şablonun gövdesine izin verilmiyor.', fixTr),
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
      'Daha çok sözcük ya da daha az değişken kullanın.'
    ),
  }),
  row(2388299, 'Variable at the start or end', {
    ...request,
    en: words('The text may not begin or end with a variable.', 'Put words before and after it.'),
    tr: words(
      'Metin bir değişkenle başlayamaz ya da bitemez.',
      'Öncesine ve sonrasına sözcük koyun.'
    ),
  }),
];
