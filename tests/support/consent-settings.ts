import type { ConsentSettings } from '../../server/src/contracts/consent';

/** A purpose of data collection that nobody is asked for. */
export const NOT_ASKED = { asked: false, onlyWithConsent: false, texts: { tr: '', en: '' } };
/** Settings of consent as the server answers them, with nothing set beyond the defaults. */
export const consentSettings = (part: Partial<ConsentSettings> = {}): ConsentSettings => ({
  marketingRule: 'opt-in',
  utilityRule: 'opt-in',
  agentUtilityDays: 30,
  optOutWords: { tr: ['yeter'], en: [] },
  optInWords: { tr: [], en: [] },
  optOutTexts: { tr: 'Çıktınız. BAŞLA yazın.', en: 'You are out. Write START.' },
  marketingOutTexts: { tr: 'Tanıtım yok. BAŞLA yazın.', en: 'No more offers. Write START.' },
  optInTexts: { tr: 'Hoş geldiniz.', en: 'Welcome back.' },
  topics: [],
  marketingCap: null,
  quietHours: null,
  privacyNotice: { tr: '', en: '' },
  dataPurposes: { tracking: NOT_ASKED, position: NOT_ASKED, profile: NOT_ASKED },
  dataVersions: { tracking: 0, position: 0, profile: 0 },
  otherChannels: [],
  optInTemplateId: null,
  optOutTemplateId: null,
  channelsReady: { email: true, sms: false },
  builtIn: {
    optOut: { tr: ['MESAJ İSTEMİYORUM'], en: ['STOP'] },
    afterPromotion: { tr: ['İPTAL', 'DUR'], en: ['CANCEL'] },
    optIn: { tr: ['BAŞLA'], en: ['START'] },
  },
  changed: { by: 'Deniz A.', at: Date.UTC(2026, 10, 20, 9) },
  ...part,
});
