import { words, type ErrorRow } from './error-row';

const row = (code: number, title: string, rest: Omit<ErrorRow, 'code' | 'title'>): ErrorRow => ({
  code,
  title,
  ...rest,
});
const request = { class: 'request', retryHelps: false } as const;
const transient = { class: 'transient', retryHelps: true } as const;
const account = { class: 'account', retryHelps: true } as const;
const DAY = 86_400;
const soonEn = 'Try again in a few minutes.';
const soonTr = 'Birkaç dakika sonra yeniden deneyin.';
const bugEn =
  'Correct the message and send it again. If this plugin created the message, report the error.';
const bugTr = 'Mesajı düzeltip yeniden gönderin. Mesajı bu eklenti oluşturduysa hatayı bildirin.';

/** Refusals for who is written to, how often, or with what. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes (read 2025-12-12) */
export const deliveryRows: readonly ErrorRow[] = [
  row(130429, 'Rate limit hit', {
    class: 'rate',
    scope: 'number',
    retryHelps: true,
    en: words('The number sent faster than Meta allows.', 'Sending slows down and continues.'),
    tr: words(
      'Bu numara, Meta’nın izin verdiğinden hızlı gönderim yaptı.',
      'Gönderim yavaşlayarak devam ediyor.'
    ),
  }),
  row(130472, "User's number is part of an experiment", {
    class: 'recipient-cooldown',
    retryHelps: false,
    waitSeconds: DAY,
    en: words(
      'Meta is running an experiment and holds back marketing messages to this contact.',
      'Do not send again. You can reply when the contact writes to you.'
    ),
    tr: words(
      'Meta, bir deney nedeniyle bu kişiye pazarlama mesajı teslim etmiyor.',
      'Yeniden göndermeyin; kişi size yazarsa yanıtlayabilirsiniz.'
    ),
  }),
  row(130497, 'Business account is restricted from messaging users in this country', {
    class: 'recipient-permanent',
    retryHelps: false,
    en: words(
      'Your business may not message contacts in this country.',
      'Check Meta’s rules for your industry, and exclude this country.'
    ),
    tr: words(
      'İşletmeniz bu ülkedeki kişilere mesaj gönderemez.',
      'Meta’nın sektörünüzle ilgili kurallarını kontrol edin ve bu ülkeyi hariç tutun.'
    ),
  }),
  row(131000, 'Something went wrong', {
    ...transient,
    en: words('Meta reported an unknown error.', soonEn),
    tr: words('Meta’da bilinmeyen bir hata oluştu.', soonTr),
  }),
  row(131005, 'Access denied', {
    class: 'auth',
    retryHelps: true,
    en: words(
      'A permission is missing or was removed.',
      'Give the system user both WhatsApp permissions and save a new token.'
    ),
    tr: words(
      'Bir izin eksik ya da kaldırılmış.',
      'Sistem kullanıcısına iki WhatsApp iznini de verip yeni erişim anahtarını (token) kaydedin.'
    ),
  }),
  row(131008, 'Required parameter is missing', {
    ...request,
    en: words('A required part of the message is missing.', bugEn),
    tr: words('Mesajın zorunlu bir parçası eksik.', bugTr),
  }),
  row(131009, 'Parameter value is not valid', {
    ...request,
    en: words('Meta refused a value in the message.', bugEn),
    tr: words('Meta mesajdaki bir değeri reddetti.', bugTr),
  }),
  row(131016, 'Service unavailable', {
    ...transient,
    en: words('WhatsApp is temporarily unavailable.', soonEn),
    tr: words('WhatsApp şu anda kullanılamıyor.', soonTr),
  }),
  row(131020, 'Bad group', {
    ...request,
    en: words('The group has only one member.', 'Invite more members to the group first.'),
    tr: words('Grupta yalnızca bir üye var.', 'Önce gruba başka üyeler davet edin.'),
  }),
  row(131021, 'Recipient cannot be sender', {
    class: 'recipient-permanent',
    retryHelps: false,
    en: words('A number cannot message itself.', 'Choose another recipient.'),
    tr: words('Bir numara kendisine mesaj gönderemez.', 'Başka bir alıcı seçin.'),
  }),
  row(131026, 'Message undeliverable', {
    class: 'recipient-cooldown',
    retryHelps: true,
    waitSeconds: DAY,
    en: words(
      'WhatsApp could not deliver to this contact: the number has no WhatsApp, the app is outdated, its terms are not accepted, or the contact blocked you.',
      'Check the number, or use another channel.'
    ),
    tr: words(
      'WhatsApp mesajı bu kişiye teslim edemedi: numarada WhatsApp yok, uygulama güncel değil, koşullar kabul edilmemiş ya da kişi sizi engellemiş.',
      'Numarayı kontrol edin ya da başka bir kanal kullanın.'
    ),
  }),
  row(131030, 'Recipient phone number not in allowed list', {
    ...request,
    retryHelps: true,
    en: words(
      'Meta’s test number can message only five numbers that you choose.',
      'Add the recipient in the app dashboard, or use your own number.'
    ),
    tr: words(
      'Meta’nın test numarası yalnızca seçtiğiniz beş numaraya mesaj gönderebilir.',
      'Alıcıyı uygulama panelinde ekleyin ya da kendi numaranızı kullanın.'
    ),
  }),
  row(131047, 'Re-engagement message', {
    ...request,
    en: words(
      'The reply window is closed: the customer last wrote more than 24 hours ago.',
      'Send an approved template. You can write freely again once the customer replies.'
    ),
    tr: words(
      'Yanıt süresi doldu: müşterinin son mesajının üzerinden 24 saatten fazla geçti.',
      'Onaylı bir şablon gönderin. Müşteri yanıtlayınca yeniden serbestçe yazabilirsiniz.'
    ),
  }),
  row(131048, 'Spam rate limit hit', {
    class: 'account',
    retryHelps: true,
    waitSeconds: DAY,
    en: words(
      'Meta limited this number because too many customers blocked or reported its messages.',
      'Pause campaigns until tomorrow, check the quality rating of the number, and message only contacts who opted in.'
    ),
    tr: words(
      'Çok sayıda müşteri mesajlarını engellediği ya da şikâyet ettiği için Meta bu numarayı sınırladı.',
      'Kampanyaları yarına kadar duraklatın, numaranın kalite derecesini kontrol edin ve yalnızca izin verenlere mesaj gönderin.'
    ),
  }),
  row(131049, 'This message was not delivered to maintain healthy ecosystem engagement', {
    class: 'recipient-cooldown',
    retryHelps: false,
    waitSeconds: DAY,
    en: words(
      'Meta did not deliver the message: this contact has reached Meta’s limit for marketing messages.',
      'Wait at least 24 hours. Sending again sooner makes delivery less likely.'
    ),
    tr: words(
      'Meta mesajı teslim etmedi: bu kişi, Meta’nın pazarlama mesajı sınırına ulaştı.',
      'En az 24 saat bekleyin. Daha erken göndermek teslim olasılığını düşürür.'
    ),
  }),
  row(131050, 'User has stopped marketing messages', {
    class: 'recipient-permanent',
    retryHelps: false,
    en: words(
      'The contact stopped your marketing messages in WhatsApp.',
      'Send marketing again only after the contact resumes it.'
    ),
    tr: words(
      'Kişi WhatsApp’ta pazarlama mesajlarınızı durdurmuş.',
      'Kişi yeniden izin verene kadar pazarlama mesajı göndermeyin.'
    ),
  }),
  row(131051, 'Unsupported message type', {
    ...request,
    en: words(
      'WhatsApp does not support this message type.',
      'Send the content as another message type.'
    ),
    tr: words('WhatsApp bu tür mesajı desteklemiyor.', 'İçeriği başka bir mesaj türüyle gönderin.'),
  }),
  row(131052, 'Media download error', {
    ...request,
    retryHelps: true,
    en: words(
      'The file could not be fetched.',
      'Check its link and size (at most 100 MB), then send it again.'
    ),
    tr: words(
      'Dosya indirilemedi.',
      'Bağlantısını ve boyutunu (en fazla 100 MB) kontrol edip yeniden gönderin.'
    ),
  }),
  row(131053, 'Media upload error', {
    ...request,
    en: words(
      'WhatsApp rejected the type, content or size of the file.',
      'Use a file type that WhatsApp accepts, within its size limit.'
    ),
    tr: words(
      'WhatsApp dosyayı reddetti: türü, içeriği ya da boyutu uygun değil.',
      'WhatsApp’ın kabul ettiği türde ve boyut sınırı içinde bir dosya kullanın.'
    ),
  }),
  row(131055, 'Method not allowed', {
    ...request,
    en: words('Only marketing templates can be sent this way.', 'Send it as a regular message.'),
    tr: words(
      'Bu yolla yalnızca pazarlama şablonları gönderilebilir.',
      'Normal mesaj olarak gönderin.'
    ),
  }),
  row(131056, 'Pair rate limit hit', {
    class: 'rate',
    scope: 'pair',
    retryHelps: true,
    waitSeconds: 6,
    en: words(
      'Too many messages to this contact in a short time.',
      'Wait a moment. Other contacts are not affected.'
    ),
    tr: words(
      'Bu kişiye kısa sürede çok fazla mesaj gönderildi.',
      'Biraz bekleyin. Diğer kişiler etkilenmez.'
    ),
  }),
  row(131060, 'This message is unavailable', {
    ...request,
    en: words('The content is only in the WhatsApp Business app.', 'Open it there.'),
    tr: words('İçerik yalnızca WhatsApp Business uygulamasında.', 'Orada açın.'),
  }),
  row(131062, 'Business-scoped user ID recipients are not supported for this message', {
    ...request,
    en: words(
      'Authentication templates need a phone number, and this contact has only a username.',
      'Ask the contact for the number.'
    ),
    tr: words(
      'Doğrulama şablonları için telefon numarası gerekir; bu kişinin yalnızca kullanıcı adı var.',
      'Kişiden numarasını isteyin.'
    ),
  }),
  row(131041, 'Group unknown', {
    ...request,
    en: words('Meta does not know this group.', 'Choose another group.'),
    tr: words('Meta bu grubu tanımıyor.', 'Başka bir grup seçin.'),
  }),
  { ...groupRow(131201, 131206), title: 'Group error' },
  {
    ...groupRow(131207),
    class: 'account',
    title: 'Group suspended',
    en: words('Meta suspended the group.', 'Ask Meta for a review.'),
    tr: words('Meta grubu askıya aldı.', 'Meta’dan inceleme isteyin.'),
  },
  {
    ...groupRow(131208),
    class: 'rate',
    scope: 'number',
    retryHelps: true,
    title: 'Group rate limit hit',
    en: words('Too many group calls in a short time.', soonEn),
    tr: words('Kısa sürede çok fazla grup çağrısı yapıldı.', soonTr),
  },
  groupRow(131209, 131215),
  row(135000, 'Generic user error', {
    ...request,
    en: words('Meta refused the message without a clear reason.', bugEn),
    tr: words('Meta mesajı açık bir neden vermeden reddetti.', bugTr),
  }),
  row(137000, 'Identity key hash mismatch', {
    ...request,
    en: words(
      'The contact has a new phone or number, so the identity must be confirmed again.',
      'Check that the number still belongs to the same contact.'
    ),
    tr: words(
      'Kişinin telefonu ya da numarası değişmiş; kimliğinin yeniden doğrulanması gerekiyor.',
      'Numaranın hâlâ aynı kişiye ait olduğunu kontrol edin.'
    ),
  }),
  row(131057, 'Account in maintenance mode', {
    ...transient,
    waitSeconds: 60,
    en: words(
      'Meta is upgrading the number. This takes about a minute.',
      'Sending continues afterwards.'
    ),
    tr: words(
      'Meta numarayı yükseltiyor. Yaklaşık bir dakika sürer.',
      'Bitince gönderim devam eder.'
    ),
  }),
  row(2494100, 'Phone number in maintenance mode', {
    ...transient,
    waitSeconds: 60,
    en: words(
      'Meta is updating the number. This takes a few minutes.',
      'Sending continues afterwards.'
    ),
    tr: words('Meta numarayı güncelliyor. Birkaç dakika sürer.', 'Bitince gönderim devam eder.'),
  }),
  row(131031, 'Account has been locked', {
    ...account,
    retryHelps: false,
    en: words(
      'Meta locked the account for breaking its rules, or the PIN was wrong.',
      'Open Account quality in WhatsApp Manager and ask for a review.'
    ),
    tr: words(
      'Meta hesabı kural ihlali ya da yanlış PIN nedeniyle kilitledi.',
      'WhatsApp Yöneticisi’nde Hesap kalitesi sayfasını açıp inceleme isteyin.'
    ),
  }),
];

function groupRow(code: number, to?: number): ErrorRow {
  return row(code, 'Groups error', {
    ...request,
    ...(to === undefined ? {} : { to }),
    en: words(
      'Meta refused a group call.',
      'See the details; groups are not part of this plugin yet.'
    ),
    tr: words(
      'Meta bir grup çağrısını reddetti.',
      'Ayrıntılara bakın; gruplar henüz bu eklentide yok.'
    ),
  });
}
