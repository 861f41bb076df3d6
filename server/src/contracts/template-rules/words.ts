type Words = { en: string; tr: string };

/** What is wrong and what to do about it, by code. `{limit}` and the like are filled in. */
export const ruleWords = {
  'name.empty': {
    en: 'Give the template a name.',
    tr: 'Şablona bir ad verin.',
  },
  'name.chars': {
    en: 'Only lower-case letters a–z, digits and _ are allowed, without spaces: for example "{suggestion}".',
    tr: 'Yalnız küçük harf a–z, rakam ve _ kullanılabilir, boşluk olmaz: örneğin "{suggestion}".',
  },
  'name.long': {
    en: 'The name has {length} characters; {limit} are allowed.',
    tr: 'Ad {length} karakter; en çok {limit} olabilir.',
  },
  'name.taken': {
    en: 'There is already a template of this name in this language. Choose another name or language.',
    tr: 'Bu adda ve bu dilde bir şablon zaten var. Başka bir ad ya da dil seçin.',
  },
  'name.blocked': {
    en: 'A template of this name was deleted; WhatsApp blocks the name for 30 days. Choose another name.',
    tr: 'Bu adda bir şablon silindi; WhatsApp adı 30 gün engeller. Başka bir ad seçin.',
  },
  'language.unknown': {
    en: 'Choose one of WhatsApp’s languages.',
    tr: 'WhatsApp’ın dillerinden birini seçin.',
  },
  'category.fixed': {
    en: 'The category of an approved template cannot be changed.',
    tr: 'Onaylı bir şablonun kategorisi değiştirilemez.',
  },
  'category.refused': {
    en: 'WhatsApp does not accept this category for this text.',
    tr: 'WhatsApp bu metin için bu kategoriyi kabul etmiyor.',
  },
  'text.empty': { en: 'Write a text here.', tr: 'Buraya bir metin yazın.' },
  'text.long': {
    en: '{length} characters; {limit} are allowed. Shorten the text.',
    tr: '{length} karakter; en çok {limit} olabilir. Metni kısaltın.',
  },
  'header.formatting': {
    en: 'A header is one line without formatting: take out * _ ~ ` and line breaks.',
    tr: 'Üst bilgi biçimsiz tek satırdır: * _ ~ ` işaretlerini ve satır sonlarını çıkarın.',
  },
  'header.variables': {
    en: 'A header may hold one variable; move the others into the text.',
    tr: 'Üst bilgide tek değişken olabilir; diğerlerini metne taşıyın.',
  },
  'header.refused': {
    en: 'WhatsApp does not accept this header.',
    tr: 'WhatsApp bu üst bilgiyi kabul etmiyor.',
  },
  'file.missing': {
    en: 'Choose an example file from the media library; WhatsApp reviews it with the template.',
    tr: 'Medya kitaplığından örnek bir dosya seçin; WhatsApp onu şablonla birlikte inceler.',
  },
  'file.type': {
    en: 'This file is of type {type}. Choose one of type {allowed}.',
    tr: 'Bu dosyanın türü {type}. {allowed} türünde bir dosya seçin.',
  },
  'file.size': {
    en: 'The file has {size} MB; {limit} MB are allowed.',
    tr: 'Dosya {size} MB; en çok {limit} MB olabilir.',
  },
  'media-missing': {
    en: 'This file is no longer in the media library. Choose another one.',
    tr: 'Bu dosya artık medya kitaplığında yok. Başka bir dosya seçin.',
  },
  'variable.braces': {
    en: 'A variable needs two braces on each side: {example}.',
    tr: 'Bir değişkenin iki yanında ikişer süslü ayraç olur: {example}.',
  },
  'variable.numbered': {
    en: '"{name}" is not a number. Variables here are {one}, {two} and so on; or switch to named ones.',
    tr: '"{name}" bir sayı değil. Burada değişkenler {one}, {two} … biçimindedir; ya da adlı değişkenlere geçin.',
  },
  'variable.named': {
    en: '"{name}" is no name: begin with a lower-case letter, then a–z, digits and _; or switch to numbered ones.',
    tr: '"{name}" ad olamaz: küçük harfle başlar, a–z, rakam ve _ içerir; ya da numaralı değişkenlere geçin.',
  },
  'variable.gap': {
    en: 'Variables are numbered from 1 without gaps; {name} is missing.',
    tr: 'Değişkenler 1’den başlayıp atlamadan numaralanır; {name} eksik.',
  },
  'body.edge': {
    en: 'The text may not begin or end with a variable. Put words before and after it.',
    tr: 'Metin değişkenle başlayamaz ya da bitemez. Önüne ve arkasına sözcük koyun.',
  },
  'body.adjacent': {
    en: 'Two variables stand side by side. Put words between them.',
    tr: 'İki değişken yan yana duruyor. Aralarına sözcük koyun.',
  },
  'body.density': {
    en: 'Too many variables for so few words: {words} words, at least {limit} are needed.',
    tr: 'Bu kadar az sözcük için çok değişken: {words} sözcük var, en az {limit} gerekir.',
  },
  'body.spacing': {
    en: 'No more than one empty line, no tabs, no more than four spaces in a row.',
    tr: 'En çok bir boş satır olur; sekme ve art arda dörtten çok boşluk olmaz.',
  },
  'body.refused': {
    en: 'WhatsApp does not accept this text.',
    tr: 'WhatsApp bu metni kabul etmiyor.',
  },
  'footer.variables': {
    en: 'A footer has no variables.',
    tr: 'Alt bilgide değişken olmaz.',
  },
  'footer.refused': {
    en: 'WhatsApp does not accept this footer.',
    tr: 'WhatsApp bu alt bilgiyi kabul etmiyor.',
  },
  'example.missing': {
    en: 'Give an example for {name}; WhatsApp reviews the text with it. Do not use a real customer’s data.',
    tr: '{name} için bir örnek yazın; WhatsApp metni onunla inceler. Gerçek müşteri verisi kullanmayın.',
  },
  'example.text': {
    en: 'An example is one line without tabs or variables.',
    tr: 'Örnek tek satırdır; sekme ve değişken içermez.',
  },
  'buttons.many': {
    en: '{count} buttons; {limit} are allowed.',
    tr: '{count} düğme; en çok {limit} olabilir.',
  },
  'buttons.kind': {
    en: 'At most {limit} of this kind are allowed.',
    tr: 'Bu türden en çok {limit} tane olabilir.',
  },
  'buttons.order': {
    en: 'Quick replies must stand together: move this one next to the others.',
    tr: 'Hızlı yanıtlar bir arada durmalıdır: bunu ötekilerin yanına taşıyın.',
  },
  'buttons.double': {
    en: 'Another button has the same text.',
    tr: 'Başka bir düğmenin metni aynı.',
  },
  'buttons.refused': {
    en: 'WhatsApp does not accept the buttons.',
    tr: 'WhatsApp düğmeleri kabul etmiyor.',
  },
  'button.text': {
    en: 'A button’s text is one line without variables.',
    tr: 'Düğme metni değişkensiz tek satırdır.',
  },
  'url.form': {
    en: 'Write a whole address that begins with https://.',
    tr: 'https:// ile başlayan tam bir adres yazın.',
  },
  'url.variable': {
    en: 'An address has at most one variable, {one}, and it stands at the very end.',
    tr: 'Adreste en çok bir değişken olur, {one}, ve en sonda durur.',
  },
  'url.example': {
    en: 'Give an example of the whole address, or of what stands in place of {one}.',
    tr: 'Tam adresin ya da {one} yerine gelecek metnin bir örneğini yazın.',
  },
  'phone.form': {
    en: 'Write the number with its country code, beginning with +, for example +90 532 111 00 01.',
    tr: 'Numarayı + ile başlayan ülke koduyla yazın, örneğin +90 532 111 00 01.',
  },
  'coupon.form': {
    en: 'A code has 1 to {limit} letters and digits.',
    tr: 'Kod 1–{limit} harf ve rakamdan oluşur.',
  },
  'code.minutes': {
    en: 'A code is valid for {min} to {max} minutes.',
    tr: 'Kod {min}–{max} dakika geçerli olabilir.',
  },
  'edits.day': {
    en: 'WhatsApp allows one edit of an approved template in 24 hours.',
    tr: 'WhatsApp onaylı bir şablonun 24 saatte bir kez düzenlenmesine izin verir.',
  },
  'edits.month': {
    en: 'WhatsApp allows ten edits of an approved template in 30 days.',
    tr: 'WhatsApp onaylı bir şablonun 30 günde on kez düzenlenmesine izin verir.',
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
