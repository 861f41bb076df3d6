import type { TemplatePurpose } from '../template-purpose';
import { phrases, type Phrases } from './spans';

export interface PurposeWords {
  purpose: TemplatePurpose;
  /** What one phrase weighs: "order" is said in surveys and reminders too, "how was" only in a survey. */
  weight: number;
  en: Phrases;
  tr: Phrases;
}

const one = (
  purpose: TemplatePurpose,
  weight: number,
  { en, tr }: { en: string; tr: string }
): PurposeWords => ({ purpose, weight, en: phrases(en), tr: phrases(tr) });

/** By what a utility template is recognised; of equal ones the first. */
export const UTILITY_PURPOSES: readonly PurposeWords[] = [
  one('opt-out', 4, {
    en: 'opt out, opted out, optout, unsubscribed, no more messages, will not get any more, will no longer receive',
    tr: 'listemizden çıktınız, abonelikten çıktınız, artık mesaj göndermeyeceğiz, mesaj almayacaksınız, çıkış onay*, abonelik iptal*',
  }),
  one('opt-in', 4, {
    en: 'opt in, opted in, optin, you are subscribed, you re subscribed, subscribed to, signed up for, agreed to receive',
    tr: 'abone oldunuz, kaydoldunuz, mesaj almayı kabul, izin verdiniz, abonelik onay*, mesaj izni*',
  }),
  one('move-to-whatsapp', 4, {
    en: 'continue on whatsapp, move to whatsapp, moved to whatsapp, chat on whatsapp, on whatsapp instead, here on whatsapp',
    tr: 'whatsapp tan devam, whatsapp üzerinden devam, whatsapp a taşı*, buradan devam, whatsapp ta devam',
  }),
  one('survey', 3, {
    en: 'survey*, feedback, rate us, rate your, rate our, how was, how were, how did we do, satisfied, satisfaction, your opinion, would you recommend',
    tr: 'anket*, geri bildirim*, değerlendirir misiniz, değerlendirin*, memnun*, görüşünüz*, puan verin, puan verir, nasıldı, nasıl buldunuz',
  }),
  one('security', 3, {
    en: 'security, password*, signed in, sign in, sign ins, log in, login*, suspicious, fraud*, unauthorised, unauthorized, new device',
    tr: 'güvenlik, şifre*, parola*, oturum aç*, giriş yapıldı, şüpheli, dolandırıcı*, yetkisiz, yeni cihaz*',
  }),
  one('notice', 2, {
    en: 'outage*, power cut*, maintenance, interruption*, restored, restoration, opening hours, new terms, disruption*, closed on',
    tr: 'kesinti*, bakım çalışma*, planlı bakım, arıza*, yeniden sağlan*, çalışma saat*, yeni koşul*, kapalı olacak*',
  }),
  one('payment', 2, {
    en: 'payment*, invoice*, bill, bills, billing, overdue, amount due, is due, receipt*, paid',
    tr: 'ödeme*, fatura*, borç*, borcu*, son ödeme, tahsil*, dekont*, makbuz*',
  }),
  one('appointment', 2, {
    en: 'appointment*, booking*, booked, reservation*, check in, your visit, your stay, flight*, itinerary, prescription*, refill*, medicine*',
    tr: 'randevu*, rezervasyon*, check in, ziyaretiniz*, konaklama*, uçuş*, seyahat*, reçete*, ilacınız*',
  }),
  one('answer', 3, {
    en: 'your question, you asked, your enquiry, your inquiry, in answer to',
    tr: 'sorunuz*, sormuştunuz, sorduğunuz, talebiniz hakkında',
  }),
  one('account', 1, {
    en: 'account*, balance*, usage, your plan, subscription*, membership*, points, quota, statement*, contract*',
    tr: 'hesabınız*, hesap, bakiye*, kullanımınız*, tarifeniz*, aboneliğiniz*, üyeliğiniz*, puanınız*, kota*, ekstre*, sözleşme*',
  }),
  one('order', 1, {
    en: 'order*, shipment*, shipped, dispatched, parcel*, package*, delivery, delivered, tracking, return*, refund*, exchange*',
    tr: 'sipariş*, gönderi*, kargo*, yola çıktı, teslim*, takip*, iade*, değişim*',
  }),
];

/** By what a marketing template is recognised. */
export const MARKETING_PURPOSES: readonly PurposeWords[] = [
  one('event', 3, {
    en: 'webinar*, conference*, workshop*, seminar*, event*, invitation*, invited, invite*',
    tr: 'webinar*, konferans*, atölye*, seminer*, etkinlik*, etkinliğ*, davet*',
  }),
  one('moment', 3, {
    en: 'welcome, birthday, anniversary, we miss you, missed you, your cart, vip, back in stock, win back, winback, new year, holiday*',
    tr: 'hoş geldin*, doğum gün*, yıl dönüm*, sizi özledik, özledik, sepetiniz*, vip, yeniden stok*, tekrar stok*, yeni yıl*, bayram*',
  }),
  one('news', 2, {
    en: 'newsletter*, news, tips, announcement*, new product*, launch*, guide, how to, introducing',
    tr: 'bülten*, haber*, ipucu*, ipuçları*, duyuru*, yeni ürün*, lansman*, rehber*, tanıtıyoruz',
  }),
  one('offer', 2, {
    en: 'offer*, discount*, sale, coupon*, deal*, promo*, # off, save',
    tr: 'indirim*, kampanya*, fırsat*, kupon*, teklif*, promosyon*',
  }),
];
