import type { AdviceLanguage } from './parts';
import { phrases, type Phrases } from './spans';

/**
 * The words by which advice reads a text. `*` is the rest of a word (Turkish adds endings), `#` for a number.
 * When in doubt a word is left out: advice that is often wrong is not read.
 */
type ByLanguage = Readonly<Record<AdviceLanguage, Phrases>>;

const OFFER_EN = [
  'discount*, coupon*, gift voucher*, voucher code*, cashback, clearance sale*, promo, promotion*, promotional, black friday, half price',
  '# off, # percent off, save up to, save big, free shipping, free delivery, free gift, free trial, buy one get one',
  'special offer*, exclusive offer*, new offer*, great offer*, our offer*, limited offer*, offer ends, offer for you, offers for you',
  'on sale, our sale, big sale, flash sale, summer sale, winter sale, spring sale, autumn sale, season sale, sale ends, sale starts',
  'great deal*, best deal*, hot deal*, our deals, deal of the day, shop now, buy now, order now and',
];
const OFFER_TR = [
  'indirim*, kampanya*, fırsatlar*, büyük fırsat*, özel fırsat*, fırsatı kaçırma*, kupon*, promosyon*, hediye çeki*, bedava, ucuz*, outlet, efsane cuma',
  'ücretsiz kargo, kargo bedava, özel teklif*, yarı fiyat*, sezon sonu, sepette, nakit iade, avantajlı fiyat*',
  '# alana, bir alana, iki alana, hemen al, hemen alın, şimdi al, şimdi alın, alışverişe başla*',
];
const UPSELL_EN = [
  'you may also like, you might also like, you may also be interested, you might also be interested, recommended for you',
  'add to your order, complete your look, frequently bought, customers also, best sellers, bestseller*, bundle deal*, bundle offer*',
  'check out our, check out the new, discover our, explore our, take a look at our, have a look at our, try our, try the new, shop our',
  'upgrade to, upgrade your, upgrade now, go premium, new arrivals, new collection, refer a friend',
];
const UPSELL_TR = [
  'beğenebilirsiniz, beğenebileceğiniz, ilginizi çekebilir, ilginizi çekebilecek, önerilen ürün*, sizin için seçtik*, sizin için seçtiğimiz',
  'siparişinize ekle*, yanına ekle*, birlikte alınan*, çok satan*, yeni gelenler, yeni ürünlerimiz*, yeni koleksiyon*, yeni sezon*',
  'ürünlerimize göz atın, ürünlerimizi keşfedin, ürünlerimizi inceleyin, üst paket*, üst tarife*, ek paket*',
  'premium a geçin, paketinizi yükselt*, tarifenizi yükselt*, arkadaşınızı davet*, arkadaşını davet*',
];
const URGENT_EN = [
  'only today, today only, only this week, this week only, this weekend only, last chance, final hours, limited time, hurry up',
  'while stocks last, while stock lasts, while supplies last, act now, grab yours',
];
const URGENT_TR = [
  'sadece bugün, yalnız bugün, yalnızca bugün, bugüne özel, bu haftaya özel, hafta sonuna özel, son fırsat, son şans, son saatler',
  'acele edin, acele et, stoklarla sınırlı, sınırlı süre için, sınırlı sayıda, stoklar tükenmeden, hemen yararlan*',
];

/** Words that sell more, to people who only asked about their account. */
export const UPSELL: ByLanguage = {
  en: phrases(...OFFER_EN, ...UPSELL_EN),
  tr: phrases(...OFFER_TR, ...UPSELL_TR),
};

/** One of them is enough for a text to read as marketing. */
export const MARKETING: ByLanguage = {
  en: phrases(...OFFER_EN, ...UPSELL_EN, ...URGENT_EN),
  tr: phrases(...OFFER_TR, ...UPSELL_TR, ...URGENT_TR),
};

/** Words that orders have too: only together with another sign do they read as marketing. */
export const PRICE: ByLanguage = {
  en: phrases('price*, cheap*, free, gift*, reward*, bonus*, exclusive*, don’t miss, do not miss'),
  tr: phrases('fiyat*, ücretsiz, hediye*, ödül*, bonus*, ayrıcalık*, kaçırma*'),
};

/** Days that a text names by a word. */
export const DAYS: ByLanguage = {
  en: phrases(
    'today, tomorrow, tonight, monday, tuesday, wednesday, thursday, friday, saturday, sunday'
  ),
  tr: phrases(
    'bugün*, yarın*, bu akşam, pazartesi*, salı günü, çarşamba*, perşembe*, cuma*, cumartesi*, pazar günü'
  ),
};

