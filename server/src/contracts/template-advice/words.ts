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
      why: 'Utility messages are about one transaction. Without a detail of it, WhatsApp often moves the template to Marketing.',
      instead: 'Add one: “Your order {example} ships today.”',
    },
    tr: {
      says: 'Sipariş numarası, tarih ya da tutar yok',
      why: 'Bilgilendirme mesajı tek bir işlemle ilgilidir. İşlemin bir ayrıntısı yoksa WhatsApp şablonu çoğu zaman Pazarlama kategorisine taşır.',
      instead: 'Bir ayrıntı ekleyin: “{example} numaralı siparişiniz bugün yola çıkıyor.”',
    },
  },
  'upsell.account': {
    en: {
      says: 'Sells something in an account alert',
      why: 'Account alerts tell customers about their account. Offers in them make the message Marketing.',
      instead: 'Take the marked words out, and send the offer as a marketing template.',
    },
    tr: {
      says: 'Hesap bildiriminde satış var',
      why: 'Hesap bildirimi hesabın durumunu söyler. İçine teklif girerse mesaj Pazarlama sayılır.',
      instead: 'İşaretli sözcükleri çıkarın, teklifi bir pazarlama şablonuyla gönderin.',
    },
  },
  'upsell.survey': {
    en: {
      says: 'Sells something in a survey',
      why: 'Surveys ask about what the customer received. Offers in them make the message Marketing, and fewer people answer.',
      instead: 'Take the marked words out, and only ask.',
    },
    tr: {
      says: 'Ankette satış var',
      why: 'Anket, müşterinin aldığı ürünü ya da hizmeti sorar. İçine teklif girerse mesaj Pazarlama sayılır, yanıtlayan da azalır.',
      instead: 'İşaretli sözcükleri çıkarın, yalnızca sorunuzu sorun.',
    },
  },
  'category.marketing': {
    en: {
      says: 'Reads as marketing',
      why: 'WhatsApp judges the text, not the chosen category. It may reject this template or move it to Marketing, with its price and consent rules.',
      instead: 'Take the marked words out, or choose Marketing.',
    },
    tr: {
      says: 'Pazarlama mesajı gibi okunuyor',
      why: 'WhatsApp seçilen kategoriye değil metne bakar. Şablonu reddedebilir ya da fiyatı ve izin kurallarıyla birlikte Pazarlama kategorisine taşıyabilir.',
      instead: 'İşaretli sözcükleri çıkarın ya da Pazarlama kategorisini seçin.',
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
      why: 'Okuyan, açık ve tek bir isteği yerine getirir. İstek yoksa mesaj okunur ve unutulur.',
      instead: 'Bir düğme ya da kısa bir cümle ekleyin: “Onaylamak için EVET yazın.”',
    },
  },
  'text.long': {
    en: {
      says: '{words} words: long for a phone',
      why: 'Messages are read at a glance. Three sentences of 25 words are about as much as a screen shows.',
      instead: 'Keep to {limit} words, and put the rest behind a link button.',
    },
    tr: {
      says: '{words} sözcük: telefon için uzun',
      why: 'Mesajlar bir bakışta okunur. Bir ekrana yaklaşık 25 sözcüklük üç cümle sığar.',
      instead: 'En çok {limit} sözcük yazın, kalanını bir bağlantı düğmesinin arkasına koyun.',
    },
  },
  'sentence.long': {
    en: {
      says: 'A sentence of {words} words',
      why: 'Long sentences are read twice or not at all.',
      instead: 'Split the marked sentence. Keep each one to {limit} words.',
    },
    tr: {
      says: '{words} sözcüklük bir cümle',
      why: 'Uzun cümle ya iki kez okunur ya da hiç okunmaz.',
      instead: 'İşaretli cümleyi bölün; her biri en çok {limit} sözcük olsun.',
    },
  },
  'text.dense': {
    en: {
      says: '{count} long words in a short text',
      why: 'Long words make a text read like a form. Everybody understands plain ones.',
      instead: 'Use everyday words for the marked ones: “proof” for “documentation”.',
    },
    tr: {
      says: 'Kısa metinde {count} uzun sözcük',
      why: 'Uzun sözcüklü metin resmî yazı gibi okunur. Yalın metni herkes anlar.',
      instead:
        'İşaretli sözcüklerin yerine günlük dili kullanın: “gerçekleştirilmektedir” yerine “yapılıyor”.',
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
      why: 'Çok emoji istenmeyen mesajı andırır; ekran okuyucular da her birini sesli okur.',
      instead: 'En çok {limit} tane bırakın.',
    },
  },
  'media.many': {
    en: {
      says: '{count} pictures, videos or files',
      why: 'A second one draws the eye away from the message, and takes longer to load.',
      instead: 'Keep the one that says most.',
    },
    tr: {
      says: '{count} görsel, video ya da dosya',
      why: 'İkincisi dikkati mesajdan çeker ve geç yüklenir.',
      instead: 'En çok şey anlatanı bırakın.',
    },
  },
  'personal.missing': {
    en: {
      says: 'The same text for everybody',
      why: 'Messages that name the reader, or the order or visit in question, are trusted and answered more often.',
      instead: 'Add a variable: “Hello {example}, …”',
    },
    tr: {
      says: 'Herkese aynı metin gidiyor',
      why: 'Kişinin adını, siparişini ya da randevusunu anan mesaj daha çok güven verir, daha çok yanıt alır.',
      instead: 'Bir değişken ekleyin: “Merhaba {example}, …”',
    },
  },
  'wayOut.missing': {
    en: {
      says: 'Does not say how to unsubscribe',
      why: 'Unsubscribing should be as easy as subscribing. People who find no way out block or report the number.',
      instead: 'Add an unsubscribe button, or a word like STOP in the text or footer.',
    },
    tr: {
      says: 'Abonelikten nasıl çıkılacağı yazmıyor',
      why: 'Abonelikten çıkmak, abone olmak kadar kolay olmalıdır. Çıkış yolu bulamayan kişi numarayı engeller ya da şikâyet eder.',
      instead:
        'Abonelikten çıkma düğmesi ekleyin ya da metne veya alt bilgiye DUR gibi bir sözcük yazın.',
    },
  },
  'house.name': {
    en: {
      says: 'Spells the business name differently',
      why: 'House style: the name is spelled {name}.',
      instead: 'Write {name} at the marked places.',
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
      why: 'House style: messages are signed with {name}, so that readers know the sender.',
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
      says: 'The footer is not the default one',
      why: 'House style: the footer is “{footer}”.',
      instead: 'Use that footer, or keep yours where this template needs it.',
    },
    tr: {
      says: 'Alt bilgi varsayılandan farklı',
      why: 'Kurum dili: alt bilgi “{footer}”.',
      instead: 'O alt bilgiyi kullanın; bu şablon için gerekliyse sizinki kalsın.',
    },
  },
  'house.buttons': {
    en: {
      says: 'Missing a default button: {names}',
      why: 'House style: templates of this category have these buttons, so that customers find them where they look.',
      instead: 'Add what is missing, or leave it out where it does not fit.',
    },
    tr: {
      says: 'Varsayılan düğme eksik: {names}',
      why: 'Kurum dili: bu kategorideki şablonlarda bu düğmeler bulunur, müşteri onları yerinde arar.',
      instead: 'Eksik olanı ekleyin; uymuyorsa eklemeyin.',
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
