interface Sentences {
  /** What was noticed, in one line. */
  says: string;
  why: string;
  /** What to write instead. */
  instead: string;
}
type Words = Readonly<Record<'en' | 'tr', Sentences>>;

/** Advice by code: what was noticed, the reason, and what to write instead. `{limit}` and the like are filled in. */
export const adviceWordTable = {
  'detail.missing': {
    en: {
      says: 'No order number, date or amount',
      why: 'A utility message is about one transaction. WhatsApp often moves templates without such a detail to Marketing.',
      instead: 'Add a detail: “Your order {example} ships today.”',
    },
    tr: {
      says: 'Sipariş numarası, tarih ya da tutar yok',
      why: 'Bilgilendirme mesajı tek bir işlemle ilgilidir. İşlemin bir ayrıntısı yoksa WhatsApp, şablonu çoğu zaman Pazarlama kategorisine taşır.',
      instead: 'Bir ayrıntı ekleyin: “{example} numaralı siparişiniz bugün yola çıkıyor.”',
    },
  },
  'upsell.account': {
    en: {
      says: 'Offer in an account alert',
      why: 'Account alerts tell customers about their account. An offer makes the message Marketing.',
      instead: 'Remove the marked words, and send the offer as a marketing template.',
    },
    tr: {
      says: 'Hesap bildiriminde fırsat duyurusu var',
      why: 'Hesap bildirimi hesabın durumunu söyler. Fırsat duyurusu içeren mesaj Pazarlama sayılır.',
      instead: 'İşaretli kelimeleri çıkarın, fırsatı bir pazarlama şablonuyla gönderin.',
    },
  },
  'upsell.survey': {
    en: {
      says: 'Offer in a survey',
      why: 'Surveys ask about what the customer received. An offer makes the message Marketing, and fewer customers answer.',
      instead: 'Remove the marked words, and only ask.',
    },
    tr: {
      says: 'Ankette fırsat duyurusu var',
      why: 'Anket, müşterinin aldığı ürünü ya da hizmeti sorar. Fırsat duyurusu içeren mesaj Pazarlama sayılır, yanıtlayan da azalır.',
      instead: 'İşaretli kelimeleri çıkarın, yalnızca sorunuzu sorun.',
    },
  },
  'category.marketing': {
    en: {
      says: 'Reads as marketing',
      why: 'WhatsApp judges the text, not the chosen category. It may reject this template or move it to Marketing, with its price and consent rules.',
      instead: 'Remove the marked words, or choose Marketing.',
    },
    tr: {
      says: 'Pazarlama mesajı gibi okunuyor',
      why: 'WhatsApp seçilen kategoriye değil metne bakar. Şablonu reddedebilir ya da fiyatı ve izin kurallarıyla birlikte Pazarlama kategorisine taşıyabilir.',
      instead: 'İşaretli kelimeleri çıkarın ya da Pazarlama kategorisini seçin.',
    },
  },
  'action.missing': {
    en: {
      says: 'Does not say what to do next',
      why: 'Readers act on one clear request. A message without one is read and forgotten.',
      instead: 'Add a button, or one short sentence: “Reply YES to confirm.”',
    },
    tr: {
      says: 'Okuyanın ne yapacağı belli değil',
      why: 'Müşteri tek ve açık bir isteğe karşılık verir. İstek yoksa mesaj okunur ve unutulur.',
      instead: 'Bir düğme ya da kısa bir cümle ekleyin: “Onaylamak için EVET yazın.”',
    },
  },
  'text.long': {
    en: {
      says: '{words} words: long for a phone',
      why: 'People read messages at a glance. A screen shows about three sentences of 25 words.',
      instead: 'Use at most {limit} words, and add a link button for the rest.',
    },
    tr: {
      says: '{words} kelime: telefon için uzun',
      why: 'Mesajlar bir bakışta okunur. Bir ekrana yaklaşık 25 kelimelik üç cümle sığar.',
      instead: 'En fazla {limit} kelime yazın, kalanı için bir bağlantı düğmesi ekleyin.',
    },
  },
  'sentence.long': {
    en: {
      says: 'A sentence of {words} words',
      why: 'People read long sentences twice or not at all.',
      instead: 'Split each marked sentence into sentences of at most {limit} words.',
    },
    tr: {
      says: '{words} kelimelik bir cümle',
      why: 'Uzun cümle ya iki kez okunur ya da hiç okunmaz.',
      instead: 'İşaretli her cümleyi en fazla {limit} kelimelik cümlelere bölün.',
    },
  },
  'text.dense': {
    en: {
      says: '{count} long words in a short text',
      why: 'Long words make a text read like a form. Everyone understands plain words.',
      instead: 'Replace the marked words with everyday ones: “proof” for “documentation”.',
    },
    tr: {
      says: 'Kısa metinde {count} uzun kelime',
      why: 'Uzun kelimeli metin resmî yazı gibi okunur. Yalın metni herkes anlar.',
      instead:
        'İşaretli kelimelerin yerine günlük dili kullanın: “gerçekleştirilmektedir” yerine “yapılıyor”.',
    },
  },
  'emoji.many': {
    en: {
      says: '{count} emoji',
      why: 'Many emoji look like spam, and screen readers read each one aloud.',
      instead: 'Keep at most {limit}.',
    },
    tr: {
      says: '{count} emoji',
      why: 'Çok sayıda emoji spam izlenimi verir; ekran okuyucular da her birini sesli okur.',
      instead: 'En fazla {limit} tane bırakın.',
    },
  },
  'media.many': {
    en: {
      says: '{count} images, videos or files',
      why: 'A second image, video or file distracts from the message and takes longer to load.',
      instead: 'Keep the one that says the most.',
    },
    tr: {
      says: '{count} görsel, video ya da dosya',
      why: 'İkincisi dikkati mesajdan uzaklaştırır ve yükleme süresini uzatır.',
      instead: 'En çok şey anlatanı bırakın.',
    },
  },
  'personal.missing': {
    en: {
      says: 'The same text for everyone',
      why: 'Customers trust messages more, and answer more often, when they see their name, order or visit.',
      instead: 'Add a variable: “Hello {example}, …”',
    },
    tr: {
      says: 'Herkese aynı metin gidiyor',
      why: 'Kişinin adını, siparişini ya da randevusunu içeren mesaj daha çok güven verir, daha çok yanıt alır.',
      instead: 'Bir değişken ekleyin: “Merhaba {example}, …”',
    },
  },
  'wayOut.missing': {
    en: {
      says: 'Does not say how to unsubscribe',
      why: 'Unsubscribing should be as easy as subscribing. Customers who cannot unsubscribe block or report the number.',
      instead: 'Add an unsubscribe button, or an opt-out keyword like STOP in the text or footer.',
    },
    tr: {
      says: 'Abonelikten nasıl çıkılacağı yazmıyor',
      why: 'Abonelikten çıkmak, abone olmak kadar kolay olmalıdır. Abonelikten çıkamayan müşteri numarayı engeller ya da şikâyet eder.',
      instead:
        'Abonelikten çıkma düğmesi ekleyin ya da metne veya alt bilgiye DUR gibi bir çıkış kelimesi yazın.',
    },
  },
  'house.name': {
    en: {
      says: 'Spells the business name differently',
      why: 'House style: the name is spelled {name}.',
      instead: 'Write {name} in the marked places.',
    },
    tr: {
      says: 'İşletmenin adı farklı yazılmış',
      why: 'Kurum dili: işletme adı {name} olarak yazılır.',
      instead: 'İşaretli yerlere {name} yazın.',
    },
  },
  'house.signOff': {
    en: {
      says: 'Does not end with the business name',
      why: 'House style: messages end with {name}, so readers know who sent them.',
      instead: 'Add {name} to the last sentence or the footer.',
    },
    tr: {
      says: 'İşletmenin adıyla bitmiyor',
      why: 'Kurum dili: mesajlar {name} imzasıyla biter, okuyan kimin yazdığını bilir.',
      instead: '{name} adını son cümleye ya da alt bilgiye yazın.',
    },
  },
  'house.footer': {
    en: {
      says: 'Not the default footer',
      why: 'House style: the footer is “{footer}”.',
      instead: 'Use the default footer, or keep yours if this template needs it.',
    },
    tr: {
      says: 'Alt bilgi varsayılandan farklı',
      why: 'Kurum dili: alt bilgi “{footer}”.',
      instead: 'Varsayılan alt bilgiyi kullanın; bu şablon için gerekliyse sizinki kalsın.',
    },
  },
  'house.buttons': {
    en: {
      says: 'Missing default buttons: {names}',
      why: 'House style: templates of this category have these buttons, so customers know where to find them.',
      instead: 'Add the missing buttons, or leave out those that do not fit.',
    },
    tr: {
      says: 'Varsayılan düğme eksik: {names}',
      why: 'Kurum dili: bu kategorideki şablonlarda bu düğmeler bulunur; müşteri onları nerede bulacağını bilir.',
      instead: 'Eksik düğmeleri ekleyin; uymayanları eklemeyin.',
    },
  },
} as const satisfies Readonly<Record<string, Words>>;

export type AdviceCode = keyof typeof adviceWordTable;

const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) =>
    Object.hasOwn(values, key) ? String(values[key]) : whole
  );

/** The sentences of one advice. */
export const adviceWords = (
  { code, values = {} }: { code: AdviceCode; values?: Readonly<Record<string, string | number>> },
  locale: 'en' | 'tr'
): Sentences => {
  const { says, why, instead } = adviceWordTable[code][locale];
  return {
    says: filled(says, values),
    why: filled(why, values),
    instead: filled(instead, values),
  };
};
