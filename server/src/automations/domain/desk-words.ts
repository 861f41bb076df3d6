import type { InputWords } from '../../kernel/input-words';

type Said = readonly [text: string, advice: string];

const words = (en: Said, tr: Said): InputWords => ({
  en: { text: en[0], advice: en[1] },
  tr: { text: tr[0], advice: tr[1] },
});

/** Why an automation is not saved or not switched on, beside its trigger, and what to do. */
export const deskWords = {
  notLinked: () =>
    words(
      [
        'This content type is not linked with contacts.',
        'Link the content type in Settings › WhatsApp › Linked content types.',
      ],
      [
        'Bu içerik türü kişilere bağlı değil.',
        'İçerik türünü Ayarlar › WhatsApp › Bağlı içerik türleri sayfasında bağlayın.',
      ]
    ),
  noSegment: () =>
    words(
      ['This segment no longer exists.', 'Choose another segment.'],
      ['Bu segment artık yok.', 'Başka bir segment seçin.']
    ),
  noFlow: () =>
    words(
      ['This flow no longer exists.', 'Choose another flow.'],
      ['Bu akış artık yok.', 'Başka bir akış seçin.']
    ),
  emptyFlow: () =>
    words(
      ['The flow is not published.', 'Open the flow, check its steps and publish it.'],
      ['Akış henüz yayınlanmadı.', 'Akışı açıp adımlarını kontrol edin ve yayınlayın.']
    ),
  flowOff: () =>
    words(
      ['The flow is off.', 'Activate the flow, or choose another one.'],
      ['Akış devre dışı.', 'Akışı etkinleştirin ya da başka bir akış seçin.']
    ),
  noRights: () =>
    words(
      [
        'The user who published the flow was deleted or deactivated, or has no permission in the Content Manager for the entries that the flow changes.',
        'Edit the flow and publish it yourself, so that the flow changes entries with your permissions.',
      ],
      [
        'Akışı yayınlayan kullanıcı silindi, devre dışı bırakıldı ya da akışın değiştirdiği girdiler için İçerik Yönetimi’nde izni yok.',
        'Akışı düzenleyip siz yayınlayın: girdiler bundan sonra sizin izinlerinizle değiştirilir.',
      ]
    ),
  flowSpent: () =>
    words(
      ['The flow has used up its messages for this month.', 'Raise its monthly message limit.'],
      ['Akış bu ayki mesaj hakkını bitirdi.', 'Aylık mesaj sınırını yükseltin.']
    ),
  noTemplate: () =>
    words(
      [
        'The flow does not begin with a template. Only contacts who wrote in the last 24 hours get its message.',
        'Create a template, wait for WhatsApp’s approval, then make it the first step of the flow.',
      ],
      [
        'Akış bir şablonla başlamıyor. Mesajı yalnızca son 24 saatte yazmış kişilere ulaşır.',
        'Bir şablon oluşturun, WhatsApp onaylayınca onu akışın ilk adımı yapın.',
      ]
    ),
  noPress: () =>
    words(
      [
        'Nothing in the flow can be pressed or answered.',
        'End it with a button or a choice: a press opens the 24-hour reply window.',
      ],
      [
        'Akışta basılacak ya da yanıtlanacak bir şey yok.',
        'Akışı “Düğmeler” ya da “Seçenekler” adımıyla bitirin: müşteri basınca 24 saatlik yanıt süresi başlar.',
      ]
    ),
  startsBeside: (names: readonly string[]) => {
    const list = names.map((name) => `“${name}”`).join(', ');
    return words(
      [
        `This trigger also starts ${names.length === 1 ? 'the active automation' : 'the active automations'} ${list}.`,
        'One contact can get messages from all of them. Deactivate the others, or set conditions that never hold together.',
      ],
      [
        `Bu tetikleyici etkin olan ${list} ${names.length === 1 ? 'otomasyonunu' : 'otomasyonlarını'} da başlatıyor.`,
        'Aynı kişiye hepsinden mesaj gidebilir. Diğerlerini devre dışı bırakın ya da aynı anda sağlanmayan koşullar belirleyin.',
      ]
    );
  },
  wrongReady: () =>
    words(
      ['This field of the content type is missing or does not fit.', 'Choose another one.'],
      ['İçerik türünün bu alanı eksik ya da uygun değil.', 'Başka bir seçim yapın.']
    ),
  noEntry: () =>
    words(
      ['This trigger has no entry.', 'Use a condition about the contact.'],
      ['Bu tetikleyicide girdi yok.', 'Kişiyle ilgili bir koşul kullanın.']
    ),
  entryGone: () =>
    words(
      ['A deleted entry no longer has values.', 'Use a condition about the contact.'],
      ['Silinmiş bir girdinin artık değeri yok.', 'Kişiyle ilgili bir koşul kullanın.']
    ),
  namesGone: () =>
    words(
      [
        'The flow names fields of the entry. A deleted entry no longer has values.',
        'Remove these fields from the texts, and choose templates without them.',
      ],
      [
        'Akış girdinin alanlarını kullanıyor. Silinmiş bir girdinin artık değeri yok.',
        'Bu alanları metinlerden çıkarın, bunları kullanmayan şablonlar seçin.',
      ]
    ),
  noField: (name: string) =>
    words(
      [`The content type has no field “${name}” for conditions.`, 'Choose another field.'],
      [`İçerik türünde koşullarda kullanılabilen bir “${name}” alanı yok.`, 'Başka bir alan seçin.']
    ),
  conditionGone: () =>
    words(
      [
        'A condition uses something that no longer exists, or a value that does not fit.',
        'Change or remove the condition.',
      ],
      [
        'Koşullardan birinde artık var olmayan bir öğe ya da uygun olmayan bir değer kullanılıyor.',
        'Koşulu değiştirin ya da kaldırın.',
      ]
    ),
  lockedField: () =>
    words(
      [
        'A condition uses a sensitive field that segments cannot use.',
        'Remove the condition, or allow the field for segments.',
      ],
      [
        'Bir koşul, segmentlerin kullanamayacağı hassas bir alanı kullanıyor.',
        'Koşulu kaldırın ya da alana segmentler için izin verin.',
      ]
    ),
  tooManyFields: (most: number) =>
    words(
      [
        `The automations of one content type can watch at most ${most} fields in total.`,
        'Choose a field that is already watched, or delete another automation.',
      ],
      [
        `Bir içerik türünün otomasyonları toplam en fazla ${most} alan izleyebilir.`,
        'Zaten izlenen bir alan seçin ya da başka bir otomasyonu silin.',
      ]
    ),
};
