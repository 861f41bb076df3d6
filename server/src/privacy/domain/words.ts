import { byWord } from '../../kernel/words';

export type PaperLanguage = 'en' | 'tr';

/** What stands on the papers that leave the house: the README of an export and the proof of consent. */
export interface PaperWords {
  readonly readme: (about: { id: number; at: string; by: string }) => string;
  readonly title: string;
  readonly person: string;
  readonly made: (at: string, by: string) => string;
  readonly none: string;
  readonly columns: Readonly<
    Record<'at' | 'what' | 'source' | 'wording' | 'evidence' | 'actor', string>
  >;
  readonly action: Readonly<Record<'opt-in' | 'opt-out' | 'lifted' | 'not-theirs', string>>;
  readonly category: Readonly<
    Record<'marketing' | 'utility' | 'tracking' | 'position' | 'profile' | 'move', string>
  >;
  /** Sources that are words of ours, as the ledger keeps them. Others were typed by people and stay as they are. */
  readonly sources: ReadonlyMap<string, string>;
  /** The source of an opt-in form. */
  readonly form: (slug: string) => string;
  readonly version: string;
  /** Messages that went because an entry carried consent for them. */
  readonly carried: Readonly<Record<'title' | 'hint' | 'entry' | 'message' | 'recipient', string>>;
  readonly themselves: string;
  readonly hash: string;
  readonly hashHint: string;
}

