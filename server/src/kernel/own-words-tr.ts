import { byWord } from './words';

/**
 * Turkish of the sentences that schemas have of their own, and of remedies that are written where a field is refused by hand, by
 * the English one; `#` is any number. Tests look for those that are missing.
 */
export const ownWordsTr = byWord({
  'Use the ID shown by Meta (digits only).': 'Meta’da görünen kimliği girin (yalnızca rakam).',
  'must start with http:// or https://': 'http:// ya da https:// ile başlamalı.',
  'Enter a version such as v24.0.': 'v24.0 gibi bir sürüm girin.',
  'use two capital letters, for example TR': 'İki büyük harf kullanın, örneğin TR.',
  'must be a phone number as text, {"userId": …} or {"contactId": …}':
    'Metin olarak bir telefon numarası, {"userId": …} ya da {"contactId": …} olmalı.',
  'must be a phone number id of Meta, or the id of a number in Settings › WhatsApp':
    'Meta’nın bir telefon numarası kimliği ya da Ayarlar › WhatsApp’taki bir numaranın kimliği olmalı.',
  'must be {"name": …, "language": …, "values": {…}} or {"id": …, "values": {…}}':
    '{"name": …, "language": …, "values": {…}} ya da {"id": …, "values": {…}} olmalı.',
  'must be "text" or "template"': '"text" ya da "template" olmalı.',
  'Enter at least one keyword.': 'En az bir anahtar kelime girin.',
  'Enter a pattern.': 'Bir desen girin.',
  'At most 300 characters.': 'En fazla 300 karakter kullanın.',
  'Enter the text.': 'Metni girin.',
  'Add a button.': 'En az bir düğme ekleyin.',
  'WhatsApp shows at most 3 buttons.': 'WhatsApp en fazla 3 düğme gösterir.',
  'Enter a name.': 'Bir ad girin.',
  'Use lowercase letters, digits and _, beginning with a letter.':
    'Küçük harf, rakam ve _ kullanın; ilk karakter harf olmalı.',
  'Enter a time such as 09:30.': '09:30 gibi bir saat girin.',
  'Write a profile field as custom.<key>.': 'Profil alanını custom.<anahtar> olarak yazın.',
  'Use one line of unaccented letters, digits and signs.':
    'Aksansız harf, rakam ve işaretlerden oluşan tek satır kullanın.',
  'Write a host without https:// and path, for example api.example.com, or *.example.com for all below a host of your own.':
    'https:// ve yol olmadan bir alan adı yazın, örneğin api.example.com ya da kendi alan adınızın altındakilerin tümü için *.example.com.',
  'Enter at least one host.': 'En az bir alan adı girin.',
  'Use at most 40 lowercase letters, digits and hyphens; no hyphen at the beginning.':
    'En fazla 40 küçük harf, rakam ve tire kullanın; başta tire kullanılamaz.',
  'Use letters, digits and hyphens.': 'Harf, rakam ve tire kullanın.',
  'Remove this header: the plugin sets it.': 'Bu üst bilgiyi kaldırın: eklenti kendisi ekler.',
  'The steps of a flow belong in its graph.': 'Akışın adımlarını graph alanında gönderin.',
  'Add a reply or an action.': 'Bir yanıt ya da işlem ekleyin.',
  'Publish the draft before you activate it.': 'Taslağı etkinleştirmeden önce yayınlayın.',
  'choose two campaigns or more': 'İki ya da daha çok kampanya seçin.',
  'must be a language code such as tr or en-GB': 'tr ya da en-GB gibi bir dil kodu olmalı.',
  'must be a time zone such as Europe/Istanbul': 'Europe/Istanbul gibi bir saat dilimi olmalı.',
  'must be the sentence that the contact agreed to': 'Kişinin onayladığı cümle olmalı.',
  'Choose a day that exists in the calendar.': 'Takvimde olan bir gün seçin.',
  'the buttons must differ': 'Düğmeler birbirinden farklı olmalı.',
  'Write what the customer will send.': 'Müşterinin göndereceği metni yazın.',
  'Give the link a name.': 'Bağlantıya bir ad verin.',
  'This key belongs to a built-in topic. Use another key.':
    'Bu anahtar hazır bir konuya ait. Başka bir anahtar kullanın.',
  'Use each language only once.': 'Her dili yalnızca bir kez kullanın.',
  'Write the name on one line, without braces.': 'Adı tek satırda, süslü ayraç kullanmadan yazın.',
  'Use a different key for each topic.': 'Her konu için farklı bir anahtar kullanın.',
  'Choose two different times: otherwise the whole day would be quiet.':
    'İki farklı saat seçin; yoksa bütün gün sessiz olur.',
  'Type a name.': 'Bir ad yazın.',
  'Choose two different contacts.': 'İki farklı kişi seçin.',
  'Send only one of cursor, after and around.':
    'Şunlardan yalnızca birini gönderin: cursor, after, around.',
  'Write the three letters of the currency, for example EUR.':
    'Para biriminin üç harfini yazın, örneğin EUR.',
  'Choose a purpose from the list.': 'Listeden bir amaç seçin.',
  'a field, for example phone or customer.phone': 'Bir alan, örneğin phone ya da customer.phone.',
  'Write the reason or remove the line.': 'Nedeni yazın ya da satırı kaldırın.',
  'Enter a full URL, for example https://www.example.com/autumn.':
    'Tam bir URL girin, örneğin https://www.example.com/sonbahar.',
  'Enter a full URL that starts with https:// or http://.':
    'https:// ya da http:// ile başlayan tam bir URL girin.',
  'Give the form a name.': 'Forma bir ad verin.',
  'Use 3 to 60 lowercase letters a to z, digits and single hyphens.':
    '3-60 küçük harf (a–z), rakam ve tek tire kullanın.',
  'Choose a tag.': 'Bir etiket seçin.',
  'Write the day as year-month-day, for example 2026-10-01.':
    'Günü yıl-ay-gün olarak yazın, örneğin 2026-10-01.',
  'The file is too large for a rate card. Choose Meta’s CSV file.':
    'Bu dosya, fiyat dosyası olamayacak kadar büyük. Meta’nın CSV dosyasını seçin.',
  'A shortcut begins with "/" and has no spaces, for example /greeting.':
    'Kısayol "/" ile başlar ve boşluk içermez, örneğin /selam.',
  'Write the text to insert.': 'Eklenecek metni yazın.',
  'The file is larger than 500 kB. Choose a smaller file.':
    'Dosya 500 kB’tan büyük. Daha küçük bir dosya seçin.',
  'Describe the task in a few words.': 'Görevi birkaç kelimeyle yazın.',
  'Choose a date before the year 10000.': '10000 yılından önce bir tarih seçin.',
  'Write the note first.': 'Önce notu yazın.',
  'Mention at most 20 colleagues in a note.': 'Bir notta en fazla 20 ekip arkadaşınızdan bahsedin.',
  'Give the team a name.': 'Ekibe bir ad verin.',
  'The end must be later than the beginning.': 'Bitiş, başlangıçtan sonra olmalı.',
  'Add at most four time ranges per day.': 'Günde en çok dört saat aralığı ekleyin.',
  'Two time ranges of a day overlap.': 'Aynı günün iki saat aralığı çakışıyor.',
  'The last day must not be before the first.': 'Son gün ilk günden önce olamaz.',
  'Write the message in at least one language.': 'Mesajı en az bir dilde yazın.',
  'Set business hours first.': 'Önce çalışma saatlerini belirleyin.',
  'every section needs a title': 'Her bölüme bir başlık gerekir.',
  'Write a word of lowercase letters, digits, "-", "_" and ".", for example order.':
    'Küçük harf, rakam, "-", "_" ve "." içeren bir kelime yazın, örneğin order.',
  'Write a word of letters, digits, "_" and "-", for example wa_click.':
    'Harf, rakam, "_" ve "-" içeren bir kelime yazın, örneğin wa_click.',
  'Write the beginning of the address only, for example https://www.example.com.':
    'Adresin yalnızca başını yazın, örneğin https://www.example.com.',
  'a content type, for example api::customer.customer':
    'Bir içerik türü, örneğin api::customer.customer.',
  'a field of a related entry, for example products.category.name':
    'İlişkili bir girdinin alanı, örneğin products.category.name.',
  'two columns for the same consent field: choose one':
    'Aynı izin alanı için iki sütun seçilmiş: birini seçin.',
  'a field of the content type, for example state': 'İçerik türünün bir alanı, örneğin state.',
  'Choose at least one value.': 'En az bir değer seçin.',
  'At most 50 values.': 'En fazla 50 değer seçin.',
  'At most 10 fields.': 'En fazla 10 alan seçin.',
  'Choose at least one time of the day.': 'Günün en az bir saatini seçin.',
  'At most 6 times of the day.': 'Günde en fazla 6 saat seçin.',
  'At most 100 days.': 'En fazla 100 gün seçin.',
  'A yearly trigger needs a time in days.': 'Yıllık tetikleyici için süreyi gün olarak verin.',
  'The usual hour needs a time in days.': 'Kişinin olağan saati için süreyi gün olarak verin.',
  'This trigger has no entry. Count by contact or by event.':
    'Bu tetikleyicide girdi yok. Kişi ya da olay başına sayın.',
  '4 to 64 letters, digits, _ . -': '4-64 harf, rakam, _ . - kullanın.',
  'Choose users who can read conversations.': 'Konuşmaları okuyabilen kullanıcılar seçin.',
  'Choose a team from the list.': 'Listeden bir ekip seçin.',
  'Use a known variable.': 'Bilinen bir değişken kullanın.',
  'Remove one of them.': 'Birini kaldırın.',
  'Enter 1 to 1,440 minutes.': '1 ile 1.440 dakika arasında bir değer girin.',
  'Choose at least # minutes.': 'En az # dakika seçin.',
  'Send this field only with status "closed".': 'Bu alanı yalnızca status "closed" iken gönderin.',
  'Send this field only with status "snoozed".':
    'Bu alanı yalnızca status "snoozed" iken gönderin.',
  'Send the end time in milliseconds.': 'Bitiş zamanını milisaniye olarak gönderin.',
  'Choose a time at least a minute ahead.': 'En az bir dakika sonrası için bir zaman seçin.',
  'Choose a time within a year.': 'Bir yıl içinde bir zaman seçin.',
  'choose another one': 'Başka birini seçin.',
  'Start from the first page.': 'İlk sayfadan başlayın.',
  'Reload the page.': 'Sayfayı yenileyin.',
  'Reload the page: the template changed at Meta.': 'Sayfayı yenileyin: şablon Meta’da değişti.',
  'Choose a topic of the same category from Settings › WhatsApp › Consent.':
    'Ayarlar › WhatsApp › İzinler sayfasından aynı kategoride bir konu seçin.',
  'Give at least one choice.': 'En az bir seçenek girin.',
  'There can be # fields at most.': 'En çok # alan olabilir.',
  'Choose a member of the team.': 'Ekipten birini seçin.',
  'There is no such field.': 'Böyle bir alan yok.',
  'Give a language code, for example tr or en-GB.': 'Bir dil kodu girin, örneğin tr ya da en-GB.',
  'Choose a time zone, for example Europe/Istanbul.':
    'Bir saat dilimi seçin, örneğin Europe/Istanbul.',
  'At most # characters.': 'En çok # karakter kullanın.',
  'Type a number.': 'Bir sayı girin.',
  'Type a date, for example 2025-05-31.': 'Bir tarih girin, örneğin 2025-05-31.',
  'Answer yes or no.': 'Evet ya da hayır yazın.',
  'use letters': 'Harf kullanın.',
  'write what contacts agree to, in both languages':
    'Kişilerin neye izin verdiğini iki dilde de yazın.',
  'Choose another template.': 'Başka bir şablon seçin.',
  'Choose a template of category Utility.': 'Bilgilendirme kategorisinde bir şablon seçin.',
  'Choose an approved template, and bind its variables under Templates.':
    'Onaylı bir şablon seçin ve değişkenlerini Şablonlar sayfasında bağlayın.',
  'Set a sender for the e-mail plugin of Strapi (config/plugins: email.config.settings).':
    'Strapi’nin e-posta eklentisinde bir gönderen ayarlayın (config/plugins: email.config.settings).',
  'Register the hook channels.sms of this plugin (config/plugins).':
    'Bu eklentinin channels.sms işlevini tanımlayın (config/plugins).',
  'Enter a number of days.': 'Gün sayısını girin.',
  'At least # days.': 'En az # gün girin.',
  'Use https://graph.facebook.com, or the URL that the simulator printed.':
    'https://graph.facebook.com adresini ya da simülatörün verdiği URL’yi kullanın.',
  'choose a PNG, JPEG, WebP or GIF': 'PNG, JPEG, WebP ya da GIF seçin.',
  'use a smaller image; a height of 192 pixels is enough':
    'Daha küçük bir görsel kullanın; 192 piksel yükseklik yeterli.',
  'Choose one of your numbers.': 'Numaralarınızdan birini seçin.',
  'Send the ID as a positive whole number.': 'Kimliği pozitif bir tam sayı olarak gönderin.',
  'Choose the trigger again.': 'Tetikleyiciyi yeniden seçin.',
  'Choose another name for the click parameter.': 'Tıklama parametresi için başka bir ad seçin.',
});