/** What variables are called that hold a detail of an order, an appointment or an account, in whatever language the text is. */
export const DETAIL_NAMES: Phrases = phrases(
  'order*, no, number*, nr, num, code*, id, ref, reference*, date*, day*, time*, hour*, deadline, expiry, period, due*',
  'amount*, total*, price*, fee*, balance*, invoice*, bill*, payment*, card*, account*, plan*, points, quantity, usage, limit*',
  'booking*, reservation*, appointment*, ticket*, track*, shipment*, parcel*, package*, delivery*, carrier, flight*, gate, seat*, room*',
  'claim*, prescription*, medicine*, policy*, contract*, meter*, product*, item*, service*, address*, store*, shop*, branch*, location*',
  'device*, link*, url, area*, district*, hotel*, doctor*, clinic*, city',
  'sipariş*, numara*, kod*, tarih*, gün*, saat*, dönem*, vade*, tutar*, toplam*, fiyat*, ücret*, bakiye*, fatura*, ödeme*, kart*, hesap*, hesab*',
  'paket*, puan*, adet*, kota*, rezervasyon*, randevu*, bilet*, takip*, kargo*, gönderi*, teslimat*, uçuş*, kapı*, koltuk*, oda*',
  'hasar*, reçete*, ilaç*, ilac*, poliçe*, sözleşme*, sayaç*, sayac*, ürün*, hizmet*, adres*, mağaza*, şube*, konum*, cihaz*, bölge*, otel*, doktor*, şehir*'
);

/** What asks readers to do something. */
export const ACTION: ByLanguage = {
  en: phrases('you can, you could, let us know, get in touch, contact us, call us, please'),
  tr: phrases(
    'lütfen, *bilirsiniz, *bilirsin, yazın, yazınız, yazmanız, yanıtlayın*, cevaplayın*, yanıtla, cevapla, arayın*, tıklayın*, tıkla, dokunun*, dokun, basın, basınız',
    'seçin*, seç, onaylayın*, onayla, inceleyin*, incele, okuyun*, görüntüleyin*, bakın*, indirin*, indir, gönderin*, gönder, ödeyin*',
    'güncelleyin*, yenileyin*, getirin*, gelin, geliniz, bulunun*, edin, ediniz, yapın, yapınız, geçin, geçiniz, bildirin*, paylaşın*',
    'değerlendirin*, puanlayın*, katılın*, katıl, kaydolun*, alın, alınız, kullanın*, keşfedin*, keşfet, başlayın*, başla, deneyin*',
    'doldurun*, tamamlayın*, doğrulayın*, değiştirin*, erteleyin*, hazırlayın*, unutmayın*, söyleyin*, yararlanın*, verin, veriniz',
    'izleyin*, tarayın*, okutun*, gösterin*, girin, giriniz, bekleyin*, ulaşın*, yükleyin*, imzalayın*, uğrayın*, dinleyin*, açın, açınız, kapatın*',
    'bulundurun*, olun, olunuz, isteyin*, tutun, saklayın*, dinlenin*, kaydedin*, ekleyin*, belirleyin*, gidin, çıkarın*, bağlanın*',
    'çekin, iletin, iletiniz, planlayın*, atın, kaçırmayın*, öğrenin*, bitirin*, koyun, koyunuz, silin, siliniz, temizleyin*, kurulayın*'
  ),
};

const wordSet = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(' ')));

/** Verbs of English that ask when a clause begins with them. Turkish shows it by the ending. */
export const ENGLISH_VERBS = wordSet(
  'reply write tap click press call open visit confirm choose select see read download reschedule pay bring arrive log scan',
  'use show send tell let answer join register buy get try follow complete verify renew enter come ask discover explore save',
  'browse keep remember submit upload schedule take turn restart ignore collect switch unplug wash wear learn find have leave',
  'make add talk chat go give avoid allow prepare cancel clean rinse dry charge carry hold apply speak email ensure wait'
);
/** Verbs that are nouns too: "Order 7 has shipped" asks for nothing, "Order your next one" does. */
export const ENGLISH_NOUNS_TOO = wordSet(
  'order report plan claim store message review text rate share contact book change return request drink rest pick set look',
  'view start finish track sign check update shop'
);
/** What follows such a verb when it asks. */
export const AFTER_VERB = wordSet(
  'your our the it this that these them us now today here a an all my in out one with below again before at'
);
