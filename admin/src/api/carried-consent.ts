import { carriedConsentApi } from '../../../server/src/contracts/carried-consent';
import { changes, client, reads } from './client';

/** Cards of linked content types say whether they carry consent. */
const MAPPINGS = { type: 'WhatsappSetup' as const, id: 'RECORDS' };

export const { useWhatsappGetCarriedConsentQuery, useWhatsappSaveCarriedConsentMutation } = client(
  'CarriedConsent',
  carriedConsentApi,
  {
    get: reads([MAPPINGS], { keepSeconds: 0 }),
    save: changes([MAPPINGS]),
  }
);