export const paperWords: Readonly<Record<PaperLanguage, PaperWords>> = {
  en: {
    readme: ({ id, at, by }) => `All data about one person on WhatsApp

Person #${id}. Created on ${at} (UTC) by ${by}.

person.json      name, numbers, ids, custom fields, tags, groups, former numbers and merged duplicates,
                 threads, entries of this system that are linked with the person
consent.json     every consent and refusal with its sentence, source, evidence and who recorded it; messages that
                 were sent because an entry carried consent for them; a SHA-256
messages.ndjson  all messages and notes, one JSON object a line, the oldest first
campaigns.json   campaigns that the person was in, with the result of each
bots.json        what bots asked, what the person answered, and what the bots did
automations.json what automations started for the person, or why they did not start, what lies ahead, whose segment
                 the person is in, and what is done only once
changes.json     changes of entries that are linked with the person, as automations noticed them
clicks.json      tracked links that the person opened
conversions.json orders and other conversions of the person, with the campaign that each is credited to
tasks.json       tasks for the person, done or open
timeline.json    what happened, the newest first
media/           files that the person sent, or that were sent from the inbox; the number before the name is the
                 id of the message. missing-files.json lists those that no longer exist.

Times are in UTC. Files are UTF-8.
`,
    title: 'Proof of consent',
    person: 'Person',
    made: (at, by) => `Created on ${at} (UTC) by ${by}.`,
    none: 'No consent and no refusal is recorded for this person.',
    columns: {
      at: 'When (UTC)',
      what: 'What',
      source: 'Source',
      wording: 'Sentence shown',
      evidence: 'Evidence',
      actor: 'Recorded by',
    },
    action: {
      'opt-in': 'Opted in',
      'opt-out': 'Opted out',
      lifted: 'Turned messages back on in WhatsApp',
      'not-theirs': 'Opt-in not counted: the entry belongs to someone else',
    },
    category: {
      marketing: 'Offers and news',
      utility: 'Orders and appointments',
      move: 'Move to WhatsApp',
      tracking: 'Data: clicks and behaviour',
      position: 'Data: location',
      profile: 'Data: profiling for segments',
    },
    sources: byWord({
      keyword: 'Keyword',
      'unsubscribe button': 'Unsubscribe button',
      'asked to stop': 'Possible opt-out, confirmed by the team',
      desk: 'Opt-in desk',
      'preference page': 'Preference page',
      'preference chat': 'Preferences in chat',
      flow: 'Answer in a flow',
      WhatsApp: 'Setting in WhatsApp',
      'linked record': 'Linked entry',
      import: 'Import',
      merge: 'Merged contact',
      sample: 'Sample data',
      erased: 'Erased with the contact',
    }),
    form: (slug) => `Opt-in form: ${slug}`,
    version: 'version',
    carried: {
      title: 'Messages with consent carried by an entry',
      hint: 'The person had not decided about such messages. Beside each message is what people agree to with such an entry.',
      entry: 'Entry',
      message: 'Message',
      recipient: 'Recipient of a campaign',
    },
    themselves: 'the person',
    hash: 'SHA-256 over the rows',
    hashHint:
      'Each row as JSON with its keys in alphabetical order, joined by line feeds, in UTF-8. Anyone who has the rows can compute it again.',
  },
  tr: {
    readme: ({ id, at, by }) => `Bir kişinin WhatsApp’taki tüm verileri

Kişi #${id}. ${at} (UTC) tarihinde ${by} tarafından hazırlandı.

person.json      ad, numaralar, kimlikler, özel alanlar, etiketler, gruplar, eski numaralar ve birleştirilen
                 kopyalar, yazışmalar, bu sistemde kişiye bağlı girdiler
consent.json     her izin ve ret: gösterilen cümle, kaynağı, kanıtı, kimin kaydettiği; izni bir girdinin taşıdığı
                 mesajlar; SHA-256 özeti
messages.ndjson  bütün mesajlar ve notlar, her satırda bir JSON nesnesi, en eskisi önce
campaigns.json   kişinin yer aldığı kampanyalar ve her birinin sonucu
bots.json        botların sordukları, kişinin verdiği yanıtlar ve botların yaptıkları
automations.json otomasyonların kişi için başlattıkları ya da neden başlatmadıkları, sırada olanlar, hangi
                 otomasyonların segmentinde olduğu ve yalnızca bir kez yapılanlar
changes.json     kişiye bağlı girdilerde otomasyonların fark ettiği değişiklikler
clicks.json      kişinin açtığı takipli bağlantılar
conversions.json kişinin siparişleri ve diğer dönüşümleri, her birinin yazıldığı kampanyayla
tasks.json       kişiyle ilgili biten ve açık görevler
timeline.json    kişiyle ilgili olup bitenler, en yenisi önce
media/           kişinin gönderdiği ya da gelen kutusundan gönderilen dosyalar; addan önceki sayı mesajın
                 kimliğidir. Artık bulunmayanlar missing-files.json içinde listelenir.

Saatler UTC'dir. Dosyalar UTF-8'dir.
`,
    title: 'İzin kanıtı',
    person: 'Kişi',
    made: (at, by) => `${at} (UTC) tarihinde ${by} tarafından hazırlandı.`,
    none: 'Bu kişi için kayıtlı izin ya da ret yok.',
    columns: {
      at: 'Ne zaman (UTC)',
      what: 'Ne',
      source: 'Kaynak',
      wording: 'Gösterilen cümle',
      evidence: 'Kanıt',
      actor: 'Kaydeden',
    },
    action: {
      'opt-in': 'İzin verdi',
      'opt-out': 'Abonelikten çıktı',
      lifted: 'WhatsApp’ta verdiği çıkış kararını geri aldı',
      'not-theirs': 'Girdi başkasına ait olduğu için izin sayılmıyor',
    },
    category: {
      marketing: 'Fırsatlar ve haberler',
      utility: 'Sipariş ve randevular',
      move: 'WhatsApp’a geçiş',
      tracking: 'Veri: tıklamalar ve davranış',
      position: 'Veri: konum',
      profile: 'Veri: segmentler için profil çıkarma',
    },
    sources: byWord({
      keyword: 'Anahtar kelime',
      'unsubscribe button': 'Abonelikten çıkma düğmesi',
      'asked to stop': 'Ekibin onayladığı olası çıkış isteği',
      desk: 'İzin alma ekranı',
      'preference page': 'Tercih sayfası',
      'preference chat': 'Sohbetteki tercihler',
      flow: 'Bir akıştaki yanıt',
      WhatsApp: 'WhatsApp’taki ayar',
      'linked record': 'Bağlı girdi',
      import: 'İçe aktarma',
      merge: 'Kişi birleştirme',
      sample: 'Örnek veri',
      erased: 'Kişiyle birlikte silindi',
    }),
    form: (slug) => `İzin formu: ${slug}`,
    version: 'sürüm',
    carried: {
      title: 'İzni bir girdiyle verilen mesajlar',
      hint: 'Kişinin bu tür mesajlar için kayıtlı kararı yoktu. Böyle bir girdiyle kabul edilen metin her mesajın yanında yer alır.',
      entry: 'Girdi',
      message: 'Mesaj',
      recipient: 'Kampanya alıcısı',
    },
    themselves: 'kişinin kendisi',
    hash: 'Satırların SHA-256 özeti',
    hashHint:
      'Anahtarları alfabetik sırada JSON olarak her satır, satır sonuyla birleştirilir, UTF-8. Satırlara sahip olan herkes yeniden hesaplayabilir.',
  },
};
