type Words = { en: string; tr: string };

/** What is wrong and what to do about it, by code. `{limit}` and the like are filled in. */
export const ruleWords = {
  'name.empty': {
    en: 'Give the template a name.',
    tr: 'Şablona bir ad verin.',
  },
  'name.chars': {
    en: 'Use only lowercase letters a–z, digits and _, for example "{suggestion}".',
    tr: 'Yalnızca küçük harf a–z, rakam ve _ kullanın, örneğin "{suggestion}".',
  },
  'name.long': {
    en: 'The name has {length} characters. Use at most {limit}.',
    tr: 'Ad {length} karakter. En fazla {limit} karakter kullanın.',
  },
  'name.taken': {
    en: 'A template with this name already exists in this language. Choose another name or language.',
    tr: 'Bu dilde bu adla bir şablon zaten var. Başka bir ad ya da dil seçin.',
  },
  'name.blocked': {
    en: 'A template with this name was deleted, so WhatsApp blocks the name for 30 days. Choose another name.',
    tr: 'Bu adla bir şablon silindiği için WhatsApp adı 30 gün engeller. Başka bir ad seçin.',
  },
  'language.unknown': {
    en: 'Choose a language that WhatsApp supports.',
    tr: 'WhatsApp’ın desteklediği bir dil seçin.',
  },
  'category.fixed': {
    en: 'The category of an approved template cannot be changed. To use another category, copy the template.',
    tr: 'Onaylı bir şablonun kategorisi değiştirilemez. Başka bir kategori için şablonu kopyalayın.',
  },
  'category.refused': {
    en: 'WhatsApp does not accept this category for this text. Choose another category.',
    tr: 'WhatsApp bu metin için bu kategoriyi kabul etmiyor. Başka bir kategori seçin.',
  },
  'text.empty': { en: 'Enter a text.', tr: 'Bir metin girin.' },
  'text.long': {
    en: '{length} characters. Shorten the text to {limit}.',
    tr: '{length} karakter. Metni {limit} karaktere kısaltın.',
  },
  'header.formatting': {
    en: 'A header is one line without formatting. Remove * _ ~ ` and line breaks.',
    tr: 'Üst bilgi, biçimlendirme olmadan tek satırdır. * _ ~ ` işaretlerini ve satır sonlarını çıkarın.',
  },
  'header.variables': {
    en: 'A header can have one variable. Move the others to the text.',
    tr: 'Üst bilgide tek değişken olabilir. Diğerlerini metne taşıyın.',
  },
  'header.refused': {
    en: 'WhatsApp does not accept this header. Change the header, then submit the template again.',
    tr: 'WhatsApp bu üst bilgiyi kabul etmiyor. Üst bilgiyi değiştirip şablonu yeniden onaya gönderin.',
  },
  'file.missing': {
    en: 'Choose an example file from the media library. WhatsApp reviews it with the template.',
    tr: 'Ortam kütüphanesinden örnek bir dosya seçin. WhatsApp onu şablonla birlikte inceler.',
  },
  'file.type': {
    en: 'This file is of type {type}. Choose one of type {allowed}.',
    tr: 'Bu dosyanın türü {type}. {allowed} türünde bir dosya seçin.',
  },
  'file.size': {
    en: 'The file is {size} MB. Choose one of up to {limit} MB.',
    tr: 'Dosya {size} MB. En fazla {limit} MB büyüklüğünde bir dosya seçin.',
  },
  'media-missing': {
    en: 'This file is no longer in the media library. Choose another file.',
    tr: 'Bu dosya artık ortam kütüphanesinde yok. Başka bir dosya seçin.',
  },
  'variable.braces': {
    en: 'A variable needs two braces on each side: {example}.',
    tr: 'Değişkenin iki yanında ikişer süslü ayraç olmalı: {example}.',
  },
  'variable.numbered': {
    en: '"{name}" is not a number. Use {one}, {two} and so on, or switch to named variables.',
    tr: '"{name}" bir sayı değil. Değişkenleri {one}, {two} biçiminde yazın ya da adlı değişkenlere geçin.',
  },
  'variable.named': {
    en: '"{name}" is not a valid name. Start with a lowercase letter and use a–z, digits and _, or switch to numbered variables.',
    tr: '"{name}" geçerli bir ad değil. Küçük harfle başlayıp a–z, rakam ve _ kullanın ya da numaralı değişkenlere geçin.',
  },
  'variable.gap': {
    en: 'Number variables from 1 without gaps. {name} is missing.',
    tr: 'Değişkenleri 1’den başlayıp atlamadan numaralayın. {name} eksik.',
  },
  'body.edge': {
    en: 'The text cannot start or end with a variable. Add words before and after it.',
    tr: 'Metin değişkenle başlayamaz ve bitemez. Önüne ve arkasına kelime ekleyin.',
  },
  'body.adjacent': {
    en: 'Two variables are next to each other. Add words between them.',
    tr: 'İki değişken yan yana. Aralarına kelime ekleyin.',
  },
  'body.density': {
    en: 'Too many variables for {words} words. Use at least {limit} words, or fewer variables.',
    tr: '{words} kelime için çok fazla değişken var. En az {limit} kelime yazın ya da değişkenleri azaltın.',
  },
  'body.spacing': {
    en: 'Use at most one empty line and four spaces in a row, and no tabs.',
    tr: 'En çok bir boş satır ve art arda dört boşluk kullanın; sekme kullanmayın.',
  },
  'body.refused': {
    en: 'WhatsApp does not accept this text. Change the text, then submit the template again.',
    tr: 'WhatsApp bu metni kabul etmiyor. Metni değiştirip şablonu yeniden onaya gönderin.',
  },
  'footer.variables': {
    en: 'A footer cannot have variables. Remove them.',
    tr: 'Alt bilgide değişken olamaz. Değişkenleri çıkarın.',
  },
  'footer.refused': {
    en: 'WhatsApp does not accept this footer. Change the footer, then submit the template again.',
    tr: 'WhatsApp bu alt bilgiyi kabul etmiyor. Alt bilgiyi değiştirip şablonu yeniden onaya gönderin.',
  },
  'example.missing': {
    en: 'Enter an example for {name} for WhatsApp’s review. Do not use real customer data.',
    tr: 'WhatsApp’ın incelemesi için bir {name} örneği girin. Gerçek müşteri verisi kullanmayın.',
  },
  'example.text': {
    en: 'Write the example on one line, without tabs or variables.',
    tr: 'Örneği tek satırda, sekme ve değişken kullanmadan yazın.',
  },
  'buttons.many': {
    en: '{count} buttons. Use at most {limit}.',
    tr: '{count} düğme var. En fazla {limit} düğme kullanın.',
  },
  'buttons.kind': {
    en: 'Use at most {limit} of this button type.',
    tr: 'Bu türden en fazla {limit} düğme kullanın.',
  },
  'buttons.order': {
    en: 'Keep quick replies together. Move this one next to the others.',
    tr: 'Hızlı yanıtlar bir arada olmalı. Bunu diğerlerinin yanına taşıyın.',
  },
  'buttons.double': {
    en: 'Another button has the same text. Use a different text.',
    tr: 'Başka bir düğmede aynı metin var. Farklı bir metin yazın.',
  },
  'buttons.refused': {
    en: 'WhatsApp does not accept the buttons. Change the buttons, then submit the template again.',
    tr: 'WhatsApp düğmeleri kabul etmiyor. Düğmeleri değiştirip şablonu yeniden onaya gönderin.',
  },
  'button.text': {
    en: 'Write the button text on one line, without variables.',
    tr: 'Düğme metnini tek satırda, değişken kullanmadan yazın.',
  },
  'url.form': {
    en: 'Enter a full URL that starts with https://.',
    tr: 'https:// ile başlayan tam bir adres girin.',
  },
  'url.variable': {
    en: 'A URL can have one variable, {one}, at the very end.',
    tr: 'Adreste yalnızca bir değişken olabilir: en sonda {one}.',
  },
  'url.example': {
    en: 'Enter an example of the full URL, or of the part that replaces {one}.',
    tr: 'Tam adresin ya da {one} yerine gelecek metnin bir örneğini girin.',
  },
  'phone.form': {
    en: 'Enter the number with + and country code, for example +90 532 111 00 01.',
    tr: 'Numarayı + ve ülke koduyla girin, örneğin +90 532 111 00 01.',
  },
  'coupon.form': {
    en: 'Use 1 to {limit} letters and digits.',
    tr: 'En fazla {limit} harf ve rakam girin.',
  },
  'code.minutes': {
    en: 'Enter {min} to {max} minutes.',
    tr: '{min}–{max} dakika girin.',
  },
  'edits.day': {
    en: 'WhatsApp allows one edit of an approved template every 24 hours. Submit this edit later.',
    tr: 'WhatsApp, onaylı bir şablonu 24 saatte bir kez düzenlemenize izin verir. Bu düzenlemeyi daha sonra onaya gönderin.',
  },
  'edits.month': {
    en: 'WhatsApp allows ten edits of an approved template every 30 days. Submit this edit later.',
    tr: 'WhatsApp, onaylı bir şablonu 30 günde on kez düzenlemenize izin verir. Bu düzenlemeyi daha sonra onaya gönderin.',
  },
} as const satisfies Record<string, Words>;

export type RuleCode = keyof typeof ruleWords;

/** The sentence for people. Braces of a value are kept as they are. */
export const wordsOf = (
  { code, values = {} }: { code: RuleCode; values?: Readonly<Record<string, string | number>> },
  locale: 'en' | 'tr'
): string =>
  ruleWords[code][locale].replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? String(values[key]) : whole
  );
